import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'

export interface AuditRow {
  /** epoch ms */
  at: number
  actor: string
  verb: string
  subject?: string
  detail?: Record<string, unknown>
}

/** Keeps who did what, in the transaction that did it. `detail` must hold no secrets. */
export async function insertAudit(db: Pool | PoolClient, workspaceId: string, row: AuditRow): Promise<void> {
  await db.query(
    `insert into audit (workspace_id, id, at, actor, verb, subject, detail)
     values ($1, $2, to_timestamp($3::double precision / 1000), $4, $5, $6, $7)`,
    [workspaceId, randomUUIDv7(), row.at, row.actor, row.verb, row.subject ?? null, JSON.stringify(row.detail ?? {})],
  )
}
