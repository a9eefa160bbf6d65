import { Link } from '@tanstack/react-router'
import type { MeetingRow } from '#contract/meeting.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './meetings.module.css'
import { Outcome } from './outcome.tsx'

interface ListInput {
  rows: readonly MeetingRow[]
  /** the deal is named elsewhere on the page */
  withoutDeal?: boolean
}

/** Meetings, one a line: when, with whom, how well prepared, and how it went. */
export function MeetingRows({ rows, withoutDeal = false }: ListInput) {
  const say = useSay()
  const format = useFormat()
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <li key={row.id} data-state={row.state}>
          <p className={styles.time}>
            {format.dateTime(row.startsAt)}
            <span className="quiet small"> · {format.duration(row.minutes * 60_000)}</span>
          </p>
          <div>
            <Link to="/meetings/$id" params={{ id: row.id }} className={styles.name}>
              <bdi>{row.title}</bdi>
            </Link>
            <p className="quiet small">
              {say(`meeting.how.${row.how}`)}
              {' · '}
              <bdi>{format.list(row.attendees.map(({ name }) => name))}</bdi>
              {!withoutDeal && row.deal && (
                <>
                  {' · '}
                  <Link to="/deals/$id" params={{ id: row.deal.id }} className="link">
                    <bdi>{row.deal.name}</bdi>
                  </Link>
                </>
              )}
              {' · '}
              <bdi>{row.organizer}</bdi>
            </p>
          </div>
          <div className={styles.standing}>
            {row.unanswered ? (
              <Outcome meeting={row} />
            ) : row.state === 'planned' ? (
              <span className="quiet small">
                <Say id="meeting.prepared" values={{ done: row.prepared, of: 5 }} />
              </span>
            ) : (
              <span className={row.state === 'missed' ? styles.missed : 'quiet'}>
                {say(`meeting.state.${row.state}`)}
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
