import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './segments.module.css'

interface Day {
  day: string
  joined: number
  left: number
}

const height = 36

/** Who came (up) and who left (down), a bar a day; days without any are not drawn. */
export function ComingsAndGoings({ days }: { days: readonly Day[] }) {
  const say = useSay()
  const format = useFormat()
  if (days.length === 0) {
    return (
      <p className="quiet">
        <Say id="segment.quiet" />
      </p>
    )
  }
  const most = Math.max(...days.flatMap(({ joined, left }) => [joined, left]))
  const sum = (key: 'joined' | 'left') => days.reduce((total, day) => total + day[key], 0)
  return (
    <figure className={styles.figure}>
      <div
        className={styles.bars}
        role="img"
        aria-label={say('segment.moved', { joined: sum('joined'), left: sum('left') })}
      >
        {days.map(({ day, joined, left }) => (
          <div key={day} title={`${format.calendarDay(day)}: +${joined} −${left}`}>
            <span className={styles.up} style={{ height }}>
              <i style={{ height: `${(100 * joined) / most}%` }} />
            </span>
            <span className={styles.down} style={{ height }}>
              <i style={{ height: `${(100 * left) / most}%` }} />
            </span>
            <small>{format.calendarDay(day)}</small>
          </div>
        ))}
      </div>
    </figure>
  )
}
