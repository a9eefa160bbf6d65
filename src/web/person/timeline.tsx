import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { TimelineEvent } from '#contract/person.ts'
import type { PersonHead } from '#contract/person-head.ts'
import type { EventGroup } from '#core/event-group.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { personApi } from './api.ts'
import { EventLine, SentLink } from './event-line.tsx'
import { Machines } from './machines.tsx'
import styles from './person.module.css'
import { usePartQuery } from './queries.ts'
import type { PersonSearch } from './search.ts'
import { type Group, visitsOf } from './visits.ts'

const route = getRouteApi('/inside/people/$id')

/** What they did, newest first: by visit or by day, filtered by kind and channel. Machines stand apart, with reasons. */
export function Timeline({ person }: { person: PersonHead }) {
  const workspace = useWorkspace()
  const { kind, channel, by } = route.useSearch()
  const summary = useQuery(usePartQuery('summary', person.id)).data
  const list = useInfiniteQuery({
    queryKey: ['timeline', workspace.id, person.id, kind ?? [], channel ?? ''],
    queryFn: ({ pageParam, signal }) =>
      personApi.events(person.id, { limit: 30, human: true, group: kind, channel, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const events = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = kind !== undefined || channel !== undefined

  return (
    <Section
      id="happened"
      title={<Say id="timeline.title" />}
      sub={<Say id="timeline.count" values={{ count: person.eventCounts.human }} />}
      actions={<Grouping />}
      busy={list.isFetching}
    >
      <Filters groups={summary?.groups ?? []} channels={summary?.channels ?? []} />
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={6} />}
      {list.data && events.length === 0 && (
        <p className="quiet">
          <Say id={filtered ? 'timeline.none.filtered' : 'timeline.none'} />
        </p>
      )}
      <Days events={events} by={by ?? 'visit'} />
      {list.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          data-no-print
        >
          <Say id="timeline.more" />
        </Button>
      )}
      {summary && summary.machines.length > 0 && <Machines id={person.id} machines={summary.machines} />}
    </Section>
  )
}

/** Puts filters into the address. */
function useFilter(): (part: { [Key in keyof PersonSearch]: PersonSearch[Key] | undefined }) => void {
  const navigate = route.useNavigate()
  return (part) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(
          Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined),
        ) as PersonSearch,
      replace: true,
      resetScroll: false,
    })
}

function Grouping() {
  const say = useSay()
  const { by } = route.useSearch()
  const filter = useFilter()
  return (
    <div className={styles.models} role="group" aria-label={say('timeline.by')}>
      <button type="button" aria-pressed={by === undefined} onClick={() => filter({ by: undefined })}>
        <Say id="timeline.by.visit" />
      </button>
      <button type="button" aria-pressed={by === 'day'} onClick={() => filter({ by: 'day' })}>
        <Say id="timeline.by.day" />
      </button>
    </div>
  )
}

interface FiltersInput {
  groups: readonly { group: EventGroup; count: number }[]
  channels: readonly { channel: string; count: number }[]
}

/** Kinds as buttons to press, channels as a choice; each with how many there are. */
function Filters({ groups, channels }: FiltersInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { kind = [], channel } = route.useSearch()
  const filter = useFilter()
  if (groups.length + channels.length < 2) return null
  const toggle = (group: EventGroup) => {
    const now = kind.includes(group) ? kind.filter((one) => one !== group) : [...kind, group]
    filter({ kind: now.length === 0 ? undefined : now })
  }
  return (
    <div className={styles.filters} data-no-print>
      <div className={styles.models} role="group" aria-label={say('timeline.kinds')}>
        {groups.map(({ group, count }) => (
          <button key={group} type="button" aria-pressed={kind.includes(group)} onClick={() => toggle(group)}>
            <Say id={`timeline.kind.${group}`} /> <span className="quiet">{format.number(count)}</span>
          </button>
        ))}
      </div>
      {channels.length > 1 && (
        <select
          className={`plain ${styles.channel}`}
          aria-label={say('timeline.channel')}
          value={channel ?? ''}
          onChange={(event) =>
            filter({ channel: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
          }
        >
          <option value="">{say('timeline.channel.any')}</option>
          {channels.map((one) => (
            <option key={one.channel} value={one.channel}>
              {`${wordFor('channel', one.channel)} (${format.number(one.count)})`}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

/** Events under their days; visits in them folded to a line, or (by day) every event. */
function Days({ events, by }: { events: readonly TimelineEvent[]; by: 'visit' | 'day' }) {
  const format = useFormat()
  const groups: Group[] = by === 'visit' ? visitsOf(events) : events.map((event) => ({ kind: 'event', event }))
  const days = new Map<string, Group[]>()
  for (const group of groups) {
    const day = format.date(group.kind === 'visit' ? group.to : group.event.time)
    days.set(day, [...(days.get(day) ?? []), group])
  }
  return (
    <ol className={styles.days}>
      {[...days].map(([day, list]) => (
        <li key={day}>
          <h3 className={styles.day}>
            {day} <DaySum groups={list} />
          </h3>
          <ol>
            {list.map((group) =>
              group.kind === 'event' ? (
                <EventLine key={group.event.messageId} event={group.event} />
              ) : (
                <Visit key={group.events[0]?.messageId} visit={group} />
              ),
            )}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function DaySum({ groups }: { groups: readonly Group[] }) {
  const format = useFormat()
  const events = groups.flatMap((group) => (group.kind === 'visit' ? group.events : [group.event]))
  const points = events.reduce((sum, event) => sum + event.points, 0)
  return (
    <span className="quiet">
      <Say id="timeline.day" values={{ count: events.length }} />
      {points > 0 && ` · +${format.points(points)}`}
    </span>
  )
}

/** A visit in one line; it opens to its pages. */
function Visit({ visit }: { visit: Extract<Group, { kind: 'visit' }> }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const [open, setOpen] = useState(false)
  const about = [visit.channel === null ? null : wordFor('channel', visit.channel), visit.landing]
  return (
    <li className={styles.visit}>
      <div className={styles.event}>
        <span className={styles.when}>{format.time(visit.from)}</span>
        <div>
          <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            <Say
              id="timeline.visit"
              values={{ length: format.duration(wholeMinutes(visit.to - visit.from)), count: visit.events.length }}
            />
          </button>
          {visit.notable.length > 0 && (
            <span className={styles.notable}>{format.list(visit.notable.map(eventName))}</span>
          )}
          <span className={styles.object}>{besides(about)}</span>
          {!open && visit.events.map((event) => <SentLink key={event.messageId} event={event} />)}
        </div>
        {visit.points > 0 && <span className={styles.gain}>+{format.points(visit.points)}</span>}
      </div>
      {open && (
        <ol className={styles.inside}>
          {visit.events.map((event) => (
            <EventLine key={event.messageId} event={event} />
          ))}
        </ol>
      )}
    </li>
  )
}

/** A length in whole minutes, one at least: nobody asks for tenths of a visit. */
function wholeMinutes(ms: number): number {
  return Math.max(1, Math.round(ms / 60_000)) * 60_000
}
