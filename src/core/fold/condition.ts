import type { FoldEvent } from '#core/fold/input.ts'
import type { ModelState, State } from '#core/fold/state.ts'
import type { Json } from '#core/json.ts'
import { compileCompare } from '#core/rule/compare.ts'
import { durationMs } from '#core/rule.ts'
import type { Condition, CountCondition, EventCondition, FieldCondition, SinceCondition } from '#core/rule.ts'
import { fallsUnder, roundPoints, scoreAt } from '#core/score.ts'

/** What a condition is asked about. One object is reused through a fold. */
export interface Context {
  state: State
  /** epoch ms */
  time: number
  /** the human event being folded, if one is */
  event: FoldEvent | null
  /** matchers the event satisfies, by index */
  hits: Uint8Array
  /** the model whose rule is asked, for `pass` */
  model: string
  halfLife: number
}

/** A compiled condition (the in-memory reader of the rule language). */
export interface Compiled {
  test(context: Context): boolean
  /**
   * The earliest moment after context.time at which the passing of time alone may make it `wanted`; Infinity when only
   * an event can. It may be early (then nothing has changed yet), never late.
   */
  next(context: Context, wanted: boolean): number
  /** counters it reads: a new event counted there is new evidence */
  counters: number[]
  /** the leaves that hold now with what they read, for «why» */
  explain(context: Context): Held[]
}

/** A leaf of a condition that held, and the value it was held on. */
export interface Held {
  condition: Condition
  value: Json
}

/** Gives out indexes of event matchers and of counters, shared by all conditions of a program. */
export interface Registry {
  matcher(condition: EventCondition): number
  counter(matcher: number, spec: CounterSpec): number
}

/** How a counter is kept: in which scope, and how many of the latest times within a window (0: none). */
export interface CounterSpec {
  /** the model whose pass limits it, or null for ever */
  pass: string | null
  window: number | null
  keep: number
}

/** Compiles a condition for the rules of `model` ('' outside a model). */
export function compileCondition(condition: Condition, model: string, registry: Registry): Compiled {
  if ('all' in condition) return allOf(condition.all.map((child) => compileCondition(child, model, registry)))
  if ('any' in condition) return anyOf(condition.any.map((child) => compileCondition(child, model, registry)))
  if ('not' in condition) return negate(condition, compileCondition(condition.not, model, registry))
  if ('count' in condition) return counting(condition, model, registry)
  if ('since' in condition) return timeSince(condition, registry)
  if ('inStage' in condition) {
    const length = durationMs(condition.value)
    const id = condition.inStage
    const since = (context: Context) => {
      const standing = context.state.models[id]
      return standing?.stage ? standing.enteredAt : null
    }
    return elapsed(condition, since, condition.op, length, [])
  }
  if ('event' in condition) {
    const index = registry.matcher(condition.event)
    const test = (context: Context) => context.event !== null && context.hits[index] === 1
    return { test, next: never, counters: [], explain: held(condition, test, ({ event }) => event?.name ?? null) }
  }
  return fieldCondition(condition)
}

function held(
  condition: Condition,
  test: (context: Context) => boolean,
  read: (context: Context) => Json | undefined,
): Compiled['explain'] {
  return (context) => (test(context) ? [{ condition, value: read(context) ?? null }] : [])
}

const never = () => Infinity

// asked many times for each event: plain loops, which make nothing that has to be collected
function allHold(parts: readonly Compiled[], context: Context): boolean {
  for (let i = 0; i < parts.length; i++) if (!(parts[i] as Compiled).test(context)) return false
  return true
}

function anyHolds(parts: readonly Compiled[], context: Context): boolean {
  for (let i = 0; i < parts.length; i++) if ((parts[i] as Compiled).test(context)) return true
  return false
}

function earliest(parts: readonly Compiled[], context: Context, wanted: boolean): number {
  let first = Infinity
  for (let i = 0; i < parts.length; i++) first = Math.min(first, (parts[i] as Compiled).next(context, wanted))
  return first
}

function allOf(parts: Compiled[]): Compiled {
  return {
    test: (context) => allHold(parts, context),
    next(context, wanted) {
      if (!wanted) return earliest(parts, context, false)
      let latest = context.time
      for (const part of parts) if (!part.test(context)) latest = Math.max(latest, part.next(context, true))
      return latest > context.time ? latest : earliest(parts, context, true)
    },
    counters: parts.flatMap((part) => part.counters),
    explain: (context) => parts.flatMap((part) => part.explain(context)),
  }
}

function anyOf(parts: Compiled[]): Compiled {
  return {
    test: (context) => anyHolds(parts, context),
    next(context, wanted) {
      if (wanted) return earliest(parts, context, true)
      let latest = context.time
      for (const part of parts) if (part.test(context)) latest = Math.max(latest, part.next(context, false))
      return latest > context.time ? latest : earliest(parts, context, false)
    },
    counters: parts.flatMap((part) => part.counters),
    // a leaf of a branch that does not hold as a whole is no reason
    explain: (context) => parts.flatMap((part) => (part.test(context) ? part.explain(context) : [])),
  }
}

function negate(condition: Condition, part: Compiled): Compiled {
  const test = (context: Context) => !part.test(context)
  return {
    test,
    next: (context, wanted) => part.next(context, !wanted),
    counters: part.counters,
    explain: held(condition, test, () => true),
  }
}

