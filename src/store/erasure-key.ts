import { prepared, type Db } from '#store/rows.ts'

/** Whether anybody of a workspace was ever erased: where nobody was, nothing more is asked. */
export async function hasErased(db: Db, workspaceId: string): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>(
    prepared('select exists (select from erased_key where workspace_id = $1) as any', [workspaceId]),
  )
  return rows[0]?.any === true
}

/** Which of these hashes are of erased keys, as hex. */
export async function erasedAmong(db: Db, workspaceId: string, hashes: readonly Buffer[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { rows } = await db.query<{ hash: string }>(
    prepared(`select encode(hash, 'hex') as hash from erased_key where workspace_id = $1 and hash = any($2::bytea[])`, [
      workspaceId,
      hashes,
    ]),
  )
  return new Set(rows.map(({ hash }) => hash))
}

/** An address whose owner wants to be known again: what comes of it counts from now on. */
export async function forgetErasedKey(db: Db, workspaceId: string, hash: Buffer): Promise<void> {
  await db.query('delete from erased_key where workspace_id = $1 and hash = $2', [workspaceId, hash])
}
