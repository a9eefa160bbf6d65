import type { PoolClient } from 'pg'
import type { Incoming, Outcome } from '#actions/flow-types.ts'
import { accountKeysOf, findAccounts } from '#actions/flow/accounts.ts'
import type { Accounts } from '#actions/flow/accounts.ts'
import type { History } from '#actions/flow/history.ts'
import { accountFactsOf, spreadAccountFacts, spreadRelationships } from '#actions/flow/account-facts.ts'
import { classify } from '#actions/flow/classify.ts'
import { Crowds } from '#actions/flow/crowd.ts'
import { nextEventId } from '#actions/flow/event-id.ts'
import { effectsOf } from '#actions/flow/effects.ts'
import { answersIn } from '#actions/flow/answers.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { identify } from '#actions/flow/identify.ts'
import type { Identified } from '#actions/flow/identify.ts'
import { lockAccounts, lockKeys, lockPersons } from '#actions/flow/lock.ts'
import { People } from '#actions/flow/people.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { shareOut } from '#actions/flow/share-out.ts'
import { writeFolds } from '#actions/flow/write.ts'
import { comparePosition } from '#core/event.ts'
import type { Event } from '#core/event.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { keysOf } from '#core/identity.ts'
import { insertAccounts, loadAccountKeys } from '#store/account.ts'
import { noteUnnamed } from '#store/account-look.ts'
import { insertEffects } from '#store/effect.ts'
import { trackingWords } from '#store/consent-state.ts'
import { closeAnswered } from '#store/handoff.ts'
import { adoptStrays, foldEventFrom, hasEventsFrom, insertEvents, knownMessages, moveAllEvents } from '#store/event.ts'
import type { StoredEvent } from '#store/event.ts'
import { keysOfPersons, loadKnown, saveIdentities, saveLinks, saveRuns } from '#store/identity.ts'
import { insertPersons, mergePersons } from '#store/person-fold.ts'
import { Erased } from '#actions/flow/erased.ts'
import { suppressUnreachable } from '#actions/flow/unreachable.ts'
import { Untracked } from '#actions/flow/untracked.ts'
import { hasErased } from '#store/erasure-key.ts'
import { insertSetAside } from '#actions/flow/set-aside.ts'
import { settleHandoffs } from '#actions/handoff/settle.ts'

/** Called after each named step of the flow. */
export type Mark = (step: string) => void

interface Item {
  event: Event
  about: string | null
  importId: string | null
  rowNumber: number | null
  /** place in the incoming list */
  index: number
}

/** What a batch is folded in: a client whose transaction is being begun, and how that ends. */
export interface Ground {
  db: PoolClient
  workspaceId: string
  now: number
  /** the compiled blueprint history of the workspace */
  history(): Promise<History>
  begin(): Promise<unknown>
  commit(): Promise<unknown>
}

/** The ground of a verb that folds within its own transaction, and commits it itself. */
export function withinTransaction({ db, workspaceId, history, now }: Setting): Ground {
  const nothing = () => Promise.resolve()
  const begin = () => {
    pipeline(db, true)
    return Promise.resolve()
  }
  return { db, workspaceId, now, history: () => Promise.resolve(history), begin, commit: nothing }
}

/**
 * One batch of one workspace, as one transaction: the whole path from received items to folded people. Statements that
 * do not wait for each other's answers are sent together (the client pipelines), so a batch takes few round trips.
 * Every statement sees what was committed when its turn came, after the locks before it. Resolves when committed.
 */
