import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { StreamEvent } from '#contract/events-live.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { eventApi } from './event-api.ts'
import styles from './events.module.css'
import type { EventSearch } from './search.ts'

// the drawer and its focus trap are fetched when an event is opened first
const OpenedEvent = lazy(() =>
  import('./opened-event.tsx').then(({ OpenedEvent: component }) => ({ default: component })),
)

const route = getRouteApi('/inside/events')

/** What comes in, as it comes: filtered, held still when one wants to read, opened in full. */
export function EventsPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayList = useMay('event.list')
  const [held, setHeld] = useState(false)
  const [today] = useState(() => format.date(Date.now()))
  const { open, ...filter } = search
  const stream = useInfiniteQuery({
    queryKey: ['events', workspace.id, 'stream', filter],
    queryFn: ({ pageParam, signal }) => eventApi.stream({ ...filter, before: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: mayList,
    meta: { live: !held },
    // the live line tells of new ones; this is for when it is broken
    refetchInterval: ({ state }) => (held || (state.data?.pages.length ?? 1) > 1 ? false : 5000),
  })
  const change = (part: Partial<Record<keyof EventSearch, string | undefined>>, replace = true) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value)) as EventSearch,
      replace,
      resetScroll: false,
    })
  const items = stream.data?.pages.flatMap((page) => page.items) ?? []
  const last = stream.data?.pages.at(-1)
  const filtered = Object.keys(filter).length > 0
  return (
    <Page title={say('events.title')}>
      <PageHead
        title={<Say id="events.title" />}
        sentence={<Say id="events.lead" />}
        actions={
          <Link to="/events/missing" className="link">
            <Say id="missing.title" />
          </Link>
        }
      />
      {!mayList && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="events.forbidden" />
          </p>
        </EmptyState>
      )}
      {mayList && <Filters filter={filter} onChange={change} held={held} onHold={setHeld} />}
      {mayList && stream.isPending && <LoadingScreen />}
      {stream.error && <ErrorState error={stream.error} retry={() => void stream.refetch()} />}
      {stream.data && items.length === 0 && (
        <EmptyState title={<Say id={filtered ? 'events.none.filtered' : 'events.none'} />}>
          <p>
            <Say id={filtered ? 'events.none.filtered.next' : 'events.none.next'} />
          </p>
          {!filtered && (
            <Link to="/settings" className="link">
              <Say id="events.none.install" />
            </Link>
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="card" aria-label={say('events.title')}>
          <ol className={styles.list}>
            {items.map((event) => (
              <Line key={event.id} event={event} today={today} onOpen={() => change({ open: event.id }, false)} />
            ))}
          </ol>
        </section>
      )}
      {last && (stream.hasNextPage || filtered) && (
        <div className={styles.tools}>
          {stream.hasNextPage && (
            <Button variant="default" loading={stream.isFetchingNextPage} onClick={() => void stream.fetchNextPage()}>
              <Say id="events.older" />
            </Button>
          )}
          {filtered && last.searched.until !== null && (
            <p className="quiet small">
              <Say id="events.searched" values={{ until: format.dateTime(last.searched.until) }} />
            </p>
          )}
        </div>
      )}
      {open !== undefined && (
        <Suspense>
          <OpenedEvent id={open} onClose={() => change({ open: undefined })} />
        </Suspense>
      )}
    </Page>
  )
}

interface FiltersInput {
  filter: Omit<EventSearch, 'open'>
  onChange(part: Partial<Record<keyof EventSearch, string | undefined>>): void
  held: boolean
  onHold(held: boolean): void
}

function Filters({ filter, onChange, held, onHold }: FiltersInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const workspace = useWorkspace()
  const facets = useQuery({
    queryKey: ['event-facets', workspace.id],
    queryFn: ({ signal }) => eventApi.facets(signal),
    staleTime: 30_000,
  })
  const shown = facets.data
  const groups = [
    { key: 'name', values: shown?.names ?? [], word: eventName },
    { key: 'source', values: shown?.sources ?? [], word: (value: string) => wordFor('source', value) },
    { key: 'verdict', values: shown?.verdicts ?? [], word: (value: string) => wordFor('events.verdict', value) },
    { key: 'channel', values: shown?.channels ?? [], word: (value: string) => wordFor('channel', value) },
  ] as const
  return (
    <div className={styles.tools} data-no-print>
      {groups.map(({ key, values, word }) => {
        const chosen = filter[key]
        const listed = chosen === undefined || values.some(({ value }) => value === chosen)
        return (
          <label key={key} className="field">
            <Say id={`events.filter.${key}`} />
            <select
              className="plain"
              value={chosen ?? ''}
              onChange={(event) => onChange({ [key]: event.currentTarget.value })}
            >
              <option value="">{say(`events.any.${key}`)}</option>
              {!listed && <option value={chosen}>{word(chosen ?? '')}</option>}
              {values.map(({ value, count }) => (
                <option key={value} value={value}>
                  {word(value)} ({format.number(count)})
                </option>
              ))}
            </select>
          </label>
        )
      })}
      <button type="button" className={`link ${styles.live}`} aria-pressed={held} onClick={() => onHold(!held)}>
        <span className={styles.dot} data-held={held || undefined} aria-hidden="true" />
        <Say id={held ? 'events.held' : 'events.live'} />
      </button>
    </div>
  )
}

function Line({ event, today, onOpen }: { event: StreamEvent; today: string; onOpen(): void }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const { person } = event
  const who = person?.name ?? person?.email ?? (person ? say('events.unnamed') : say('events.nobody'))
  const sameDay = format.date(event.receivedAt) === today
  return (
    <li>
      <button type="button" className={styles.line} onClick={onOpen}>
        <span className="quiet small">{sameDay ? format.time(event.receivedAt) : format.day(event.receivedAt)}</span>
        <span>
          <strong>{eventName(event.name)}</strong>{' '}
          {event.object !== null && <span className="quiet">{event.object}</span>}
        </span>
        <span className={person ? '' : 'quiet'}>{who}</span>
        <span className="quiet small">
          {event.verdict === 'human' ? (
            wordFor('source', event.source)
          ) : (
            <span className="chip" data-kind="machine">
              <span>{wordFor('events.verdict', event.verdict)}</span>
            </span>
          )}
          {event.channel !== null && ` · ${wordFor('channel', event.channel)}`}
        </span>
      </button>
    </li>
  )
}
