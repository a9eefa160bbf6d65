import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TimelineEvent } from '#contract/person.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { FactValue } from './fact-value.tsx'
import styles from './person.module.css'
import { useFactName } from '../ui/fact-name.ts'

/** One event: what, about what, by which way, the points it brought. It opens to everything that came with it. */
export function EventLine({ event }: { event: TimelineEvent }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const factName = useFactName()
  const eventName = useEventName()
  const [open, setOpen] = useState(false)
  const details = Object.entries({ ...event.props, ...event.traits }).filter(([key]) => key !== 'byId')
  const by = event.props['by']
  const about = [
    event.name === 'profile_updated' && event.object !== null ? factName(event.object) : event.object,
    event.channel === null ? null : wordFor('channel', event.channel),
    event.source === 'browser' ? null : wordFor('source', event.source),
    event.source === 'app' && typeof by === 'string' ? by : null,
  ]
  const name = eventName(event.name)
  return (
    <li className={styles.event} data-machine={event.verdict !== 'human'}>
      <span className={styles.when}>{format.time(event.time)}</span>
      <div>
        {details.length > 0 ? (
          <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {name}
          </button>
        ) : (
          <span className={styles.plain}>{name}</span>
        )}
        <span className={styles.object}>{besides([...new Set(about)])}</span>
        <SentLink event={event} />
        {event.verdict !== 'human' && (
          <span className={styles.object}>
            <Reason verdict={event.verdict} reason={event.verdictReason} />
          </span>
        )}
        {open && (
          <dl className={styles.details}>
            {details.map(([key, value]) => (
              <div key={key}>
                <dt>{factName(key)}</dt>
                <dd>
                  <FactValue name={key} value={value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      {event.points > 0 && <span className={styles.gain}>+{format.points(event.points)}</span>}
    </li>
  )
}

/** Where a form was sent: to what was sent by it, for those who may see that. */
export function SentLink({ event: { submission } }: { event: TimelineEvent }) {
  if (!submission) return null
  return (
    <Link
      to="/capture/forms/$id"
      params={{ id: submission.form }}
      search={{ view: 'submissions', sent: submission.id }}
      className={styles.sent}
    >
      <Say id="timeline.sent" />
    </Link>
  )
}

/** Why an event does not count. */
export function Reason({ verdict, reason }: { verdict: string; reason: string | null }) {
  const wordFor = useWordFor()
  if (reason !== null) return <>{wordFor('verdict', reason)}</>
  return <Say id={verdict === 'machine' ? 'timeline.machine' : 'timeline.unsure'} />
}
