import { prepared, type Db } from '#store/rows.ts'

/** Whose event that is; null: nobody's, or there is none. */
export async function personOfMessage(db: Db, workspaceId: string, messageId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string | null }>(
    prepared('select person_id as id from event where workspace_id = $1 and message_id = $2', [workspaceId, messageId]),
  )
  return rows[0]?.id ?? null
}
