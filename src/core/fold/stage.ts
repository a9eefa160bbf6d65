import type { Compiled, Context } from '#core/fold/condition.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Cause, Op, Reach } from '#core/fold/op.ts'
import type { Counter, Model, Program } from '#core/fold/program.ts'
import { noNames } from '#core/fold/state.ts'
import type { ModelState, State } from '#core/fold/state.ts'

/** One evaluation of one model: at an event, at a due moment, or at a new blueprint version. */
export interface Step {
  program: Program
  model: Model
  context: Context
  /** the event being folded, human or not; null when time alone passes */
  event: FoldEvent | null
  /** counters that the event raised */
  raised: readonly number[]
  emit(op: Op): void
  /** models in which something has changed */
  moved: Set<string>
}

/**
 * The stage machine, the same for every model: by hand, then the named ways back, then forward to the furthest stage
 * whose entry holds. Facts of earlier stages never pull back.
 */
export function stepModel(step: Step): void {
  const { model, context } = step
  context.model = model.id
  const standing = context.state.models[model.id] as ModelState
  if (!moveByHand(step, standing) && !moveBack(step, standing)) advance(step, standing)
  noteEvidence(step, context.state.models[model.id] as ModelState)
}

/** Every model starts with the person's first human event, before that event's points are given. */
export function beginModels(program: Program, state: State): void {
  for (const { id } of program.journeys) state.models[id] ??= begin(state)
  for (const { id } of program.models) state.models[id] ??= begin(state)
}

function begin(state: State, pass = 1): ModelState {
  return {
    pass,
    passAt: state.at,
    passId: state.id,
    stage: null,
    outcome: null,
    enteredAt: state.at,
    visit: 0,
    furthest: null,
    visits: {},
    evidence: {},
    held: noNames,
    excused: noNames,
    diverted: noNames,
    engagement: null,
  }
}

function moveByHand(step: Step, standing: ModelState): boolean {
  const { event, model } = step
  if (event?.name !== 'stage_set' || event.props['model'] !== model.id) return false
  const { stage, outcome, reason, newPass } = event.props
  const why = typeof reason === 'string' ? reason : null
  if (typeof stage === 'string' && model.place.has(stage)) {
    if (stage === standing.stage && newPass !== true) return false
    // coming back from an outcome is a new lap
    const lap = newPass === true || standing.outcome !== null
    move(
      step,
      standing,
      stage,
      typeof outcome === 'string' ? outcome : null,
      lap,
      why,
      cause(step, 'by_hand', null, null),
    )
    return true
  }
  if (typeof outcome === 'string' && model.model.outcomes.some((one) => one.id === outcome)) {
    move(step, standing, null, outcome, false, why, cause(step, 'by_hand', null, null))
    return true
  }
  return false
}

function moveBack(step: Step, standing: ModelState): boolean {
  const { model, context, event } = step
  for (const { rule, from, when } of model.back) {
    if (standing.stage === null) {
      if (standing.outcome === null || !rule.fromOutcomes?.includes(standing.outcome)) continue
    } else if (from !== null && !from.has(standing.stage)) continue
    const holds = when.test(context)
    if (standing.excused.includes(rule.id)) {
      if (!holds) standing.excused = standing.excused.filter((id) => id !== rule.id)
      continue
    }
    if (!holds) continue
    // a way back leads back: the circle's next lap aside, never to where one stands or forward
    if (!rule.newPass && rule.to !== undefined && standing.stage !== null) {
      if ((model.place.get(rule.to) as number) >= (model.place.get(standing.stage) as number)) continue
    }
    const reason = event?.props['reason']
    const why = cause(step, rule.kind, rule.id, when)
    move(
      step,
      standing,
      rule.to ?? null,
      rule.outcome ?? null,
      rule.newPass,
      typeof reason === 'string' ? reason : null,
      why,
    )
    return true
  }
  return false
}

