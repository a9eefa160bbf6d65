/** Minor digits of currencies that have not two (ISO 4217). */
const odd: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

/** Minor digits of those currencies that have not two, by code: for queries that convert. */
export const oddDigits = odd

/** How many digits the minor unit of a currency has: 2 for USD, 0 for KRW. */
export function minorDigits(currency: string): number {
  return odd[currency] ?? 2
}

/** An amount in major units as minor ones, rounded half away from zero: 12.345 USD is 1235. */
export function toMinor(amount: number, currency: string): number {
  const scaled = Number((Math.abs(amount) * 10 ** minorDigits(currency)).toPrecision(15))
  return Math.sign(amount) * Math.round(scaled)
}

/** Minor units as major ones. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency)
}
