import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AccountPeople, AccountPerson } from '#contract/account.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePersonName } from '../person/names.tsx'
import { Heat } from '../ui/heat.tsx'
import { Section } from '../ui/page.tsx'
import { StageName } from '../ui/stage-name.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { accountApi } from './api.ts'
import styles from './company.module.css'

/** The people of a company, most engaged first, with stage and warmth. */
export function CompanyPeople({ id, asOf }: { id: string; asOf: string }) {
  const workspace = useWorkspace()
  const list = useInfiniteQuery({
    queryKey: ['accounts', workspace.id, id, 'people'],
    queryFn: ({ pageParam, signal }) => accountApi.people(id, { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const [first] = list.data?.pages ?? []
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={<Say id="company.who" />} sub={<Say id="company.who.about" />} busy={list.isFetching}>
      {list.isPending && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && rows.length === 0 && (
        <p className="quiet">
          <Say id="company.who.none" />
        </p>
      )}
      {first && rows.length > 0 && <People rows={rows} lifecycle={first.lifecycle} asOf={asOf} />}
      {list.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          data-no-print
        >
          <Say id="company.who.more" />
        </Button>
      )}
    </Section>
  )
}

interface PeopleInput {
  rows: readonly AccountPerson[]
  lifecycle: AccountPeople['lifecycle']
  asOf: string
}

function People({ rows, lifecycle, asOf }: PeopleInput) {
  const say = useSay()
  const format = useFormat()
  const nameOf = usePersonName()
  const now = Date.parse(asOf)
  const columns: Column<AccountPerson>[] = [
    {
      id: 'name',
      head: <Say id="company.person" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/people/$id" params={{ id: row.id }} className={styles.name}>
            {nameOf(row)}
          </Link>
          <div className="quiet small">{besides([row.title, row.persona && format.text(row.persona.name)])}</div>
          <div className={`small ${styles.narrow}`}>
            <StageName lifecycle={lifecycle} stage={row.stage} outcome={row.outcome} />
          </div>
        </>
      ),
    },
    {
      id: 'stage',
      head: <Say id="company.stage" />,
      wide: true,
      cell: (row) => <StageName lifecycle={lifecycle} stage={row.stage} outcome={row.outcome} />,
    },
    {
      id: 'engagement',
      head: <Say id="company.engaged" />,
      help: 'engagement',
      num: true,
      wide: true,
      cell: (row) => format.score(row.engagement),
    },
    {
      id: 'total',
      head: <Say id="company.total" />,
      help: 'total',
      num: true,
      cell: (row) => <Heat total={row.total} hot={row.hot} />,
    },
    {
      id: 'last',
      head: <Say id="company.lastSeen" />,
      wide: true,
      cell: (row) => <span className="quiet">{row.lastAt === null ? '–' : format.ago(row.lastAt, now)}</span>,
    },
  ]
  return <Table label={say('company.who')} columns={columns} rows={rows} keyOf={(row) => row.id} />
}
