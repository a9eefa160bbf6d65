import { giveAwards } from '#core/fold/award.ts'
import { isAside, judgeFacts } from '#core/fold/facts.ts'
import { comparePosition } from '#core/event.ts'
import type { Position } from '#core/event.ts'
import { advance, evaluate, resume, takeIn } from '#core/fold/run.ts'
import type { Run } from '#core/fold/run.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Cause, Op } from '#core/fold/op.ts'
import type { Model, Program } from '#core/fold/program.ts'
import { emptyState } from '#core/fold/state.ts'
import type { ModelState, State } from '#core/fold/state.ts'

/**
 * Applying a version is a dated event: facts, counters and scores become those of the new version over all events
 * before (each award is reported anew, as one of the new version); stages reached stay as they were, and are then
 * evaluated once under the new rules.
 * `before` are the folded events, sorted.
 */
export function changeVersion(run: Run, program: Program, before: readonly FoldEvent[]): Run {
  const change = beginVersion(run, program)
  for (const event of before) change.take(event)
  return change.end()
}

/** The same where the events before are given one after the other. */
export interface VersionChange {
  take(event: FoldEvent): void
  /** the run under the new version */
  end(): Run
}

export function beginVersion(run: Run, program: Program): VersionChange {
  advance(run, program.appliedAt)
  const next = resume(program, emptyState(program.version), null)
  next.ops = run.ops
  next.moved = run.moved
  next.changed = true
  next.touched = run.touched
  const recount = beginRecount(next, run)
  return {
    take: recount.take,
    end() {
      recount.end()
      carryModels(next, run)
      next.onAward = run.onAward
      const { state, context } = next
      state.at = context.time = program.appliedAt
      state.id = ''
      if (state.last !== null) evaluate(next)
      return next
    },
  }
}

/** Facts, counters and scores over past events, with the stages that scores may read as they stood at each. */
function beginRecount(next: Run, run: Run): { take(event: FoldEvent): void; end(): void } {
  const { program, state, context } = next
  const past = stagesOverTime(run)
  let seen = 0
  for (const id of Object.keys(run.state.models)) state.models[id] = blank()
  const passes = Object.keys(run.state.models).filter((id) => (run.state.models[id] as ModelState).pass > 1)
  return {
    take(event) {
      // what time or the event itself brought in a journey, the event's points already read
      while (seen < past.length && comparePosition((past[seen] as Past).at, event) <= 0)
        (past[seen++] as Past).set(state)
      startPasses(next, run, passes, event)
      if (isAside(state, event)) return
      state.at = context.time = event.time
      state.id = event.messageId
      const { changed, matched } = takeIn(program, context, event)
      if (changed) judgeFacts(program, context, event.messageId)
      if (matched.length > 0) giveAwards(program, context, event, matched, run.onAward)
    },
    end() {
      startPasses(next, run, passes, null)
      context.event = null
    },
  }
}

interface Past {
  at: Position
  set(state: State): void
}

/** What journeys stood at when: read back from the consequences of the run so far. */
function stagesOverTime(run: Run): Past[] {
  const journeys = new Set(run.program.journeys.map((model) => model.id))
  return run.ops.flatMap((op: Op): Past[] => {
    if (op.op === 'enter' && journeys.has(op.model)) {
      return [{ at: positionOf(op), set: (state) => setStage(state, op.model, op.pass, op.stage, op.at) }]
    }
    if (op.op === 'leave' && journeys.has(op.model)) {
      return [{ at: positionOf(op), set: (state) => setStage(state, op.model, op.pass, null, op.at) }]
    }
    return []
  })
}

/** What time alone brought comes before the events of that moment. */
function positionOf({ at, cause }: { at: number; cause: Cause }): Position {
  return { time: at, messageId: cause.messageId ?? '' }
}

function setStage(state: State, model: string, pass: number, stage: string | null, at: number): void {
  const standing = state.models[model]
  if (standing) Object.assign(standing, { pass, stage, enteredAt: at })
  else state.models[model] = { ...blank(), pass, stage, enteredAt: at }
}

function blank(): ModelState {
  return {
    pass: 1,
    passAt: -Infinity,
    passId: '',
    stage: null,
    outcome: null,
    enteredAt: -Infinity,
    visit: 0,
    furthest: null,
    visits: {},
    evidence: {},
    held: [],
    excused: [],
    diverted: [],
    engagement: null,
  }
}

/** Counters and engagement of a running pass begin anew after whatever began it; `passes` are those still to come. */
function startPasses(next: Run, run: Run, passes: string[], event: FoldEvent | null): void {
  for (const id of passes.slice()) {
    const { passAt: time, passId: messageId } = run.state.models[id] as ModelState
    if (event !== null && comparePosition({ time, messageId }, event) >= 0) continue
    passes.splice(passes.indexOf(id), 1)
    ;(next.state.models[id] as ModelState).engagement = null
    next.program.counters.forEach((counter, index) => {
      if (counter.pass === id) next.state.counters[index] = [0, 0, []]
    })
  }
}

/** Takes over where everybody stands. A stage that is gone hands its people to the nearest earlier one. */
function carryModels(next: Run, run: Run): void {
  const models = [...next.program.journeys, ...next.program.models]
  const counted = next.state.models
  next.state.models = {}
  for (const id of Object.keys(run.state.models)) {
    const old = run.state.models[id] as ModelState
    const model = models.find((one) => one.id === id)
    if (!model) {
      if (old.stage !== null) leaveFor(next, id, old, null)
      continue
    }
    next.state.models[id] = { ...old, engagement: counted[id]?.engagement ?? null }
    settle(next, run, model, next.state.models[id])
  }
}

function settle(next: Run, run: Run, model: Model, standing: ModelState): void {
  standing.held = standing.held.filter((stage) => model.place.has(stage))
  if (standing.furthest !== null && !model.place.has(standing.furthest)) {
    standing.furthest = nearest(run, model, standing.furthest)
  }
  if (standing.stage === null || model.place.has(standing.stage)) return
  const to = nearest(run, model, standing.stage)
  leaveFor(next, model.id, standing, to)
  standing.stage = to
  if (to === null) return
  standing.visit = standing.visits[to] = (standing.visits[to] ?? 0) + 1
  standing.enteredAt = next.program.appliedAt
  standing.evidence[to] ??= next.program.appliedAt
  const { id, version } = { id: model.id, version: next.program.version }
  const { pass, visit, enteredAt: at } = standing
  next.ops.push({ op: 'enter', model: id, pass, stage: to, visit, door: null, at, version, cause: byBlueprint })
}

const byBlueprint: Cause = { kind: 'blueprint', rule: null, messageId: null, holds: [] }

function leaveFor(next: Run, model: string, standing: ModelState, to: string | null): void {
  const { pass, visit } = standing
  const stage = standing.stage as string
  const at = next.program.appliedAt
  next.ops.push({ op: 'leave', model, pass, stage, visit, at, to, reason: null, cause: byBlueprint })
}

/** The nearest stage before a vanished one, by the old order, that the new version still has. */
function nearest(run: Run, model: Model, stage: string): string | null {
  const old = [...run.program.journeys, ...run.program.models].find((one) => one.id === model.id)
  const order = old?.stages ?? []
  for (let k = order.indexOf(stage); k >= 0; k--) if (model.place.has(order[k] as string)) return order[k] as string
  return model.stages[0] ?? null
}
