import type { Condition, EventCondition, FieldCondition } from '#core/rule.ts'

/** Any node of a condition tree, of a person or of an event. */
export type Node = Condition | EventCondition

/** A node and where it stands, as a path such as `.all[0].count`. */
export interface Visit<T> {
  node: T
  path: string
  /** inside a count, since, event or award: the fields are those of an event */
  ofEvent: boolean
}

/** Every node of a condition, parents before children. */
export function* walkCondition(condition: Condition, path = ''): Generator<Visit<Node>> {
  yield { node: condition, path, ofEvent: false }
  if ('all' in condition) yield* walkList(condition.all, `${path}.all`)
  else if ('any' in condition) yield* walkList(condition.any, `${path}.any`)
  else if ('not' in condition) yield* walkCondition(condition.not, `${path}.not`)
  else if ('count' in condition) yield* walkEvent(condition.count, `${path}.count`)
  else if ('since' in condition) yield* walkEvent(condition.since, `${path}.since`)
  else if ('event' in condition) yield* walkEvent(condition.event, `${path}.event`)
}

/** Every node of a condition on one event, parents before children. */
export function* walkEvent(condition: EventCondition, path = ''): Generator<Visit<Node>> {
  yield { node: condition, path, ofEvent: true }
  if ('all' in condition) yield* walkEventList(condition.all as EventCondition[], `${path}.all`)
  else if ('any' in condition) yield* walkEventList(condition.any as EventCondition[], `${path}.any`)
  else if ('not' in condition) yield* walkEvent(condition.not as EventCondition, `${path}.not`)
}

function* walkList(conditions: Condition[], path: string): Generator<Visit<Node>> {
  for (const [index, child] of conditions.entries()) yield* walkCondition(child, `${path}[${index}]`)
}

function* walkEventList(conditions: EventCondition[], path: string): Generator<Visit<Node>> {
  for (const [index, child] of conditions.entries()) yield* walkEvent(child, `${path}[${index}]`)
}

export function isFieldCondition(node: Node): node is FieldCondition {
  return 'field' in node && typeof (node as FieldCondition).field === 'string'
}

/** The field comparisons of a condition, with their places. */
export function fieldConditions(visits: Iterable<Visit<Node>>): Visit<FieldCondition>[] {
  const found: Visit<FieldCondition>[] = []
  for (const visit of visits) {
    if (isFieldCondition(visit.node)) found.push({ ...visit, node: visit.node })
  }
  return found
}

/** Names of the fields a condition of a person reads, each once; event fields left out. */
export function fieldsUsed(condition: Condition): string[] {
  const fields = fieldConditions(walkCondition(condition)).filter(({ ofEvent }) => !ofEvent)
  return [...new Set(fields.map(({ node }) => node.field))]
}

/** Event names a condition compares with, with their places. */
export function eventNames(visits: Iterable<Visit<Node>>): { name: string; path: string }[] {
  return fieldConditions(visits)
    .filter(({ node, ofEvent }) => ofEvent && node.field === 'event.name')
    .flatMap(({ node, path }) => texts(node.value).map((name) => ({ name, path })))
}

/** The texts of a comparison's value: itself, or the items of a list. */
export function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