function counting(condition: CountCondition, model: string, registry: Registry): Compiled {
  const matcher = registry.matcher(condition.count)
  const { op, value } = condition
  const window = condition.within !== undefined && condition.within !== 'pass' ? durationMs(condition.within) : null
  const index = registry.counter(matcher, {
    pass: condition.within === 'pass' ? model : null,
    window,
    keep: window === null ? 0 : value + 1,
  })
  const holds = (count: number) => {
    if (op === 'gte') return count >= value
    if (op === 'gt') return count > value
    if (op === 'lte') return count <= value
    if (op === 'lt') return count < value
    return count === value
  }
  // only the latest value + 1 times are kept: more than that compares the same
  const countAt = (context: Context) => {
    const counter = context.state.counters[index]
    if (!counter) return 0
    if (window === null) return counter[0]
    const from = context.time - window
    let count = 0
    for (let i = counter[2].length - 1; i >= 0 && (counter[2][i] as number) > from; i--) count++
    return count
  }
  const test = (context: Context) => holds(countAt(context))
  return {
    test,
    explain: held(condition, test, countAt),
    next(context) {
      if (window === null) return Infinity
      const times = context.state.counters[index]?.[2] ?? []
      const from = context.time - window
      const oldest = times.find((time) => time > from)
      return oldest === undefined ? Infinity : oldest + window
    },
    counters: [index],
  }
}

function timeSince(condition: SinceCondition, registry: Registry): Compiled {
  const index = registry.counter(registry.matcher(condition.since), { pass: null, window: null, keep: 0 })
  const last = (context: Context) => {
    const counter = context.state.counters[index]
    return counter && counter[0] > 0 ? counter[1] : null
  }
  return elapsed(condition, last, condition.op, durationMs(condition.value), [index])
}

/** `gte`: at least `length` ms have passed since the moment; `lt`: fewer. Neither holds without a moment. */
function elapsed(
  condition: Condition,
  since: (context: Context) => number | null,
  op: 'gte' | 'lt',
  length: number,
  counters: number[],
): Compiled {
  const test = (context: Context) => {
    const from = since(context)
    return from !== null && (op === 'gte') === context.time - from >= length
  }
  return {
    test,
    explain: held(condition, test, (context) => context.time - (since(context) ?? context.time)),
    next(context, wanted) {
      const from = since(context)
      if (from === null || wanted !== (op === 'gte')) return Infinity
      return from + length > context.time ? from + length : Infinity
    },
    counters,
  }
}

function fieldCondition(condition: FieldCondition): Compiled {
  const read = fieldReader(condition.field)
  const compare = compileCompare(condition.op, condition.value)
  const test = (context: Context) => compare(read(context))
  return { test, next: scoreDecay(condition), counters: [], explain: held(condition, test, read) }
}

/** Scores are the only fields that time alone changes. */
function scoreDecay(condition: FieldCondition): Compiled['next'] {
  const { field, op, value } = condition
  if (field !== 'score.engagement' && field !== 'score.total' && field !== 'pass.engagement') return never
  if (typeof value !== 'number') return never
  const falls = op === 'gte' || op === 'gt'
  const rises = op === 'lt' || op === 'lte'
  // gt v is gte v + 0.01 on scores rounded to 0.01
  const bound = op === 'gt' || op === 'lte' ? roundPoints(value + 0.01) : value
  return (context, wanted) => {
    if (wanted ? falls : rises) return Infinity
    const base = field === 'score.total' ? context.state.fitPoints : 0
    const score = field === 'pass.engagement' ? (passOf(context)?.engagement ?? null) : context.state.engagement
    // for is, is_not, in …: ask again at each hundredth's fall under the value
    const time = fallsUnder(
      score,
      base,
      falls || rises ? bound : nextBelow(context, score, base),
      context.time,
      context.halfLife,
    )
    return time > context.time ? time : Infinity
  }
}

function nextBelow(context: Context, score: number | null, base: number): number {
  return roundPoints(base + scoreAt(score, context.time, context.halfLife))
}

function passOf(context: Context): ModelState | undefined {
  return context.state.models[context.model]
}

/** Reads a field of the person (names: core/rule.ts). Unknown fields are missing. */
export function fieldReader(field: string): (context: Context) => Json | undefined {
  const dot = field.indexOf('.')
  const scope = dot < 0 ? field : field.slice(0, dot)
  const name = dot < 0 ? '' : field.slice(dot + 1)
  switch (scope) {
    case 'person':
      return ({ state }) => own(state.facts, name) ?? own(state.derived, name)
    case 'account':
      return ({ state }) => (state.account === null ? undefined : own(state.accounts[state.account] ?? {}, name))
    case 'persona':
      return ({ state }) => state.persona
    case 'icp':
      return ({ state }) => state.icp
    case 'consent':
      return ({ state }) => own(state.consent, name)?.state
    case 'list':
      return ({ state }) => own(state.lists, name)
    case 'first':
      return ({ state }) => state.first?.[name as 'channel' | 'campaign' | 'object']
    case 'score':
      return scoreReader(name)
    case 'pass':
      return (context) => roundPoints(scoreAt(passOf(context)?.engagement ?? null, context.time, context.halfLife))
    case 'stage':
      return ({ state }) => state.models[name]?.stage
    case 'furthest':
      return ({ state }) => state.models[name]?.furthest
    case 'outcome':
      return ({ state }) => state.models[name]?.outcome
    case 'handoff':
      return ({ state }) => state.handoff
    default:
      return () => undefined
  }
}

function scoreReader(name: string): (context: Context) => number | undefined {
  if (name === 'fit') return ({ state }) => roundPoints(state.fitPoints)
  if (name === 'engagement')
    return ({ state, time, halfLife }) => roundPoints(scoreAt(state.engagement, time, halfLife))
  if (name === 'total')
    return ({ state, time, halfLife }) => roundPoints(state.fitPoints + scoreAt(state.engagement, time, halfLife))
  return () => undefined
}

function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
