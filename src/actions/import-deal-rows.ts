import { createHash } from 'node:crypto'
import type { DealEvent } from '#core/deal/event.ts'
import type { Rejection } from '#core/event.ts'
import { type ImportEntry, entriesOfKnown, entriesOfNew } from '#core/import/deal-entries.ts'
import { type DealRow, type HistoryRow } from '#core/import/deal-row.ts'
import type { DealPlan } from '#core/import/deal-plan.ts'
import { entriesOfHistory } from '#core/import/history-entries.ts'
import { dealEventsOf } from '#store/deal/event.ts'
import { dealMessages, dealsByExternalId, type ImportedDeal, saidByImport } from '#store/deal/import.ts'
import type { Db } from '#store/rows.ts'
import type { Setting } from '#actions/flow/setting.ts'
import type { DealWords, Named } from '#actions/import-deal-words.ts'

/** What one row of a file about deals comes to. */
export interface PlannedRow<Row = DealRow | HistoryRow> {
  /** as a spreadsheet counts */
  number: number
  row: Row
  dealId: string
  known: ImportedDeal | null
  entries: ImportEntry[]
  /** `there`: this very row counts already */
  comes: 'new' | 'changed' | 'same' | 'there' | 'refused'
  /** counted by this very import, before it broke off */
  own: boolean
  rejection: Rejection | null
  named: Named[]
}

export interface Numbered<Row> {
  number: number
  row: Row
}

/** The deal of another system's id here: the same wherever and however often it is imported. */
export function dealIdOf(workspaceId: string, externalId: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(['deal', workspaceId, externalId]))
    .digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

/** The ids under which these rows' deals are, or will be. */
export async function dealIdsOf(db: Db, workspaceId: string, externalIds: readonly string[]): Promise<string[]> {
  const known = await dealsByExternalId(db, workspaceId, externalIds)
  return externalIds.map((id) => known.get(id)?.id ?? dealIdOf(workspaceId, id))
}

export interface PlanOptions {
  /** null: only look */
  importId: string | null
  /** epoch ms; of what rows do not date */
  startedAt: number
  /** stems of rows that stated these deals before in this file, by external id */
  before?: ReadonlyMap<string, string>
}

/** What rows of a list of deals come to, given what is known. Makes companies when there is an import, else writes nothing. */
export async function planDealRows(
  setting: Setting,
  words: DealWords,
  deals: DealPlan,
  rows: readonly Numbered<DealRow>[],
  { importId, startedAt, before }: PlanOptions,
): Promise<PlannedRow<DealRow>[]> {
  const { db, workspaceId } = setting
  const known = await dealsByExternalId(db, workspaceId, [...new Set(rows.map(({ row }) => row.externalId))])
  const there = await dealMessages(
    db,
    workspaceId,
    rows.flatMap(({ row }) => messagesOf(row.stem)),
  )
  const said =
    importId === null ? new Map<string, string[]>() : await saidByImport(db, workspaceId, importId, idsOf(known))
  const meanings = await words.of(
    setting,
    rows.map(({ row }) => row),
    { importId, startedAt },
  )
  const stems = new Map<string, string>(before ?? [])
  return rows.map(({ number, row }, i): PlannedRow<DealRow> => {
    const deal = known.get(row.externalId) ?? null
    const dealId = deal?.id ?? dealIdOf(workspaceId, row.externalId)
    const planned: Omit<PlannedRow<DealRow>, 'comes'> = {
      number,
      row,
      dealId,
      known: deal,
      entries: [],
      own: false,
      rejection: null,
      named: [],
    }
    const message = messagesOf(row.stem).find((one) => there.has(one))
    if (message !== undefined) return { ...planned, comes: 'there', own: there.get(message) === importId }
    const other =
      stems.get(row.externalId) ??
      said
        .get(dealId)
        ?.map((one) => one.replace(/:[a-z]\d*$/, ''))
        .find((stem) => stem.startsWith('deal:'))
    if (other === row.stem) return { ...planned, comes: 'there' }
    if (other !== undefined) return { ...planned, comes: 'refused', rejection: twice(row) }
    stems.set(row.externalId, row.stem)
    const meaning = meanings[i]
    if (!meaning) return { ...planned, comes: 'same' }
    const { resolved, named } = meaning
    const entries = deal
      ? entriesOfKnown(row, resolved, deal, startedAt)
      : entriesOfNew(row, resolved, deals.start, startedAt)
    const comes = deal === null ? 'new' : entries.length > 0 ? 'changed' : 'same'
    return { ...planned, entries, named: deal ? named.filter(({ code }) => code !== 'no_open_date') : named, comes }
  })
}

/** What rows of a stage history come to. */
export async function planHistoryRows(
  { db, workspaceId }: Setting,
  deals: DealPlan,
  rows: readonly Numbered<HistoryRow>[],
  { importId }: PlanOptions,
): Promise<PlannedRow<HistoryRow>[]> {
  const known = await dealsByExternalId(db, workspaceId, [...new Set(rows.map(({ row }) => row.externalId))])
  const there = await dealMessages(
    db,
    workspaceId,
    rows.flatMap(({ row }) => messagesOf(row.stem)),
  )
  const events = await dealEventsOf(db, workspaceId, idsOf(known))
  const planned: PlannedRow<HistoryRow>[] = []
  const seen = new Set<string>()
  for (const [externalId, group] of Map.groupBy(rows, ({ row }) => row.externalId)) {
    const deal = known.get(externalId) ?? null
    const dealId = deal?.id ?? dealIdOf(workspaceId, externalId)
    const own: DealEvent[] | null = deal ? (events.get(deal.id) ?? []) : null
    const base = { dealId, known: deal, entries: [], own: false, rejection: null, named: [] }
    const fresh: Numbered<HistoryRow>[] = []
    for (const { number, row } of group) {
      const message = messagesOf(row.stem).find((one) => there.has(one))
      if (message !== undefined || seen.has(row.stem)) {
        const mine = message !== undefined && there.get(message) === importId
        planned.push({ ...base, number, row, comes: 'there', own: mine })
        continue
      }
      seen.add(row.stem)
      fresh.push({ number, row })
    }
    const numbers = new Map(fresh.map(({ number, row }) => [row, number]))
    const said = entriesOfHistory(
      fresh.map(({ row }) => row),
      deals,
      deal?.pipeline ?? null,
      own,
    )
    for (const { row, rejection } of said.refused) {
      planned.push({ ...base, number: numbers.get(row) ?? 0, row, comes: 'refused', rejection })
    }
    for (const [i, { row, entries }] of said.entries.entries()) {
      const comes = deal === null && i === 0 ? 'new' : entries.length > 0 ? 'changed' : 'same'
      planned.push({ ...base, number: numbers.get(row) ?? 0, row, entries, comes })
    }
  }
  return planned.toSorted((a, b) => a.number - b.number)
}

/** Any of these in the store means that the row counts. */
function messagesOf(stem: string): string[] {
  return ['o', 'c', 'm', 'm0', 'p0'].map((part) => `${stem}:${part}`)
}

function idsOf(known: ReadonlyMap<string, ImportedDeal>): string[] {
  return [...known.values()].map(({ id }) => id)
}

function twice(row: DealRow): Rejection {
  const by = row.externalId.startsWith('name:')
    ? `name “${row.name ?? ''}”, company and opening`
    : `id ${row.externalId}`
  return {
    code: 'id_twice',
    field: 'id',
    message: `Another row of this file states the deal of this ${by}, in other words: keep one of them.`,
  }
}
