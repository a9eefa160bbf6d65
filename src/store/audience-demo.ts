import type { Db } from '#store/rows.ts'

/** Dates the entries of an audience's first look to when its people agreed to the purpose, not before `from` (epoch ms). */
export async function enteredWith(
  db: Db,
  workspaceId: string,
  audienceId: string,
  purpose: string,
  from: number,
): Promise<void> {
  await db.query(
    `update audience_stay t
        set entered_at = least(t.entered_at, greatest($4, to_timestamp((p.consent #>> array[$3, 'at'])::double precision / 1000)))
       from person p where p.id = t.person_id and t.workspace_id = $1 and t.audience_id = $2 and p.consent ? $3`,
    [workspaceId, audienceId, purpose, new Date(from)],
  )
}
