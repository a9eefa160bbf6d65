import type { StageModel, Text } from '#core/blueprint.ts'
import type { Json } from '#core/json.ts'
import type { Condition, CountCondition, CountOp, Duration, EventCondition, FieldCondition, Op } from '#core/rule.ts'

// The short words in which the built-in templates are written. Each returns plain blueprint data.

/** One text in the three languages of the product. */
export const text = (en: string, ko: string, ru: string): Text => ({ en, ko, ru })

export const all = (...conditions: Condition[]): Condition => ({ all: conditions })
export const any = (...conditions: Condition[]): Condition => ({ any: conditions })
export const not = (condition: Condition): Condition => ({ not: condition })
export const always: Condition = { all: [] }

/** Compares a field; `value` is left out for `exists` and `missing`. */
export function field(name: string, op: Op, value?: Json): FieldCondition {
  return value === undefined ? { field: name, op } : { field: name, op, value }
}

/** Events by catalogue name, narrowed by further conditions on the same event. */
export function did(names: string | readonly string[], ...also: EventCondition[]): EventCondition {
  const list = typeof names === 'string' ? [names] : [...names]
  const named: EventCondition =
    list.length === 1 ? field('event.name', 'is', list[0] as string) : field('event.name', 'in', list)
  return also.length === 0 ? named : { all: [named, ...also] }
}

/** Events about content of one of these kinds (blueprint.contentKinds). */
export const content = (...kinds: string[]): EventCondition => field('event.content', 'in', kinds)

/** Matching human events in the running pass: at least `value`, or by another comparison. */
export function inPass(on: EventCondition, value = 1, op: CountOp = 'gte'): CountCondition {
  return { count: on, within: 'pass', op, value }
}

/** Matching human events ever, or within a duration before now. */
export function times(on: EventCondition, value = 1, within?: Duration, op: CountOp = 'gte'): CountCondition {
  return within === undefined ? { count: on, op, value } : { count: on, within, op, value }
}

/** The event being folded right now is one of these. */
export const on = (names: string | readonly string[]): Condition => ({ event: did(names) })

/** Fields of a stage that most templates leave as they are. */
export const unagreed = { agreed: null, contentKinds: [] as string[] }

/** The stage model as it is, checked against the type at the place where it is written. */
export const model = (definition: StageModel): StageModel => definition
