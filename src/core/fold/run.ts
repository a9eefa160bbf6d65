import type { Context } from '#core/fold/condition.ts'
import { takeFacts } from '#core/fold/facts.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { AwardLine, Op, Reach } from '#core/fold/op.ts'
import type { Model, Program } from '#core/fold/program.ts'
import { beginModels, nextMove, reachOf, stepModel } from '#core/fold/stage.ts'
import { noTimes } from '#core/fold/state.ts'
import type { CounterState, State } from '#core/fold/state.ts'

/** A fold under way: the state so far, and where its consequences go. */
export interface Run {
  program: Program
  state: State
  context: Context
  /** consequences in order; reaches only of passes that ended (the running ones: runningReaches) */
  ops: Op[]
  onAward: ((line: AwardLine) => void) | null
  /** a fact has changed since the run began */
  changed: boolean
  /** the first touch has become known since the run began */
  touched: boolean
  /** models in which something has changed since the run began */
  moved: Set<string>
}

/** Goes on from a state, folded under this program's version. */
export function resume(program: Program, state: State, onAward: Run['onAward'] = null): Run {
  const context: Context = {
    state,
    time: state.at,
    event: null,
    hits: new Uint8Array(program.matchers.size),
    model: '',
    halfLife: program.halfLife,
  }
  return { program, state, context, ops: [], onAward, changed: false, touched: false, moved: new Set() }
}

export const nothing: readonly number[] = []

/** Facts and counters, before anything is judged by them. */
export function takeIn(
  program: Program,
  context: Context,
  event: FoldEvent,
): { changed: boolean; matched: readonly number[]; raised: readonly number[] } {
  const fresh = context.state.last === null && context.state.counters.length === 0
  const changed = takeFacts(context.state, event) || fresh
  context.event = null
  if (!event.own || event.verdict !== 'human') return { changed, matched: nothing, raised: nothing }
  context.event = event
  const matched = program.matchers.match(event, context.hits)
  return { changed, matched, raised: raiseCounters(program, context.state, event.time, matched) }
}

function raiseCounters(program: Program, state: State, time: number, matched: readonly number[]): number[] {
  const raised: number[] = []
  while (state.counters.length < program.counters.length) state.counters.push([0, 0, noTimes])
  for (const matcher of matched) {
    for (const index of program.countersOf[matcher] as number[]) {
      const counter = state.counters[index] as CounterState
      counter[0]++
      counter[1] = time
      const { keep } = program.counters[index] as Program['counters'][number]
      if (keep > 0) {
        const times = counter[2]
        counter[2] = [...times.slice(Math.max(0, times.length + 1 - keep)), time]
      }
      raised.push(index)
    }
  }
  return raised
}

/** Lets time pass up to and with `until`: every due moment is evaluated at its own time. */
export function advance(run: Run, until: number): void {
  const { program, state, context } = run
  for (let rounds = 0; state.due !== null && state.due <= until; rounds++) {
    if (rounds >= maxRounds) throw new Error('time-based rules of this blueprint do not come to rest')
    state.at = context.time = state.due
    state.id = ''
    evaluate(run)
  }
  if (program.journeys.length + program.models.length === 0) state.due = null
}

const maxRounds = 20_000

/** One evaluation of one model. */
export function step(run: Run, model: Model, event: FoldEvent | null, raised: readonly number[]): void {
  const { program, context, moved } = run
  const emit = (op: Op) => {
    moved.add(model.id)
    run.ops.push(op)
  }
  stepModel({ program, model, context, event, raised, emit, moved })
}

/** One evaluation of all models at context.time with no event. */
export function evaluate(run: Run): void {
  const { program, state, context } = run
  context.event = null
  beginModels(program, state)
  for (const model of program.journeys) step(run, model, null, nothing)
  for (const model of program.models) step(run, model, null, nothing)
  setDue(run)
}

export function setDue({ program, state, context }: Run): void {
  let due = Infinity
  for (const model of program.journeys) due = Math.min(due, nextMove(model, context))
  for (const model of program.models) due = Math.min(due, nextMove(model, context))
  // a moment is passed once; whatever is asked for again comes at the next millisecond
  state.due = Number.isFinite(due) ? Math.max(due, context.time + 1) : null
}

/** The reach of each running pass, as it is now. */
export function runningReaches({ program, state }: Run): Reach[] {
  return [...program.journeys, ...program.models].flatMap((model) => {
    const standing = state.models[model.id]
    return standing ? [reachOf(model, standing)] : []
  })
}
