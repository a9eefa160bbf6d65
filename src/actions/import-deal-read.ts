import type { Rejection } from '#core/event.ts'
import {
  type DealRow,
  type HistoryRow,
  type ProductRow,
  type Read,
  readDealRow,
  readHistoryRow,
  readProductRow,
  readTeamRow,
  type TeamRow,
} from '#core/import/deal-row.ts'
import type { ImportPlan } from '#core/import/plan.ts'
import type { CsvRecord } from '#core/import/records.ts'
import { readRecord, type RowSetting } from '#actions/import-rows.ts'

/** A row of a file about deals, read: exactly one of `deal`, `history`, `product`, `team`, `rejection` is there. */
export interface ReadDeal {
  row: number
  deal: DealRow | null
  history: HistoryRow | null
  product: ProductRow | null
  team: TeamRow | null
  rejection: Rejection | null
  /** of the refusal */
  messageId: string
  /** the row as it stood in the file, by header */
  raw: Record<string, string> | string
}

/** Reads one record of a file about deals by the plan. */
export function readDealRecord(plan: ImportPlan, record: CsvRecord, context: RowSetting): ReadDeal {
  const blank = { deal: null, history: null, product: null, team: null, rejection: null, messageId: '' }
  if (record.cells === null) {
    const { rejection, messageId, raw } = readRecord(plan, record, context)
    return { ...blank, row: record.row, rejection, messageId, raw }
  }
  const { cells, row } = record
  const raw = Object.fromEntries(cells.map((cell, i) => [plan.headers[i] ?? `column ${i + 1}`, cell]))
  const taken = <Row>(read: Read<Row>, as: (row: Row) => Partial<ReadDeal>): ReadDeal =>
    read.ok
      ? { ...blank, row, raw, ...as(read.row) }
      : { ...blank, row, raw, rejection: read.rejection, messageId: read.messageId }
  if (plan.kind === 'deals') return taken(readDealRow(plan, cells, context), (deal) => ({ deal }))
  if (plan.kind === 'deal_history') return taken(readHistoryRow(plan, cells, context), (history) => ({ history }))
  if (plan.kind === 'products') return taken(readProductRow(plan, cells, context), (product) => ({ product }))
  return taken(readTeamRow(plan, cells, context), (team) => ({ team }))
}
