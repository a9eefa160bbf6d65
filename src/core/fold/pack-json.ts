import { emptyState } from '#core/fold/state.ts'
import type { ModelState, State } from '#core/fold/state.ts'
import type { JsonObject } from '#core/json.ts'

/**
 * The state as JSON: arrays instead of names, times from the person's first moment on, message ids written once, empty
 * counters left out. As all states were written once; now those with names that core/fold/pack.ts cannot write.
 */
export function packAsJson(state: State): string {
  const base = state.began ?? 0
  const ids = new Map<string, number>()
  const id = (text: string): number => {
    let index = ids.get(text)
    if (index === undefined) ids.set(text, (index = ids.size))
    return index
  }
  const since = (time: number | null) => (time === null ? null : time - base)
  const facts = state.account === null ? null : (state.accounts[state.account] ?? {})
  const body: PackedBody = [
    Number.isFinite(state.at) ? state.at - base : null,
    id(state.id),
    since(state.due),
    state.first && [state.first.at - base, state.first.channel, state.first.campaign, state.first.object],
    since(state.last),
    state.facts,
    state.account === null ? 0 : [state.account, state.accountBy === 'group' ? 1 : 0, facts],
    Object.entries(state.consent).map(([key, one]) => [
      key,
      one.state === 'granted' ? 1 : 0,
      one.at - base,
      id(one.id),
    ]),
    Object.keys(state.lists),
    state.handoff ? 1 : 0,
    state.persona,
    state.icp ? 1 : 0,
    state.fitPoints,
    Object.entries(state.fit).map(([key, [at, by]]) => [key, at - base, id(by)]),
    state.engagement,
    state.caps,
    state.once,
    state.counters.length,
    packCounters(state, base),
    Object.entries(state.models).map(([key, one]) => packModel(key, one, base, id)),
  ]
  if (Object.keys(state.derived).length > 0) body.push(state.derived)
  return JSON.stringify([state.version, state.began, [...ids.keys()], body])
}

export function unpackJson(text: string): State {
  const [version, began, ids, body] = JSON.parse(text) as [number, number | null, string[], PackedBody]
  const base = began ?? 0
  const [at, by, due, first, last, facts, account, consent, lists, handoff, persona, icp] = body
  const [, , , , , , , , , , , , fitPoints, fit, engagement, caps, once, size, counters, models, derived] = body
  const time = (value: number | null) => (value === null ? null : value + base)
  const state = emptyState(version)
  state.at = time(at) ?? -Infinity
  state.id = ids[by] as string
  state.due = time(due)
  if (first) state.first = { at: first[0] + base, channel: first[1], campaign: first[2], object: first[3] }
  state.began = began
  state.last = time(last)
  state.facts = facts
  if (derived) state.derived = derived
  if (account !== 0) {
    state.account = account[0]
    state.accountBy = account[1] === 1 ? 'group' : 'domain'
    state.accounts = { [account[0]]: account[2] ?? {} }
  }
  for (const [key, granted, when, index] of consent) {
    state.consent[key] = { state: granted === 1 ? 'granted' : 'withdrawn', at: when + base, id: ids[index] as string }
  }
  for (const list of lists) state.lists[list] = true
  state.handoff = handoff === 1
  state.persona = persona
  state.icp = icp === 1
  state.fitPoints = fitPoints
  for (const [key, when, index] of fit) state.fit[key] = [when + base, ids[index] as string]
  state.engagement = engagement
  state.caps = caps
  state.once = once
  for (let i = 0; i < size; i++) state.counters.push([0, 0, []])
  for (const [index, count, when, times] of counters) {
    state.counters[index] = [count, when + base, (times ?? []).map((one) => one + base)]
  }
  for (const packed of models) state.models[packed[0]] = unpackModel(packed, base, ids)
  return state
}

type PackedBody = [
  at: number | null,
  id: number,
  due: number | null,
  first: [number, string | null, string | null, string | null] | null,
  last: number | null,
  facts: JsonObject,
  account: 0 | [string, 0 | 1, JsonObject | null],
  consent: [string, 0 | 1, number, number][],
  lists: string[],
  handoff: 0 | 1,
  persona: string | null,
  icp: 0 | 1,
  fitPoints: number,
  fit: [string, number, number][],
  engagement: number | null,
  caps: State['caps'],
  once: State['once'],
  size: number,
  counters: [number, number, number, number[]?][],
  models: PackedModel[],
  /** absent when nothing follows */
  derived?: JsonObject,
]

function packCounters(state: State, base: number): PackedBody[18] {
  const packed: PackedBody[18] = []
  state.counters.forEach(([count, last, times], index) => {
    if (count === 0) return
    if (times.length === 0) packed.push([index, count, last - base])
    else packed.push([index, count, last - base, times.map((time) => time - base)])
  })
  return packed
}

type PackedModel = [
  id: string,
  pass: number,
  passAt: number,
  passId: number,
  stage: string | null,
  outcome: string | null,
  enteredAt: number,
  visit: number,
  furthest: string | null,
  /** stage, first evidence, entries */
  stages: [string, number | null, number][],
  engagement: number | null,
  /** held, excused, diverted; absent when all are empty, as they mostly are */
  rest?: [readonly string[], readonly string[], readonly string[]],
]

function packModel(key: string, one: ModelState, base: number, id: (text: string) => number): PackedModel {
  const names = new Set([...Object.keys(one.evidence), ...Object.keys(one.visits)])
  const stages = [...names].map((stage): PackedModel[9][number] => {
    const evidence = one.evidence[stage]
    return [stage, evidence === undefined ? null : evidence - base, one.visits[stage] ?? 0]
  })
  const { pass, stage, outcome, visit, furthest, engagement } = one
  const head: PackedModel = [
    key,
    pass,
    one.passAt - base,
    id(one.passId),
    stage,
    outcome,
    one.enteredAt - base,
    visit,
    furthest,
    stages,
    engagement,
  ]
  if (one.held.length + one.excused.length + one.diverted.length > 0) head.push([one.held, one.excused, one.diverted])
  return head
}

function unpackModel(packed: PackedModel, base: number, ids: readonly string[]): ModelState {
  const [, pass, passAt, passId, stage, outcome, enteredAt, visit, furthest, stages, engagement, rest] = packed
  const [held, excused, diverted] = rest ?? [[], [], []]
  const evidence: Record<string, number> = {}
  const visits: Record<string, number> = {}
  for (const [name, first, entries] of stages) {
    if (first !== null) evidence[name] = first + base
    if (entries > 0) visits[name] = entries
  }
  return {
    pass,
    passAt: passAt + base,
    passId: ids[passId] as string,
    stage,
    outcome,
    enteredAt: enteredAt + base,
    visit,
    furthest,
    visits,
    evidence,
    held,
    excused,
    diverted,
    engagement,
  }
}
