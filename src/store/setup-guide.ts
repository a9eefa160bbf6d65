import type { Db } from '#store/rows.ts'

export async function listSetupAnswers(
  db: Db,
  workspaceId: string,
): Promise<{ step: string; answers: unknown; savedBy: string; savedAt: Date }[]> {
  const { rows } = await db.query(
    `select step, answers, saved_by as "savedBy", saved_at as "savedAt" from setup_answer where workspace_id = $1`,
    [workspaceId],
  )
  return rows
}

/** `at` in epoch ms. */
export async function putSetupAnswers(
  db: Db,
  workspaceId: string,
  row: { step: string; answers: object; savedBy: string; at: number },
): Promise<void> {
  await db.query(
    `insert into setup_answer (workspace_id, step, answers, saved_by, saved_at)
     values ($1, $2, $3, $4, to_timestamp($5::double precision / 1000))
     on conflict (workspace_id, step)
       do update set answers = excluded.answers, saved_by = excluded.saved_by, saved_at = excluded.saved_at`,
    [workspaceId, row.step, JSON.stringify(row.answers), row.savedBy, row.at],
  )
}
