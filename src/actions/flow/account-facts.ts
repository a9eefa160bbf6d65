import type { People } from '#actions/flow/people.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { relationships } from '#actions/flow/relationships.ts'
import { lockAccounts, lockPersons } from '#actions/flow/lock.ts'
import { requestRefold } from '#actions/flow/refold-request.ts'
import { takeName, untoldNames } from '#core/account-name.ts'
import { comparePosition } from '#core/event.ts'
import { merge } from '#core/fold/facts.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { foldedEntries } from '#core/folded.ts'
import type { JsonObject } from '#core/json.ts'
import { loadAccountFacts, markAccountPending, peopleOfAccounts, saveAccountFacts } from '#store/account.ts'
import { refoldAccounts } from '#store/withdraw.ts'
import { accountEventsOf, foldEventFrom, insertEvents } from '#store/event.ts'
import type { StoredEvent } from '#store/event.ts'
import type { Db } from '#store/rows.ts'

/** How many people of changed accounts are folded in the same commit; beyond it a job does it, and they are pending. */
export const fanOutBound = 200

/** The stored events that tell facts about an account. */
export function accountFactsOf(stored: readonly StoredEvent[]): StoredEvent[] {
  return stored.filter(({ event, accountId }) => event.accountTraits !== null && accountId !== null)
}

/**
 * Folds facts into their accounts, and lets everybody there know: in the same commit up to a bound, beyond it by the
 * job. `known`: the facts were stored before the batch's people were folded, so a fresh fold has read them.
 */
export async function spreadAccountFacts(
  setting: Setting,
  people: People,
  facts: readonly StoredEvent[],
  known: boolean,
): Promise<void> {
  if (facts.length === 0) return
  const { db, workspaceId } = setting
  const byAccount = Map.groupBy(facts, (fact) => fact.accountId as string)
  await lockAccounts(db, [...byAccount.keys()], [])
  const news = await foldAccounts(setting, byAccount)
  for (const id of byAccount.keys()) if (!news.has(id)) byAccount.delete(id)
  if (byAccount.size === 0) return
  const members = await lockMembers(db, workspaceId, [...byAccount.keys()])
  const told = new Map<string, FoldEvent[]>()
  const tell = (personId: string, accountId: string) => {
    const facts = (byAccount.get(accountId) ?? []).filter((fact) => fact.personId !== personId)
    if (facts.length === 0) return
    told.set(personId, facts.map((fact) => foldEventFrom({ ...fact, accountBy: null }, false)).sort(comparePosition))
  }
  for (const [personId, { account, fresh }] of people.folds) {
    if (account !== null && !(fresh && known)) tell(personId, account)
  }
  if (members === null) {
    await markAccountPending(db, workspaceId, [...byAccount.keys()])
    await requestRefold(db, workspaceId)
  } else {
    for (const { personId, accountId } of members) if (!people.folds.has(personId)) tell(personId, accountId)
  }
  await people.fold(told, new Set())
}

/** Lets what contracts say about companies reach everybody there (actions/flow/relationships.ts). */
export async function spreadRelationships(setting: Setting, people: People): Promise<void> {
  const { db, workspaceId } = setting
  const { told, retold } = await relationships(setting, people)
  await insertEvents(db, workspaceId, told)
  await spreadAccountFacts(setting, people, told, false)
  if (retold.length === 0) return
  const members = await lockMembers(db, workspaceId, retold)
  await refoldAccounts(db, workspaceId, retold)
  if (members === null) await requestRefold(db, workspaceId)
  const here = [...people.folds.values()].filter(({ account }) => retold.includes(account ?? ''))
  await people.fold(new Map(), new Set([...here, ...(members ?? [])].map((one) => one.personId)))
}

/** Everybody of accounts whose facts change, locked; null when they are more than the bound. */
export async function lockMembers(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<{ personId: string; accountId: string }[] | null> {
  if (accountIds.length === 0) return []
  await lockAccounts(db, accountIds, [])
  const locked = new Set<string>()
  for (;;) {
    const members = await peopleOfAccounts(db, workspaceId, accountIds, fanOutBound + 1)
    if (members.length > fanOutBound) return null
    const others = members.map((member) => member.personId).filter((id) => !locked.has(id))
    if (others.length === 0) return members
    // while we waited for them, another batch may have merged them away, or into others
    await lockPersons(db, others)
    for (const id of others) locked.add(id)
  }
}

/** Gives the accounts for which this was news: a fact that changed, or one that comes into the past. */
async function foldAccounts(setting: Setting, byAccount: ReadonlyMap<string, StoredEvent[]>): Promise<Set<string>> {
  const { db, workspaceId } = setting
  const writes: Parameters<typeof saveAccountFacts>[2][number][] = []
  const told = new Set<string>()
  for (const account of await loadAccountFacts(db, workspaceId, [...byAccount.keys()])) {
    const news = (byAccount.get(account.id) ?? []).map(({ event }) => event).sort(comparePosition)
    const first = news[0]
    if (!first) continue
    const last = account.at === null ? null : { time: account.at, messageId: account.messageId as string }
    let { facts, names } = account
    let position = news.at(-1) as { time: number; messageId: string }
    if (last === null || comparePosition(last, first) < 0) {
      let changed = false
      for (const event of news) {
        changed = merge(facts, event.accountTraits ?? {}, event.source) || changed
        takeName(names, event.accountTraits, event.source)
      }
      if (changed) told.add(account.id)
    } else {
      told.add(account.id)
      facts = {}
      names = untoldNames(names)
      const all = (await accountEventsOf(db, workspaceId, [account.id])).get(account.id) ?? []
      for (const event of all) {
        merge(facts, event.accountTraits ?? {}, event.source)
        takeName(names, event.accountTraits, event.source)
      }
      position = all.at(-1) ?? position
    }
    writes.push({ ...described(facts), id: account.id, facts, names, at: position.time, messageId: position.messageId })
  }
  await saveAccountFacts(db, workspaceId, writes)
  return told
}

function described(facts: JsonObject): { domain: string | null; folded: JsonObject | null } {
  const { domain } = facts
  return {
    domain: typeof domain === 'string' && domain !== '' ? domain : null,
    folded: foldedEntries(facts),
  }
}
