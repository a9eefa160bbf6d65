import type { Pool, PoolClient } from 'pg'
import type { RejectionCode } from '#core/event.ts'

type Db = Pool | PoolClient

/** An event that did not count, with the reason. `raw` is what was sent, cut at 32 KB; null for do_not_track. */
export interface SetAsideRow {
  id: string
  receivedAt: Date
  source: string
  code: RejectionCode
  field: string | null
  message: string
  messageId: string | null
  raw: string | null
  importId: string | null
  rowNumber: number | null
}

export interface SetAsideQuery {
  code?: string
  messageId?: string
  importId?: string
  /** received at or after, epoch ms */
  from?: number
  /** received before, epoch ms */
  to?: number
  /** the last row of the page before, newest first */
  after?: { receivedAt: number; id: string }
  limit: number
}

/** The newest first. */
export async function listSetAside(db: Db, workspaceId: string, query: SetAsideQuery): Promise<SetAsideRow[]> {
  const { where, values } = conditions(workspaceId, query)
  if (query.after) {
    values.push(query.after.receivedAt, query.after.id)
    where.push(
      `(received_at, id) < (to_timestamp($${values.length - 1}::double precision / 1000), $${values.length}::uuid)`,
    )
  }
  values.push(query.limit)
  const { rows } = await db.query<SetAsideRow>(
    `select id, date_trunc('milliseconds', received_at) as "receivedAt", source, code, field, message,
            message_id as "messageId", nullif(raw, '') as raw, import_id as "importId", row_number as "rowNumber"
       from set_aside where ${where.join(' and ')} order by received_at desc, id desc limit $${values.length}`,
    values,
  )
  return rows
}

/** How many were set aside for each reason, the commonest first. */
export async function countSetAside(
  db: Db,
  workspaceId: string,
  query: Omit<SetAsideQuery, 'after' | 'limit'>,
): Promise<{ code: RejectionCode; count: number; lastAt: Date }[]> {
  const { where, values } = conditions(workspaceId, query)
  const { rows } = await db.query<{ code: RejectionCode; count: number; lastAt: Date }>(
    `select code, count(*) as count, max(received_at) as "lastAt"
       from set_aside where ${where.join(' and ')} group by code order by count(*) desc, code`,
    values,
  )
  return rows
}

/** What became of a message that was not set aside: when it was received and whether it counts for somebody. */
export async function findReceived(
  db: Db,
  workspaceId: string,
  messageId: string,
): Promise<{
  receivedAt: Date
  name: string
  verdict: string
  verdictReason: string | null
  personId: string | null
} | null> {
  const { rows } = await db.query<{
    receivedAt: Date
    name: string
    verdict: string
    verdictReason: string | null
    personId: string | null
  }>(
    `select received_at as "receivedAt", name, verdict, verdict_reason as "verdictReason", person_id as "personId"
       from event where workspace_id = $1 and message_id = $2`,
    [workspaceId, messageId],
  )
  return rows[0] ?? null
}

function conditions(
  workspaceId: string,
  query: Omit<SetAsideQuery, 'after' | 'limit'>,
): { where: string[]; values: unknown[] } {
  const values: unknown[] = [workspaceId]
  const where = ['workspace_id = $1']
  const add = (value: unknown, condition: (parameter: string) => string) => {
    if (value === undefined) return
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  add(query.code, (p) => `code = ${p}`)
  add(query.messageId, (p) => `message_id = ${p}`)
  add(query.importId, (p) => `import_id = ${p}::uuid`)
  add(query.from, (p) => `received_at >= to_timestamp(${p}::double precision / 1000)`)
  add(query.to, (p) => `received_at < to_timestamp(${p}::double precision / 1000)`)
  return { where, values }
}

/** Which of these messages were set aside already. */
export async function knownSetAside(db: Db, workspaceId: string, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return []
  const { rows } = await db.query<{ message_id: string }>(
    'select distinct message_id from set_aside where workspace_id = $1 and message_id = any($2)',
    [workspaceId, messageIds],
  )
  return rows.map((row) => row.message_id)
}
