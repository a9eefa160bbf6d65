import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type MailRow, mailStates, type MailState } from '#contract/mail.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { mailApi } from './mail-api.ts'
import { MailDrawer } from './mail-drawer.tsx'
import styles from './mail.module.css'
import { StateChip } from './state-chip.tsx'

const route = getRouteApi('/inside/settings/mail/log')

/** The outbox, and the log of what was sent. */
export function MailLogPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayRead = useMay('mail.read')
  const { state, mail } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['mail', 'log', workspace.id, state ?? null],
    queryFn: ({ pageParam, signal }) => mailApi.list(state, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: mayRead,
  })
  const counts = new Map(list.data?.pages[0]?.counts.map((one) => [one.state, one.count]))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <Page title={say('mail.log.title')}>
      <PageHead
        title={<Say id="mail.log.title" />}
        sentence={
          list.data && (
            <Say
              id="mail.log.sentence"
              values={{
                sent: counts.get('sent') ?? 0,
                waiting: (counts.get('waiting') ?? 0) + (counts.get('sending') ?? 0) + (counts.get('held') ?? 0),
                failed: counts.get('failed') ?? 0,
              }}
            />
          )
        }
        actions={
          <Link to="/settings/mail" className="link">
            <Say id="mail.title" />
          </Link>
        }
      />
      {!mayRead && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="mail.askAdmin" />
          </p>
        </EmptyState>
      )}
      {(counts.get('held') ?? 0) > 0 && <Held count={counts.get('held') ?? 0} />}
      {mayRead && (
        <div className="filters">
          <label className="field">
            <Say id="mail.log.state" />
            <select
              className="plain"
              value={state ?? ''}
              onChange={(event) => {
                const chosen = event.currentTarget.value as MailState | ''
                void navigate({ search: chosen === '' ? {} : { state: chosen } })
              }}
            >
              <option value="">{say('mail.log.all')}</option>
              {mailStates.map((one) => (
                <option key={one} value={one}>
                  {say(`mail.state.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {mayRead && list.isPending && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={<Say id="mail.log.none" />}>
          <p>
            <Say id={state === undefined ? 'mail.log.none.next' : 'mail.log.none.state'} />
          </p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="card">
          <Mails items={items} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="mail.log.more" />
            </Button>
          )}
        </section>
      )}
      {mail !== undefined && (
        <MailDrawer
          id={mail}
          onClose={() => void navigate({ search: ({ mail: _closed, ...rest }) => rest, replace: true })}
        />
      )}
    </Page>
  )
}

function Mails({ items }: { items: readonly MailRow[] }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const columns: Column<MailRow>[] = [
    {
      id: 'subject',
      head: <Say id="mail.log.subject" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link
            from="/settings/mail/log"
            to="/settings/mail/log"
            search={(search) => ({ ...search, mail: row.id })}
            className={styles.subject}
          >
            {row.subject}
          </Link>
          <span className="quiet small">
            {row.toName === null ? row.toAddress : `${row.toName} · ${row.toAddress}`}
          </span>
        </>
      ),
    },
    { id: 'kind', head: <Say id="mail.log.kind" />, wide: true, cell: (row) => wordFor('mail.kind', row.kind) },
    {
      id: 'state',
      head: <Say id="mail.log.state" />,
      cell: (row) => (
        <>
          <StateChip state={row.state} />
          {row.nextAt !== null && row.attempts > 0 && (
            <span className={`quiet small ${styles.under}`}>
              <Say id="mail.log.again" values={{ at: format.time(row.nextAt) }} />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'at',
      head: <Say id="mail.log.at" />,
      wide: true,
      num: true,
      cell: (row) => format.dateTime(row.endedAt ?? row.createdAt),
    },
  ]
  return <Table label={say('mail.log.title')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

/** Mails that stand in the outbox, and how they get out. */
function Held({ count }: { count: number }) {
  const client = useQueryClient()
  const say = useSay()
  const workspace = useWorkspace()
  const { done, failed } = useUndo()
  const settings = useQuery({
    queryKey: ['mail', 'settings', workspace.id],
    queryFn: ({ signal }) => mailApi.settings(signal),
  })
  const release = useMutation({
    mutationFn: mailApi.release,
    onSuccess: async ({ released }) => {
      await client.invalidateQueries({ queryKey: ['mail'] })
      done(say('mail.released', { count: released }))
    },
    onError: failed,
  })
  if (!settings.data) return null
  const { demo, by } = settings.data
  return (
    <section className={`card ${styles.held}`}>
      <div>
        <h2>
          <Say id="mail.held" values={{ count }} />
        </h2>
        <p className="quiet small">
          <Say id={demo ? 'mail.held.demo' : by === null ? 'mail.held.none' : 'mail.held.ready'} />
        </p>
      </div>
      {by !== null && (
        <Button loading={release.isPending} onClick={() => release.mutate()}>
          <Say id="mail.release" />
        </Button>
      )}
      {by === null && !demo && (
        <Link to="/settings/mail" className="link">
          <Say id="mail.setUp" />
        </Link>
      )}
    </section>
  )
}
