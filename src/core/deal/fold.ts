import type { StageModel } from '#core/blueprint.ts'
import { clocksOf, type Clock } from '#core/deal/clock.ts'
import type { BuyingRole, DealEvent, DealFacts, DealFields, DealKind, Stance } from '#core/deal/event.ts'
import { statusOf, type DealStatus } from '#core/deal/status.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Enter, Leave, Reach } from '#core/fold/op.ts'
import { compileProgram, type Program } from '#core/fold/program.ts'
import { reachOf } from '#core/fold/stage.ts'
import type { Model } from '#core/fold/program.ts'
import type { ModelState } from '#core/fold/state.ts'
import type { JsonObject } from '#core/json.ts'

export type Said<Kind extends DealKind> = DealFacts[Kind] & { at: number; eventId: string; by: JsonObject }

export interface Member {
  person: string
  roles: BuyingRole[]
  stance: Stance
  note: string | null
  since: number
}

export interface DealInterval {
  enter: Enter
  leave: Leave | null
}

/** Everything that follows from a deal's events. Times in epoch ms. */
export interface FoldedDeal {
  fields: DealFields & { name: string }
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  pass: number
  furthest: string | null
  reason: string | null
  openedAt: number
  /** the last time that it was opened again after a win or a loss, else the opening */
  openSince: number
  stageSince: number
  /** since when won or lost, without a break; null while open */
  closedAt: number | null
  theirs: Clock | null
  ours: Clock | null
  people: Member[]
  checks: Record<string, Said<'checked'>>
  bant: Record<string, Said<'answered'>>
  signed: Said<'signed'> | null
  recycled: Said<'recycled'> | null
  intervals: DealInterval[]
  reaches: Reach[]
}

/** The programs of a blueprint's history for its pipelines: the same machine as people's, without scores. */
export function dealPrograms(history: readonly Program[]): Program[] {
  const known = compiled.get(history)
  if (known) return known
  const programs = history.map(({ blueprint, version, appliedAt, zone }) => {
    const { engagement, ...scores } = blueprint.scores
    const bare = { ...scores, engagement: { ...engagement, rules: [] }, fit: { rules: [] } }
    return compileProgram({ ...blueprint, scores: bare, personas: [] }, version, appliedAt, zone, 'deal')
  })
  compiled.set(history, programs)
  return programs
}

const compiled = new WeakMap<readonly Program[], Program[]>()

/**
 * The deal as its events make it, `events` in (at, id) order and beginning with `opened`; null when there is none.
 * `history` from dealPrograms, oldest first; `until` in epoch ms. Stages go by the machine that moves people too
 * (core/fold/stage.ts): a move is `stage_set`, and a change of pipeline ends the stay in the former.
 */
export function foldDeal(events: readonly DealEvent[], history: readonly Program[], until: number): FoldedDeal | null {
  const first = events.find((event) => event.kind === 'opened')
  if (!first || first.kind !== 'opened') return null
  const { run, switches, stated, began, stages } = moves(events, history, until)
  const details = foldDetails(events, first.data.fields, until)
  const pipeline = stated ?? first.data.pipeline
  const standing = run.state.models[pipeline]
  const model = modelOf(run.program, pipeline)
  const intervals = intervalsOf(run.ops, switches)
  const reaches = [
    ...run.ops.filter((op) => op.op === 'reach'),
    ...Object.entries(run.state.models).flatMap(([id, state]) => {
      const of = modelOf(run.program, id)
      return of && state.furthest !== null ? [reachOf(of, state)] : []
    }),
  ]
  const status = model && standing ? statusOf(model.model, standing.stage, standing.outcome) : 'open'
  return {
    ...details,
    pipeline,
    stage: standing?.stage ?? null,
    outcome: standing?.outcome ?? null,
    status,
    pass: standing?.pass ?? 1,
    furthest: standing?.furthest ?? null,
    reason: status === 'open' ? null : (lastReason(events, until) ?? null),
    // a stage history may come in any order, and reach further back than what was known first
    openedAt: Math.min(first.at, began ?? first.at, openingSaid(events)),
    openSince: openSince(stages, run.program) ?? first.at,
    stageSince: standing?.enteredAt ?? first.at,
    closedAt: status === 'open' || !model || !standing ? null : closedAt(model.model, standing, pipeline, intervals),
    intervals,
    reaches,
  }
}

