import type { Asset, AssetVersion } from '#core/content/asset.ts'
import type { Band } from '#core/blueprint.ts'
import { insertRows, prepared, type Db } from '#store/rows.ts'

export interface AssetRow extends Asset {
  bands: Band[]
  personas: string[]
  industries: string[]
  versions: AssetVersion[]
  about: string
  product: { id: string; name: string } | null
  ownerId: string | null
  ownerName: string | null
  /** YYYY-MM-DD */
  reviewOn: string | null
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
  revision: number
}

const columns = `a.id, a.title, a.about, a.kind, a.bands, a.stage, a.personas, a.industries,
  (select json_build_object('id', p.id, 'name', p.name) from product p where p.id = a.product_id) as product,
  a.owner_id as "ownerId", a.owner_name as "ownerName", a.review_on::text as "reviewOn", a.created_at as "createdAt",
  a.updated_at as "updatedAt", a.archived_at as "archivedAt", a.revision,
  coalesce((select json_agg(json_build_object('language', v.language, 'title', v.title, 'about', v.about, 'url', v.url, 'path', v.path,
              'file', case when f.id is not null then json_build_object('id', f.id, 'name', f.name, 'type', f.type,
                'bytes', f.bytes) end)
              order by v.language = 'en' desc, v.language)
     from content_version v left join content_file f on f.id = v.file_id where v.asset_id = a.id), '[]') as versions`

/** The whole library, archived ones too: the newest first. */
export async function allAssets(db: Db, workspaceId: string): Promise<AssetRow[]> {
  const { rows } = await db.query<AssetRow>(
    prepared(`select ${columns} from content_asset a where a.workspace_id = $1 order by a.created_at desc, a.id`, [
      workspaceId,
    ]),
  )
  return rows
}

/** What may be offered and counted: all that is not archived. */
export async function liveAssets(db: Db, workspaceId: string): Promise<AssetRow[]> {
  return (await allAssets(db, workspaceId)).filter(({ archivedAt }) => archivedAt === null)
}

/** One asset, archived or not; `lock`: nobody else changes it until the transaction ends. */
export async function findAsset(
  db: Db,
  workspaceId: string,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<AssetRow | null> {
  const { rows } = await db.query<AssetRow>(
    `select ${columns} from content_asset a where a.workspace_id = $1 and a.id = $2${lock ? ' for update of a' : ''}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export type AssetWrite = Pick<
  AssetRow,
  | 'id'
  | 'title'
  | 'about'
  | 'kind'
  | 'bands'
  | 'stage'
  | 'personas'
  | 'industries'
  | 'ownerId'
  | 'ownerName'
  | 'reviewOn'
  | 'archivedAt'
> & { productId: string | null; createdBy: string }

/** Writes assets by id; those that are there are written over, and their revision counts on. `now` in epoch ms. */
export async function putAssets(
  db: Db,
  workspaceId: string,
  assets: readonly AssetWrite[],
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString()
  await insertRows(
    db,
    'content_asset as a',
    `workspace_id uuid, id uuid, title text, about text, kind text, bands text[], stage text, personas text[],
     industries text[], product_id uuid, owner_id uuid, owner_name text, review_on date, created_by text,
     created_at timestamptz, updated_at timestamptz, archived_at timestamptz`.replaceAll(/\s+/g, ' '),
    assets.map(({ productId, ownerId, ownerName, reviewOn, createdBy, archivedAt, ...same }) => ({
      ...same,
      workspace_id: workspaceId,
      product_id: productId,
      owner_id: ownerId,
      owner_name: ownerName,
      review_on: reviewOn,
      created_by: createdBy,
      created_at: at,
      updated_at: at,
      archived_at: archivedAt,
    })),
    `on conflict (id) do update set title = excluded.title, about = excluded.about, kind = excluded.kind,
       bands = excluded.bands, stage = excluded.stage, personas = excluded.personas, industries = excluded.industries,
       product_id = excluded.product_id, owner_id = excluded.owner_id, owner_name = excluded.owner_name,
       review_on = excluded.review_on, archived_at = excluded.archived_at, updated_at = excluded.updated_at,
       revision = a.revision + 1 where a.workspace_id = excluded.workspace_id`,
  )
}

/** All versions of assets: those that are not among them any more are taken out, with their files. */
export async function putVersions(
  db: Db,
  workspaceId: string,
  versions: readonly (Omit<AssetVersion, 'file'> & { asset: string })[],
  assets: readonly string[],
): Promise<void> {
  const kept = versions.map(({ asset, language }) => `${asset} ${language}`)
  const { rows } = await db.query<{ file: string | null }>(
    `delete from content_version where workspace_id = $1 and asset_id = any($2)
       and asset_id::text || ' ' || language <> all($3) returning file_id as file`,
    [workspaceId, assets, kept],
  )
  const files = rows.flatMap(({ file }) => (file === null ? [] : [file]))
  if (files.length > 0)
    await db.query('delete from content_file where workspace_id = $1 and id = any($2)', [workspaceId, files])
  await insertRows(
    db,
    'content_version as v',
    'workspace_id uuid, asset_id uuid, language text, title text, about text, url text, path text',
    versions.map(({ asset, language, title, about, url, path }) => ({
      workspace_id: workspaceId,
      asset_id: asset,
      language,
      title,
      about,
      url,
      path,
    })),
    `on conflict (asset_id, language) do update set title = excluded.title, about = excluded.about, url = excluded.url, path = excluded.path
       where v.workspace_id = excluded.workspace_id`,
  )
}

/** One at a time writes assets: whose page it is is found by reading all of them. Until the transaction ends. */
export async function lockContent(db: Db, workspaceId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('content ' || $1, 68))`, [workspaceId])
}

export async function ignoredPaths(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await db.query<{ path: string }>('select path from content_ignored where workspace_id = $1', [
    workspaceId,
  ])
  return rows.map(({ path }) => path)
}

/** `at` in epoch ms; null: it is content after all. */
export async function ignorePath(
  db: Db,
  workspaceId: string,
  path: string,
  ignored: { by: string; at: number } | null,
): Promise<void> {
  if (ignored === null) {
    await db.query('delete from content_ignored where workspace_id = $1 and path = $2', [workspaceId, path])
    return
  }
  await db.query(
    `insert into content_ignored (workspace_id, path, by, at) values ($1, $2, $3, $4) on conflict do nothing`,
    [workspaceId, path, ignored.by, new Date(ignored.at)],
  )
}
