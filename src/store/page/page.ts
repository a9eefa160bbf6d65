import type { PageDocument } from '#core/page/document.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

/** A page as its team works on it. */
export interface PageRow {
  id: string
  name: string
  slug: string
  draft: PageDocument
  revision: number
  liveVersion: number | null
  /** when the version that the public sees was published */
  liveAt: Date | null
  /** the draft says something else than what the public sees */
  changed: boolean
  createdAt: Date
  updatedAt: Date
  unpublishedAt: Date | null
  retiredAt: Date | null
  testing: boolean
}

const columns = `p.id, p.name, s.slug, p.draft, p.revision, p.live_version as "liveVersion", v.published_at as "liveAt",
  v.version is not null and v.content <> p.draft as changed, p.created_at as "createdAt", p.updated_at as "updatedAt",
  p.unpublished_at as "unpublishedAt", p.retired_at as "retiredAt", t.id is not null as testing`

const tables = `page p join page_slug s on s.page_id = p.id and s.current
  left join page_version v on v.page_id = p.id and v.version = p.live_version
  left join page_test t on t.page_id = p.id and t.ended_at is null`

/** Pages of a workspace, the last changed first; those out of the list instead, where asked. */
export async function listPages(db: Db, workspaceId: string, retired: boolean): Promise<PageRow[]> {
  const { rows } = await db.query<PageRow>(
    prepared(
      `select ${columns} from ${tables} where p.workspace_id = $1 and (p.retired_at is not null) = $2
        order by p.updated_at desc, p.id desc limit 500`,
      [workspaceId, retired],
    ),
  )
  return rows
}

export async function findPage(db: Db, workspaceId: string, id: string): Promise<PageRow | null> {
  const { rows } = await db.query<PageRow>(
    prepared(`select ${columns} from ${tables} where p.workspace_id = $1 and p.id = $2`, [workspaceId, id]),
  )
  return rows[0] ?? null
}

/** The same, held until the transaction ends, for whoever changes it. */
export async function lockPage(db: Db, workspaceId: string, id: string): Promise<PageRow | null> {
  await db.query('select from page where workspace_id = $1 and id = $2 for update', [workspaceId, id])
  return findPage(db, workspaceId, id)
}

export async function insertPage(
  db: Db,
  workspaceId: string,
  page: { id: string; name: string; slug: string; draft: PageDocument; by: string },
  now: number,
): Promise<void> {
  const { id, name, slug, draft, by } = page
  await db.query(
    `insert into page (workspace_id, id, name, draft, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $5, $6)`,
    [workspaceId, id, name, JSON.stringify(draft), isoTime(now), by],
  )
  await db.query('insert into page_slug (workspace_id, slug, page_id, current) values ($1, $2, $3, true)', [
    workspaceId,
    slug,
    id,
  ])
}

/** Of these addresses, the first that nobody has, on the whole server. */
export async function freeSlug(db: Db, wished: readonly string[]): Promise<string | null> {
  const { rows } = await db.query<{ slug: string }>('select slug from page_slug where slug = any($1)', [wished])
  const taken = new Set(rows.map((row) => row.slug))
  return wished.find((slug) => !taken.has(slug)) ?? null
}

/** Gives a page another address; the one before leads there too, unless `forget`. False when another page has it. */
export async function moveSlug(
  db: Db,
  workspaceId: string,
  id: string,
  slug: string,
  { forget }: { forget: boolean },
): Promise<boolean> {
  await db.query(
    forget
      ? 'delete from page_slug where workspace_id = $1 and page_id = $2 and current and slug <> $3'
      : 'update page_slug set current = false where workspace_id = $1 and page_id = $2 and current and slug <> $3',
    [workspaceId, id, slug],
  )
  const { rowCount } = await db.query(
    `insert into page_slug as s (workspace_id, slug, page_id, current) values ($1, $3, $2, true)
     on conflict (slug) do update set current = true where s.page_id = $2`,
    [workspaceId, id, slug],
  )
  return rowCount === 1
}

