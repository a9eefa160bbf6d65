import type { SurveyDocument } from '#core/survey/document.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

export interface SurveyRow {
  id: string
  slug: string
  name: string
  document: SurveyDocument
  revision: number
  openedAt: Date | null
  closedAt: Date | null
  updatedAt: Date
  updatedBy: string
  retiredAt: Date | null
}

const columns = `id, slug, name, document, revision, opened_at as "openedAt", closed_at as "closedAt",
  updated_at as "updatedAt", updated_by as "updatedBy", retired_at as "retiredAt"`

/** The surveys in use, the last changed first. */
export async function listSurveyRows(db: Db, workspaceId: string): Promise<SurveyRow[]> {
  const { rows } = await db.query<SurveyRow>(
    `select ${columns} from survey where workspace_id = $1 and retired_at is null order by updated_at desc, id`,
    [workspaceId],
  )
  return rows
}

/** Also one out of use. `lock`: nobody else changes it until the transaction ends. */
export async function findSurvey(db: Db, workspaceId: string, id: string, lock = false): Promise<SurveyRow | null> {
  const { rows } = await db.query<SurveyRow>(
    `select ${columns} from survey where workspace_id = $1 and id = $2 ${lock ? 'for update' : ''}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** False when the slug is taken. */
export async function insertSurvey(
  db: Db,
  workspaceId: string,
  survey: { id: string; slug: string; name: string; document: SurveyDocument; by: string },
  now: number,
): Promise<boolean> {
  const { id, slug, name, document, by } = survey
  const { rowCount } = await db.query(
    `insert into survey (workspace_id, id, slug, name, document, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7) on conflict (slug) do nothing`,
    [workspaceId, id, slug, name, JSON.stringify(document), isoTime(now), by],
  )
  return rowCount === 1
}

/** Writes name and document, and gives the new revision. */
export async function saveSurvey(
  db: Db,
  workspaceId: string,
  { id, name, document, by }: { id: string; name: string; document: SurveyDocument; by: string },
  now: number,
): Promise<number> {
  const { rows } = await db.query<{ revision: number }>(
    `update survey set name = $3, document = $4, updated_at = $5, updated_by = $6, revision = revision + 1
     where workspace_id = $1 and id = $2 returning revision`,
    [workspaceId, id, name, JSON.stringify(document), isoTime(now), by],
  )
  return rows[0]?.revision ?? 0
}

/** Takes answers from `openedAt` on, until `closedAt`; null: not, and not yet. */
export async function setSurveyOpen(
  db: Db,
  workspaceId: string,
  id: string,
  { openedAt, closedAt }: { openedAt: number | null; closedAt: number | null },
): Promise<void> {
  await db.query('update survey set opened_at = $3, closed_at = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    isoTime(openedAt),
    isoTime(closedAt),
  ])
}

export async function retireSurveyRow(db: Db, workspaceId: string, id: string, at: number | null): Promise<boolean> {
  const { rowCount } = await db.query('update survey set retired_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    isoTime(at),
  ])
  return rowCount === 1
}

/** A survey as strangers reach it, whatever its workspace. `open`: it takes answers. */
export interface ShownSurvey {
  workspaceId: string
  workspaceName: string
  zone: string
  id: string
  slug: string
  document: SurveyDocument
  open: boolean
}

export async function findShownSurvey(db: Db, slug: string): Promise<ShownSurvey | null> {
  const { rows } = await db.query<ShownSurvey>(
    prepared(
      `select s.workspace_id as "workspaceId", w.name as "workspaceName", w.zone, s.id, s.slug, s.document,
              s.opened_at is not null and s.closed_at is null and s.retired_at is null as open
       from survey s join workspace w on w.workspace_id = s.workspace_id where s.slug = $1`,
      [slug],
    ),
  )
  return rows[0] ?? null
}
