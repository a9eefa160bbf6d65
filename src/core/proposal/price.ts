import { minorDigits, toMajor } from '#core/deal/money.ts'
import type { PricePeriod, ProposalContent, ProposalLanguage, ProposalOption } from '#core/proposal/document.ts'

const whole = 10_000n

/** A share of a sum in minor units, `rate` in basis points, rounded half up: exact for any sum. */
export function shareOf(minor: number, rate: number): number {
  return Number((BigInt(minor) * BigInt(rate) * 2n + whole) / (whole * 2n))
}

/** What an option costs, in minor units for each of its periods. */
export interface Price {
  /** before the discount */
  listMinor: number
  discountMinor: number
  /** what is paid, without VAT where it is added, with it where it is included */
  minor: number
  /** added to it, or contained in it; 0 where there is none */
  vatMinor: number
  /** with VAT */
  grossMinor: number
  /** `minor` in the first year */
  firstYearMinor: number
}

/** The price of an option after discount, with VAT; null while it has none. */
export function priceOf(
  option: Pick<ProposalOption, 'priceMinor' | 'period'>,
  { discount, vat }: Pick<ProposalContent, 'discount' | 'vat'>,
): Price | null {
  if (option.priceMinor === null) return null
  const listMinor = option.priceMinor
  const discountMinor = discount ? shareOf(listMinor, discount.rate) : 0
  const minor = listMinor - discountMinor
  const vatMinor =
    vat.mode === 'added' ? shareOf(minor, vat.rate) : vat.mode === 'included' ? containedVat(minor, vat.rate) : 0
  const grossMinor = vat.mode === 'added' ? minor + vatMinor : minor
  return { listMinor, discountMinor, minor, vatMinor, grossMinor, firstYearMinor: perYear(minor, option.period) }
}

/** The VAT within a sum: sum × rate ÷ (1 + rate), rounded half up. */
function containedVat(minor: number, rate: number): number {
  const of = whole + BigInt(rate)
  return Number((BigInt(minor) * BigInt(rate) * 2n + of) / (of * 2n))
}

function perYear(minor: number, period: PricePeriod): number {
  return period === 'month' ? minor * 12 : minor
}

const locales: Record<ProposalLanguage, string> = { en: 'en-GB', ko: 'ko-KR', ru: 'ru-RU' }

/** A sum as the buyer reads it: whole where it is whole. */
export function moneyText(minor: number, currency: string, language: ProposalLanguage): string {
  const digits = minor % 10 ** minorDigits(currency) === 0 ? 0 : minorDigits(currency)
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(locales[language], options).format(toMajor(minor, currency))
}

/** A rate in basis points as percent: 1000 is 10 %. */
export function rateText(rate: number, language: ProposalLanguage): string {
  return new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 2 }).format(rate / 10_000)
}

/** A day, YYYY-MM-DD, in full. */
export function dayText(day: string, language: ProposalLanguage): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day))
}

/** A moment (epoch ms) in a zone, with the zone's name, so that nobody has to guess. */
export function momentText(at: number, zone: string, language: ProposalLanguage): string {
  const text = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  return `${text.format(at)} (${zone})`
}

export function numberText(value: number, language: ProposalLanguage): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 3 }).format(value)
}
