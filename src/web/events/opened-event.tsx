import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { EventPage } from '#contract/events-live.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { eventApi } from './event-api.ts'
import styles from './events.module.css'

/** One event with all that is kept of it; what was sent is shown as text, never run. */
export function OpenedEvent({ id, onClose }: { id: string; onClose(): void }) {
  const say = useSay()
  const eventName = useEventName()
  const workspace = useWorkspace()
  const event = useQuery({
    queryKey: ['event', workspace.id, id],
    queryFn: ({ signal }) => eventApi.read(id, signal),
    staleTime: Infinity,
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={event.data ? eventName(event.data.name) : say('events.one')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      {event.isPending && <LoadingScreen />}
      {event.error && <ErrorState error={event.error} />}
      {event.data && <Facts event={event.data} />}
    </Drawer>
  )
}

function Facts({ event }: { event: EventPage }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const { keys, person, account } = event
  const facts: [string, ReactNode][] = [
    [say('events.fact.time'), format.dateTime(event.time)],
    [say('events.fact.received'), format.dateTime(event.receivedAt)],
    [
      say('events.fact.person'),
      person && (
        <Link key="person" to="/people/$id" params={{ id: person.id }} className="link">
          {person.name ?? person.email ?? say('events.unnamed')}
        </Link>
      ),
    ],
    [say('events.fact.account'), account?.name ?? event.groupId],
    [say('events.fact.object'), event.object],
    [say('events.fact.content'), event.content],
    [say('events.filter.channel'), event.channel === null ? null : wordFor('channel', event.channel)],
    [say('events.filter.source'), wordFor('source', event.source)],
    [
      say('events.filter.verdict'),
      <span key="verdict">
        {wordFor('events.verdict', event.verdict)}
        {event.verdictReason !== null && (
          <span className="quiet"> · {wordFor('events.because', event.verdictReason)}</span>
        )}
      </span>,
    ],
    [say('events.fact.trust'), wordFor('events.trust', event.trust)],
    ['userId', keys.userId],
    ['anonymousId', keys.anonymousId],
    [say('events.fact.email'), keys.email],
    ['messageId', event.messageId],
    [
      say('events.fact.import'),
      event.importId && (
        <Link key="import" to="/imports/$id" params={{ id: event.importId }} className="link">
          <Say id="events.fact.import.open" />
        </Link>
      ),
    ],
  ]
  const raw: [string, object | null][] = [
    [say('events.props'), event.props],
    [say('events.traits'), event.traits],
    [say('events.accountTraits'), event.accountTraits],
  ]
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === null || value === '' || value === undefined ? null : (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {raw.map(([name, value]) =>
        value === null || Object.keys(value).length === 0 ? null : (
          <section key={name}>
            <h3>{name}</h3>
            <pre className={styles.raw} tabIndex={0} aria-label={name}>
              {JSON.stringify(value, null, 2)}
            </pre>
          </section>
        ),
      )}
    </>
  )
}
