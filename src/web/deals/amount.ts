/**
 * A sum as somebody types it, in major units: 12,500 · 12 500 · 12.500,50 · 12,5 · 1.2m · 470만 · 3 млн. Null where it is
 * none.
 */
export function amountIn(text: string): number | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s'’]/g, '')
  const [, digits = '', unit = ''] = /^([\d.,]+)(\p{L}*)\.?$/u.exec(plain) ?? []
  const times = units[unit]
  if (digits === '' || times === undefined) return null
  const value = Number(normal(digits))
  // what is left of binary fractions is not part of a sum
  return Number.isFinite(value) ? Number((value * times).toPrecision(15)) : null
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  천: 1e3,
  만: 1e4,
  백만: 1e6,
  천만: 1e7,
  억: 1e8,
  тыс: 1e3,
  млн: 1e6,
}

/** The last separator is the decimal one, unless three digits follow it or it stands several times. */
function normal(digits: string): string {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const sign = digits[last] ?? ''
  const other = sign === '.' ? ',' : '.'
  const once = last >= 0 && digits.split(sign).length === 2
  const decimal = once && (digits.length - last - 1 !== 3 || digits.includes(other))
  const whole = decimal ? digits.slice(0, last) : digits
  if (!/^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$/.test(whole)) return 'none'
  return `${whole.replaceAll(/[.,]/g, '')}${decimal ? `.${digits.slice(last + 1)}` : ''}`
}
