import { attributeKey, attributesOf, sizeBands } from '#core/icp/attribute.ts'
import type { Attribute, CompanyFacts } from '#core/icp/attribute.ts'
import { benjaminiHochberg } from '#core/report/benjamini-hochberg.ts'
import { fisherExact } from '#core/report/fisher.ts'
import { wilson } from '#core/report/wilson.ts'
import type { Condition } from '#core/rule.ts'

/** A company that has, or had, a deal. */
export interface Bought extends CompanyFacts {
  won: boolean
}

/** What may be said: many enough and clear after all looks; a hint that may be chance; too few to say. */
export const suggestionStates = ['clear', 'hint', 'too_few'] as const
export type SuggestionState = (typeof suggestionStates)[number]

export interface Suggestion extends Attribute {
  /** companies with deals that have it, and of them those who bought */
  companies: number
  won: number
  /** share of them who bought, with its 95 % interval (Wilson) */
  rate: number
  low: number
  high: number
  /** that share ÷ the share of all companies with deals who bought = share of it among those who bought ÷ among all */
  lift: number
  liftLow: number
  liftHigh: number
  /** of Fisher's exact test, and adjusted for all attributes looked at (Benjamini–Hochberg) */
  p: number
  q: number
  state: SuggestionState
}

export interface Suggested {
  companies: number
  won: number
  /** how many attributes were looked at */
  looked: number
  items: Suggestion[]
}

/** An attribute of fewer companies than this is not looked at; with fewer buyers in all nothing is clear. */
export const fewestCompanies = 5
export const fewestWon = 10
const clearAt = 0.1
const mostItems = 40

/**
 * What those who bought have more often than all companies with deals. Attributes of fewer than `fewestCompanies` companies,
 * or of all of them, are not looked at; of those looked at, the ones with a lift over 1 are given, the surest first.
 */
export function suggestIcp(companies: readonly Bought[]): Suggested {
  const won = companies.filter((company) => company.won).length
  const counted = countAttributes(companies)
  const looked = [...counted.values()].filter(
    (one) => one.companies >= fewestCompanies && one.companies < companies.length,
  )
  const pValues = looked.map((one) => fisherExact(one.won, one.companies, won, companies.length))
  const adjusted = benjaminiHochberg(pValues)
  const base = won / companies.length
  const items = looked.flatMap((one, index): Suggestion[] => {
    const interval = wilson(one.won, one.companies)
    if (!interval || won === 0) return []
    const { low, high } = interval
    const rate = one.won / one.companies
    const q = adjusted[index] as number
    const few = won < fewestWon || companies.length - won < fewestWon
    const state = few ? 'too_few' : q <= clearAt ? 'clear' : 'hint'
    const lift = { lift: rate / base, liftLow: low / base, liftHigh: high / base }
    return rate > base ? [{ ...one, rate, low, high, ...lift, p: pValues[index] as number, q, state }] : []
  })
  const sorted = items.toSorted((a, b) => a.q - b.q || a.p - b.p || b.lift - a.lift || (a.value < b.value ? -1 : 1))
  return { companies: companies.length, won, looked: looked.length, items: sorted.slice(0, mostItems) }
}

interface Counted extends Attribute {
  companies: number
  won: number
}

function countAttributes(companies: readonly Bought[]): Map<string, Counted> {
  const counted = new Map<string, Counted>()
  for (const company of companies) {
    const own = new Map(attributesOf(company).map((one) => [attributeKey(one), one]))
    for (const [key, attribute] of own) {
      const one = counted.get(key) ?? { ...attribute, companies: 0, won: 0 }
      one.companies++
      if (company.won) one.won++
      counted.set(key, one)
    }
  }
  return counted
}

/** Whether a company has the attribute. */
export function hasAttribute(company: CompanyFacts, attribute: Attribute): boolean {
  const key = attributeKey(attribute)
  return attributesOf(company).some((one) => attributeKey(one) === key)
}

/**
 * The ICP with the attribute asked for: of a field that an `in` of its outermost `all` asks for already, one value more;
 * else one condition more. A band of size asks for so many people, from its lower bound to the next band.
 */
export function withAttribute(when: Condition, { field, value }: Attribute): Condition {
  const parts = 'all' in when ? when.all : [when]
  if (field === 'size') {
    const from = Number(value)
    const next = sizeBands.find((band) => band > from)
    const band: Condition[] = [{ field: 'account.employees', op: 'gte', value: from }]
    if (next !== undefined) band.push({ field: 'account.employees', op: 'lt', value: next })
    const before = parts.filter(isSizeBound)
    const isAsked = before.length === band.length && band.every((one) => before.some((part) => isSame(part, one)))
    return { all: isAsked ? parts : [...parts.filter((part) => !isSizeBound(part)), ...band] }
  }
  const wanted = value === 'true' ? true : value
  const at = parts.findIndex((part) => 'field' in part && part.field === field && part.op === 'in')
  const part = parts[at]
  if (!part || !('field' in part) || !Array.isArray(part.value)) {
    const asked: Condition = wanted === true ? { field, op: 'is', value: true } : { field, op: 'in', value: [wanted] }
    return { all: [...parts, asked] }
  }
  if (part.value.includes(wanted)) return { all: parts }
  return { all: parts.with(at, { field, op: 'in', value: [...part.value, wanted] }) }
}

const bounds: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte'])

const isSame = (a: Condition, b: Condition): boolean =>
  'field' in a && 'field' in b && a.op === b.op && a.value === b.value

const isSizeBound = (part: Condition): boolean =>
  'field' in part && part.field === 'account.employees' && bounds.has(part.op)
