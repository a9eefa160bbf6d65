/** Cells to numbers, amounts of money, yes and no, lists. */

export type Decimal = '.' | ','

/** Signs that stand for one currency only; `$`, `¥` and `kr` stand for several and say nothing. */
const signs = new Map(
  Object.entries({
    '₩': 'KRW',
    원: 'KRW',
    '€': 'EUR',
    '£': 'GBP',
    '₽': 'RUB',
    руб: 'RUB',
    'руб.': 'RUB',
    'р.': 'RUB',
    '₹': 'INR',
    '₺': 'TRY',
    R$: 'BRL',
    '₫': 'VND',
    '₴': 'UAH',
    '₸': 'KZT',
    US$: 'USD',
  }),
)

export interface Amount {
  /** in whole units of the currency, 1234.5 */
  value: number
  /** ISO 4217, when the cell itself says it */
  currency: string | null
}

/**
 * An amount as people write it: `₩1,200,000`, `1 234,50 ₽`, `1.234,56 EUR`, `(500.00)`. Null when it is none, or has more
 * digits than a number holds exactly.
 */
export function readAmount(text: string, decimal: Decimal): Amount | null {
  const parts =
    /^(?<open>\()?\s*(?<minus>[-−])?\s*(?<before>[^\d\s,.()−-]*)\s*(?<minus2>[-−])?(?<digits>[\d][\d\s.,'’\u00a0\u202f]*)(?<after>[^\d]*?)\s*(?<close>\))?$/u.exec(
      text.trim(),
    )?.groups
  if (!parts || (parts['open'] === undefined) !== (parts['close'] === undefined)) return null
  const before = parts['before'] ?? ''
  const after = (parts['after'] ?? '').trim()
  const value = readNumber((parts['digits'] ?? '').trim(), decimal)
  if (value === null || (before !== '' && after !== '')) return null
  const unit = before + after
  if (unit.length > 6 || /[^\p{L}\p{Sc}.]/u.test(unit)) return null
  const negative = parts['open'] !== undefined || parts['minus'] !== undefined || parts['minus2'] !== undefined
  return { value: negative && value !== 0 ? -value : value, currency: unit === '' ? null : findCurrency(unit) }
}

/** An ISO 4217 code or a sign that stands for one currency, as the code; null for anything else. */
export function findCurrency(text: string): string | null {
  const unit = text.trim()
  if (/^[A-Za-z]{3}$/.test(unit)) return unit.toUpperCase()
  return signs.get(unit) ?? signs.get(unit.toLowerCase()) ?? null
}

/** A number with any usual grouping (spaces, apostrophes, the other mark). Null when it is none. */
export function readNumber(text: string, decimal: Decimal): number | null {
  const group = decimal === '.' ? ',' : '.'
  let digits = text.trim().replace(/(?<=\d)[\s'’\u00a0\u202f](?=\d{3})/gu, '')
  if (digits.includes(group)) {
    const whole = digits.split(decimal)[0] ?? ''
    // groups of three, or of two and three as in India; the mark never stands after the decimal one
    if (!/^[-+−]?\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(whole) || digits.lastIndexOf(group) > whole.length) return null
    digits = digits.replaceAll(group, '')
  }
  digits = digits.replace(decimal, '.').replace('−', '-')
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d{1,2})?$/i.test(digits)) return null
  if (digits.replace(/e.*$/i, '').replace(/^[-+]?0*|[.]/g, '').length > 17) return null
  return Number(digits)
}

/**
 * Which mark divides decimals in a column, from its values: null when they could be read both ways (`1.234` alone: a
 * thousand or one and a bit). A comma before three digits counts as grouping unless something speaks against it.
 */
export function guessDecimal(values: readonly string[]): Decimal | null {
  let doubtful = false
  for (const value of values) {
    const marks = value.replace(/[^\d.,]/g, '').replace(/[.,]+$/, '')
    const dot = marks.lastIndexOf('.')
    const comma = marks.lastIndexOf(',')
    if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ','
    if (dot < 0 && comma < 0) continue
    const mark = dot >= 0 ? '.' : ','
    const after = marks.length - 1 - Math.max(dot, comma)
    const several = marks.indexOf(mark) !== marks.lastIndexOf(mark)
    if (several) return mark === '.' ? ',' : '.'
    if (after !== 3 || marks.startsWith('0')) return mark
    if (mark === '.') doubtful = true
  }
  return doubtful ? null : '.'
}

const yes = new Set([
  'yes',
  'y',
  'true',
  't',
  '1',
  'on',
  'x',
  'granted',
  'agreed',
  'consented',
  'subscribed',
  'opted in',
  'opt-in',
  'opted-in',
  '예',
  '네',
  '동의',
  '동의함',
  '수신동의',
  '수신 동의',
  'o',
  'да',
  'д',
  'истина',
  'согласен',
  'согласна',
  'есть',
  'подписан',
  '✓',
  '✔',
])
const no = new Set([
  'no',
  'n',
  'false',
  'f',
  '0',
  'off',
  'none',
  'never',
  'unknown',
  'not set',
  '아니오',
  '아니요',
  '미동의',
  '동의안함',
  '동의 안함',
  'нет',
  'н',
  'ложь',
  'не согласен',
  'не согласна',
  '-',
])
const withdrawn = new Set([
  'withdrawn',
  'unsubscribed',
  'opted out',
  'opted-out',
  'opt-out',
  'revoked',
  '철회',
  '수신거부',
  '수신 거부',
  'отозвано',
  'отписан',
  'отписался',
  'отписалась',
])

/** Yes or no in the product's languages; null for anything else. */
export function readFlag(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : null
}

/** What a consent cell says: `none` is a plain no, which is not a withdrawal. Null for anything else. */
export function readConsent(text: string): 'granted' | 'withdrawn' | 'none' | null {
  if (withdrawn.has(text.trim().toLowerCase())) return 'withdrawn'
  const flag = readFlag(text)
  return flag === null ? null : flag ? 'granted' : 'none'
}

/** Items of a cell such as `Webinar; Fair 2024`, trimmed, without blanks and repeats. */
export function readList(text: string, separator: string): string[] {
  return [
    ...new Set(
      text
        .split(separator)
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
  ]
}
