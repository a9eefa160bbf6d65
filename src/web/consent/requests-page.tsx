import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DueList, RequestList } from '#contract/consent.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { PersonFileRequests } from '../people/person-file-requests.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, Loaded, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi } from './consent-api.ts'
import styles from './consent.module.css'
import { usePurposeName } from '../ui/fact-name.ts'
import { ConsentFrame } from './tabs.tsx'

/** What waits: requests that nobody confirmed, and people who have to be reminded of what they agreed to. */
export function RequestsPage() {
  return (
    <ConsentFrame tab="requests" sentence={<Say id="consent.requests.sentence" />}>
      <div className="stack">
        <Requests />
        <Due />
        <PersonFileRequests />
      </div>
    </ConsentFrame>
  )
}

type RequestRow = RequestList['items'][number]

function Requests() {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const nameOf = usePurposeName()
  const mayWrite = useMay('consent.write')
  const { done, failed } = useUndo()
  const list = useInfiniteQuery({
    queryKey: ['consent', 'requests', workspace.id],
    queryFn: ({ pageParam, signal }) => consentApi.requests(undefined, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const resend = useMutation({
    mutationFn: (row: RequestRow) => consentApi.resend(row.id),
    onSuccess: (_, row) => {
      done(say('consent.resent', { email: row.email }))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<RequestRow>[] = [
    {
      id: 'email',
      head: <Say id="consent.csv.email" />,
      rowHead: true,
      cell: (row) => (
        <>
          {row.personId === null ? (
            <span className={styles.address}>{row.email}</span>
          ) : (
            <Link to="/people/$id" params={{ id: row.personId }} className={`link ${styles.address}`}>
              {row.email}
            </Link>
          )}
          <span className={`quiet small ${styles.under}`}>{format.list(row.purposes.map(nameOf))}</span>
          <span className={`quiet small ${styles.narrow}`}>{format.dateTime(row.askedAt)}</span>
        </>
      ),
    },
    { id: 'asked', head: <Say id="consent.asked" />, wide: true, cell: (row) => format.dateTime(row.askedAt) },
    {
      id: 'state',
      head: <Say id="consent.expires" />,
      wide: true,
      cell: (row) =>
        row.state === 'expired' ? (
          <span className="quiet">
            <Say id="consent.expired" />
          </span>
        ) : (
          format.dateTime(row.expiresAt)
        ),
    },
    { id: 'sent', head: <Say id="consent.mails" />, num: true, wide: true, cell: (row) => format.number(row.sent) },
    {
      id: 'do',
      head: <span className="hidden">{say('consent.actions')}</span>,
      cell: (row) =>
        mayWrite && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={say('consent.resend.to', { email: row.email })}
            loading={resend.isPending && resend.variables.id === row.id}
            onClick={() => resend.mutate(row)}
          >
            <Say id="consent.resend" />
          </Button>
        ),
    },
  ]
  return (
    <Section title={<Say id="consent.requests" />} sub={<Say id="consent.requests.about" />}>
      {list.isPending && <LoadingLines lines={4} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={<Say id="consent.requests.none" />}>
          <p>
            <Say id="consent.requests.none.next" />
          </p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={say('consent.requests')} columns={columns} rows={items} keyOf={({ id }) => id} />
      )}
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="consent.more" />
        </Button>
      )}
    </Section>
  )
}

type DueRow = DueList['items'][number]

function Due() {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const nameOf = usePurposeName()
  const mayWrite = useMay('consent.write')
  const { done, failed } = useUndo()
  const due = useQuery({
    queryKey: ['consent', 'due', workspace.id],
    queryFn: ({ signal }) => consentApi.due(signal),
  })
  const remind = useMutation({
    mutationFn: (ids: string[]) => consentApi.remind(ids),
    onSuccess: ({ sent, skipped }) => {
      done(say('consent.reminded', { sent, skipped }))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  const columns: Column<DueRow>[] = [
    {
      id: 'person',
      head: <Say id="consent.csv.person" />,
      rowHead: true,
      cell: ({ person, purposes }) => (
        <>
          <Link to="/people/$id" params={{ id: person.id }} className="link">
            {person.name ?? person.email ?? say('consent.unnamed')}
          </Link>
          <span className={`quiet small ${styles.under}`}>{format.list(purposes.map(nameOf))}</span>
        </>
      ),
    },
    { id: 'since', head: <Say id="consent.due.since" />, cell: (row) => format.date(row.since) },
    { id: 'due', head: <Say id="consent.due.by" />, wide: true, cell: (row) => format.date(row.dueAt) },
  ]
  return (
    <Loaded query={due}>
      {(data) => (
        <Section
          title={<Say id="consent.due" />}
          sub={data.months !== null && <Say id="consent.due.about" values={{ months: data.months }} />}
          actions={
            mayWrite &&
            data.items.length > 0 && (
              <Button
                size="xs"
                loading={remind.isPending}
                onClick={() => remind.mutate(data.items.map(({ person }) => person.id))}
              >
                <Say id="consent.remind" values={{ count: data.items.length }} />
              </Button>
            )
          }
        >
          {data.months === null ? (
            <p className="quiet">
              <Say id="consent.due.off" />{' '}
              <Link to="/consent/purposes" className="link">
                <Say id="consent.tab.purposes" />
              </Link>
            </p>
          ) : data.items.length === 0 ? (
            <p className="quiet">
              <Say id="consent.due.none" />
            </p>
          ) : (
            <Table label={say('consent.due')} columns={columns} rows={data.items} keyOf={({ person }) => person.id} />
          )}
        </Section>
      )}
    </Loaded>
  )
}
