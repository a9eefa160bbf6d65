import type { Json } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { foldText } from '#core/text.ts'

/** Puts a value behind a place such as `$3::text`; nothing that a user wrote is ever part of a statement's text. */
export type Bind = (value: unknown, type: string) => string

/**
 * A field as SQL has it, its text folded already. `json` may be of any type, or missing (null); `text` is text or
 * missing; numbers and truths are never missing. Of a score only the engagement in log form is known: `from` gives the
 * least one at which a test of the rounded score holds.
 */
export type Operand =
  | { kind: 'json'; sql: string }
  | { kind: 'text'; sql: string }
  | { kind: 'number'; sql: string }
  | { kind: 'truth'; sql: string }
  | { kind: 'score'; heat: string; from(test: (score: number) => boolean): string }

/** The operators that say yes; the others are their negations. */
export type YesOp = 'is' | 'in' | 'contains' | 'starts_with' | 'gt' | 'gte' | 'lt' | 'lte' | 'exists'

/**
 * One comparison (semantics: FieldCondition in core/rule.ts, and core/rule/compare.ts to the letter). The SQL is true
 * when it holds, and false or null when it does not.
 */
export function compareSql(operand: Operand, op: YesOp, expected: Json | undefined, bind: Bind): string {
  if (op === 'exists') return exists(operand)
  if (op === 'is' || op === 'in') {
    const given = op === 'in' ? (Array.isArray(expected) ? expected : []) : [expected ?? null]
    const items = given.filter(isScalar).map((item) => (typeof item === 'string' ? foldText(item) : item))
    return items.length === 0 ? 'false' : oneOf(operand, items, bind)
  }
  if (op === 'contains' || op === 'starts_with') {
    if (typeof expected !== 'string') return 'false'
    const part = bind(foldText(expected), 'text')
    // neither knows wildcards
    return ofTexts(operand, (text) =>
      op === 'contains' ? `strpos(${text}, ${part}) > 0` : `starts_with(${text}, ${part})`,
    )
  }
  if (typeof expected === 'string') {
    const bound = bind(foldText(expected), 'text')
    // by code points, whatever the database's own order
    return ofTexts(operand, (text) => `(${text}) collate "C" ${signs[op]} ${bound}`)
  }
  return typeof expected === 'number' ? ordered(operand, op, expected, bind) : 'false'
}

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

type Scalar = string | number | boolean

function isScalar(value: Json): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function exists(operand: Operand): string {
  if (operand.kind === 'json') return `jsonb_typeof(${operand.sql}) <> 'null'`
  return operand.kind === 'text' ? `${operand.sql} is not null` : 'true'
}

function oneOf(operand: Operand, items: readonly Scalar[], bind: Bind): string {
  if (operand.kind === 'json') {
    // a list holds a scalar among its items, a scalar itself; no deeper, and never by a key of an object
    const texts = items.map((item) => JSON.stringify(item))
    if (texts.length === 1) return `${operand.sql} @> ${bind(texts[0], 'jsonb')}`
    return `${operand.sql} @> any (${bind(texts, 'text[]')}::jsonb[])`
  }
  if (operand.kind === 'text') {
    const texts = items.filter((item) => typeof item === 'string')
    if (texts.length === 0) return 'false'
    return texts.length === 1
      ? `${operand.sql} = ${bind(texts[0], 'text')}`
      : `${operand.sql} = any (${bind(texts, 'text[]')})`
  }
  if (operand.kind === 'truth') {
    const [yes, no] = [items.includes(true), items.includes(false)]
    return yes && no ? 'true' : yes ? operand.sql : no ? `not ${operand.sql}` : 'false'
  }
  const numbers = items.filter((item) => typeof item === 'number')
  if (numbers.length === 0) return 'false'
  if (operand.kind === 'number') return `${operand.sql} = any (${bind(numbers, 'float8[]')})`
  // no rounded score is another number
  const scores = numbers.filter((number) => roundPoints(number) === number)
  if (scores.length === 0) return 'false'
  const hits = scores.map((number) => {
    const least = operand.from((score) => score >= number)
    return `${operand.heat} >= ${least} and ${operand.heat} < ${operand.from((score) => score > number)}`
  })
  return `(${hits.join(' or ')})`
}

function ordered(operand: Operand, op: keyof typeof signs, bound: number, bind: Bind): string {
  switch (operand.kind) {
    case 'json':
      return ofItems(operand.sql, 'number', (item) => `(${item})::numeric ${signs[op]} ${bind(bound, 'numeric')}`)
    case 'number':
      return `${operand.sql} ${signs[op]} ${bind(bound, 'float8')}`
    case 'score': {
      const from = operand.from(op === 'gte' || op === 'lt' ? (score) => score >= bound : (score) => score > bound)
      return `${operand.heat} ${op === 'gte' || op === 'gt' ? '>=' : '<'} ${from}`
    }
    default:
      return 'false'
  }
}

function ofTexts(operand: Operand, test: (text: string) => string): string {
  if (operand.kind === 'text') return test(operand.sql)
  return operand.kind === 'json' ? ofItems(operand.sql, 'string', (item) => test(`${item} #>> '{}'`)) : 'false'
}

/** Whether the value, or any item of a list, is of that type and passes. Cases, since a cast of another type fails. */
function ofItems(json: string, type: 'string' | 'number', test: (item: string) => string): string {
  return `case jsonb_typeof(${json}) when '${type}' then ${test(`(${json})`)}
    when 'array' then exists (select from jsonb_array_elements(${json}) as i(item)
      where case jsonb_typeof(i.item) when '${type}' then ${test('i.item')} else false end)
    else false end`
}
