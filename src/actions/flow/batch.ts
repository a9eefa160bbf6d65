import { randomUUIDv7 } from 'node:crypto'
import type { Incoming, Outcome } from '#actions/flow-types.ts'
import { accountKeysOf, findAccounts } from '#actions/flow/accounts.ts'
import { accountFactsOf, spreadAccountFacts, spreadRelationships } from '#actions/flow/account-facts.ts'
import { classify } from '#actions/flow/classify.ts'
import { effectsOf } from '#actions/flow/effects.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { identify } from '#actions/flow/identify.ts'
import type { Identified } from '#actions/flow/identify.ts'
import { lockAccounts, lockKeys, lockPersons } from '#actions/flow/lock.ts'
import { People } from '#actions/flow/people.ts'
import { shareOut } from '#actions/flow/share-out.ts'
import { writeFolds } from '#actions/flow/write.ts'
import { comparePosition } from '#core/event.ts'
import type { Event } from '#core/event.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { keysOf } from '#core/identity.ts'
import { insertAccounts, loadAccountKeys } from '#store/account.ts'
import { insertEffects } from '#store/effect.ts'
import { adoptStrays, foldEventFrom, hasEventsFrom, insertEvents, knownMessages, moveAllEvents } from '#store/event.ts'
import type { StoredEvent } from '#store/event.ts'
import { keysOfPersons, loadKnown, saveIdentities, saveLinks, saveRuns } from '#store/identity.ts'
import { insertPersons, mergePersons } from '#store/person-fold.ts'
import { insertSetAside } from '#actions/flow/set-aside.ts'

/** Called after each named step of the flow. */
export type Mark = (step: string) => void

interface Item {
  event: Event
  about: string | null
  importId: string | null
  /** place in the incoming list */
  index: number
}

/**
 * One batch of one workspace within an open transaction: the whole path from received items to folded people. The
 * caller commits, and only then acknowledges.
 */
export async function foldBatch(setting: Setting, incoming: readonly Incoming[], mark: Mark): Promise<Outcome[]> {
  const { db, workspaceId, history, now } = setting
  const outcomes = Array.from<Outcome>({ length: incoming.length })
  const items = await receive(setting, incoming, outcomes)
  mark('receive')
  if (items.length === 0) return outcomes
  for (const item of items) item.event = classify(item.event, history)
  mark('classify')

  const events = items.map((item) => item.event)
  const known = await loadKnown(db, workspaceId, [...new Set(events.flatMap(keysOf))])
  const identified = identify(events, known)
  mark('identify')

  const accountKeys = await loadAccountKeys(db, workspaceId, [...new Set(events.flatMap(accountKeysOf))])
  const accounts = findAccounts(events, accountKeys)
  mark('account')

  const stored = items.map(({ event, about, importId }, index): StoredEvent => {
    const membership = accounts.memberships[index]
    return {
      id: randomUUIDv7(),
      event,
      personId: about ?? identified.persons[index] ?? null,
      accountId: membership?.accountId ?? null,
      accountBy: membership?.by ?? null,
      importId,
    }
  })
  const people = new People(db, workspaceId, history.programs, now)
  await lockAccounts(
    db,
    [],
    accounts.memberships.flatMap((membership) => membership?.accountId ?? []),
  )
  await lockPersons(db, [...concerned(identified), ...items.flatMap((item) => item.about ?? [])])
  if (accounts.created.length + accounts.keys.size > 0) {
    await insertAccounts(db, workspaceId, accounts.created, accounts.keys)
  }
  await insertEvents(db, workspaceId, stored)
  const afresh = await settleIdentities(setting, identified)

  const byPerson = new Map<string, FoldEvent[]>()
  for (const event of stored) {
    if (event.personId === null) continue
    const personId = identified.merges.get(event.personId) ?? event.personId
    const list = byPerson.get(personId)
    if (list) list.push(foldEventFrom(event, true))
    else byPerson.set(personId, [foldEventFrom(event, true)])
  }
  await people.fold(byPerson, afresh)
  await spreadAccountFacts(setting, people, accountFactsOf(stored), true)
  mark('fold')

  const { effects, derived } = effectsOf(setting, people, stored)
  await insertEffects(db, workspaceId, effects)
  await insertEvents(db, workspaceId, derived)
  await people.fold(new Map(derived.map((one) => [one.personId as string, [foldEventFrom(one, true)]])), new Set())
  await spreadRelationships(setting, people)
  mark('effects')

  await writeFolds(db, workspaceId, [...people.folds.values()], now)
  mark('write')
  for (const { index } of items) outcomes[index] = { status: 'counted' }
  return outcomes
}

