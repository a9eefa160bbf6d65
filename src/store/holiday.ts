import type { Db } from '#store/rows.ts'

/** Days on which the team does not work, in order. */
export async function listHolidays(db: Db, workspaceId: string): Promise<{ day: string; name: string }[]> {
  const { rows } = await db.query<{ day: string; name: string }>(
    'select day::text, name from holiday where workspace_id = $1 order by day',
    [workspaceId],
  )
  return rows
}

export async function putHolidays(
  db: Db,
  workspaceId: string,
  days: readonly { day: string; name: string }[],
): Promise<void> {
  const last = new Map(days.map(({ day, name }) => [day, name]))
  await db.query(
    `insert into holiday (workspace_id, day, name) select $1, * from unnest($2::date[], $3::text[])
     on conflict (workspace_id, day) do update set name = excluded.name`,
    [workspaceId, [...last.keys()], [...last.values()]],
  )
}

export async function deleteHolidays(db: Db, workspaceId: string, days: readonly string[]): Promise<void> {
  await db.query('delete from holiday where workspace_id = $1 and day = any($2::date[])', [workspaceId, days])
}
