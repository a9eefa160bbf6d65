import type { Json } from '#core/json.ts'

/**
 * The one rule language (docs/concepts/rules.md). A condition is a small typed tree; it is read by the
 * in-memory evaluator (core/rule/evaluate.ts), the SQL builder (store/segment.ts), the timeline evaluator
 * and the sentence printer (core/rule/sentence.ts), which must all agree.
 *
 * Fields
 *   person.<fact>       a fact about the person (email, title, company, country …; any custom one)
 *   account.<fact>      a fact about the person's account (industry, employees, relationship, owner …)
 *   persona             id of the persona, or missing
 *   icp                 true when the ICP condition holds
 *   consent.<purpose>   'granted' | 'withdrawn', missing when never asked
 *   list.<id>           true when on that list
 *   first.channel, first.campaign, first.object      the first touch
 *   score.fit, score.engagement, score.total         rounded to 0.01, decayed to the moment
 *   pass.engagement     engagement earned in the running pass of the model whose rule this is
 *   stage.<model>, furthest.<model>, outcome.<model> stage or outcome ids
 *   handoff.open        true while a hand-off waits for acceptance
 * In event conditions
 *   event.name, event.object, event.content, event.channel, event.source, event.verdict, props.<name>
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | FieldCondition
  | CountCondition
  | SinceCondition
  | InStageCondition
  | ThisEventCondition

export type Op =
  | 'is'
  | 'is_not'
  | 'in'
  | 'not_in'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'exists'
  | 'missing'

/**
 * Compares a field. Text is compared folded (core/text.ts `foldText`), numbers as numbers, and a value of another
 * type than the field's never matches. A missing (or null) field satisfies only `missing`, `is_not`, `not_in` and
 * `not_contains`. A list-valued fact matches when any of its items does (`is_not`, `not_in`, `not_contains`: none).
 */
export interface FieldCondition {
  field: string
  op: Op
  value?: Json
}

export type CountOp = 'gte' | 'gt' | 'lte' | 'lt' | 'is'

/** Human events that match, ever, within a duration before now, or in the running pass. `value` 0 … 1,000. */
export interface CountCondition {
  count: EventCondition
  within?: Duration | 'pass'
  op: CountOp
  value: number
}

/** Time since the latest matching human event. With no such event, neither `gte` nor `lt` holds. */
export interface SinceCondition {
  since: EventCondition
  op: 'gte' | 'lt'
  value: Duration
}

/** The time spent in the current stage of a model (the running visit). */
export interface InStageCondition {
  inStage: string
  op: 'gte' | 'lt'
  value: Duration
}

/** The event being folded right now; false at any other moment. Only in stage entries and back rules. */
export interface ThisEventCondition {
  event: EventCondition
}

/** A condition on one event: all, any, not and field conditions over event.* and props.*; `{}` matches any. */
export type EventCondition =
  | { all: EventCondition[] }
  | { any: EventCondition[] }
  | { not: EventCondition }
  | FieldCondition
  | Record<string, never>

/** A length of time of fixed size: `15m`, `12h`, `30d` (24 hours each), `2w`. */
export type Duration = string

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** Milliseconds of a duration. Throws RangeError on text that is none. */
export function durationMs(duration: Duration): number {
  const match = /^(\d{1,6})([mhdw])$/.exec(duration)
  if (!match) throw new RangeError(`not a duration: ${duration} (write 30d, 12h, 15m or 2w)`)
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]
}
