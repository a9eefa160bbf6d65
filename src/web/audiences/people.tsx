import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AudienceExport, AudiencePeople } from '#contract/audience.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { audienceApi } from './audience-api.ts'
import { useWhy } from './why.ts'
import styles from './audiences.module.css'

const route = getRouteApi('/inside/audiences/$id')
type Row = AudiencePeople['items'][number]

/** Who is in an audience, was in it on a day, or stands in the log of a file. */
export function AudiencePeopleSection({
  audienceId,
  exports,
}: {
  audienceId: string
  exports: readonly AudienceExport[]
}) {
  const say = useSay()
  const format = useFormat()
  const why = useWhy()
  const workspace = useWorkspace()
  const { day, file } = route.useSearch()
  const navigate = route.useNavigate()
  const asked = { day, export: file }
  const query = useInfiniteQuery({
    queryKey: ['audiences', workspace.id, audienceId, 'people', asked],
    queryFn: ({ pageParam, signal }) => audienceApi.people(audienceId, asked, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const made = exports.find(({ id }) => id === file)
  const columns: Column<Row>[] = [
    {
      id: 'person',
      head: <Say id="audiences.person" />,
      rowHead: true,
      cell: ({ id, name, email }) => (
        <Link to="/people/$id" params={{ id }} className="link">
          <PersonName name={name} email={email} />
        </Link>
      ),
    },
    made
      ? {
          id: 'state',
          head: <Say id="audiences.state" />,
          cell: (row) => (row.why === null ? say('audiences.in') : why(row.why)),
        }
      : {
          id: 'since',
          head: <Say id="audiences.since" />,
          cell: ({ enteredAt }) => (enteredAt === null ? '–' : format.date(enteredAt)),
        },
  ]
  return (
    <Section
      title={
        made ? (
          <Say id="audiences.people.file" values={{ at: format.dateTime(made.madeAt) }} />
        ) : (
          <Say id="audiences.people" />
        )
      }
    >
      {made ? (
        <p>
          <Link to="/audiences/$id" params={{ id: audienceId }} search={{}} resetScroll={false} className="link">
            <Say id="audiences.people.now" />
          </Link>
        </p>
      ) : (
        <label className={`field ${styles.asOf}`}>
          <Say id="audiences.people.day" />
          <input
            className="plain"
            type="date"
            value={day ?? ''}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: value === '' ? {} : { day: value }, replace: true, resetScroll: false })
            }
          />
        </label>
      )}
      {query.isPending && <LoadingLines lines={4} />}
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && items.length === 0 && (
        <p className="quiet">
          <Say id="audiences.people.none" />
        </p>
      )}
      {items.length > 0 && (
        <Table label={say('audiences.people')} columns={columns} rows={items} keyOf={({ id }) => id} />
      )}
      {query.hasNextPage && (
        <Button variant="default" mt={12} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <Say id="audiences.more" />
        </Button>
      )}
    </Section>
  )
}
