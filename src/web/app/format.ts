import { useMemo } from 'react'
import { type FormatNumberOptions, type IntlShape, useIntl } from 'react-intl'
import { type Language, useLanguage } from './language.tsx'
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
  /** the same with both decimals always, for columns of numbers */
  score(value: number): string
  /** a large count in its short form: 4.7M, 470만, 4,7 млн */
  short(value: number): string
  /** a sum in the workspace's currency, or in that of an ISO code: ₩4,700,000 */
  money(value: number, currency?: string): string
  /** the same in its short form: ₩4.7M, ₩470만, 4,7 млн ₩ */
  moneyShort(value: number, currency?: string): string
  /** a share between 0 and 1 in whole percent; under one percent with a decimal */
  share(share: number): string
  /** a rate between 0 and 1 */
  percent(rate: number): string
  /** both ends of an interval of rates, without the sign twice */
  interval(low: number, high: number): string
  date(at: string | number): string
  /** a day of the calendar such as 2026-12-25, which is the same in every zone */
  calendar(day: string): string
  /** the same by day and month, for axes and lists of this year */
  calendarDay(day: string): string
  /** from a day to a day (both shown), as short as the language allows: Nov 2 – 9, 2026 */
  dates(from: string | number, to: string | number): string
  /** day and month, for axes and lists of this year */
  day(at: string | number): string
  /** month and year */
  month(at: string | number): string
  dateTime(at: string | number): string
  time(at: string | number): string
  /** a length in its largest sensible unit: 11 days, 3.5 hours; negative when it runs backwards */
  duration(ms: number): string
  /** how long something has lasted so far: as a length, but days and hours from ten on only when they are full */
  age(ms: number): string
  /** how long ago, from `now` */
  ago(at: string | number, now: number): string
  /** several words as one phrase: a, b and c */
  list(words: readonly string[]): string
  /** a text of the blueprint in the language in use */
  text(text: Words): string
}

/** Numbers, dates and lengths in the language in use, days in the workspace's zone. */
export function useFormat(): Format {
  const intl = useIntl()
  const { language } = useLanguage()
  const { zone, currency } = useWorkspace()
  return useMemo(() => formatFor(intl, { language, zone, currency }), [intl, language, zone, currency])
}

const made = new WeakMap<IntlShape, Map<string, Format>>()

/** One for all that ask: a list asks in each of its cells. */
function formatFor(intl: IntlShape, place: Place): Format {
  const key = Object.values(place).join(' ')
  const places = made.get(intl) ?? new Map<string, Format>()
  const format = places.get(key) ?? createFormat(intl, place)
  made.set(intl, places.set(key, format))
  return format
}

interface Place {
  language: Language
  /** IANA zone in which days are cut */
  zone: string
  /** ISO 4217 */
  currency: string
}

export function createFormat(intl: IntlShape, { language, zone, currency }: Place): Format {
  const signs = new Map<string, Sign>()
  const money = (value: number, code: string, options: FormatNumberOptions) => {
    const currencyDisplay = signs.get(code) ?? signOf(intl, code, currency)
    signs.set(code, currencyDisplay)
    return intl.formatNumber(value, { style: 'currency', currency: code, currencyDisplay, ...options })
  }
  const unit = (value: number, name: 'day' | 'hour' | 'minute' | 'second') =>
    intl.formatNumber(value, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: Math.abs(value) < 10 && name !== 'second' ? 1 : 0,
    })
  const duration = (ms: number) => {
    const size = Math.abs(ms)
    if (size >= day) return unit(ms / day, 'day')
    if (size >= hour) return unit(ms / hour, 'hour')
    if (size >= minute) return unit(ms / minute, 'minute')
    return unit(ms / 1000, 'second')
  }
  return {
    number: (value) => intl.formatNumber(value),
    points: (value) => intl.formatNumber(value, { maximumFractionDigits: 2 }),
    score: (value) => intl.formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    short: (value) => intl.formatNumber(value, { notation: 'compact', maximumFractionDigits: 1 }),
    money: (value, code = currency) => money(value, code, Number.isInteger(value) ? { maximumFractionDigits: 0 } : {}),
    moneyShort: (value, code = currency) => money(value, code, { notation: 'compact', maximumFractionDigits: 1 }),
    share: (share) =>
      intl.formatNumber(share, {
        style: 'percent',
        maximumFractionDigits: share !== 0 && Math.abs(share) < 0.01 ? 1 : 0,
      }),
    percent: (rate) =>
      intl.formatNumber(rate, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    interval: (low, high) => {
      const end = (rate: number) =>
        intl.formatNumber(rate * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
      return `${end(low)}–${end(high)}`
    },
    date: (at) => intl.formatDate(at, { dateStyle: 'medium', timeZone: zone }),
    calendar: (day) => intl.formatDate(`${day}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' }),
    calendarDay: (day) => intl.formatDate(`${day}T00:00:00Z`, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    dates: (from, to) =>
      intl.formatDateTimeRange(new Date(from), new Date(to), { dateStyle: 'medium', timeZone: zone }),
    day: (at) => intl.formatDate(at, { day: 'numeric', month: 'short', timeZone: zone }),
    month: (at) => intl.formatDate(at, { month: 'long', year: 'numeric', timeZone: zone }),
    dateTime: (at) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }),
    time: (at) => intl.formatDate(at, { timeStyle: 'short', timeZone: zone }),
    duration,
    age: (ms) => {
      if (ms >= 10 * day) return unit(Math.floor(ms / day), 'day')
      if (ms >= day) return unit(Math.floor((ms / day) * 10) / 10, 'day')
      if (ms >= 10 * hour) return unit(Math.floor(ms / hour), 'hour')
      return duration(ms)
    },
    ago: (at, now) => {
      const past = (typeof at === 'number' ? at : Date.parse(at)) - now
      const size = Math.abs(past)
      if (size >= 45 * day) return intl.formatDate(at, { dateStyle: 'medium', timeZone: zone })
      if (size >= day) return intl.formatRelativeTime(Math.round(past / day), 'day')
      if (size >= hour) return intl.formatRelativeTime(Math.round(past / hour), 'hour')
      return intl.formatRelativeTime(Math.round(past / minute), 'minute')
    },
    list: (words) => intl.formatList(words, { type: 'conjunction' }),
    text: (text) => text[language] ?? text.en,
  }
}

type Sign = 'narrowSymbol' | 'symbol' | 'code'

/** Signs that several currencies share, and whom people take for it. */
const usual = new Map([
  ['$', 'USD'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['kr', 'SEK'],
])

/** How a currency is written beside the workspace's own: by its short sign, unless that could be read as another's. */
function signOf(intl: IntlShape, code: string, own: string): Sign {
  if (code === own) return 'narrowSymbol'
  const sign = (currency: string, currencyDisplay: Sign) =>
    intl
      .formatNumberToParts(0, { style: 'currency', currency, currencyDisplay })
      .find(({ type }) => type === 'currency')?.value
  const narrow = sign(code, 'narrowSymbol') ?? code
  const ours = sign(own, 'narrowSymbol')
  if (narrow !== ours && (usual.get(narrow) ?? code) === code) return 'narrowSymbol'
  return sign(code, 'symbol') === ours ? 'code' : 'symbol'
}
