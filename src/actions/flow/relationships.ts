import { randomUUIDv7 } from 'node:crypto'
import { factFromSystem } from '#actions/flow/system-event.ts'
import { relationshipBy } from '#actions/flow/deal.ts'
import type { Deal } from '#actions/flow/folding.ts'
import type { People } from '#actions/flow/people.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { hash53 } from '#core/hash.ts'
import { eventsByMessage, refileAccountFacts } from '#store/event.ts'
import type { StoredEvent } from '#store/event.ts'

export interface Relationships {
  /** facts told for the first time */
  told: StoredEvent[]
  /** accounts that lost a fact, since its person belongs to another now */
  retold: string[]
}

/**
 * A signed contract makes the company a customer, a lost customer a former one. The fact is dated like the contract and
 * belongs to the account its person belongs to now, so the order in which we learn of either does not matter.
 */
export async function relationships(setting: Setting, people: People): Promise<Relationships> {
  const deals: (Deal & { accountId: string | null })[] = []
  for (const { account, deals: found } of people.folds.values()) {
    for (const deal of found) deals.push({ ...deal, accountId: account })
  }
  if (deals.length === 0) return { told: [], retold: [] }
  const { db, workspaceId, now } = setting
  const known = await eventsByMessage(
    db,
    workspaceId,
    deals.flatMap((deal) => [deal.messageId, factId(deal.messageId)]),
  )
  const told: StoredEvent[] = []
  const moves = new Map<string, string | null>()
  const retold = new Set<string>()
  for (const { messageId, name, time, accountId } of deals) {
    const fact = known.get(factId(messageId))
    if (fact?.accountId === accountId || (!fact && accountId === null)) continue
    if (fact) {
      moves.set(fact.id, accountId)
      for (const id of [fact.accountId, accountId]) if (id !== null) retold.add(id)
      continue
    }
    const event = factFromSystem('account_updated', factId(messageId), time, now, {})
    told.push({
      id: randomUUIDv7(),
      event: { ...event, type: 'group', accountTraits: { relationship: relationshipBy[name] as string } },
      personId: null,
      accountId,
      accountBy: null,
      importId: known.get(messageId)?.importId ?? null,
    })
  }
  await refileAccountFacts(db, workspaceId, moves)
  return { told, retold: [...retold] }
}

function factId(messageId: string): string {
  return `relationship~${hash53(messageId).toString(36)}~${messageId.slice(0, 60)}`
}
