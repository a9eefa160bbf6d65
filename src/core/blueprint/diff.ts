import type { Blueprint, StageModel } from '#core/blueprint.ts'
import type { Json } from '#core/json.ts'
import { sameData } from '#core/blueprint/print.ts'
import type { TitleEntry, TitleMap } from '#core/title/title.ts'

/** One difference between two blueprints. */
export interface Change {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  /** what it is: model, stage, engagement rule … */
  what: string
  /** its id, with its model's before it: `lifecycle / mql` */
  id: string
  /** which parts differ, for `changed` */
  parts: string[]
  /** what they were and are; of a part that is one value, `part` is '' */
  values: { part: string; from: Json; to: Json }[]
}

/** What an apply would change, part by part; empty when both say the same. */
export function compareBlueprints(before: Blueprint, after: Blueprint): Change[] {
  const changes: Change[] = []
  const single = (what: string, a: unknown, b: unknown) => {
    if (!sameData(a, b))
      changes.push({ kind: 'changed', what, id: '', parts: [], values: [{ part: '', from: asJson(a), to: asJson(b) }] })
  }
  single('name', before.name, after.name)
  single('lifecycle', before.lifecycle, after.lifecycle)
  compareModels(before, after, changes)
  const { scores: a } = before
  const { scores: b } = after
  single('half-life', a.engagement.halfLife, b.engagement.halfLife)
  compareLists('engagement rule', '', a.engagement.rules, b.engagement.rules, changes)
  compareLists('fit rule', '', a.fit.rules, b.fit.rules, changes)
  single('sales threshold', a.threshold, b.threshold)
  single('intent threshold', a.intent, b.intent)
  single('grid', a.grid, b.grid)
  compareLists('persona', '', before.personas, after.personas, changes)
  single('ICP', before.icp, after.icp)
  compareTitles(before.titles, after.titles, changes)
  compareLists('content kind', '', before.contentKinds, after.contentKinds, changes)
  single('content rules', before.content, after.content)
  compareLists('reason', '', before.reasons, after.reasons, changes)
  compareLists('playbook', '', before.playbooks, after.playbooks, changes)
  return changes
}

/** Entries are named by their text; a map that comes or goes is one change. */
function compareTitles(before: TitleMap | undefined, after: TitleMap | undefined, changes: Change[]): void {
  if (before?.list !== after?.list) {
    const [from, to] = [asJson(before?.list), asJson(after?.list)]
    changes.push({ kind: 'changed', what: 'title list', id: '', parts: [], values: [{ part: '', from, to }] })
  }
  const named = (entries: TitleEntry[] = []) =>
    entries.map((entry) => ({ ...entry, id: entry.text })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  compareLists('title', '', named(before?.titles), named(after?.titles), changes)
  compareLists('title word', '', named(before?.words), named(after?.words), changes)
}

function compareModels(before: Blueprint, after: Blueprint, changes: Change[]): void {
  const outside = ({ id, name, about, subject, shape }: StageModel) => ({ id, name, about, subject, shape })
  compareLists('model', '', before.models.map(outside), after.models.map(outside), changes)
  for (const model of after.models) {
    const old = before.models.find((one) => one.id === model.id)
    if (!old) continue
    const within = `${model.id} / `
    compareLists('stage', within, old.stages, model.stages, changes)
    compareLists('outcome', within, old.outcomes, model.outcomes, changes)
    compareLists('way back', within, old.back, model.back, changes)
    compareLists('divert', within, old.diverts, model.diverts, changes)
  }
}

type Item = { id: string } & object

function compareLists(what: string, within: string, before: Item[], after: Item[], changes: Change[]): void {
  const add = (kind: Change['kind'], id: string, parts: string[] = [], values: Change['values'] = []) =>
    changes.push({ kind, what, id: within + id, parts, values })
  const old = new Map(before.map((item) => [item.id, item]))
  const fresh = new Set(after.map((item) => item.id))
  for (const { id } of before) if (!fresh.has(id)) add('removed', id)
  for (const item of after) {
    const was = old.get(item.id)
    if (!was) add('added', item.id)
    else if (!sameData(was, item)) {
      const parts = differing(was, item)
      add(
        'changed',
        item.id,
        parts,
        parts.map((part) => ({ part, from: partOf(was, part), to: partOf(item, part) })),
      )
    }
  }
  // the order decides too: of stages, of personas, of ways back
  const kept = (items: Item[], others: (id: string) => boolean) => items.map(({ id }) => id).filter(others)
  const order = kept(before, (id) => fresh.has(id))
  const now = kept(after, (id) => old.has(id))
  if (order.join(' ') !== now.join(' ')) add('moved', now.find((id, index) => id !== order[index]) ?? '')
}

function partOf(item: object, part: string): Json {
  return asJson((item as Record<string, unknown>)[part])
}

function asJson(value: unknown): Json {
  return value === undefined ? null : (value as Json)
}

function differing(a: object, b: object): string[] {
  const one = a as Record<string, unknown>
  const other = b as Record<string, unknown>
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].filter((key) => !sameData(one[key] ?? null, other[key] ?? null))
}

/** A change as a sentence for the command line: `changed stage lifecycle / mql (entry)`. */
export function changeText({ kind, what, id, parts }: Change): string {
  const which = id === '' ? what : `${what} ${id}`
  return `${kind} ${which}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`
}
