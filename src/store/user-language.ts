import { type Language, languages } from '#contract/session.ts'
import type { Db } from '#store/rows.ts'

/** The language in which to write to a user: their own, else the workspace's first; to null, the workspace's. */
export async function languageOf(db: Db, workspaceId: string, userId: string | null): Promise<Language> {
  const { rows } = await db.query<{ own: string | null; first: string | null }>(
    `select (select locale from auth_user where id = $2) as own, languages[1] as first
       from workspace where workspace_id = $1`,
    [workspaceId, userId],
  )
  const row = rows[0]
  return languages.find((one) => one === row?.own) ?? languages.find((one) => one === row?.first) ?? 'en'
}
