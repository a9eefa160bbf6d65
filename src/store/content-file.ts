import type { Db } from '#store/rows.ts'

export interface ContentFileRow {
  id: string
  assetId: string
  name: string
  /** by its first bytes */
  type: string
  bytes: number
}

/** Files larger than this are read and written in several parts. */
export const partBytes = 512 * 1024

/** `now` in epoch ms. */
export async function insertFile(
  db: Db,
  workspaceId: string,
  row: ContentFileRow & { sha256: Buffer; createdBy: string },
  now: number,
): Promise<void> {
  await db.query(
    `insert into content_file (workspace_id, id, asset_id, name, type, bytes, sha256, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [workspaceId, row.id, row.assetId, row.name, row.type, row.bytes, row.sha256, row.createdBy, new Date(now)],
  )
}

/** Says how long a file is and what it holds, once all its parts are there. */
export async function completeFile(
  db: Db,
  workspaceId: string,
  id: string,
  bytes: number,
  sha256: Buffer,
): Promise<void> {
  await db.query('update content_file set bytes = $3, sha256 = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    bytes,
    sha256,
  ])
}

export async function insertPart(
  db: Db,
  workspaceId: string,
  fileId: string,
  part: number,
  body: Buffer,
): Promise<void> {
  await db.query('insert into content_file_part (workspace_id, file_id, part, body) values ($1, $2, $3, $4)', [
    workspaceId,
    fileId,
    part,
    body,
  ])
}

/** Makes a file that of a version, and removes the one it replaces. False when there is no such version. */
export async function placeFile(
  db: Db,
  workspaceId: string,
  assetId: string,
  language: string,
  fileId: string | null,
): Promise<boolean> {
  const { rows } = await db.query<{ old: string | null }>(
    `select file_id as old from content_version where workspace_id = $1 and asset_id = $2 and language = $3 for update`,
    [workspaceId, assetId, language],
  )
  if (!rows[0]) return false
  await db.query(
    'update content_version set file_id = $4 where workspace_id = $1 and asset_id = $2 and language = $3',
    [workspaceId, assetId, language, fileId],
  )
  if (rows[0].old !== null) {
    await db.query('delete from content_file where workspace_id = $1 and id = $2', [workspaceId, rows[0].old])
  }
  return true
}

export async function findFile(db: Db, workspaceId: string, id: string): Promise<ContentFileRow | null> {
  const { rows } = await db.query<ContentFileRow>(
    `select id, asset_id as "assetId", name, type, bytes::double precision as bytes from content_file
      where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** The file part by part, none longer than `partBytes`. */
export async function* fileParts(db: Db, workspaceId: string, id: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const { rows } = await db.query<{ body: Buffer }>(
      'select body from content_file_part where workspace_id = $1 and file_id = $2 and part = $3',
      [workspaceId, id, part],
    )
    if (!rows[0]) return
    yield rows[0].body
  }
}

/** Bytes of all files of a workspace together. */
export async function sumFiles(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await db.query<{ bytes: number }>(
    'select coalesce(sum(bytes), 0)::double precision as bytes from content_file where workspace_id = $1',
    [workspaceId],
  )
  return rows[0]?.bytes ?? 0
}
