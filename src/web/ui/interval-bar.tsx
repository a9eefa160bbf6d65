import styles from './interval-bar.module.css'

interface IntervalBarInput {
  /** shares from 0 to 1 */
  rate: number
  low: number
  high: number
  /** a former share, as a hollow mark */
  former?: number | null
}

/**
 * A rate as a dot and its interval as the band around it, on a scale from 0 to 100 %. It only repeats the numbers that
 * stand beside it.
 */
export function IntervalBar({ rate, low, high, former }: IntervalBarInput) {
  const percent = (share: number): string => `${share * 100}%`
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.band} style={{ left: percent(low), width: percent(high - low) }} />
      {former !== undefined && former !== null && <span className={styles.former} style={{ left: percent(former) }} />}
      <span className={styles.dot} style={{ left: percent(rate) }} />
    </span>
  )
}
