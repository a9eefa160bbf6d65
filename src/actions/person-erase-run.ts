import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { addressHash } from '#actions/consent/secret.ts'
import { refoldDeals } from '#actions/deal/write.ts'
import { lockAccounts, lockKeys, lockPersons } from '#actions/flow/lock.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { requestRefold } from '#actions/flow/refold-request.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { cleanFiles } from '#actions/person-erase-files.ts'
import { namedBy, type Named } from '#actions/person-erase-named.ts'
import { histories } from '#actions/person/load.ts'
import { normalisePhone } from '#core/consent/address.ts'
import { anyPattern } from '#core/privacy/erase.ts'
import { markAccountPending } from '#store/account.ts'
import { insertAudit } from '#store/audit.ts'
import { consentSecret } from '#store/consent.ts'
import { insertSuppressions } from '#store/consent-reach.ts'
import { lockDeals } from '#store/deal/read.ts'
import {
  endErasure,
  endTarget,
  erasuresOf,
  findErasure,
  markTidied,
  nextTarget,
  openErasures,
  type ErasureTarget,
} from '#store/erasure.ts'
import { accountsOf, recipientsOf } from '#store/erasure-find.ts'
import { cleanProposalsTo, hashAgain } from '#store/erasure-proposal.ts'
import {
  accountsThatStay,
  deleteAccounts,
  deleteTheirs,
  giveReachToNobody,
  insertErasedKeys,
  keepAccountFacts,
} from '#store/erasure-rows.ts'
import { cleanCauses, sweep } from '#store/erasure-sweep.ts'
import { cleanTied, keptPlaces, type Kept, type SharedNames } from '#store/erasure-tied.ts'
import type { ErasedThing } from '#store/erasure-tables.ts'
import { forgetEmptyStatistics, forgetStatistics, ownTables, vacuum } from '#store/erasure-tidy.ts'
import { refoldAccounts } from '#store/withdraw.ts'

export interface ErasingContext {
  pool: Pool
  /** folder of files that wait to be imported */
  uploads?: string
  /** files of ours that sentences about people may stand in: the log of the embedded database */
  logs?: readonly string[]
  now?: () => number
  signal?: AbortSignal
  /** told after each person */
  onProgress?: (workspaceId: string) => void
}

/** How one person is erased. */
export interface ErasingWay extends Pick<ErasingContext, 'uploads' | 'logs'> {
  /** what comes of them later: refused, counted but never written to, or as of anybody */
  afterwards?: 'refused' | 'suppressed' | 'free'
  /** asked once everything of theirs is locked: whether they are to be erased all the same */
  still?: () => Promise<boolean>
  /** what becomes of a name that somebody else bears too */
  names?: SharedNames
}

/** places of a name that stayed which are remembered of one person */
const placesMost = 500

/**
 * Carries out the erasures that were decided, a transaction a person, and tidies up after them. What was interrupted goes
 * on where it stopped; several processes share the work. Gives the number of people who were erased.
 */
export async function carryOutErasures(context: ErasingContext): Promise<number> {
  const { pool } = context
  let people = 0
  const troubles: unknown[] = []
  for (const open of await openErasures(pool)) {
    try {
      people += await carryOut(context, open)
    } catch (error) {
      // the others do not wait for it; it is taken up again
      troubles.push(error)
    }
    if (context.signal?.aborted) break
  }
  if (troubles.length > 0) throw troubles[0]
  return people
}

async function carryOut(
  context: ErasingContext,
  { workspaceId, id, state, decidedBy, names }: Awaited<ReturnType<typeof openErasures>>[number],
): Promise<number> {
  const { pool, signal, onProgress, now = Date.now } = context
  let people = 0
  if (state === 'running') {
    for (;;) {
      if (signal?.aborted) return people
      const erased = await inTransaction(pool, (db) => eraseNext(db, workspaceId, id, { ...context, names }))
      if (erased === null) break
      people += erased
      onProgress?.(workspaceId)
    }
    if (!(await inTransaction(pool, (db) => end(db, workspaceId, id, decidedBy, now())))) return people
    onProgress?.(workspaceId)
  }
  if (signal?.aborted) return people
  await tidy(pool)
  await markTidied(pool, workspaceId, id, now())
  return people
}

