import { randomUUIDv7 } from 'node:crypto'
import type { Incoming } from '#actions/flow-types.ts'
import { insertRows, isoTime } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

const rawLimit = 32 * 1024

/** Keeps rejected items readable with their reason. */
export async function insertSetAside(
  db: Db,
  workspaceId: string,
  items: readonly Exclude<Incoming, { event: unknown }>[],
): Promise<void> {
  await insertRows(
    db,
    'set_aside',
    `workspace_id uuid, id uuid, received_at timestamptz, source text, code text, field text, message text,
     message_id text, raw text, import_id uuid, row_number bigint`,
    items.map((item) => ({
      workspace_id: workspaceId,
      id: randomUUIDv7(),
      received_at: isoTime(item.receivedAt),
      source: item.source,
      code: item.rejection.code,
      field: storable(item.rejection.field),
      message: storable(item.rejection.message),
      message_id: storable(item.messageId),
      raw: storable(typeof item.raw === 'string' ? item.raw : JSON.stringify(item.raw))?.slice(0, rawLimit) ?? null,
      import_id: item.importId ?? null,
      row_number: item.rowNumber ?? null,
    })),
  )
}

/** Text as PostgreSQL can hold it: no NUL, no half of a surrogate pair. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\u0000', '␀').toWellFormed()
}