export async function foldBatch(ground: Ground, incoming: readonly Incoming[], mark: Mark): Promise<Outcome[]> {
  const { db, workspaceId, now } = ground
  const { items, rejected, outcomes } = sortOut(incoming)
  const { history, known, accountKeys, words, anyErased } = await receive(ground, items, outcomes)
  const setting: Setting = { db, workspaceId, history, now }
  const waiting = items.filter((item) => outcomes[item.index] === undefined)
  waiting.sort((a, b) => comparePosition(a.event, b.event))
  const all = waiting.map(({ event }) => event)
  const erased = anyErased ? await Erased.among(db, workspaceId, all, rejected) : Erased.nobody
  if (anyErased) rejected.splice(0, rejected.length, ...rejected.map((item) => erased.bare(item)))
  const fresh = keepTo(erased, new Untracked(words), waiting, rejected, outcomes)
  mark('receive')
  const crowds = new Crowds(known.claims)
  for (const item of fresh) item.event = crowds.leave(classify(item.event, history))
  rejected.push(...crowds.notes.values())
  mark('classify')

  const events = fresh.map((item) => item.event)
  const identified = identify(events, known)
  mark('identify')
  const accounts = findAccounts(events, accountKeys)
  mark('account')

  const stored = fresh.map(({ event, about, importId }, index): StoredEvent => {
    const membership = accounts.memberships[index]
    return {
      id: nextEventId(),
      event,
      personId: about ?? identified.persons[index] ?? null,
      accountId: membership?.accountId ?? null,
      accountBy: membership?.by ?? null,
      importId,
    }
  })
  const people = new People(db, workspaceId, history.programs, now, identified.created)
  const about = fresh.flatMap((item) => item.about ?? [])
  const afresh = await keep(setting, people, stored, identified, accounts, about)
  await people.fold(eventsByPerson(stored, identified), afresh)
  await spreadAccountFacts(setting, people, accountFactsOf(stored), true)
  mark('fold')

  const { effects, derived } = effectsOf(setting, people, stored)
  if (derived.length > 0) {
    await insertEvents(db, workspaceId, derived)
    await people.fold(new Map(derived.map((one) => [one.personId as string, [foldEventFrom(one, true)]])), new Set())
  }
  await spreadRelationships(setting, people)
  await suppressUnreachable(setting, stored)
  const opened = effects.filter(({ state }) => state === 'open')
  const answers = answersIn(stored, identified.merges)
  const settles = opened.length > 0 || answers.length > 0
  if (settles) {
    // rare: these wait for each other
    await insertEffects(db, workspaceId, effects)
    if (answers.length > 0) await closeAnswered(db, workspaceId, answers)
    await settleHandoffs(
      setting,
      opened.map(({ id }) => id),
    )
  }
  mark('effects')

  await Promise.all([
    noteUnnamed(db, workspaceId, unnamedBy(people, now)),
    rejected.length > 0 ? insertSetAside(db, workspaceId, rejected) : null,
    settles ? null : insertEffects(db, workspaceId, effects),
    writeFolds(db, workspaceId, [...people.folds.values()], now, () => ground.commit()),
  ])
  mark('commit')
  for (const { index } of fresh) outcomes[index] = { status: 'counted' }
  return outcomes
}

/** Accounts that these people may name now: what they typed, or where they are, may have changed. */
function unnamedBy(people: People, now: number): string[] {
  return [...people.folds.values()].flatMap((folding) => folding.outcome(now).unnamed ?? [])
}

interface Sorted {
  items: Item[]
  rejected: Exclude<Incoming, { event: Event }>[]
  /** of what is decided already: set aside, or twice in this batch */
  outcomes: Outcome[]
}

function sortOut(incoming: readonly Incoming[]): Sorted {
  const rejected: Sorted['rejected'] = []
  const items: Item[] = []
  const outcomes = Array.from<Outcome>({ length: incoming.length })
  const seen = new Set<string>()
  incoming.forEach((item, index) => {
    if ('rejection' in item) {
      rejected.push(item)
      outcomes[index] = { status: 'set_aside', rejection: item.rejection }
    } else if (seen.has(item.event.messageId)) outcomes[index] = { status: 'duplicate' }
    else {
      seen.add(item.event.messageId)
      const { event, about = null, importId = null, rowNumber = null } = item
      items.push({ event, about, importId, rowNumber, index })
    }
  })
  return { items, rejected, outcomes }
}

/** Leaves out what those concerned do not let count: nothing of it is kept but that there was something. */
function keepTo(
  erased: Erased,
  untracked: Untracked,
  items: readonly Item[],
  rejected: Sorted['rejected'],
  outcomes: Outcome[],
): Item[] {
  return items.filter((item) => {
    const known = erased.leave(item.event)
    const left = 'code' in known ? known : untracked.leave(known)
    if (!('code' in left)) {
      item.event = left
      return true
    }
    const { source, receivedAt } = item.event
    const row =
      item.importId === null
        ? {}
        : { importId: item.importId, ...(item.rowNumber === null ? {} : { rowNumber: item.rowNumber }) }
    rejected.push({ rejection: left, messageId: null, source, receivedAt, raw: '', ...row })
    outcomes[item.index] = { status: 'set_aside', rejection: left }
    return false
  })
}

