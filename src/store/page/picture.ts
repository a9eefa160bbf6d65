import type { PictureType } from '#core/page/picture.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

/** An uploaded picture, without its bytes. */
export interface PictureMeta {
  id: string
  type: PictureType
  width: number
  height: number
  /** bytes */
  size: number
  name: string
  alt: string
}

const columns = 'id, type, width, height, size, name, alt'

/** Keeps a picture; the one that is there already when it is the same to the bit. */
export async function insertPicture(
  db: Db,
  workspaceId: string,
  picture: PictureMeta & { hash: Buffer; body: Buffer; by: string },
  now: number,
): Promise<PictureMeta> {
  const { id, type, width, height, size, name, alt, hash, body, by } = picture
  const { rows } = await db.query<PictureMeta>(
    `insert into picture (workspace_id, id, type, width, height, size, hash, body, name, alt, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (workspace_id, hash) do update set name = picture.name returning ${columns}`,
    [workspaceId, id, type, width, height, size, hash, body, name, alt, isoTime(now), by],
  )
  return rows[0] as PictureMeta
}

/** Pictures of a workspace, newest first. */
export async function listPictures(db: Db, workspaceId: string): Promise<PictureMeta[]> {
  const { rows } = await db.query<PictureMeta>(
    `select ${columns} from picture where workspace_id = $1 order by created_at desc, id desc limit 300`,
    [workspaceId],
  )
  return rows
}

/** Of these ids, the pictures that the workspace has. */
export async function picturesById(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, PictureMeta>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<PictureMeta>(
    prepared(`select ${columns} from picture where workspace_id = $1 and id = any($2)`, [workspaceId, ids]),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** What a picture shows, in words. Null when the workspace has no such picture. */
export async function changePictureAlt(
  db: Db,
  workspaceId: string,
  id: string,
  alt: string,
): Promise<PictureMeta | null> {
  const { rows } = await db.query<PictureMeta>(
    `update picture set alt = $3 where workspace_id = $1 and id = $2 returning ${columns}`,
    [workspaceId, id, alt],
  )
  return rows[0] ?? null
}

/** The bytes behind a public address, in whatever workspace: pictures are shown to strangers. */
export async function pictureBody(db: Db, id: string): Promise<{ type: PictureType; body: Buffer } | null> {
  const { rows } = await db.query<{ type: PictureType; body: Buffer }>(
    prepared('select type, body from picture where id = $1', [id]),
  )
  return rows[0] ?? null
}

/** Bytes of all pictures of a workspace. */
export async function picturesSize(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await db.query<{ size: string | null }>(
    'select sum(size) as size from picture where workspace_id = $1',
    [workspaceId],
  )
  return Number(rows[0]?.size ?? 0)
}
