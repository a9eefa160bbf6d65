import { currencies } from '#core/currency.ts'
import { findCurrency } from '#core/import/value.ts'

const codes: ReadonlySet<string> = new Set([...currencies, ...Intl.supportedValuesOf('currency')])

/** The ISO 4217 code of a currency that exists (or existed), by its code or its sign; null for anything else. */
export function knownCurrency(text: string): string | null {
  const code = findCurrency(text)
  return code !== null && codes.has(code) ? code : null
}
