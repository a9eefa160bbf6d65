import type { Db } from '#store/rows.ts'

export interface BulkEvent {
  id: string
  dealId: string
  /** who said it, as `user:…` */
  by: string | null
  /** it is a move, and the deal has moved again since */
  movedSince: boolean
}

/** Names an event of a bulk, so that it is told from one of an import. */
export function bulkMessage(bulk: string, dealId: string, index: number): string {
  return `bulk:${bulk}:${dealId}:${index}`
}

/** What still stands of what was said of many deals at once; such events carry the id of the bulk as their import. */
export async function bulkEvents(db: Db, workspaceId: string, bulk: string): Promise<BulkEvent[]> {
  const { rows } = await db.query<BulkEvent>(
    `select e.id, e.deal_id as "dealId", e.said_by ->> 'byId' as by,
       e.kind = 'moved' and exists (select from deal_event l where l.deal_id = e.deal_id and l.kind = 'moved'
         and l.withdrawn_at is null and (l.at, l.id) > (e.at, e.id)) as "movedSince"
     from deal_event e where e.workspace_id = $1 and e.import_id = $2 and e.message_id like 'bulk:%' and e.withdrawn_at is null order by e.id`,
    [workspaceId, bulk],
  )
  return rows
}
