import type { ContentReading } from '#contract/content-reading.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import styles from './content.module.css'

/** How many read, span by span: bars to look at, the numbers to hear. */
export function Trend({ spans }: { spans: ContentReading['trend'] }) {
  const say = useSay()
  const format = useFormat()
  const most = Math.max(1, ...spans.map(({ people }) => people))
  return (
    <ol className={styles.trend} aria-label={say('content.trend')}>
      {spans.map(({ from, people, reads }) => {
        const said = say('content.trend.span', { day: format.calendar(from), people, reads })
        return (
          <li key={from} title={said}>
            <span className="hidden">{said}</span>
            <span aria-hidden="true" style={{ height: `${Math.max(2, (people / most) * 100)}%` }} />
          </li>
        )
      })}
    </ol>
  )
}
