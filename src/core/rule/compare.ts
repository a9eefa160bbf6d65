import type { Json } from '#core/json.ts'
import type { Op } from '#core/rule.ts'
import { foldText } from '#core/text.ts'

export type Compare = (value: Json | undefined) => boolean

/**
 * The comparison of one field condition as a function of the field's value (semantics: FieldCondition in core/rule.ts).
 * Numbers compare with numbers, folded text with folded text, booleans with booleans; ordering works on numbers and on
 * text (ISO dates order as text). Another type never matches.
 */
export function compileCompare(op: Op, expected: Json | undefined): Compare {
  switch (op) {
    case 'exists':
      return (value) => value !== undefined && value !== null
    case 'missing':
      return (value) => value === undefined || value === null
    case 'is':
      return some(equals(expected ?? null))
    case 'is_not':
      return none(equals(expected ?? null))
    case 'in':
      return some(oneOf(expected))
    case 'not_in':
      return none(oneOf(expected))
    case 'contains':
      return some(textTest(expected, (text, part) => text.includes(part)))
    case 'not_contains':
      return none(textTest(expected, (text, part) => text.includes(part)))
    case 'starts_with':
      return some(textTest(expected, (text, part) => text.startsWith(part)))
    case 'gt':
      return some(ordered(expected, (sign) => sign > 0))
    case 'gte':
      return some(ordered(expected, (sign) => sign >= 0))
    case 'lt':
      return some(ordered(expected, (sign) => sign < 0))
    case 'lte':
      return some(ordered(expected, (sign) => sign <= 0))
  }
}

type Scalar = string | number | boolean
type Test = (value: Scalar) => boolean

/** Holds when the value, or any item of a list, passes. Missing never does. */
function some(test: Test): Compare {
  return (value) => {
    if (Array.isArray(value)) return value.some((item) => isScalar(item) && test(item))
    return isScalar(value) && test(value)
  }
}

function none(test: Test): Compare {
  const any = some(test)
  return (value) => !any(value)
}

function isScalar(value: Json | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function equals(expected: Json): Test {
  if (typeof expected === 'string') {
    const folded = foldText(expected)
    return (value) => typeof value === 'string' && (value === expected || foldText(value) === folded)
  }
  return (value) => value === expected
}

function oneOf(expected: Json | undefined): Test {
  const items = Array.isArray(expected) ? expected : []
  const texts = new Set(items.filter((item) => typeof item === 'string').map(foldText))
  const others = new Set(items.filter((item) => typeof item === 'number' || typeof item === 'boolean'))
  return (value) => (typeof value === 'string' ? texts.has(foldText(value)) : others.has(value))
}

function textTest(expected: Json | undefined, test: (text: string, part: string) => boolean): Test {
  if (typeof expected !== 'string') return () => false
  const part = foldText(expected)
  return (value) => typeof value === 'string' && test(foldText(value), part)
}

function ordered(expected: Json | undefined, test: (sign: number) => boolean): Test {
  if (typeof expected === 'number') return (value) => typeof value === 'number' && test(value - expected)
  if (typeof expected !== 'string') return () => false
  const bound = foldText(expected)
  return (value) => typeof value === 'string' && test(compareCodePoints(foldText(value), bound))
}

/** Order of text by Unicode code points: what PostgreSQL's C collation gives for UTF-8. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    // surrogates sort after the rest of the plane when compared by code point
    if (x !== y) return surrogateLast(x) - surrogateLast(y)
  }
  return a.length - b.length
}

function surrogateLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
