import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { PersonPage, TimelineEvent } from '#contract/person.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { ErrorState } from '../ui/state.tsx'
import { useEventName } from '../ui/event-name.ts'
import styles from './person.module.css'

/** What they did, newest first; what machines did in their name is folded away and marked. */
export function Timeline({ person }: { person: PersonPage }) {
  const format = useFormat()
  const workspace = useWorkspace()
  const [machines, setMachines] = useState(false)
  const { human, machine, unsure } = person.eventCounts
  const hidden = machine + unsure
  const list = useInfiniteQuery({
    queryKey: ['timeline', workspace.id, person.id, machines],
    queryFn: ({ pageParam, signal }) =>
      api.timeline(person.id, { limit: 30, cursor: pageParam, human: machines ? undefined : true }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const events = list.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section className="card">
      <header className={styles.bar}>
        <div>
          <h2>
            <Say id="timeline.title" />
          </h2>
          <p className="quiet small">
            <Say id="timeline.count" values={{ count: human }} />
          </p>
        </div>
        {hidden > 0 && (
          <label className="small">
            <input type="checkbox" checked={machines} onChange={(event) => setMachines(event.currentTarget.checked)} />{' '}
            <Say id="timeline.machines" values={{ count: hidden }} />
          </label>
        )}
      </header>
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      <ol aria-busy={list.isFetching}>
        {events.map((event, index) => {
          const day = format.date(event.time)
          const before = events[index - 1]
          return (
            <Fragment key={event.messageId}>
              {(!before || format.date(before.time) !== day) && <li className={styles.day}>{day}</li>}
              <EventLine event={event} />
            </Fragment>
          )
        })}
      </ol>
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="timeline.more" />
        </Button>
      )}
    </section>
  )
}

function EventLine({ event }: { event: TimelineEvent }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const human = event.verdict === 'human'
  const about = [
    event.object,
    event.channel === null ? null : wordFor('channel', event.channel),
    event.source === 'browser' ? null : wordFor('source', event.source),
  ]
  return (
    <li className={styles.event} data-machine={!human}>
      <span className={styles.when}>{format.time(event.time)}</span>
      <div>
        {eventName(event.name)}{' '}
        {!human && (
          <span className="chip" data-kind="machine">
            <span>
              <Say id={event.verdict === 'machine' ? 'timeline.machine' : 'timeline.unsure'} />
            </span>
          </span>
        )}
        <span className={styles.object}>{about.filter((part) => part !== null && part !== '').join(' · ')}</span>
      </div>
      {event.points > 0 && <span className={styles.gain}>+{format.points(event.points)}</span>}
    </li>
  )
}
