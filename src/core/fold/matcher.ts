import type { FoldEvent } from '#core/fold/input.ts'
import { compileCompare } from '#core/rule/compare.ts'
import type { Compare } from '#core/rule/compare.ts'
import type { EventCondition } from '#core/rule.ts'
import type { Json } from '#core/json.ts'

/** Yes, no, or: it depends on the properties of the single event. */
type Verdict3 = 1 | 0 | -1

/** What of an event decides the conditions that read no properties. */
export interface Kind {
  name: string
  object: string | null
  content: string | null
  channel: string | null
  source: string
}

interface Node {
  onKind(kind: Kind): Verdict3
  onEvent(event: FoldEvent): boolean
}

/**
 * All event conditions of a program. Those that read only the kind (name, object, content, channel, source) are
 * answered once per kind and remembered, so that a replay may run over dictionary-coded kinds; the others are asked
 * per event.
 */
export class Matchers {
  #nodes: Node[] = []
  #byText = new Map<string, number>()
  #kinds = new Map<string, { yes: number[]; ask: number[] }>()

  get size(): number {
    return this.#nodes.length
  }

  /** Index of the matcher of a condition; equal conditions share one. */
  index(condition: EventCondition): number {
    const text = JSON.stringify(condition)
    let index = this.#byText.get(text)
    if (index === undefined) {
      index = this.#nodes.length
      this.#nodes.push(compile(condition))
      this.#byText.set(text, index)
      this.#kinds.clear()
    }
    return index
  }

  /** Writes 1 into `hits` for each matcher the event satisfies, and gives their indexes. */
  match(event: FoldEvent, hits: Uint8Array): number[] {
    const key = `${event.name}\n${event.object ?? ''}\n${event.content ?? ''}\n${event.channel ?? ''}\n${event.source}`
    let known = this.#kinds.get(key)
    if (!known) {
      if (this.#kinds.size >= kindLimit) this.#kinds.clear()
      this.#kinds.set(key, (known = this.ofKind(event)))
    }
    hits.fill(0)
    for (const index of known.yes) hits[index] = 1
    if (known.ask.length === 0) return known.yes
    const matched = known.yes.slice()
    for (const index of known.ask) {
      if (!(this.#nodes[index] as Node).onEvent(event)) continue
      hits[index] = 1
      matched.push(index)
    }
    return matched
  }

  /** Matchers that hold for every event of a kind, and those that need the event's properties. */
  ofKind(kind: Kind): { yes: number[]; ask: number[] } {
    const yes: number[] = []
    const ask: number[] = []
    this.#nodes.forEach((node, index) => {
      const verdict = node.onKind(kind)
      if (verdict === 1) yes.push(index)
      else if (verdict === -1) ask.push(index)
    })
    return { yes, ask }
  }
}

const kindLimit = 20_000

function compile(condition: EventCondition): Node {
  if ('all' in condition) {
    const parts = (condition.all as EventCondition[]).map(compile)
    return {
      onKind: (kind) => combine(parts, kind, 0),
      onEvent: (event) => parts.every((part) => part.onEvent(event)),
    }
  }
  if ('any' in condition) {
    const parts = (condition.any as EventCondition[]).map(compile)
    return {
      onKind: (kind) => combine(parts, kind, 1),
      onEvent: (event) => parts.some((part) => part.onEvent(event)),
    }
  }
  if ('not' in condition) {
    const part = compile(condition.not as EventCondition)
    return {
      onKind: (kind) => flip(part.onKind(kind)),
      onEvent: (event) => !part.onEvent(event),
    }
  }
  if (!('field' in condition)) return { onKind: () => 1, onEvent: () => true }
  const { field, op, value } = condition as { field: string; op: Parameters<typeof compileCompare>[0]; value?: Json }
  return leaf(field, compileCompare(op, value))
}

/** `deciding` 0: all (one no decides); 1: any (one yes decides). */
function combine(parts: Node[], kind: Kind, deciding: 0 | 1): Verdict3 {
  let result: Verdict3 = deciding === 0 ? 1 : 0
  for (const part of parts) {
    const verdict = part.onKind(kind)
    if (verdict === deciding) return deciding
    if (verdict === -1) result = -1
  }
  return result
}

function flip(verdict: Verdict3): Verdict3 {
  return verdict === -1 ? -1 : verdict === 1 ? 0 : 1
}

function leaf(field: string, compare: Compare): Node {
  if (field.startsWith('props.')) {
    const name = field.slice(6)
    return {
      onKind: () => -1,
      onEvent: (event) => compare(Object.hasOwn(event.props, name) ? event.props[name] : undefined),
    }
  }
  if (field === 'event.verdict') {
    // counted events are human ones
    const verdict = compare('human')
    return { onKind: () => (verdict ? 1 : 0), onEvent: () => verdict }
  }
  const read = kindReader(field)
  return {
    onKind: (kind) => (compare(read(kind)) ? 1 : 0),
    onEvent: (event) => compare(read(event)),
  }
}

function kindReader(field: string): (kind: Kind) => Json | undefined {
  switch (field) {
    case 'event.name':
      return (kind) => kind.name
    case 'event.object':
      return (kind) => kind.object
    case 'event.content':
      return (kind) => kind.content
    case 'event.channel':
      return (kind) => kind.channel
    case 'event.source':
      return (kind) => kind.source
    default:
      return () => undefined
  }
}