/** Begins, locks what the batch is about, and reads what is known of it. Known messages are marked as duplicates. */
async function receive(ground: Ground, items: readonly Item[], outcomes: Outcome[]) {
  const { db, workspaceId } = ground
  const keys = [...new Set(items.flatMap(({ event }) => keysOf(event)))]
  const named = [...new Set(items.flatMap(({ event }) => accountKeysOf(event)))]
  const visited = [...new Set(items.flatMap(({ event }) => (event.source === 'browser' ? keysOf(event) : [])))]
  const [, history, , messages, known, accountKeys, words, anyErased] = await Promise.all([
    ground.begin(),
    ground.history(),
    lockKeys(db, workspaceId, [...keys, ...named]),
    knownMessages(
      db,
      workspaceId,
      items.map(({ event }) => event.messageId),
    ),
    loadKnown(db, workspaceId, keys),
    loadAccountKeys(db, workspaceId, named),
    trackingWords(db, workspaceId, visited),
    hasErased(db, workspaceId),
  ])
  for (const { event, index } of items) if (messages.has(event.messageId)) outcomes[index] = { status: 'duplicate' }
  const touched = items.flatMap(({ event }) => known.claims.touchedBy(event)).filter((key) => !keys.includes(key))
  if (touched.length === 0) return { history, known, accountKeys, words, anyErased }
  await lockKeys(db, workspaceId, touched)
  return { history, known: await loadKnown(db, workspaceId, [...keys, ...touched]), accountKeys, words, anyErased }
}

function eventsByPerson(stored: readonly StoredEvent[], { merges }: Identified): Map<string, FoldEvent[]> {
  const byPerson = new Map<string, FoldEvent[]>()
  for (const event of stored) {
    if (event.personId === null) continue
    const personId = merges.get(event.personId) ?? event.personId
    const list = byPerson.get(personId)
    if (list) list.push(foldEventFrom(event, true))
    else byPerson.set(personId, [foldEventFrom(event, true)])
  }
  return byPerson
}

/** Locks and stores: events, persons, accounts, keys, claims. Gives those whose history must be folded afresh. */
async function keep(
  setting: Setting,
  people: People,
  stored: readonly StoredEvent[],
  identified: Identified,
  accounts: Accounts,
  about: readonly string[],
): Promise<Set<string>> {
  const { db, workspaceId } = setting
  const { created, merges, keys, own, links, runs, divided, late, adopted } = identified
  const joins = merges.size > 0
  const named = accounts.memberships.flatMap((membership) => membership?.accountId ?? [])
  await Promise.all([
    lockAccounts(db, [], named),
    lockPersons(db, [...concerned(identified), ...about]),
    insertAccounts(db, workspaceId, accounts.created, accounts.keys),
    created.length > 0 ? insertPersons(db, workspaceId, created) : null,
    insertEvents(db, workspaceId, stored),
    joins ? null : saveIdentities(db, workspaceId, keys, own),
    saveLinks(db, workspaceId, links),
    runs.size > 0 ? saveRuns(db, workspaceId, runs, [...runs.keys()]) : null,
    joins || adopted.length === 0 ? null : adoptStrays(db, workspaceId, adopted),
    joins ? null : people.load(stored.flatMap((event) => event.personId ?? [])),
  ])
  const afresh = new Set<string>(merges.values())
  if (joins) await join(setting, identified)

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

/** Persons who turn out to be one: a pointer, and everything of the younger goes to the oldest. */
async function join({ db, workspaceId }: Setting, { merges, keys, own, adopted }: Identified): Promise<void> {
  const losers = await keysOfPersons(db, workspaceId, [...merges.keys()])
  for (const [key, loser] of losers) if (!keys.has(key)) keys.set(key, merges.get(loser) as string)
  await saveIdentities(db, workspaceId, keys, own)
  await moveAllEvents(db, workspaceId, merges)
  await mergePersons(db, workspaceId, merges, keysByPerson(losers))
  if (adopted.length > 0) await adoptStrays(db, workspaceId, adopted)
}

function concerned({ persons, merges, divided, late }: Identified): Set<string> {
  const ids = new Set<string>(divided)
  for (const person of persons) if (person !== null) ids.add(person)
  for (const [loser, survivor] of merges) ids.add(loser).add(survivor)
  for (const { before, after } of late) for (const id of [...before, after]) ids.add(id)
  return ids
}

function keysByPerson(keys: ReadonlyMap<string, string>): Map<string, string[]> {
  const byPerson = new Map<string, string[]>()
  for (const [key, person] of keys) byPerson.set(person, [...(byPerson.get(person) ?? []), key])
  return byPerson
}