/** Leaves where one stands and enters `to` (or an outcome), in a new lap if asked. */
function move(
  step: Step,
  standing: ModelState,
  to: string | null,
  outcome: string | null,
  newPass: boolean,
  reason: string | null,
  why: Cause,
): void {
  const { model, context } = step
  leave(step, standing, outcome ?? to, reason, why)
  if (to === null) {
    standing.stage = null
    standing.outcome = outcome
    standing.enteredAt = context.time
    return
  }
  let next = standing
  if (newPass) {
    // a pass that had ended in an outcome keeps it
    step.emit(outcome === null ? reachOf(model, standing) : reachOf(model, standing, outcome, context.time))
    next = context.state.models[model.id] = begin(context.state, standing.pass + 1)
    forgetPass(step)
  }
  next.outcome = null
  const place = model.place.get(to) as number
  // from an outcome one comes back from as far as one had got
  const from = standing.stage ?? standing.furthest
  const before = from === null ? -1 : (model.place.get(from) as number)
  if (!newPass && place > before) passThrough(step, next, before, place, why)
  enter(step, next, to, why)
  // what already held must be met anew
  next.held = model.stages.filter((_, k) => k > place && model.entries[k]?.test(context) === true)
}

function forgetPass({ program, model, context }: Step): void {
  program.counters.forEach((counter: Counter, index) => {
    if (counter.pass === model.id) context.state.counters[index] = [0, 0, []]
  })
}

function advance(step: Step, standing: ModelState): void {
  const { model, context } = step
  if (standing.outcome !== null) return
  const here = standing.stage === null ? -1 : (model.place.get(standing.stage) as number)
  let best = furthestOpen(step, standing, here, model.stages.length)
  if (best > here) best = turnAway(step, standing, here, best)
  if (best <= here) return
  const why = cause(step, 'entry', null, model.entries[best] ?? null)
  const to = model.stages[best] as string
  if (standing.stage !== null) leave(step, standing, to, null, why)
  passThrough(step, standing, here, best, why)
  enter(step, standing, to, why)
  const handoff = model.model.stages[best]?.handoff
  if (handoff) {
    const visit = standing.visits[to] as number
    step.emit({
      op: 'handoff',
      model: model.id,
      team: handoff,
      stage: to,
      reason: `entered:${to}`,
      at: context.time,
      messageId: step.event?.messageId ?? null,
      cause: `${model.id}:${standing.pass}:${to}:${visit}`,
    })
  }
}

/** The furthest stage beyond `here` and before `limit` whose entry holds and is not held back; -1 for none. */
function furthestOpen(step: Step, standing: ModelState, here: number, limit: number): number {
  const { model, context, raised } = step
  let best = -1
  for (let k = limit - 1; k > here; k--) {
    const entry = model.entries[k]
    if (!entry) continue
    if (standing.held.length > 0 && standing.held.includes(model.stages[k] as string)) {
      const holds = entry.test(context)
      if (holds && !entry.counters.some((counter) => raised.includes(counter))) continue
      standing.held = standing.held.filter((id) => id !== model.stages[k])
      if (!holds) continue
      best = Math.max(best, k)
    } else if (best < 0 && entry.test(context)) best = k
  }
  return best
}

/** Asks the diverts before an advance to `best`; gives the place one may still advance to. */
function turnAway(step: Step, standing: ModelState, here: number, best: number): number {
  const { model, context } = step
  for (const { divert, before, when } of model.diverts) {
    if (before < 0 || best < before || here >= before || !when.test(context)) continue
    if (!standing.diverted.includes(divert.id)) {
      standing.diverted = [...standing.diverted, divert.id]
      if (divert.handoff) {
        step.emit({
          op: 'handoff',
          model: model.id,
          team: divert.handoff,
          stage: standing.stage,
          reason: divert.reason,
          at: context.time,
          messageId: step.event?.messageId ?? null,
          cause: `${model.id}:${standing.pass}:divert:${divert.id}`,
        })
      }
    }
    if (divert.outcome !== undefined) {
      move(step, standing, null, divert.outcome, false, divert.reason, cause(step, 'divert', divert.id, when))
      return -1
    }
    best = furthestOpen(step, standing, here, before)
  }
  return best
}

/** Stages between whose entry holds too are passed at once: an interval of length zero. The others are skipped. */
function passThrough(step: Step, standing: ModelState, here: number, to: number, why: Cause): void {
  const { model, context } = step
  for (let k = here + 1; k < to; k++) {
    if (model.entries[k]?.test(context) !== true) continue
    enter(step, standing, model.stages[k] as string, cause(step, 'entry', null, model.entries[k] ?? null))
    leave(step, standing, model.stages[to] as string, null, why)
  }
}

