import type { Pool, PoolClient } from 'pg'
import type { Rejection } from '#core/event.ts'
import type { DealPlan } from '#core/import/deal-plan.ts'
import { addNotices, type Notice } from '#store/import-notice.ts'
import { lockDeals } from '#store/deal/read.ts'
import type { Actor } from '#actions/actor.ts'
import { recordDeals } from '#actions/deal/write.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { inTransaction, pipeline } from '#actions/flow/transaction.ts'
import type { Incoming } from '#actions/flow-types.ts'
import type { ReadDeal } from '#actions/import-deal-read.ts'
import { dealIdsOf, type PlannedRow, planDealRows, planHistoryRows } from '#actions/import-deal-rows.ts'
import type { DealWords } from '#actions/import-deal-words.ts'
import { takeProducts, takeTeams } from '#actions/import-product-rows.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { histories } from '#actions/person/load.ts'

/** What became of one row; `rejection`: it is to be set aside. */
export interface Verdict {
  row: number
  counts: 'accepted' | 'duplicate' | 'setAside'
  rejection: Rejection | null
  messageId: string
  raw: ReadDeal['raw']
}

export interface DealImport {
  pool: Pool
  workspaceId: string
  actor: Actor
  importId: string
  /** epoch ms */
  startedAt: number
  deals: DealPlan
  words: DealWords
}

/**
 * Takes in rows about deals, together or not at all: what they say is recorded as anything else that is said of deals.
 * Rows that cannot count come back with their reason; what matched nothing is named.
 */
export async function takeDealRows(work: DealImport, rows: readonly ReadDeal[], now: number): Promise<Verdict[]> {
  const good = rows.filter((row) => row.rejection === null)
  const taken = good.length === 0 ? new Map<number, Taken>() : await attempt(work, good, now)
  return rows.map((row) => {
    const { messageId, raw } = row
    const own = taken.get(row.row) ?? { counts: 'setAside' as const, rejection: row.rejection }
    const id = row.rejection === null ? `${messageOf(row)}:${own.rejection?.code ?? ''}` : messageId
    return { row: row.row, ...own, messageId: id, raw }
  })
}

/** A row to be set aside, as the flow takes it. */
export function asideOf(verdict: Verdict, importId: string, now: number): Incoming[] {
  const { rejection, messageId, raw, row } = verdict
  if (rejection === null) return []
  return [{ rejection, messageId, source: 'import', receivedAt: now, raw, importId, rowNumber: row }]
}

interface Taken {
  counts: Verdict['counts']
  rejection: Rejection | null
}

async function attempt(work: DealImport, rows: readonly ReadDeal[], now: number): Promise<Map<number, Taken>> {
  const { pool, workspaceId } = work
  try {
    return await inTransaction(pool, async (db) => {
      pipeline(db, false)
      const history = await histories.of(db, workspaceId)
      return take(work, { db, workspaceId, history, now }, rows)
    })
  } catch (error) {
    // companies of a transaction that never was are not known
    work.words.forget()
    throw error
  }
}

async function take(work: DealImport, setting: Setting, rows: readonly ReadDeal[]): Promise<Map<number, Taken>> {
  const { importId, startedAt, deals, words } = work
  const products = rows.flatMap(({ row, product }) => (product ? [{ number: row, row: product }] : []))
  const teams = rows.flatMap(({ row, team }) => (team ? [{ number: row, row: team }] : []))
  const listed = rows.flatMap(({ row, deal }) => (deal ? [{ number: row, row: deal }] : []))
  const told = rows.flatMap(({ row, history }) => (history ? [{ number: row, row: history }] : []))
  if (products.length > 0) return asTaken(await takeProducts(setting, importId, products))
  if (teams.length > 0) return asTaken(await takeTeams(setting, importId, teams, saidBy(work.actor)))
  await lockTheir(setting.db, setting.workspaceId, [...listed, ...told])
  const options = { importId, startedAt }
  const planned: PlannedRow[] =
    listed.length > 0
      ? await planDealRows(setting, words, deals, listed, options)
      : await planHistoryRows(setting, deals, told, options)
  await record(work, setting, planned)
  await addNotices(setting.db, setting.workspaceId, importId, noticesOf(planned))
  return new Map(
    planned.map(({ number, comes, own, rejection }) => [
      number,
      { counts: countsAs(comes, own), rejection: comes === 'refused' ? rejection : null },
    ]),
  )
}

async function lockTheir(
  db: PoolClient,
  workspaceId: string,
  rows: readonly { row: { externalId: string } }[],
): Promise<void> {
  const externalIds = [...new Set(rows.map(({ row }) => row.externalId))]
  await lockDeals(db, workspaceId, await dealIdsOf(db, workspaceId, externalIds))
}

async function record(work: DealImport, setting: Setting, planned: readonly PlannedRow[]): Promise<void> {
  const byDeal = Map.groupBy(
    planned.filter(({ entries }) => entries.length > 0),
    ({ dealId }) => dealId,
  )
  if (byDeal.size === 0) return
  const changes = [...byDeal].map(([dealId, rows]) => ({ dealId, entries: rows.flatMap(({ entries }) => entries) }))
  // of a new deal without people nobody can hear
  const quiet = planned.every(
    ({ known, entries }) => (known?.people.length ?? 0) === 0 && !entries.some(({ kind }) => kind === 'person_set'),
  )
  await recordDeals(setting, changes, saidBy(work.actor), { importId: work.importId, quiet })
}

function countsAs(comes: PlannedRow['comes'], own: boolean): Verdict['counts'] {
  if (comes === 'refused') return 'setAside'
  return comes === 'new' || comes === 'changed' || own ? 'accepted' : 'duplicate'
}

function asTaken(rows: readonly { number: number; comes: 'new' | 'changed' | 'same' }[]): Map<number, Taken> {
  return new Map(rows.map(({ number, comes }) => [number, { counts: countsAs(comes, false), rejection: null }]))
}

/** What rows that come have named, each thing once with the numbers of its rows. */
export function noticesOf(planned: readonly PlannedRow[]): Notice[] {
  const notices = new Map<string, Notice>()
  for (const { number, comes, named } of planned) {
    if (comes === 'there' || comes === 'refused') continue
    for (const { code, value } of named) {
      const key = `${code} ${value}`
      const notice = notices.get(key) ?? { code, value: value.slice(0, 300), count: 0, rows: [] }
      notices.set(key, notice)
      if (notice.rows.at(-1) === number) continue
      notice.count++
      notice.rows.push(number)
    }
  }
  return [...notices.values()]
}

function messageOf({ deal, history, row }: ReadDeal): string {
  return deal?.stem ?? history?.stem ?? `row ${row}`
}
