import type { MessageId } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'

const periods: readonly { value: string; label: MessageId }[] = [
  { value: '', label: 'funnel.period.all' },
  { value: 'month', label: 'funnel.period.month' },
  { value: 'lastMonth', label: 'funnel.period.lastMonth' },
  { value: 'quarter', label: 'funnel.period.quarter' },
  { value: 'lastQuarter', label: 'funnel.period.lastQuarter' },
  { value: '30d', label: 'funnel.period.30' },
  { value: '90d', label: 'funnel.period.90' },
  { value: '180d', label: 'funnel.period.180' },
  { value: '365d', label: 'funnel.period.365' },
  { value: 'custom', label: 'funnel.period.custom' },
]

interface Period {
  period?: string
  from?: string
  to?: string
}

interface PeriodFieldInput {
  /** what happened in it; coming in, unless it is said */
  label?: MessageId
  search: Period
  onChange(part: { [Key in keyof Period]: string | undefined }): void
}

/** When people came in: a moving period, one of the calendar, or days of one's own. */
export function PeriodField({ label = 'funnel.period', search, onChange }: PeriodFieldInput) {
  const say = useSay()
  const period = search.period ?? (search.from !== undefined || search.to !== undefined ? 'custom' : '')
  return (
    <>
      <label className="field">
        <Say id={label} />
        <select
          className="plain"
          value={period}
          onChange={(event) => onChange({ period: event.currentTarget.value, from: undefined, to: undefined })}
        >
          {periods.map(({ value, label }) => (
            <option key={value} value={value}>
              {say(label)}
            </option>
          ))}
        </select>
      </label>
      {period === 'custom' && (
        <DaysFields from={search.from} to={search.to} onChange={(part) => onChange({ period: 'custom', ...part })} />
      )}
    </>
  )
}

interface DaysFieldsInput {
  from: string | undefined
  to: string | undefined
  onChange(part: { from: string } | { to: string }): void
}

/** First and last day. */
export function DaysFields({ from, to, onChange }: DaysFieldsInput) {
  return (
    <>
      <label className="field">
        <Say id="funnel.from" />
        <input
          className="plain"
          type="date"
          value={from ?? ''}
          max={to}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
      </label>
      <label className="field">
        <Say id="funnel.to" />
        <input
          className="plain"
          type="date"
          value={to ?? ''}
          min={from}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      </label>
    </>
  )
}

const windows = ['7d', '14d', '30d', '60d', '90d', '180d', '365d']

/** How long after entering a step still counts. */
export function WindowField({ window, onChange }: { window: string | undefined; onChange(window: string): void }) {
  const say = useSay()
  return (
    <label className="field">
      <Say id="funnel.window" />
      <select className="plain" value={window ?? ''} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{say('funnel.window.none')}</option>
        {[...new Set([...windows, ...(window === undefined ? [] : [window])])].map((one) => (
          <option key={one} value={one}>
            {/^\d+d$/.test(one) ? say('funnel.window.days', { days: Number.parseInt(one, 10) }) : one}
          </option>
        ))}
      </select>
    </label>
  )
}
