import type { ImportKind, ImportMapping } from '#core/import/mapping.ts'
import type { Db } from '#store/rows.ts'

/** A file in the data folder of the server. */
export interface UploadRow {
  id: string
  fileName: string
  bytes: number
  mends: string | null
  createdBy: string
  createdAt: Date
  removedAt: Date | null
}

const uploadColumns = `id, file_name as "fileName", bytes::double precision as bytes, mends, created_by as "createdBy",
  created_at as "createdAt", removed_at as "removedAt"`

/** `at` in epoch ms. */
export async function insertUpload(
  db: Db,
  workspaceId: string,
  row: { id: string; fileName: string; bytes: number; mends: string | null; createdBy: string; at: number },
): Promise<void> {
  await db.query(
    `insert into import_upload (workspace_id, id, file_name, bytes, mends, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::double precision / 1000))`,
    [workspaceId, row.id, row.fileName, row.bytes, row.mends, row.createdBy, row.at],
  )
}

/** A file that is still there, or null. */
export async function findUpload(db: Db, workspaceId: string, id: string): Promise<UploadRow | null> {
  const { rows } = await db.query<UploadRow>(
    `select ${uploadColumns} from import_upload where workspace_id = $1 and id = $2 and removed_at is null`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Files that wait and are not being imported, newest first. */
export async function listUploads(db: Db, workspaceId: string): Promise<UploadRow[]> {
  const { rows } = await db.query<UploadRow>(
    `select ${uploadColumns} from import_upload u where workspace_id = $1 and removed_at is null
       and not exists (select from import_task t where t.upload_id = u.id and t.kind = 'run' and t.import_id is not null)
     order by created_at desc, id desc limit 50`,
    [workspaceId],
  )
  return rows
}

/** How many files of a workspace are in the data folder, and their bytes together. */
export async function sumUploads(db: Db, workspaceId: string): Promise<{ count: number; bytes: number }> {
  const { rows } = await db.query<{ count: number; bytes: number }>(
    `select count(*)::integer as count, coalesce(sum(bytes), 0)::double precision as bytes from import_upload
      where workspace_id = $1 and removed_at is null`,
    [workspaceId],
  )
  return rows[0] ?? { count: 0, bytes: 0 }
}

/** Notes that the file is gone. */
export async function markUploadRemoved(db: Db, workspaceId: string, id: string, at: number): Promise<void> {
  await db.query(
    `update import_upload set removed_at = to_timestamp($3::double precision / 1000)
      where workspace_id = $1 and id = $2 and removed_at is null`,
    [workspaceId, id, at],
  )
}

/** Of every workspace: files that came before `before` (epoch ms) and that no open or paused work needs. */
export async function staleUploads(db: Db, before: number): Promise<{ workspaceId: string; id: string }[]> {
  const { rows } = await db.query<{ workspaceId: string; id: string }>(
    `select workspace_id as "workspaceId", id from import_upload u
      where removed_at is null and created_at < to_timestamp($1::double precision / 1000)
        and not exists (select from import_task t where t.upload_id = u.id and t.state in ('waiting', 'running', 'paused'))
      limit 200`,
    [before],
  )
  return rows
}

export interface MappingRow {
  id: string
  kind: ImportKind
  name: string
  mapping: ImportMapping
  createdBy: string
  createdAt: Date
}

const mappingColumns = `id, kind, name, mapping, created_by as "createdBy", created_at as "createdAt"`

export async function listMappings(db: Db, workspaceId: string): Promise<MappingRow[]> {
  const { rows } = await db.query<MappingRow>(
    `select ${mappingColumns} from import_mapping where workspace_id = $1 order by name, id`,
    [workspaceId],
  )
  return rows
}

/** Keeps a mapping; one of the same kind and name is replaced. */
export async function putMapping(
  db: Db,
  workspaceId: string,
  row: { id: string; kind: ImportKind; name: string; mapping: ImportMapping; createdBy: string; at: number },
): Promise<MappingRow> {
  const { rows } = await db.query<MappingRow>(
    `insert into import_mapping (workspace_id, id, kind, name, mapping, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::double precision / 1000))
     on conflict (workspace_id, kind, name)
       do update set mapping = excluded.mapping, created_by = excluded.created_by, created_at = excluded.created_at
     returning ${mappingColumns}`,
    [workspaceId, row.id, row.kind, row.name, JSON.stringify(row.mapping), row.createdBy, row.at],
  )
  return rows[0] as MappingRow
}

/** False when there is none. */
export async function deleteMapping(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from import_mapping where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return rowCount === 1
}