/** The next target of an erasure; null when there is none left. */
async function eraseNext(
  db: PoolClient,
  workspaceId: string,
  erasureId: string,
  context: ErasingContext & { names: SharedNames },
): Promise<number | null> {
  const target = await nextTarget(db, workspaceId, erasureId)
  if (target === null) return null
  const now = (context.now ?? Date.now)()
  const came = await erasePerson(db, workspaceId, target, now, context)
  await endTarget(db, workspaceId, erasureId, target, { at: now, ...came })
  return came.people
}

/**
 * Everything of one person, or of an address: locked as the flow locks (deals, keys, companies, people), deleted or cleaned
 * table by table, remembered by keyed hashes alone. Files come last: they are no part of the transaction, and cleaning
 * them once more does no harm.
 */
export async function erasePerson(
  db: PoolClient,
  workspaceId: string,
  { personId, address }: Pick<ErasureTarget, 'personId' | 'address'>,
  now: number,
  { uploads, logs, afterwards = 'refused', still, names = 'tied' }: ErasingWay,
): Promise<{ people: number; counts: Map<ErasedThing, number>; recipients: string[]; kept: Kept }> {
  const who = { personId, address }
  const before = await namedBy(db, workspaceId, who)
  await lockDeals(db, workspaceId, before.deals)
  await lockKeys(db, workspaceId, before.keys)
  const accounts = await accountsOf(db, workspaceId, before.whom.ids)
  await lockAccounts(db, accounts, [])
  await lockPersons(db, before.whom.ids)
  // what came in while we waited
  const named = await namedBy(db, workspaceId, who)
  const { whom, patterns, ties } = named
  const { deals } = before
  if (still && !(await still())) return { people: 0, counts: new Map(), recipients: [], kept: { count: 0, places: [] } }
  const recipients = await recipientsOf(db, workspaceId, whom.ids)
  const asked = { whom, patterns, ties, names }

  const proposals = await cleanProposalsTo(db, workspaceId, whom.ids, named.linked)
  const tied = await cleanTied(db, workspaceId, asked)
  const stays = await accountsThatStay(db, workspaceId, accounts, whom.ids)
  let facts: { events: string[]; accounts: string[] } = { events: [], accounts: [] }
  await giveReachToNobody(db, workspaceId, whom.ids)
  const { counts, cleared } = await deleteTheirs(db, workspaceId, whom, {
    // after what is found through these events
    event: async () => (facts = await keepAccountFacts(db, workspaceId, whom.ids, stays)),
  })
  if (deals.length > 0) counts.set('deals', deals.length)
  await deleteAccounts(
    db,
    workspaceId,
    accounts.filter((id) => !stays.includes(id)),
  )
  const own = await erasuresOf(db, workspaceId, whom)
  // each row counts once
  const counted = new Map([...cleared].map(([table, ids]) => [table, new Set(ids)]))
  const countToo = (table: string, ids: readonly string[], counts_: boolean) => {
    const known = counted.get(table) ?? new Set()
    const fresh = ids.filter((id) => !known.has(id))
    counted.set(table, new Set([...known, ...fresh]))
    if (counts_ && fresh.length > 0) counts.set('elsewhere', (counts.get('elsewhere') ?? 0) + fresh.length)
  }
  countToo('erasure', own, false)
  countToo('event', facts.events, true)
  for (const [table, ids] of tied) countToo(table, ids, true)
  const swept = await sweep(db, workspaceId, patterns, whom.ids, counted)
  for (const [thing, count] of swept.counts) counts.set(thing, (counts.get(thing) ?? 0) + count)
  await hashAgain(db, workspaceId, [...new Set([...proposals, ...(tied.get('proposal') ?? []), ...swept.proposals])])

  await foldAgain(db, workspaceId, now, {
    deals: [...new Set([...deals, ...swept.deals])],
    accounts: [...new Set([...facts.accounts, ...swept.accounts])],
    people: [...new Set(swept.people)],
  })
  await cleanCauses(db, workspaceId, [...swept.people, ...swept.deals], patterns)
  await cleanCauses(db, workspaceId, ties.deals, ties.shared)
  if (afterwards !== 'free') await remember(db, workspaceId, named, now, afterwards)
  const pattern = anyPattern(patterns)
  if (pattern !== null) await cleanFiles(db, workspaceId, pattern, { uploads, logs })
  const kept = await keptPlaces(db, workspaceId, asked, placesMost)
  return { people: whom.ids.length > 0 ? 1 : 0, counts, recipients, kept }
}

