import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { everyDay, type DayMoved } from './every-day.ts'
import styles from './segments.module.css'

const height = 36

/** Who came (up) and who left (down), a bar a day from the first on which anybody did to the last. */
export function ComingsAndGoings({ days }: { days: readonly DayMoved[] }) {
  const say = useSay()
  const format = useFormat()
  const drawn = everyDay(days)
  const [first, last] = [drawn[0], drawn.at(-1)]
  if (first === undefined || last === undefined) {
    return (
      <p className="quiet">
        <Say id="segment.quiet" />
      </p>
    )
  }
  const most = Math.max(...drawn.flatMap(({ joined, left }) => [joined, left]))
  const sum = (key: 'joined' | 'left') => drawn.reduce((total, day) => total + day[key], 0)
  const moved = say('segment.moved', { joined: sum('joined'), left: sum('left') })
  return (
    <figure className={styles.figure}>
      <div className={styles.bars} role="img" aria-label={moved}>
        {drawn.map(({ day, joined, left }) => (
          <div key={day} title={`${format.calendarDay(day)}: +${joined} −${left}`}>
            <span className={styles.up} style={{ height }}>
              <i style={{ height: `${(100 * joined) / most}%` }} />
            </span>
            {sum('left') > 0 && (
              <span className={styles.down} style={{ height }}>
                <i style={{ height: `${(100 * left) / most}%` }} />
              </span>
            )}
          </div>
        ))}
      </div>
      <figcaption className={styles.ends}>
        <span>{format.calendarDay(first.day)}</span>
        <span aria-hidden="true">{moved}</span>
        {last !== first && <span>{format.calendarDay(last.day)}</span>}
      </figcaption>
    </figure>
  )
}