/** Keeps a draft, if it is as it was read; the new revision, or null. */
export async function changePageDraft(
  db: Db,
  workspaceId: string,
  id: string,
  change: { revision: number; name: string; draft: PageDocument; by: string },
  now: number,
): Promise<number | null> {
  const { revision, name, draft, by } = change
  const { rows } = await db.query<{ revision: number }>(
    `update page set name = $4, draft = $5, updated_at = $6, updated_by = $7, revision = revision + 1
      where workspace_id = $1 and id = $2 and revision = $3 returning revision`,
    [workspaceId, id, revision, name, JSON.stringify(draft), isoTime(now), by],
  )
  return rows[0]?.revision ?? null
}

export interface PageVersionRow {
  version: number
  at: Date
  by: string
  note: string | null
  restoredFrom: number | null
  variants: number
}

/** What was published of a page, newest first. */
export async function pageVersions(db: Db, workspaceId: string, id: string): Promise<PageVersionRow[]> {
  const { rows } = await db.query<PageVersionRow>(
    `select version, published_at as at, published_by as by, note, restored_from as "restoredFrom",
        jsonb_array_length(content -> 'variants') as variants
      from page_version where workspace_id = $1 and page_id = $2 order by version desc limit 200`,
    [workspaceId, id],
  )
  return rows
}

export async function findPageVersion(
  db: Db,
  workspaceId: string,
  id: string,
  version: number,
): Promise<PageDocument | null> {
  const { rows } = await db.query<{ content: PageDocument }>(
    'select content from page_version where workspace_id = $1 and page_id = $2 and version = $3',
    [workspaceId, id, version],
  )
  return rows[0]?.content ?? null
}

/** Makes a content the next version and shows it to the public; gives its number. The caller holds the page. */
export async function publishVersion(
  db: Db,
  workspaceId: string,
  id: string,
  published: { content: PageDocument; by: string; note: string | null; restoredFrom: number | null },
  now: number,
): Promise<number> {
  const { content, by, note, restoredFrom } = published
  const { rows } = await db.query<{ version: number }>(
    `insert into page_version (workspace_id, page_id, version, content, published_at, published_by, note, restored_from)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7 from page_version where page_id = $2
     returning version`,
    [workspaceId, id, JSON.stringify(content), isoTime(now), by, note, restoredFrom],
  )
  const version = rows[0]?.version as number
  await db.query(
    `update page set live_version = $3, unpublished_at = null, updated_at = $4, updated_by = $5
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, version, isoTime(now), by],
  )
  return version
}

/** Takes a page off the web. */
export async function takeOff(db: Db, workspaceId: string, id: string, by: string, now: number): Promise<void> {
  await db.query(
    `update page set live_version = null, unpublished_at = $3, updated_at = $3, updated_by = $4
      where workspace_id = $1 and id = $2 and live_version is not null`,
    [workspaceId, id, isoTime(now), by],
  )
}

/** Out of the list, or back into it. */
export async function retirePageRow(
  db: Db,
  workspaceId: string,
  id: string,
  retired: boolean,
  by: string,
  now: number,
): Promise<void> {
  await db.query(
    `update page set retired_at = case when $3 then coalesce(retired_at, $4::timestamptz) end, updated_at = $4, updated_by = $5
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, retired, isoTime(now), by],
  )
}

/** Forms of a workspace that the public can be shown. */
export async function formsToEmbed(
  db: Db,
  workspaceId: string,
): Promise<{ slug: string; name: string; language: string }[]> {
  const { rows } = await db.query<{ slug: string; name: string; language: string }>(
    `select f.slug, f.name, coalesce(v.document -> 'languages' ->> 0, 'en') as language
       from form f join form_version v on v.form_id = f.id and v.version = f.published
      where f.workspace_id = $1 and f.retired_at is null order by f.name, f.slug limit 500`,
    [workspaceId],
  )
  return rows
}
