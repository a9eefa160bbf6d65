import type { Context } from '#core/fold/condition.ts'
import { judgeFacts, merge } from '#core/fold/facts.ts'
import type { Program } from '#core/fold/program.ts'
import { emptyState, type State } from '#core/fold/state.ts'
import type { JsonObject } from '#core/json.ts'

/**
 * Facts of a company that anybody can read about it: they may be answered from although nobody proved to work there. Its
 * tier, owner, plan and what it bought are the team's own.
 */
export const openAccountFacts = ['industry', 'employees', 'country', 'city'] as const

/**
 * What may be used of a person by a browser that only *said* who it is: what it told itself, what follows from that, and
 * what anybody can read about the company of the address. Somebody who types another's address learns nothing of what is
 * known of them: no stage, no score, no list, no fact that they did not tell.
 * `told`: the traits this browser sent, in order.
 */
export function toldState(program: Program, told: readonly JsonObject[], whole: State, time: number): State {
  const state = emptyState(program.version)
  for (const traits of told) merge(state.facts, traits, 'browser')
  if (whole.account !== null) {
    const facts = whole.accounts[whole.account] ?? {}
    const open = openAccountFacts.flatMap((name) => (Object.hasOwn(facts, name) ? [[name, facts[name]] as const] : []))
    state.account = whole.account
    state.accountBy = whole.accountBy
    state.accounts = { [whole.account]: Object.fromEntries(open) as JsonObject }
  }
  const context: Context = {
    state,
    time,
    event: null,
    hits: new Uint8Array(program.matchers.size),
    model: '',
    halfLife: program.halfLife,
  }
  judgeFacts(program, context, '')
  return state
}

/** Somebody known from half an hour ago or longer comes again. Times in epoch ms. */
export function isReturning(firstSeen: number | null, now: number): boolean {
  return firstSeen !== null && now - firstSeen > 30 * 60_000
}