function enter(step: Step, standing: ModelState, stage: string, why: Cause): void {
  const { model, context } = step
  const place = model.place.get(stage) as number
  const visit = (standing.visits[stage] ?? 0) + 1
  standing.visits[stage] = visit
  standing.visit = visit
  standing.stage = stage
  standing.enteredAt = context.time
  if (standing.furthest === null || (model.place.get(standing.furthest) as number) < place) standing.furthest = stage
  standing.evidence[stage] ??= context.time
  standing.excused = standingRules(step, stage)
  step.emit({
    op: 'enter',
    model: model.id,
    pass: standing.pass,
    stage,
    visit,
    door: model.doors[place]?.find((door) => door.when.test(context))?.id ?? null,
    at: context.time,
    version: step.program.version,
    cause: why,
  })
}

/** The back rules that hold on entering, apart from what the event of this very moment says. */
function standingRules({ model, context }: Step, stage: string): string[] {
  const { event } = context
  context.event = null
  const rules = model.back.filter(({ from, when }) => (from === null || from.has(stage)) && when.test(context))
  context.event = event
  return rules.map(({ rule }) => rule.id)
}

function leave(step: Step, standing: ModelState, to: string | null, reason: string | null, why: Cause): void {
  if (standing.stage === null) return
  step.emit({
    op: 'leave',
    model: step.model.id,
    pass: standing.pass,
    stage: standing.stage,
    visit: standing.visit,
    at: step.context.time,
    to,
    reason,
    cause: why,
  })
}

/** The first evidence of each stage up to the furthest, also when it comes after a later stage was entered. */
function noteEvidence({ model, context, moved }: Step, standing: ModelState): void {
  if (standing.furthest === null) return
  const furthest = model.place.get(standing.furthest) as number
  for (let k = 0; k < furthest; k++) {
    const stage = model.stages[k] as string
    if (standing.evidence[stage] === undefined && model.entries[k]?.test(context) === true) {
      standing.evidence[stage] = context.time
      moved.add(model.id)
    }
  }
}

/** The reach of a running or ended pass: evidence where there is some, else the first later stage's (imputed). */
export function reachOf(
  model: Model,
  standing: ModelState,
  outcome: string | null = standing.outcome,
  outcomeAt: number | null = standing.outcome === null ? null : standing.enteredAt,
): Reach {
  const at: (number | null)[] = model.stages.map(() => null)
  let imputed = 0
  let earliest: number | null = null
  const furthest = standing.furthest === null ? -1 : (model.place.get(standing.furthest) as number)
  for (let k = furthest; k >= 0; k--) {
    const evidence = standing.evidence[model.stages[k] as string]
    if (evidence === undefined) {
      at[k] = earliest
      imputed |= 1 << k
    } else {
      at[k] = evidence
      earliest = earliest === null ? evidence : Math.min(earliest, evidence)
    }
  }
  return { op: 'reach', model: model.id, pass: standing.pass, at, imputed, outcome, outcomeAt }
}

/** The earliest moment at which time alone may move somebody in this model; Infinity for never. */
export function nextMove(model: Model, context: Context): number {
  const standing = context.state.models[model.id]
  if (!standing) return Infinity
  context.model = model.id
  let due = Infinity
  for (const { rule, from, when } of model.back) {
    const applies =
      standing.stage === null
        ? standing.outcome !== null && rule.fromOutcomes?.includes(standing.outcome) === true
        : from === null || from.has(standing.stage)
    if (applies) due = Math.min(due, when.next(context, !standing.excused.includes(rule.id)))
  }
  if (standing.outcome !== null) return due
  const here = standing.stage === null ? -1 : (model.place.get(standing.stage) as number)
  for (let k = here + 1; k < model.stages.length; k++) {
    const entry = model.entries[k]
    if (!entry) continue
    due = Math.min(due, entry.next(context, !standing.held.includes(model.stages[k] as string)))
  }
  if (standing.diverted.length > 0) {
    for (const { divert, when } of model.diverts) {
      if (standing.diverted.includes(divert.id)) due = Math.min(due, when.next(context, false))
    }
  }
  return due
}

function cause(step: Step, kind: Cause['kind'], rule: string | null, condition: Compiled | null): Cause {
  return {
    kind,
    rule,
    messageId: step.event?.messageId ?? null,
    holds: condition === null ? [] : condition.explain(step.context),
  }
}
