import type { Db } from '#store/rows.ts'

export interface AnsweredEvent {
  messageId: string
  at: Date
  /** the words of a choice, or the number of a scale */
  answer: string
  channel: string | null
}

/** What simulated people answered to that survey (its slug), where their events are named after an answer. */
export async function answeredEvents(db: Db, workspaceId: string, survey: string): Promise<AnsweredEvent[]> {
  const { rows } = await db.query<AnsweredEvent>(
    `select message_id as "messageId", time as at, props ->> 'answer' as answer, channel
     from event where workspace_id = $1 and name = 'survey_answered' and object = $2 and message_id like 'survey:%'
     order by time, message_id`,
    [workspaceId, survey],
  )
  return rows
}
