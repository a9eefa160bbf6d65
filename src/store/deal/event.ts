import type { DealEvent } from '#core/deal/event.ts'
import type { JsonObject } from '#core/json.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface DealEventWrite {
  id: string
  dealId: string
  /** epoch ms */
  at: number
  messageId: string
  kind: string
  data: object
  by: JsonObject
  importId: string | null
}

/** Keeps what was said of deals; what was said before under the same message id stays as it is. Gives the new ones' ids. */
export async function insertDealEvents(
  db: Db,
  workspaceId: string,
  events: readonly DealEventWrite[],
  now: number,
): Promise<Set<string>> {
  if (events.length === 0) return new Set()
  const { rows } = await db.query<{ id: string }>(
    `insert into deal_event (workspace_id, id, deal_id, at, recorded_at, message_id, kind, data, said_by, import_id)
     select $1, id, deal_id, at, $3, message_id, kind, data, said_by, import_id
       from json_to_recordset($2::json) as r (id uuid, deal_id uuid, at timestamptz, message_id text, kind text,
         data jsonb, said_by jsonb, import_id uuid)
     on conflict (workspace_id, message_id) do nothing returning id`,
    [
      workspaceId,
      JSON.stringify(
        events.map((event) => ({
          id: event.id,
          deal_id: event.dealId,
          at: isoTime(event.at),
          message_id: event.messageId,
          kind: event.kind,
          data: event.data,
          said_by: event.by,
          import_id: event.importId,
        })),
      ),
      isoTime(now),
    ],
  )
  return new Set(rows.map(({ id }) => id))
}

/** The events in force of deals, by deal, in (at, id) order. */
export async function dealEventsOf(
  db: Db,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, DealEvent[]>> {
  const { rows } = await db.query<{ id: string; deal: string; at: Date; kind: string; data: object; by: JsonObject }>(
    `select id, deal_id as deal, at, kind, data, said_by as by from deal_event
      where deal_id = any($2) and workspace_id = $1 and withdrawn_at is null order by at, id`,
    [workspaceId, dealIds],
  )
  const byDeal = new Map<string, DealEvent[]>(dealIds.map((id) => [id, []]))
  for (const { deal, at, ...row } of rows) byDeal.get(deal)?.push({ ...row, at: at.getTime() } as DealEvent)
  return byDeal
}

/** Takes events back; they stay readable as withdrawn. Gives the deals concerned. */
export async function withdrawDealEvents(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<string[]> {
  const { rows } = await db.query<{ deal: string }>(
    `update deal_event set withdrawn_at = $3
      where workspace_id = $1 and id = any($2) and withdrawn_at is null returning deal_id as deal`,
    [workspaceId, ids, isoTime(now)],
  )
  return [...new Set(rows.map(({ deal }) => deal))]
}

/** Deletes the people's events that followed from these events of deals; gives whom they belonged to. */
export async function deleteFactsFromDeals(
  db: Db,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<string[]> {
  if (messageIds.length === 0) return []
  const { rows } = await db.query<{ personId: string }>(
    `delete from event where workspace_id = $1 and message_id = any($2) returning person_id as "personId"`,
    [workspaceId, messageIds],
  )
  return [...new Set(rows.map(({ personId }) => personId))]
}