interface Switch {
  at: number
  id: string
  from: string
  to: string
}

function moves(events: readonly DealEvent[], history: readonly Program[], until: number) {
  const switches: Switch[] = []
  const sets: FoldEvent[] = []
  const seen = new Set<string>()
  let pipeline: string | null = null
  const stages = stageEvents(events, until)
  for (const event of stages) {
    const to = event.data.pipeline
    const back = pipeline !== null && pipeline !== to && seen.has(to)
    if (pipeline !== null && pipeline !== to) switches.push({ at: event.at, id: event.id, from: pipeline, to })
    pipeline = to
    seen.add(to)
    const { outcome, reason, newPass, ...data } = event.data as DealFacts['moved']
    // opened outside the order: the stage is where such a deal would have begun
    const stage = event.kind === 'opened' && outcome !== undefined ? undefined : data.stage
    const props = { model: to, ...given({ stage, outcome, reason, newPass: newPass === true || back || undefined }) }
    sets.push(stageSet(event, props))
  }
  return { run: fold(sets, history, until), switches, stated: pipeline, began: sets[0]?.time ?? null, stages }
}

type StageEvent = Extract<DealEvent, { kind: 'opened' | 'moved' }>

/** What was said of stages, in order. What a list implies counts only after the last row of a stage history. */
export function stageEvents(events: readonly DealEvent[], until: number): StageEvent[] {
  const all = events.filter(
    (event): event is StageEvent => event.at <= until && (event.kind === 'opened' || event.kind === 'moved'),
  )
  const last = all.findLast((event) => event.data.from === 'history')
  if (!last) return all
  return all.filter((event) => event.data.from !== 'list' || (event.at > last.at && !isSamePlace(event, last)))
}

function isSamePlace(one: StageEvent, other: StageEvent): boolean {
  return placeSaid(one) === placeSaid(other) && one.data.pipeline === other.data.pipeline
}

function placeSaid({ data }: StageEvent): string {
  return data.outcome === undefined ? `stage ${data.stage ?? ''}` : `outcome ${data.outcome}`
}

function given(values: Record<string, string | boolean | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as JsonObject
}

function stageSet({ id, at }: DealEvent, props: JsonObject): FoldEvent {
  return {
    messageId: id,
    time: at,
    own: true,
    name: 'stage_set',
    object: null,
    content: null,
    channel: null,
    campaign: null,
    source: 'app',
    verdict: 'human',
    props,
    traits: null,
    accountId: null,
    accountBy: null,
    accountTraits: null,
    domain: null,
  }
}

function modelOf(program: Program, id: string): Model | undefined {
  return program.models.find((one) => one.id === id) ?? program.journeys.find((one) => one.id === id)
}

/** The earliest opening that a list knows; it may be read after the stages were told. */
function openingSaid(events: readonly DealEvent[]): number {
  return Math.min(...events.flatMap((event) => (event.kind === 'changed' ? (event.data.openedAt ?? []) : [])))
}

/** When it was last opened after having been won or lost; null when it never was. */
function openSince(stages: readonly StageEvent[], program: Program): number | null {
  let since: number | null = null
  let closed = false
  for (const { at, data } of stages) {
    const of = modelOf(program, data.pipeline)
    const open =
      !of ||
      statusOf(of.model, data.outcome === undefined ? (data.stage ?? null) : null, data.outcome ?? null) === 'open'
    if (open && closed) since = at
    closed = !open
  }
  return since
}

