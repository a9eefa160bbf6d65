import type { JsonObject } from '#core/json.ts'
import { prepared, type Db } from '#store/rows.ts'

export interface PersonAnswerRow {
  person: string
  messageId: string
  at: Date
  props: JsonObject
}

/** What these people answered to questions while no deal was about them, in the app or as another system tells, newest first. */
export async function answersByPeople(
  db: Db,
  workspaceId: string,
  people: readonly string[],
): Promise<PersonAnswerRow[]> {
  const { rows } = await db.query<PersonAnswerRow>(
    prepared(
      `select person_id as person, message_id as "messageId", time as at, props from event
        where workspace_id = $1 and person_id = any($2) and name = 'question_answered'
        order by time desc, message_id desc limit 500`,
      [workspaceId, people],
    ),
  )
  return rows
}
