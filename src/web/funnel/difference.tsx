import { useIntl } from 'react-intl'
import type { DifferenceDocument } from '#contract/funnel.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './difference.module.css'

/** How a rate differs from the former one, in points, with its interval; or that nothing can be said. */
export function Difference({ change }: { change: DifferenceDocument }) {
  const say = useSay()
  const points = usePoints()
  const { difference, low, high, verdict } = change
  if (verdict === 'too_few' || difference === null || low === null || high === null) {
    return (
      <span className="quiet">
        <Say id="compare.tooFew" />
      </span>
    )
  }
  const interval = (
    <span className={styles.interval}>{say('compare.interval', { low: points(low), high: points(high) })}</span>
  )
  if (verdict === 'unclear') {
    return (
      <span className="quiet">
        <Say id="compare.unclear" /> {interval}
      </span>
    )
  }
  return (
    <span>
      <span className={styles.change} data-tone={verdict === 'up' ? 'good' : 'bad'}>
        <span aria-hidden="true">{verdict === 'up' ? '▲ ' : '▼ '}</span>
        {say('compare.points', { points: points(difference) })}
      </span>{' '}
      {interval}
    </span>
  )
}

/** A share as signed percentage points: +4.2, −1.0. */
export function usePoints(): (share: number) => string {
  const intl = useIntl()
  return (share) =>
    intl
      .formatNumber(share * 100, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 })
      .replace('-', '−')
}