/** Sets aside what was rejected, drops what is known already, locks what the rest is about; sorts it by time. */
async function receive(setting: Setting, incoming: readonly Incoming[], outcomes: Outcome[]): Promise<Item[]> {
  const { db, workspaceId } = setting
  const rejected: Exclude<Incoming, { event: Event }>[] = []
  const items: Item[] = []
  const seen = new Set<string>()
  incoming.forEach((item, index) => {
    if ('rejection' in item) {
      rejected.push(item)
      outcomes[index] = { status: 'set_aside', rejection: item.rejection }
    } else if (seen.has(item.event.messageId)) outcomes[index] = { status: 'duplicate' }
    else {
      seen.add(item.event.messageId)
      items.push({ event: item.event, about: item.about ?? null, importId: item.importId ?? null, index })
    }
  })
  if (rejected.length > 0) await insertSetAside(db, workspaceId, rejected)
  if (items.length === 0) return items
  await lockKeys(
    db,
    workspaceId,
    items.flatMap(({ event }) => [...keysOf(event), ...accountKeysOf(event)]),
  )
  const known = await knownMessages(db, workspaceId, [...seen])
  const fresh = items.filter(({ event, index }) => {
    if (!known.has(event.messageId)) return true
    outcomes[index] = { status: 'duplicate' }
    return false
  })
  return fresh.sort((a, b) => comparePosition(a.event, b.event))
}

function concerned({ persons, merges, divided, late }: Identified): Set<string> {
  const ids = new Set<string>(divided)
  for (const person of persons) if (person !== null) ids.add(person)
  for (const [loser, survivor] of merges) ids.add(loser).add(survivor)
  for (const { before, after } of late) for (const id of [...before, after]) ids.add(id)
  return ids
}

/** Writes persons, keys and claims; merges and shares out anew where needed. Gives those to be folded afresh. */
async function settleIdentities(setting: Setting, identified: Identified): Promise<Set<string>> {
  const { db, workspaceId } = setting
  const { created, merges, keys, own, links, runs, divided, late, adopted } = identified
  const afresh = new Set<string>(merges.values())
  if (created.length > 0) await insertPersons(db, workspaceId, created)
  if (merges.size > 0) {
    const losers = await keysOfPersons(db, workspaceId, [...merges.keys()])
    for (const [key, loser] of losers) if (!keys.has(key)) keys.set(key, merges.get(loser) as string)
    await saveIdentities(db, workspaceId, keys, own)
    await moveAllEvents(db, workspaceId, merges)
    await mergePersons(db, workspaceId, merges, keysByPerson(losers))
  } else await saveIdentities(db, workspaceId, keys, own)
  if (links.length > 0) await saveLinks(db, workspaceId, links)
  if (runs.size > 0) await saveRuns(db, workspaceId, runs, [...runs.keys()])
  if (adopted.length > 0) await adoptStrays(db, workspaceId, adopted)

  const anew = new Set(divided)
  for (const { anonymousId, from, before, after } of late) {
    const others = new Set(before.map((id) => merges.get(id) ?? id))
    others.delete(after)
    if (others.size === 0 || !(await hasEventsFrom(db, workspaceId, [...others], anonymousId, from))) continue
    for (const id of others) anew.add(id)
    anew.add(after)
  }
  if (anew.size > 0) for (const personId of await shareOut(db, workspaceId, anew)) afresh.add(personId)
  return afresh
}

function keysByPerson(keys: ReadonlyMap<string, string>): Map<string, string[]> {
  const byPerson = new Map<string, string[]>()
  for (const [key, person] of keys) byPerson.set(person, [...(byPerson.get(person) ?? []), key])
  return byPerson
}