/** Others in whose history the person was named are folded from it as it is now. */
async function foldAgain(
  db: PoolClient,
  workspaceId: string,
  now: number,
  { deals, accounts, people }: { deals: string[]; accounts: string[]; people: string[] },
): Promise<void> {
  const history = await histories.of(db, workspaceId)
  const setting = { db, workspaceId, history, now }
  if (deals.length > 0) await refoldDeals(setting, deals)
  if (accounts.length > 0) {
    await refoldAccounts(db, workspaceId, accounts)
    await markAccountPending(db, workspaceId, accounts)
    await requestRefold(db, workspaceId)
  }
  for (let at = 0; at < people.length; at += 200) await refoldPeople(setting, people.slice(at, at + 200))
}

/** Only keyed hashes: of addresses and numbers for the suppression list, of these and of cookies and user ids for the flow. */
async function remember(
  db: PoolClient,
  workspaceId: string,
  { whom, phones }: Named,
  now: number,
  afterwards: 'refused' | 'suppressed',
): Promise<void> {
  const secret = await consentSecret(db)
  const mails = whom.mails.map((mail) => addressHash(secret, workspaceId, 'email', mail))
  const numbers = phones.flatMap((phone) => normalisePhone(phone) ?? [])
  const suppressed = [
    ...mails.map((hash) => ({ id: randomUUIDv7(), kind: 'email' as const, hash })),
    ...[...new Set(numbers)].map((number) => ({
      id: randomUUIDv7(),
      kind: 'phone' as const,
      hash: addressHash(secret, workspaceId, 'phone', number),
    })),
  ]
  await insertSuppressions(db, workspaceId, suppressed, { reason: 'erasure', at: now, by: 'system' })
  if (afterwards === 'suppressed') return
  const keys = [
    ...mails,
    ...whom.cookies.map((cookie) => addressHash(secret, workspaceId, 'cookie', cookie)),
    ...whom.users.map((user) => addressHash(secret, workspaceId, 'user', user)),
  ]
  await insertErasedKeys(db, workspaceId, keys, now)
}

async function end(db: PoolClient, workspaceId: string, id: string, by: string, now: number): Promise<boolean> {
  if (!(await endErasure(db, workspaceId, id, now))) return false
  const done = await findErasure(db, workspaceId, id)
  await insertAudit(db, workspaceId, {
    at: now,
    actor: by,
    verb: 'erasure.carry_out',
    subject: `erasure:${id}`,
    detail: { done: true, people: done?.people ?? 0, counts: done?.counts ?? {} },
  })
  return true
}

/**
 * What was deleted stays in the database's files, and in what its planner remembers of frequent values, until it is
 * cleaned up: that is not left to the database's own time. Not within a transaction.
 */
async function tidy(pool: Pool): Promise<void> {
  await forgetStatistics(pool)
  for (const table of await ownTables(pool)) await vacuum(pool, table)
  await forgetEmptyStatistics(pool)
}
