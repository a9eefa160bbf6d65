import type { ConsentOverview } from '#contract/consent.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './consent.module.css'

const width = 640
const height = 150
const middle = 96

/** Who agreed (up) and who took it back (down), a bar a week; the table beneath says the same in numbers. */
export function Weeks({ weeks }: { weeks: ConsentOverview['weeks'] }) {
  const say = useSay()
  const format = useFormat()
  const granted = weeks.reduce((sum, week) => sum + week.granted, 0)
  const withdrawn = weeks.reduce((sum, week) => sum + week.withdrawn, 0)
  if (granted + withdrawn === 0)
    return (
      <p className="quiet">
        <Say id="consent.weeks.none" />
      </p>
    )
  const most = Math.max(
    1,
    ...weeks.map((week) => Math.max(week.granted, (week.withdrawn * middle) / (height - middle))),
  )
  const step = width / weeks.length
  const bar = Math.max(3, step - 4)
  const up = (count: number) => (count / most) * (middle - 8)
  return (
    <figure className={styles.weeks}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('consent.weeks.label', { granted, withdrawn })}
      >
        {weeks.map((week, index) => {
          const x = index * step + 2
          return (
            <g key={week.week}>
              <title>{`${format.calendar(week.week)}: +${format.number(week.granted)} −${format.number(week.withdrawn)}`}</title>
              <rect x={x} y={0} width={bar} height={height} fill="transparent" />
              <rect className={styles.up} x={x} y={middle - up(week.granted)} width={bar} height={up(week.granted)} />
              <rect className={styles.down} x={x} y={middle + 1} width={bar} height={up(week.withdrawn)} />
            </g>
          )
        })}
        <line x1={0} x2={width} y1={middle} y2={middle} className={styles.axis} />
      </svg>
      <figcaption className="quiet small">
        <span>{format.calendar(weeks[0]?.week ?? '')}</span>
        <span>
          <i className={styles.upKey} aria-hidden="true" /> <Say id="consent.weeks.up" values={{ count: granted }} />{' '}
          <i className={styles.downKey} aria-hidden="true" />{' '}
          <Say id="consent.weeks.down" values={{ count: withdrawn }} />
        </span>
        <span>{format.calendar(weeks.at(-1)?.week ?? '')}</span>
      </figcaption>
    </figure>
  )
}
