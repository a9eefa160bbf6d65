import { z } from 'zod'
import { readField } from '#core/rule/fields.ts'
import { durationMs } from '#core/rule.ts'
import { isWholeText } from '#core/text.ts'
import type {
  Condition,
  CountCondition,
  EventCondition,
  FieldCondition,
  InStageCondition,
  SinceCondition,
} from '#core/rule.ts'

/** A condition may be nested this deep, counting conditions on events inside it. */
export const maxDepth = 12
/** and hold this many parts. */
export const maxParts = 400

const ops = [
  'is',
  'is_not',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'gt',
  'gte',
  'lt',
  'lte',
  'exists',
  'missing',
] as const

/** A length of time: `15m`, `12h`, `30d`, `2w`. */
export const durationSchema = z.string().refine(isDuration, 'write a length of time such as 30d, 12h, 15m or 2w')

function isDuration(text: string): boolean {
  try {
    return durationMs(text) > 0
  } catch {
    return false
  }
}

const scalar = z.union(
  [z.string().max(1000).refine(isWholeText, 'holds a NUL or half a character'), z.number(), z.boolean()],
  'must be a text, a number, true or false',
)

/** A comparison of one field. `in` and `not_in` take a list, `exists` and `missing` take nothing. */
const fieldSchema = z
  .strictObject({
    field: z.string().min(1, 'names no field').max(200).refine(isWholeText, 'holds a NUL or half a character'),
    op: z.enum(ops, `is none of ${ops.join(', ')}`),
    value: z
      .union([scalar, z.array(scalar).max(1000)], 'must be a text, a number, true, false or a list')
      .exactOptional(),
  })
  .superRefine(({ op, value }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['value'], message })
    if (op === 'exists' || op === 'missing') {
      if (value !== undefined) refuse(`"${op}" takes no value`)
    } else if (value === undefined) refuse(`"${op}" needs a value`)
    else if (op === 'in' || op === 'not_in') {
      if (!Array.isArray(value)) refuse(`"${op}" needs a list, such as ["a", "b"]`)
    } else if (Array.isArray(value)) refuse(`"${op}" takes one value; for a list use "in" or "not_in"`)
    else if (textOps.has(op) && typeof value !== 'string') refuse(`"${op}" compares text`)
    else if (orderOps.has(op) && typeof value === 'boolean') refuse(`"${op}" compares numbers or text`)
  })

const textOps = new Set(['contains', 'not_contains', 'starts_with'])
const orderOps = new Set(['gt', 'gte', 'lt', 'lte'])

// children are checked by the walk below, one by one, so that each problem has its own place
const child = z.custom<Condition>(() => true)
const eventChild = z.custom<EventCondition>(() => true)

const countSchema = z.strictObject({
  count: eventChild,
  within: z.union([z.literal('pass'), durationSchema], 'write "pass", or a length of time such as 30d').exactOptional(),
  op: z.enum(['gte', 'gt', 'lte', 'lt', 'is'], 'is none of gte, gt, lte, lt, is'),
  value: z.int('must be a whole number').min(0, 'must be 0 or more').max(1000, 'must be 1,000 or less'),
}) satisfies z.ZodType<CountCondition>

const lasting = { op: z.enum(['gte', 'lt'], 'is neither gte nor lt'), value: durationSchema }
const sinceSchema = z.strictObject({ since: eventChild, ...lasting }) satisfies z.ZodType<SinceCondition>
const inStageSchema = z.strictObject({
  inStage: z.string().min(1, 'names no model').max(200).refine(isWholeText, 'holds a NUL or half a character'),
  ...lasting,
}) satisfies z.ZodType<InStageCondition>

/** The kinds of node by the key that tells them apart. */
const personNodes: Record<string, z.ZodType> = {
  all: z.strictObject({ all: z.array(child, 'must be a list of conditions') }),
  any: z.strictObject({ any: z.array(child, 'must be a list of conditions') }),
  not: z.strictObject({ not: child }),
  count: countSchema,
  since: sinceSchema,
  inStage: inStageSchema,
  event: z.strictObject({ event: eventChild }),
  field: fieldSchema satisfies z.ZodType<FieldCondition>,
}
const eventNodes: Record<string, z.ZodType> = {
  all: z.strictObject({ all: z.array(eventChild, 'must be a list of conditions') }),
  any: z.strictObject({ any: z.array(eventChild, 'must be a list of conditions') }),
  not: z.strictObject({ not: eventChild }),
  field: personNodes['field'] as z.ZodType,
}

