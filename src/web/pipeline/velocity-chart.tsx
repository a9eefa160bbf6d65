import type { PipelineVelocityDocument } from '#contract/pipeline-velocity.ts'
import { Say, useSay } from '../app/words.tsx'
import { None } from './figures.tsx'
import { useCalendar, useMinor } from './names.ts'
import styles from './pipeline.module.css'

const width = 640
const height = 220
const left = 64
const bottom = 26
const top = 12

/** Velocity by weeks as a line, and the same as a table for whoever reads it. */
export function VelocityChart({ document }: { document: PipelineVelocityDocument }) {
  const say = useSay()
  const calendar = useCalendar()
  const { money, short } = useMinor(document.currency)
  const { trend } = document
  const values = trend.flatMap(({ velocity }) => (velocity === null ? [] : [velocity]))
  if (values.length < 2) {
    return (
      <p>
        <None />. <Say id="pipeline.trend.none" />
      </p>
    )
  }
  const most = niceCeiling(Math.max(...values))
  const x = (index: number) => left + (index / (trend.length - 1)) * (width - left - 12)
  const y = (value: number) => top + (1 - value / most) * (height - top - bottom)
  const lines = linesOf(trend.map(({ velocity }) => velocity)).map((line) =>
    line.map(([index, value]) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' '),
  )
  const every = Math.ceil(trend.length / 5)
  const last = trend.at(-1)
  return (
    <figure className={styles.chart}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('pipeline.trend.picture', {
          from: money(values[0] as number),
          to: money(values.at(-1) as number),
          weeks: trend.length - 1,
        })}
      >
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line className={styles.grid} x1={left} x2={width - 12} y1={y(most * part)} y2={y(most * part)} />
            <text className={styles.tick} x={left - 8} y={y(most * part) + 4} textAnchor="end">
              {short(most * part)}
            </text>
          </g>
        ))}
        {trend.map(({ day }, index) =>
          (trend.length - 1 - index) % every === 0 ? (
            <text
              key={day}
              className={styles.tick}
              x={x(index)}
              y={height - 6}
              textAnchor={index === trend.length - 1 ? 'end' : 'middle'}
            >
              {calendar.short(day)}
            </text>
          ) : null,
        )}
        {lines.map((points) => (
          <polyline key={points} className={styles.line} points={points} />
        ))}
        {trend.map((point, index) =>
          point.velocity === null ? null : (
            <circle
              key={point.day}
              className={styles.dot}
              cx={x(index)}
              cy={y(point.velocity)}
              r={point === last ? 5 : 3}
            >
              <title>{`${calendar.day(point.day)}: ${money(point.velocity)}`}</title>
            </circle>
          ),
        )}
      </svg>
      <details>
        <summary className="small link">
          <Say id="pipeline.trend.table" />
        </summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <Say id="pipeline.trend.week" />
              </th>
              <th scope="col" className="num">
                <Say id="pipeline.velocity.day" />
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.toReversed().map(({ day, velocity }) => (
              <tr key={day}>
                <th scope="row">{calendar.day(day)}</th>
                <td className="num">{velocity === null ? <None /> : money(velocity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** Runs of known values; a gap is a gap. */
function linesOf(values: readonly (number | null)[]): [number, number][][] {
  const lines: [number, number][][] = [[]]
  values.forEach((value, index) => {
    if (value === null) lines.push([])
    else lines.at(-1)?.push([index, value])
  })
  return lines.filter((line) => line.length > 1)
}

/** 1, 2, 2.5 or 5 times a power of ten. */
function niceCeiling(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) as number) * power
}
