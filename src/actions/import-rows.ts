import { createHash } from 'node:crypto'
import type { ChannelRules } from '#core/channel-rule/judge.ts'
import type { Event, Rejection } from '#core/event.ts'
import type { ImportPlan } from '#core/import/plan.ts'
import type { CsvRecord } from '#core/import/records.ts'
import { type RowContext, readRow } from '#core/import/row.ts'
import type { Incoming } from '#actions/flow-types.ts'
import { withChannel } from '#actions/import-channel.ts'
import type { PreparedImport } from '#actions/import-prepare.ts'

/** One row of data, read: its events, or the reason why there are none. */
export interface ReadRow {
  row: number
  cells: readonly string[] | null
  events: Event[]
  rejection: Rejection | null
  messageId: string
  /** the row as it stood in the file, by header */
  raw: Record<string, string> | string
}

/** What the rows of one import share, with the workspace's own rules for channels. */
export interface RowSetting extends RowContext {
  channels: ChannelRules
}

/** What the rows of one import share; `startedAt` and `now` in epoch ms. */
export function rowContext(
  { file, channels }: Pick<PreparedImport, 'file' | 'channels'>,
  startedAt: number,
  now: number,
  again: string,
): RowSetting {
  return { startedAt, now, file: file.sha256, again, digest, lossy: file.lossy, channels }
}

/** Reads one record of the file by the plan. */
export function readRecord(plan: ImportPlan, record: CsvRecord, context: RowSetting): ReadRow {
  const { row } = record
  if (record.cells === null) {
    const messageId = `import:${digest(JSON.stringify([plan.kind, 'broken', context.file, row]))}`
    return { row, cells: null, events: [], rejection: brokenRow(record.broken), messageId, raw: record.text }
  }
  const read = readRow(plan, record.cells, context)
  if (read.ok) {
    const messageId = read.events[0]?.messageId ?? ''
    const events =
      plan.kind === 'events' ? read.events.map((event) => withChannel(event, context.channels)) : read.events
    return { row, cells: record.cells, events, rejection: null, messageId, raw: '' }
  }
  const raw = rawRow(plan.headers, record.cells)
  return { row, cells: record.cells, events: [], rejection: read.rejection, messageId: read.messageId, raw }
}

/** A read row as the flow takes it. */
export function incoming(read: ReadRow, importId: string, receivedAt: number): Incoming[] {
  const { row: rowNumber, rejection, messageId } = read
  if (rejection === null) return read.events.map((event) => ({ event, importId, rowNumber }))
  return [{ rejection, messageId, source: 'import', receivedAt, raw: read.raw, importId, rowNumber }]
}

/** 128 bits are plenty for rows, and keep messageIds short. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

function brokenRow(broken: 'quote_not_closed' | 'text_after_quote' | 'too_long'): Rejection {
  const message = {
    quote_not_closed: 'A quote opens in this row and never closes: double the quotes inside a cell ("").',
    text_after_quote: 'Text follows a closing quote in this row: double the quotes inside a cell ("").',
    too_long: 'The row is longer than 256 Ki characters: is the delimiter or the line end right?',
  }[broken]
  return { code: 'unreadable', field: null, message }
}

function rawRow(headers: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(cells.map((cell, i) => [headers[i] ?? `column ${i + 1}`, cell]))
}