type Path = (string | number)[]
interface Walk {
  parts: number
  report(path: Path, message: string): void
}

/** The rule tree of a person, an account or a deal. Parsing returns it unchanged, or says what is wrong and where. */
export const conditionSchema: z.ZodType<Condition> = z
  .custom<Condition>()
  .superRefine((value, context) => checkTree(value, false, context))
  .meta({ id: 'Condition', description: 'A condition tree: docs/concepts/rules.md' })

/** The rule tree of one event; `{}` matches any. */
export const eventConditionSchema: z.ZodType<EventCondition> = z
  .custom<EventCondition>()
  .superRefine((value, context) => checkTree(value, true, context))
  .meta({ id: 'EventCondition', description: 'A condition on one event: docs/concepts/rules.md' })

function checkTree(value: unknown, ofEvent: boolean, context: z.core.$RefinementCtx): void {
  const walk: Walk = {
    parts: 0,
    report: (path, message) => context.issues.push({ code: 'custom', input: value, path, message }),
  }
  checkNode(value, ofEvent, [], 1, walk)
}

function checkNode(value: unknown, ofEvent: boolean, path: Path, depth: number, walk: Walk): void {
  walk.parts++
  if (walk.parts === maxParts + 1) walk.report([], `a condition holds at most ${maxParts} parts: split it, or use "in"`)
  if (walk.parts > maxParts) return
  if (depth > maxDepth) return walk.report(path, `conditions nest at most ${maxDepth} deep`)
  if (value === undefined) return walk.report(path, 'is missing: write a condition')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return walk.report(path, `must be a condition: an object with ${listOf(ofEvent)}`)
  }
  const node = value as Record<string, unknown>
  if (ofEvent && Object.keys(node).length === 0) return
  const kinds = ofEvent ? eventNodes : personNodes
  const present = Object.keys(kinds).filter((key) => Object.hasOwn(node, key))
  const kind = present[0]
  if (kind === undefined)
    return walk.report(path, `is no condition: it has none of ${listOf(ofEvent)}${misplaced(node)}`)
  if (present.length > 1) return walk.report(path, `has both "${kind}" and "${present[1]}": wrap them in {"all": […]}`)
  const parsed = (kinds[kind] as z.ZodType).safeParse(node)
  for (const issue of parsed.error?.issues ?? []) walk.report([...path, ...(issue.path as Path)], said(issue))
  if (kind === 'field' && parsed.success) checkScope(node['field'] as string, ofEvent, path, walk)
  const inner = node[kind]
  const innerOfEvent = ofEvent || kind === 'count' || kind === 'since' || kind === 'event'
  if (kind === 'all' || kind === 'any') {
    if (Array.isArray(inner)) {
      inner.forEach((one, index) => checkNode(one, innerOfEvent, [...path, kind, index], depth + 1, walk))
    }
  } else if (kind !== 'field' && kind !== 'inStage') checkNode(inner, innerOfEvent, [...path, kind], depth + 1, walk)
}

function listOf(ofEvent: boolean): string {
  return Object.keys(ofEvent ? eventNodes : personNodes)
    .map((key) => `"${key}"`)
    .join(', ')
}

function misplaced(node: Record<string, unknown>): string {
  const key = ['count', 'since', 'inStage', 'event'].find((name) => Object.hasOwn(node, name))
  return key === undefined ? '' : ` ("${key}" asks about a person, not about one event)`
}

function checkScope(field: string, ofEvent: boolean, path: Path, walk: Walk): void {
  const { scope } = readField(field)
  const at = [...path, 'field']
  if (scope === 'unknown') {
    walk.report(at, `there is no field "${field}"; ${ofEvent ? eventHint : personHint}`)
  } else if (ofEvent !== (scope === 'event' || scope === 'props')) {
    walk.report(
      at,
      ofEvent ? `"${field}" is not of an event; ${eventHint}` : `"${field}" is of an event: put it into a count`,
    )
  }
}

const personHint =
  'fields begin with person., account., consent., list., first., score., stage., furthest., outcome., or are persona, icp, pass.engagement, handoff.open'
const eventHint =
  'fields of an event are event.name, event.object, event.content, event.channel, event.source, event.verdict and props.<name>'

function said(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}`
  return issue.message
}
