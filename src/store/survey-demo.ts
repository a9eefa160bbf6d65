import type { Db } from '#store/rows.ts'

/** What simulated customers answered to that survey (as events name it), where their events are named after an answer. */
export async function answeredEvents(
  db: Db,
  workspaceId: string,
  survey: string,
): Promise<{ messageId: string; at: Date; answer: number }[]> {
  const { rows } = await db.query<{ messageId: string; at: Date; answer: number }>(
    `select message_id as "messageId", time as at, (props ->> 'answer')::float8 as answer
     from event where workspace_id = $1 and name = 'survey_answered' and object = $2 and message_id like 'survey:%'
     order by time, message_id`,
    [workspaceId, survey],
  )
  return rows
}
