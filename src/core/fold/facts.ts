import type { FoldEvent } from '#core/fold/input.ts'
import type { Program } from '#core/fold/program.ts'
import type { Context } from '#core/fold/condition.ts'
import type { State } from '#core/fold/state.ts'
import type { Source } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { derivedFacts } from '#core/title/derive.ts'

/**
 * Whether an event is no part of the person's history: a machine's doing, kept beside it; a fact about their company
 * that was known already; or about a company they are not with (yet), kept for the day they join.
 */
export function isAside(state: State, event: FoldEvent): boolean {
  if (event.verdict === 'machine') return true
  if (event.own) return false
  const { accountId, source } = event
  const traits = event.accountTraits ?? {}
  if (accountId === state.account) return !changes(state.accounts[state.account ?? ''], traits, source)
  if (accountId !== null) merge((state.accounts[accountId] ??= {}), traits, source)
  return true
}

/** Whether merging these traits would change a fact. */
export function changes(facts: JsonObject | undefined, traits: JsonObject, source: Source): boolean {
  return merge({ ...facts }, traits, source)
}

/** Takes in what an event says about the person and their account. True when a fact has changed. */
export function takeFacts(state: State, event: FoldEvent): boolean {
  let changed = false
  if (event.own) {
    if (event.traits !== null) changed = merge(state.facts, event.traits, event.source) || changed
    changed = joinAccount(state, event) || changed
    changed = takeConsent(state, event) || changed
    changed = takeList(state, event) || changed
    takeHandoff(state, event)
    if (event.verdict === 'human') {
      state.began ??= event.time
      // where we file them and what we note of them is no word of theirs: it does not end their silence
      const ours = bookkeeping.has(event.name) && (event.source === 'app' || event.source === 'system')
      state.last = ours ? (state.last ?? event.time) : Math.max(state.last ?? event.time, event.time)
      if (state.first === null && event.channel !== null) {
        const { time: at, channel, campaign, object } = event
        state.first = { at, channel, campaign, object }
        changed = true
      }
    }
  }
  if (event.accountTraits !== null && event.accountId !== null) {
    const facts = (state.accounts[event.accountId] ??= {})
    changed = merge(facts, event.accountTraits, event.source) || changed
  }
  return changed
}

const bookkeeping: ReadonlySet<string> = new Set(['stage_set', 'profile_updated', 'handoff_opened', 'handoff_closed'])

/**
 * A value sets, null clears, absence keeps. Later events overwrite, since they come later. What would make more of a
 * subject's facts than its source may (mostFacts) is left with the event alone.
 */
export function merge(facts: JsonObject, traits: JsonObject, source: Source): boolean {
  let changed = false
  for (const key of Object.keys(traits)) {
    if (key === '__proto__') continue
    const value = traits[key]
    if (value === null || value === undefined) {
      if (!Object.hasOwn(facts, key)) continue
      delete facts[key]
    } else {
      const before = facts[key]
      if (before === value || (typeof value === 'object' && JSON.stringify(before) === JSON.stringify(value))) continue
      if (isTooMuch(facts, key, value, source)) continue
      facts[key] = value
    }
    changed = true
  }
  return changed
}

/**
 * How many facts a person or account may have, and how long they may be together as JSON, before a source may add no
 * more: everybody can say what they like with a page's key, and what is folded is rewritten with every event.
 */
export const mostFacts = { browser: { names: 200, length: 32_000 }, trusted: { names: 2000, length: 256_000 } }

const surelyFew = 20
const surelyShort = 200

function isTooMuch(facts: JsonObject, key: string, value: Json, source: Source): boolean {
  const most = source === 'browser' ? mostFacts.browser : mostFacts.trusted
  const names = Object.keys(facts).length
  const isNew = !Object.hasOwn(facts, key)
  if (isNew && names >= most.names) return true
  const length = key.length + (typeof value === 'string' ? value.length : JSON.stringify(value).length)
  if (length <= surelyShort && (!isNew || names < surelyFew)) return false
  return JSON.stringify(facts).length + length > most.length
}

/** The latest account named by a group call counts; failing that, the latest named by a work-mail domain. */
function joinAccount(state: State, event: FoldEvent): boolean {
  const { accountId, accountBy } = event
  if (accountId === null || accountBy === null) return false
  const facts = (state.accounts[accountId] ??= {})
  const learnt = event.domain !== null && facts['domain'] === undefined
  if (learnt) facts['domain'] = event.domain
  if (accountBy === 'domain' && state.accountBy === 'group') return learnt
  if (state.account === accountId && state.accountBy === accountBy) return learnt
  state.account = accountId
  state.accountBy = accountBy
  return true
}

/** A complaint about a mail withdraws marketing consent as a withdrawal does. */
function takeConsent(state: State, event: FoldEvent): boolean {
  const granted = event.name === 'consent_granted'
  if (!granted && event.name !== 'consent_withdrawn' && event.name !== 'email_complained') return false
  if (granted && event.verdict !== 'human') return false
  const purpose = event.props['purpose']
  const key = typeof purpose === 'string' && purpose !== '' && purpose !== '__proto__' ? purpose : 'marketing'
  if (key !== 'marketing' && isFull(state.consent, key)) return false
  state.consent[key] = { state: granted ? 'granted' : 'withdrawn', at: event.time, id: event.messageId }
  return true
}

/** Purposes and lists that one person may have. */
export const mostNamed = 200

function isFull(named: Record<string, unknown>, name: string): boolean {
  return !Object.hasOwn(named, name) && (name.length > 200 || Object.keys(named).length >= mostNamed)
}

function takeList(state: State, event: FoldEvent): boolean {
  if (event.name !== 'list_added' && event.name !== 'list_removed' && event.name !== 'suspect_listed') return false
  const list = event.props['list']
  if (typeof list !== 'string' || list === '' || list === '__proto__') return false
  if (event.name === 'list_removed') delete state.lists[list]
  else if (isFull(state.lists, list)) return false
  else state.lists[list] = true
  return true
}

function takeHandoff(state: State, event: FoldEvent): void {
  if (event.name === 'handoff_opened') state.handoff = true
  else if (state.handoff && closesHandoff.has(event.name)) state.handoff = false
}

/** What ends the wait of an open hand-off. */
export const closesHandoff: ReadonlySet<string> = new Set([
  'handoff_closed',
  'lead_accepted',
  'lead_returned',
  'lead_disqualified',
])

/** Seniority, function, persona, ICP and fit follow from the facts alone; asked again when one has changed. */
export function judgeFacts(program: Program, context: Context, messageId: string): void {
  const { state, time } = context
  state.derived = derivedFacts(state.facts, program.titles)
  state.persona = program.personas.find((persona) => persona.when.test(context))?.id ?? null
  state.icp = program.icp.test(context)
  let points = 0
  for (const rule of program.fit) {
    if (!rule.when.test(context)) {
      delete state.fit[rule.id]
      continue
    }
    points += rule.points
    state.fit[rule.id] ??= [time, messageId]
  }
  // sums of tenths have tails; two decimals are all that points have
  state.fitPoints = roundPoints(points)
}
