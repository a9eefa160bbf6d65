import type { FormDocument } from '#core/form/document.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

export interface FormRow {
  id: string
  slug: string
  name: string
  draft: FormDocument
  revision: number
  published: number | null
  updatedAt: Date
  updatedBy: string
  retiredAt: Date | null
}

const columns = `id, slug, name, draft, revision, published, updated_at as "updatedAt", updated_by as "updatedBy",
  retired_at as "retiredAt"`

/** The forms in use, the last changed first. */
export async function listFormRows(db: Db, workspaceId: string): Promise<FormRow[]> {
  const { rows } = await db.query<FormRow>(
    `select ${columns} from form where workspace_id = $1 and retired_at is null order by updated_at desc, id`,
    [workspaceId],
  )
  return rows
}

/** Also one out of use. `lock`: nobody else changes it until the transaction ends. */
export async function findForm(db: Db, workspaceId: string, id: string, lock = false): Promise<FormRow | null> {
  const { rows } = await db.query<FormRow>(
    `select ${columns} from form where workspace_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** False when the slug is taken. */
export async function insertForm(
  db: Db,
  workspaceId: string,
  form: { id: string; slug: string; name: string; draft: FormDocument; by: string },
  now: number,
): Promise<boolean> {
  const { id, slug, name, draft, by } = form
  const { rowCount } = await db.query(
    `insert into form (workspace_id, id, slug, name, draft, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7) on conflict (slug) do nothing`,
    [workspaceId, id, slug, name, JSON.stringify(draft), isoTime(now), by],
  )
  return rowCount === 1
}

/** Writes name and draft, and gives the new revision. */
export async function saveDraft(
  db: Db,
  workspaceId: string,
  { id, name, draft, by }: { id: string; name: string; draft: FormDocument; by: string },
  now: number,
): Promise<number> {
  const { rows } = await db.query<{ revision: number }>(
    `update form set name = $3, draft = $4, updated_at = $5, updated_by = $6, revision = revision + 1
     where workspace_id = $1 and id = $2 returning revision`,
    [workspaceId, id, name, JSON.stringify(draft), isoTime(now), by],
  )
  return rows[0]?.revision ?? 0
}

/** The draft becomes the next version, and is shown. Gives its number. */
export async function publishDraft(db: Db, workspaceId: string, id: string, by: string, now: number): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    `with next as (
       insert into form_version (workspace_id, form_id, version, document, published_at, published_by)
       select $1, id, 1 + coalesce((select max(version) from form_version where form_id = $2), 0), draft, $3, $4
         from form where workspace_id = $1 and id = $2 returning version)
     update form set published = next.version from next where workspace_id = $1 and id = $2 returning next.version`,
    [workspaceId, id, isoTime(now), by],
  )
  return rows[0]?.version ?? 0
}

/** Which version strangers see; null: none. */
export async function showVersion(db: Db, workspaceId: string, id: string, version: number | null): Promise<void> {
  await db.query('update form set published = $3 where workspace_id = $1 and id = $2', [workspaceId, id, version])
}

export async function retireFormRow(db: Db, workspaceId: string, id: string, at: number | null): Promise<boolean> {
  const { rowCount } = await db.query('update form set retired_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    isoTime(at),
  ])
  return rowCount === 1
}

export interface VersionRow {
  version: number
  document: FormDocument
  at: Date
  by: string
}

/** The versions of a form, the newest first. */
export async function listVersions(db: Db, workspaceId: string, id: string): Promise<VersionRow[]> {
  const { rows } = await db.query<VersionRow>(
    `select version, document, published_at as at, published_by as by from form_version
     where workspace_id = $1 and form_id = $2 order by version desc`,
    [workspaceId, id],
  )
  return rows
}

/** A form as strangers reach it, whatever its workspace. `document` of the version shown; null where none is. */
export interface ShownForm {
  workspaceId: string
  workspaceName: string
  id: string
  slug: string
  name: string
  version: number | null
  document: FormDocument | null
}

export async function findShownForm(db: Db, slug: string): Promise<ShownForm | null> {
  const { rows } = await db.query<ShownForm>(
    prepared(
      `select f.workspace_id as "workspaceId", w.name as "workspaceName", f.id, f.slug, f.name,
              v.version, v.document
       from form f join workspace w on w.workspace_id = f.workspace_id
       left join form_version v on v.form_id = f.id and v.version = f.published and f.retired_at is null
       where f.slug = $1`,
      [slug],
    ),
  )
  return rows[0] ?? null
}

/** An older version that somebody may still have open; null when there is none. */
export async function findVersion(
  db: Db,
  workspaceId: string,
  id: string,
  version: number,
): Promise<FormDocument | null> {
  const { rows } = await db.query<{ document: FormDocument }>(
    prepared('select document from form_version where workspace_id = $1 and form_id = $2 and version = $3', [
      workspaceId,
      id,
      version,
    ]),
  )
  return rows[0]?.document ?? null
}

/** What strangers see of each form, by its id. */
export async function shownDocuments(db: Db, workspaceId: string): Promise<Map<string, FormDocument>> {
  const { rows } = await db.query<{ id: string; document: FormDocument }>(
    `select f.id, v.document from form f join form_version v on v.form_id = f.id and v.version = f.published
     where f.workspace_id = $1 and f.retired_at is null`,
    [workspaceId],
  )
  return new Map(rows.map(({ id, document }) => [id, document]))
}
