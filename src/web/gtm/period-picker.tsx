import type { GtmDocument } from '#contract/gtm.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './gtm.module.css'

type Period = GtmDocument['former']

/** What a period is called: November 2026, Q4 2026, the days of a week. */
export function usePeriodName(): (period: Period) => string {
  const say = useSay()
  const format = useFormat()
  return ({ kind, key, from, to }) => {
    if (kind === 'month') return format.month(from)
    if (kind === 'week') return format.dates(from, Date.parse(to) - 1)
    return say('gtm.quarter', { quarter: key.slice(6), year: key.slice(0, 4) })
  }
}

interface PeriodPickerInput {
  document: Pick<GtmDocument, 'period' | 'today'>
  onGo(period: string): void
}

/** Week, month or quarter; one back, one on. */
export function PeriodPicker({ document, onGo }: PeriodPickerInput) {
  const say = useSay()
  const periodName = usePeriodName()
  const { period, today } = document
  return (
    <div className={styles.picker} data-no-print role="group" aria-label={say('gtm.period')}>
      <div className={styles.kinds}>
        {(['week', 'month', 'quarter'] as const).map((kind) => (
          <button key={kind} type="button" aria-pressed={period.kind === kind} onClick={() => onGo(today[kind])}>
            <Say id={`gtm.period.${kind}`} />
          </button>
        ))}
      </div>
      <div className={styles.steps}>
        <button
          type="button"
          className="plain"
          aria-label={say('gtm.period.before')}
          onClick={() => onGo(period.before)}
        >
          <span aria-hidden="true">‹</span>
        </button>
        <b aria-live="polite">{periodName(period)}</b>
        <button
          type="button"
          className="plain"
          aria-label={say('gtm.period.after')}
          disabled={period.after === null}
          onClick={() => period.after !== null && onGo(period.after)}
        >
          <span aria-hidden="true">›</span>
        </button>
      </div>
      {period.after === null && (
        <span className="quiet small">
          <Say id="gtm.elapsed" values={{ share: period.elapsed }} />
        </span>
      )}
    </div>
  )
}
