import type { ProposalLanguage } from '#core/proposal/document.ts'
import type { TemplateContent } from '#core/proposal/starter.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface TemplateRow {
  id: string
  name: string
  language: ProposalLanguage
  content: TemplateContent
  updatedAt: Date
  updatedBy: string | null
}

const columns = `id, name, language, content, updated_at as "updatedAt", updated_by as "updatedBy"`

/** The templates in use, by name. */
export async function listTemplates(db: Db, workspaceId: string): Promise<TemplateRow[]> {
  const { rows } = await db.query<TemplateRow>(
    `select ${columns} from proposal_template where workspace_id = $1 and retired_at is null order by name, id`,
    [workspaceId],
  )
  return rows
}

export async function findTemplate(db: Db, workspaceId: string, id: string): Promise<TemplateRow | null> {
  const { rows } = await db.query<TemplateRow>(
    `select ${columns} from proposal_template where workspace_id = $1 and id = $2 and retired_at is null`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function saveTemplate(
  db: Db,
  workspaceId: string,
  template: Omit<TemplateRow, 'updatedAt'>,
  now: number,
): Promise<void> {
  const { id, name, language, content, updatedBy } = template
  await db.query(
    `insert into proposal_template (workspace_id, id, name, language, content, created_at, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $6, $7)
     on conflict (id) do update set name = excluded.name, language = excluded.language, content = excluded.content,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by
       where proposal_template.workspace_id = $1`,
    [workspaceId, id, name, language, JSON.stringify(content), isoTime(now), updatedBy],
  )
}

/** Takes a template out of use, or (null) back into it; false when there is none. */
export async function retireTemplateRow(db: Db, workspaceId: string, id: string, at: number | null): Promise<boolean> {
  const { rowCount } = await db.query(
    'update proposal_template set retired_at = $3 where workspace_id = $1 and id = $2',
    [workspaceId, id, isoTime(at)],
  )
  return rowCount === 1
}
