import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { UntouchedList } from '#contract/task.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Figure, Figures } from '../ui/figure.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TasksFrame } from './frame.tsx'
import { LogDialog } from './log-dialog.tsx'
import { neverDays } from './search.ts'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

const route = getRouteApi('/inside/tasks/never')
/** FIELD: an outside claim, shown beside one's own figure and never reckoned with. */
const claimed = 0.27

type Row = UntouchedList['items'][number]

/** Who was handed over or asked for a talk, and has heard from nobody; and what share that is. */
export function NeverPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const { days = 90 } = route.useSearch()
  const navigate = route.useNavigate()
  const mayLog = useMay('touch.write')
  const [logged, setLogged] = useState<Row | null>(null)
  const list = useInfiniteQuery({
    queryKey: ['tasks', workspace.id, 'never', days],
    queryFn: ({ pageParam, signal }) => tasksApi.never({ days, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <TasksFrame
      tab="never"
      sentence={first && <Say id="never.sentence" values={{ never: first.never, all: first.all }} />}
      actions={
        <label>
          <span className="hidden">{say('never.days')}</span>
          <select
            className="plain"
            value={days}
            onChange={(event) => {
              const next = Number(event.currentTarget.value)
              void navigate({ search: next === 90 ? {} : { days: next } })
            }}
          >
            {neverDays.map((one) => (
              <option key={one} value={one}>
                {say('never.lastDays', { days: one })}
              </option>
            ))}
          </select>
        </label>
      }
    >
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={8} />}
      {first && first.all > 0 && (
        <Figures>
          <Figure
            label={<Say id="never.share" />}
            value={format.percent(first.never / first.all)}
            unit={<Say id="never.of" values={{ never: first.never, all: first.all }} />}
            note={<Say id="never.since" values={{ day: format.calendar(first.since) }} />}
          />
          <Figure
            label={<Say id="never.claim" />}
            value={<span className="quiet">{format.share(claimed)}</span>}
            note={<Say id="never.claim.source" />}
          />
        </Figures>
      )}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id="never.none" />}>
          <p>
            <Say id="never.none.next" />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <section className="card" aria-label={say('tasks.tab.never')} aria-busy={list.isFetching}>
          <Rows rows={rows} now={Date.parse(first.asOf)} log={mayLog ? setLogged : undefined} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="tasks.showMore" />
            </Button>
          )}
        </section>
      )}
      {logged && <LogDialog kind="call" personId={logged.person.id} close={() => setLogged(null)} />}
    </TasksFrame>
  )
}

interface RowsInput {
  rows: readonly Row[]
  /** epoch ms */
  now: number
  log?: ((row: Row) => void) | undefined
}

function Rows({ rows, now, log }: RowsInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const why = ({ why: cause, event, team }: Row) =>
    cause === 'asked' && event !== null ? (
      eventName(event)
    ) : (
      <Say id="never.handed" values={{ team: wordFor('handTo', team ?? 'sales') }} />
    )
  const planned = ({ planned: is, assignee }: Row) => (
    <>
      {is && (
        <span className="chip">
          <Say id="never.planned" />
        </span>
      )}{' '}
      {assignee !== null && <span className="quiet small">{assignee}</span>}
    </>
  )
  const button = (row: Row) => (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={say('tasks.act.named', {
        act: say('tasks.act.log'),
        name: row.person.name ?? row.person.email ?? '',
      })}
      onClick={() => log?.(row)}
    >
      <Say id="tasks.act.log" />
    </Button>
  )
  const columns: Column<Row>[] = [
    {
      id: 'person',
      head: <Say id="never.person" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/people/$id" params={{ id: row.person.id }} className={styles.who}>
            <PersonName name={row.person.name} email={row.person.email} />
          </Link>
          <div className="quiet small">
            <bdi>{row.person.company}</bdi>
          </div>
          <div className={`quiet small ${styles.narrow}`}>
            {format.ago(row.at, now)} {planned(row)}
          </div>
          {log && <div className={styles.narrow}>{button(row)}</div>}
        </>
      ),
    },
    { id: 'why', head: <Say id="never.why" />, cell: why },
    {
      id: 'stage',
      head: <Say id="never.stage" />,
      wide: true,
      cell: ({ stage }) => (stage ? format.text(stage) : '–'),
    },
    {
      id: 'score',
      head: <Say id="never.score" />,
      num: true,
      wide: true,
      cell: ({ person }) => (person.score === null ? '–' : format.score(person.score)),
    },
    {
      id: 'at',
      head: <Say id="never.waits" />,
      wide: true,
      cell: ({ at }) => <span title={format.dateTime(at)}>{format.ago(at, now)}</span>,
    },
    {
      id: 'planned',
      head: <Say id="never.next" />,
      wide: true,
      cell: (row) => (row.planned || row.assignee !== null ? planned(row) : '–'),
    },
  ]
  if (log)
    columns.push({
      id: 'log',
      head: <span className="hidden">{say('tasks.column.acts')}</span>,
      num: true,
      wide: true,
      cell: button,
    })
  return <Table label={say('tasks.tab.never')} columns={columns} rows={rows} keyOf={({ person }) => person.id} />
}
