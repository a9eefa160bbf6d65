import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { useLanguage } from './language.tsx'
import { useWorkspace } from './session.ts'

const day = 86_400_000
const hour = 3_600_000
const minute = 60_000

/** A text of the blueprint, as it travels in JSON. */
export interface Words {
  en: string
  ko?: string | undefined
  ru?: string | undefined
}

export interface Format {
  number(value: number): string
  /** points of a score, two decimals at most */
  points(value: number): string
  /** a rate between 0 and 1 */
  percent(rate: number): string
  /** both ends of an interval of rates, without the sign twice */
  interval(low: number, high: number): string
  date(at: string | number): string
  dateTime(at: string | number): string
  time(at: string | number): string
  /** a length in its largest sensible unit: 11 days, 3.5 hours; negative when it runs backwards */
  duration(ms: number): string
  /** how long ago, from `now` */
  ago(at: string | number, now: number): string
  /** a text of the blueprint in the language in use */
  text(text: Words): string
}

/** Numbers, dates and lengths in the language in use, days in the workspace's zone. */
export function useFormat(): Format {
  const intl = useIntl()
  const { language } = useLanguage()
  const { zone } = useWorkspace()

  return useMemo(() => {
    const unit = (value: number, name: 'day' | 'hour' | 'minute' | 'second') =>
      intl.formatNumber(value, {
        style: 'unit',
        unit: name,
        unitDisplay: 'long',
        maximumFractionDigits: Math.abs(value) < 10 && name !== 'second' ? 1 : 0,
      })
    return {
      number: (value) => intl.formatNumber(value),
      points: (value) => intl.formatNumber(value, { maximumFractionDigits: 2 }),
      percent: (rate) =>
        intl.formatNumber(rate, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
      interval: (low, high) => {
        const end = (rate: number) =>
          intl.formatNumber(rate * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
        return `${end(low)}–${end(high)}`
      },
      date: (at) => intl.formatDate(at, { dateStyle: 'medium', timeZone: zone }),
      dateTime: (at) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }),
      time: (at) => intl.formatDate(at, { timeStyle: 'short', timeZone: zone }),
      duration: (ms) => {
        const size = Math.abs(ms)
        if (size >= day) return unit(ms / day, 'day')
        if (size >= hour) return unit(ms / hour, 'hour')
        if (size >= minute) return unit(ms / minute, 'minute')
        return unit(ms / 1000, 'second')
      },
      ago: (at, now) => {
        const past = (typeof at === 'number' ? at : Date.parse(at)) - now
        const size = Math.abs(past)
        if (size >= 45 * day) return intl.formatDate(at, { dateStyle: 'medium', timeZone: zone })
        if (size >= day) return intl.formatRelativeTime(Math.round(past / day), 'day')
        if (size >= hour) return intl.formatRelativeTime(Math.round(past / hour), 'hour')
        return intl.formatRelativeTime(Math.round(past / minute), 'minute')
      },
      text: (text) => text[language] ?? text.en,
    }
  }, [intl, language, zone])
}
