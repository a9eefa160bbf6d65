import type { Json, JsonObject } from '#core/json.ts'
import { foldText } from '#core/text.ts'

/** Bands of company size, by people who work there: lower bounds. */
export const sizeBands = [1, 10, 50, 200, 1000] as const

/** Something that may be true of several companies: a fact with a value, a band of size, a function met there. */
export interface Attribute {
  /** `account.industry`, `size` (the band's lower bound), `person.function` … */
  field: string
  /** as most write it */
  value: string
}

/** A company as far as its attributes go. */
export interface CompanyFacts {
  facts: JsonObject
  /** functions of its people, by their job titles */
  functions: readonly string[]
}

// what names one company, or follows from its being a customer
const telling = ['industry', 'country', 'city', 'tier', 'plan']
const silent = new Set([
  'name',
  'domain',
  'website',
  'phone',
  'description',
  'relationship',
  'owner',
  'employees',
  'revenue',
  'createdAt',
  'address',
  'email',
  'id',
])

/** What a company is like. Facts of one's own (technologies, say) count when they are short words, yes or no, or lists. */
export function attributesOf({ facts, functions }: CompanyFacts): Attribute[] {
  const found: Attribute[] = []
  const band = sizeBand(facts['employees'])
  if (band !== null) found.push({ field: 'size', value: String(band) })
  for (const [name, value] of Object.entries(facts)) {
    if (silent.has(name)) continue
    for (const text of textsOf(value)) found.push({ field: `account.${name}`, value: text })
  }
  for (const each of functions) found.push({ field: 'person.function', value: each })
  return found
}

/** Two that are written a little differently are one. */
export const attributeKey = ({ field, value }: Attribute): string => `${field} ${foldText(value)}`

/** The lower bound of the band of so many people; null when nothing is known. */
export function sizeBand(employees: Json | undefined): number | null {
  const number = typeof employees === 'string' ? Number(employees.replaceAll(/[\s,]/g, '')) : employees
  if (typeof number !== 'number' || !(number >= 1)) return null
  return sizeBands.findLast((from) => number >= from) ?? null
}

const longest = 60

function textsOf(value: Json): string[] {
  if (typeof value === 'boolean') return value ? ['true'] : []
  if (typeof value === 'string') return value.trim() !== '' && value.length <= longest ? [value.trim()] : []
  return Array.isArray(value) ? [...new Set(value.slice(0, 30).flatMap(textsOfItem))] : []
}

const textsOfItem = (item: Json): string[] => (typeof item === 'string' ? textsOf(item) : [])

/** Attributes of the product's own fields first. */
export const isOwnFact = ({ field }: Attribute): boolean =>
  field.startsWith('account.') && !telling.includes(field.slice('account.'.length))