/** Stays by what was entered and left; leaving a pipeline for another ends the stay there. */
function intervalsOf(ops: readonly { op: string }[], switches: readonly Switch[]): DealInterval[] {
  const all: DealInterval[] = []
  const running = new Map<string, DealInterval>()
  let next = 0
  const leavePipelines = (at: number, id: string) => {
    for (; next < switches.length; next++) {
      const change = switches[next] as Switch
      if (change.at > at || (change.at === at && change.id > id)) return
      const stay = running.get(change.from)
      if (!stay) continue
      stay.leave = switchedAway(stay.enter, change)
      running.delete(change.from)
    }
  }
  for (const op of ops as readonly (Enter | Leave | Reach)[]) {
    if (op.op === 'reach') continue
    leavePipelines(op.at, op.cause.messageId ?? '')
    if (op.op === 'enter') {
      const stay = { enter: op, leave: null }
      all.push(stay)
      running.set(op.model, stay)
    } else if (op.op === 'leave') {
      const stay = running.get(op.model)
      if (stay && stay.enter.stage === op.stage) {
        stay.leave = op
        running.delete(op.model)
      }
    }
  }
  leavePipelines(Infinity, '')
  return all
}

function switchedAway({ model, pass, stage, visit }: Enter, { at, id, to }: Switch): Leave {
  const cause = { kind: 'by_hand' as const, rule: null, messageId: id, holds: [] }
  return { op: 'leave', model, pass, stage, visit, at, to: `pipeline:${to}`, reason: null, cause }
}

/** Since when the deal is what it is now, won or lost: the end of the last stay in which it was open. */
function closedAt(
  model: StageModel,
  standing: ModelState,
  pipeline: string,
  intervals: readonly DealInterval[],
): number {
  if (standing.stage === null) return standing.enteredAt
  let at = standing.enteredAt
  const stays = intervals.filter(({ enter }) => enter.model === pipeline)
  for (let k = stays.length - 1; k >= 0; k--) {
    const { enter } = stays[k] as DealInterval
    if (statusOf(model, enter.stage, null) === 'open') break
    at = enter.at
  }
  return at
}

function lastReason(events: readonly DealEvent[], until: number): string | undefined {
  const told = events.filter((event) => event.kind === 'moved' && event.at <= until && event.data.reason !== undefined)
  const last = told.at(-1)
  return last?.kind === 'moved' ? last.data.reason : undefined
}

type Details = Pick<FoldedDeal, 'fields' | 'theirs' | 'ours' | 'people' | 'checks' | 'bant' | 'signed' | 'recycled'>

function foldDetails(events: readonly DealEvent[], opening: DealFields, until: number): Details {
  const people = new Map<string, Member>()
  const details: Details = {
    fields: { name: '' },
    theirs: null,
    ours: null,
    people: [],
    checks: {},
    bant: {},
    signed: null,
    recycled: null,
  }
  mergeFields(details.fields, opening)
  for (const event of events) {
    if (event.at > until) continue
    const said = { at: event.at, eventId: event.id, by: event.by }
    Object.assign(details, clocksOf(event))
    if (event.kind === 'changed') mergeFields(details.fields, event.data.fields)
    else if (event.kind === 'person_set') {
      const { person, roles, stance, note } = event.data
      people.set(person, { person, roles, stance, note, since: people.get(person)?.since ?? event.at })
    } else if (event.kind === 'person_removed') people.delete(event.data.person)
    else if (event.kind === 'checked') {
      if (event.data.done) details.checks[event.data.gate] = { ...event.data, ...said }
      else delete details.checks[event.data.gate]
    } else if (event.kind === 'answered') details.bant[event.data.letter] = { ...event.data, ...said }
    else if (event.kind === 'signed') details.signed = { ...event.data, ...said }
    else if (event.kind === 'recycled') details.recycled = { ...event.data, ...said }
    else if (event.kind === 'moved' && event.data.stage !== undefined) details.recycled = null
  }
  return { ...details, people: [...people.values()] }
}

function mergeFields(into: DealFields & { name: string }, news: DealFields): void {
  const { custom, ...plain } = news
  Object.assign(into, plain)
  if (!custom) return
  const merged = { ...into.custom, ...custom }
  for (const [key, value] of Object.entries(custom)) if (value === null) delete merged[key]
  into.custom = merged
}
