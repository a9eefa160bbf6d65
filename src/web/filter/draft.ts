import type {
  Condition,
  CountCondition,
  EventCondition,
  FieldCondition,
  InStageCondition,
  SinceCondition,
} from '#core/rule.ts'
import { durationMs } from '#core/rule.ts'
import { isFieldCondition } from '#core/rule/walk.ts'

// A condition while it is being edited: groups and lines, some of which may not be finished yet.

export const modes = ['all', 'any', 'none'] as const
export type Mode = (typeof modes)[number]

export interface Group {
  kind: 'group'
  key: number
  mode: Mode
  items: Item[]
}

export interface Line {
  kind: 'line'
  key: number
  leaf: Leaf
}

export type Leaf = FieldCondition | CountCondition | SinceCondition | InStageCondition
export type Item = Group | Line

let keys = 0
export const newKey = (): number => ++keys

export function newGroup(mode: Mode = 'all', items: Item[] = []): Group {
  return { kind: 'group', key: newKey(), mode, items }
}

export function newLine(leaf: Leaf): Line {
  return { kind: 'line', key: newKey(), leaf }
}

/** A condition as a group of lines. Says the same; `not` becomes «none of». */
export function draftOf(condition: Condition | null): Group {
  if (condition === null) return newGroup()
  const item = itemOf(condition)
  return item.kind === 'group' ? item : newGroup('all', [item])
}

function itemOf(condition: Condition): Item {
  if ('all' in condition) return newGroup('all', condition.all.map(itemOf))
  if ('any' in condition) return newGroup('any', condition.any.map(itemOf))
  if ('not' in condition) {
    const { not } = condition
    return newGroup('none', 'any' in not ? not.any.map(itemOf) : [itemOf(not)])
  }
  return newLine(condition as Leaf)
}

/** The condition of a group, without the lines that are not finished; null when nothing is left. */
export function conditionOf(group: Group): Condition | null {
  const parts = group.items.flatMap((item) => {
    const part = item.kind === 'group' ? conditionOf(item) : isFinished(item.leaf) ? item.leaf : null
    return part === null ? [] : [part]
  })
  const [first] = parts
  if (first === undefined) return null
  if (group.mode === 'none') return { not: parts.length === 1 ? first : { any: parts } }
  if (parts.length === 1) return first
  return group.mode === 'all' ? { all: parts } : { any: parts }
}

/** Whether the server would take it. */
export function isFinished(leaf: Leaf): boolean {
  if ('count' in leaf) return Number.isInteger(leaf.value) && leaf.value >= 0 && leaf.value <= 1000 && whole(leaf.count)
  if ('since' in leaf) return isDuration(leaf.value) && whole(leaf.since)
  if ('inStage' in leaf) return leaf.inStage !== '' && isDuration(leaf.value)
  return isCompared(leaf)
}

function isCompared({ field, op, value }: FieldCondition): boolean {
  if (field === '') return false
  if (op === 'exists' || op === 'missing') return true
  if (op === 'in' || op === 'not_in') return Array.isArray(value) && value.length > 0
  return value !== undefined && value !== null && value !== '' && !Array.isArray(value)
}

function whole(condition: EventCondition): boolean {
  const { details } = eventDraft(condition) ?? { details: [] }
  return details.every(isCompared)
}

export function isDuration(text: string): boolean {
  try {
    return durationMs(text) > 0
  } catch {
    return false
  }
}

/** A condition on an event as the editor shows it: names, and comparisons that all hold. */
export interface EventDraft {
  names: string[]
  details: FieldCondition[]
}

/** Null: more than the editor can show, kept as it is. */
export function eventDraft(condition: EventCondition): EventDraft | null {
  const parts = 'all' in condition ? (condition.all as EventCondition[]) : [condition]
  const draft: EventDraft = { names: [], details: [] }
  for (const part of parts) {
    if (isFieldCondition(part)) {
      const { field, op, value } = part
      const names = op === 'is' ? [value] : op === 'in' && Array.isArray(value) ? value : null
      const named = field === 'event.name' && names?.every((name) => typeof name === 'string')
      if (named && draft.names.length === 0) draft.names = names as string[]
      else draft.details.push(part)
    } else if (Object.keys(part).length > 0) return null
  }
  return draft
}

export function eventConditionOf({ names, details }: EventDraft): EventCondition {
  const [first] = names
  const named: FieldCondition[] =
    first === undefined
      ? []
      : [
          names.length === 1
            ? { field: 'event.name', op: 'is', value: first }
            : { field: 'event.name', op: 'in', value: names },
        ]
  const parts = [...named, ...details]
  return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] as FieldCondition) : { all: parts }
}

/** Replaces an item of a tree by its key; null takes it away. */
export function changed(group: Group, key: number, to: Item | null): Group {
  const items = group.items.flatMap((item): Item[] => {
    if (item.key === key) return to === null ? [] : [to]
    return [item.kind === 'group' ? changed(item, key, to) : item]
  })
  return { ...group, items }
}

/**
 * What came in an address, if it has the form of a condition; the server looks closer. Null for anything else.
 */
export function readCondition(value: unknown): Condition | null {
  return isNode(value, 0) ? (value as Condition) : null
}

function isNode(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 12) return false
  const node = value as Record<string, unknown>
  const list = (inner: unknown) => Array.isArray(inner) && inner.every((one) => isNode(one, depth + 1))
  if ('all' in node) return list(node['all'])
  if ('any' in node) return list(node['any'])
  if ('not' in node) return isNode(node['not'], depth + 1)
  const eventIn = (inner: unknown) =>
    isNode(inner, depth + 1) || (typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0)
  const text = (key: string) => typeof node[key] === 'string'
  if ('count' in node) return eventIn(node['count']) && text('op') && typeof node['value'] === 'number'
  if ('since' in node) return eventIn(node['since']) && text('op') && text('value') && isDuration(String(node['value']))
  if ('inStage' in node) return text('inStage') && text('op') && text('value') && isDuration(String(node['value']))
  return text('field') && text('op')
}
