import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { WaitingHandoff, WaitingList } from '#contract/home.ts'
import { get } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import styles from './home.module.css'

const route = getRouteApi('/inside/waiting')

/** Hand-offs that nobody has taken yet, and those that were not sent by themselves. */
export function WaitingPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { state = 'open' } = route.useSearch()
  const list = useInfiniteQuery({
    queryKey: ['home', 'waiting', workspace.id, state],
    queryFn: ({ pageParam, signal }) => get<WaitingList>('/api/waiting', { state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const wouldFire = state === 'would_fire'
  return (
    <Page title={say('waiting.title')}>
      <PageHead
        title={<Say id="waiting.title" />}
        sentence={<Say id={wouldFire ? 'waiting.wouldFire.sentence' : 'waiting.open.sentence'} />}
        help={wouldFire ? 'wouldFire' : 'handOff'}
      />
      <nav className={styles.tabs} aria-label={say('waiting.title')}>
        <Link to="/waiting" search={{}} activeOptions={{ exact: true }}>
          <Say id="waiting.open" />
        </Link>
        <Link to="/waiting" search={{ state: 'would_fire' }}>
          <Say id="waiting.wouldFire" />
        </Link>
      </nav>
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={8} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id={wouldFire ? 'waiting.wouldFire.none' : 'waiting.open.none'} />}>
          <p>
            <Say id={wouldFire ? 'waiting.wouldFire.none.next' : 'waiting.open.none.next'} />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <section className="card" aria-label={say('waiting.title')} aria-busy={list.isFetching}>
          <WaitingTable rows={rows} now={Date.parse(first.asOf)} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="waiting.more" />
            </Button>
          )}
        </section>
      )}
    </Page>
  )
}

function WaitingTable({ rows, now }: { rows: readonly WaitingHandoff[]; now: number }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const why = ({ stage, reason }: WaitingHandoff) =>
    reason ? (
      format.text(reason)
    ) : stage ? (
      <Say id="home.handoff.entered" values={{ stage: format.text(stage) }} />
    ) : (
      '–'
    )
  const columns: Column<WaitingHandoff>[] = [
    {
      id: 'person',
      head: <Say id="waiting.person" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/people/$id" params={{ id: row.person.id }} className={styles.who}>
            <PersonName name={row.person.name} email={row.person.email} />
          </Link>
          <div className="quiet small">{row.person.account}</div>
          <div className={`quiet small ${styles.narrow}`}>{format.ago(row.at, now)}</div>
        </>
      ),
    },
    { id: 'why', head: <Say id="waiting.why" />, cell: why },
    {
      id: 'team',
      head: <Say id="waiting.team" />,
      wide: true,
      cell: ({ team }) => (team === null ? '–' : wordFor('handTo', team)),
    },
    {
      id: 'at',
      head: <Say id="waiting.since" />,
      wide: true,
      cell: ({ at }) => <span title={format.dateTime(at)}>{format.ago(at, now)}</span>,
    },
  ]
  return <Table label={say('waiting.title')} columns={columns} rows={rows} keyOf={({ id }) => id} />
}
