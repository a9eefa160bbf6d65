import type { Json, JsonObject } from '#core/json.ts'
import type { LogScore } from '#core/score.ts'

/**
 * What folding a person's events gives, enough to go on from: facts, scores in log form, counters and where they
 * stand in each model. Plain JSON, kept compact; the same events always give the same text (stringifyState).
 */
export interface State {
  /** blueprint version it was folded under */
  version: number
  /** position of the last thing folded: an event, or a due moment (id '') */
  at: number
  id: string
  /** the next moment at which time alone may move them in a model, or null */
  due: number | null
  first: { at: number; channel: string | null; campaign: string | null; object: string | null } | null
  /** first event of a human, and the last */
  began: number | null
  last: number | null
  facts: JsonObject
  /** what follows from facts by the blueprint (core/title/derive.ts); a fact of the same name stands before it */
  derived: JsonObject
  /** current account, and by what it was named */
  account: string | null
  accountBy: 'group' | 'domain' | null
  /** facts of every account the person has belonged to */
  accounts: Record<string, JsonObject>
  consent: Record<string, { state: 'granted' | 'withdrawn'; at: number; id: string }>
  lists: Record<string, true>
  handoff: boolean
  persona: string | null
  icp: boolean
  fitPoints: number
  /** fit rules that hold: since when, and by which event */
  fit: Record<string, [since: number, id: string]>
  engagement: LogScore
  /** points used in the running period of each capped rule: [period number, undecayed points] */
  caps: Record<string, [period: number, used: number]>
  /** for rules that award once: the objects (hashed) or days already awarded */
  once: Record<string, (string | number)[]>
  counters: CounterState[]
  models: Record<string, ModelState>
}

/** [how many, last time, the latest times kept for windows (ascending)] */
export type CounterState = [count: number, last: number, times: readonly number[]]

/** For what is mostly empty: one for all, never written to. */
export const noTimes: readonly number[] = Object.freeze([])
export const noNames: readonly string[] = Object.freeze([])

export interface ModelState {
  pass: number
  /** where the running pass began */
  passAt: number
  passId: string
  /** current stage, or null when out of the order */
  stage: string | null
  outcome: string | null
  enteredAt: number
  visit: number
  /** furthest stage of this pass */
  furthest: string | null
  /** how often each stage was entered in this pass */
  visits: Record<string, number>
  /** first evidence of each stage in this pass */
  evidence: Record<string, number>
  /** stages whose rule already held when one moved back: they need to be met anew */
  held: readonly string[]
  /** back rules that held already when the stage was entered: they must cease to hold before they pull back */
  excused: readonly string[]
  /** diverts that already turned them away in this pass */
  diverted: readonly string[]
  /** engagement earned in this pass */
  engagement: LogScore
}

export function emptyState(version: number): State {
  return {
    version,
    at: -Infinity,
    id: '',
    due: null,
    first: null,
    began: null,
    last: null,
    facts: {},
    derived: {},
    account: null,
    accountBy: null,
    accounts: {},
    consent: {},
    lists: {},
    handoff: false,
    persona: null,
    icp: false,
    fitPoints: 0,
    fit: {},
    engagement: null,
    caps: {},
    once: {},
    counters: [],
    models: {},
  }
}

/** The facts that rules, lists and screens read: told ones, and what follows from them. */
export function factsOf({ facts, derived }: State): JsonObject {
  return { ...derived, ...facts }
}

/**
 * The state as text: keys of maps sorted, so that equal states give equal text. Of the accounts only the current one's
 * facts are kept; a change of account folds afresh.
 */
export function stringifyState(state: State): string {
  const facts = state.account === null ? undefined : state.accounts[state.account]
  const accounts = state.account === null ? {} : { [state.account]: facts ?? {} }
  return JSON.stringify({ ...state, accounts, at: Number.isFinite(state.at) ? state.at : null }, sortMaps)
}

function sortMaps(_key: string, value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const keys = Object.keys(value)
  let sorted = true
  for (let i = 1; i < keys.length && sorted; i++) sorted = (keys[i - 1] as string) < (keys[i] as string)
  if (sorted) return value
  const out: JsonObject = {}
  for (const key of keys.toSorted()) out[key] = value[key] as Json
  return out
}
