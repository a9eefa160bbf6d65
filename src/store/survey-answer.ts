import type { KeptVisitor } from '#store/form-submission.ts'
import { insertRows, isoTime, prepared, type Db } from '#store/rows.ts'

export type AnswerState = 'counted' | 'repeated' | 'spam'

export interface NewAnswer {
  workspaceId: string
  id: string
  surveyId: string
  /** epoch ms */
  at: number
  state: 'counted' | 'spam'
  chosen: string[]
  words: string | null
  says: boolean | null
  reasons: string[]
  language: string
  channel: string | null
  host: string | null
  visitor: Buffer
  /** null: nobody's */
  sender: KeptVisitor | null
}

/**
 * Keeps an answer and gives its state. The same sent again under the same id stays what it was; another answer of a
 * visitor who has answered is `repeated`.
 */
export async function insertAnswer(db: Db, answer: NewAnswer): Promise<AnswerState> {
  if (await insert(db, answer, answer.state)) return answer.state
  await insert(db, answer, 'repeated')
  const { rows } = await db.query<{ state: AnswerState }>(
    prepared('select state from survey_answer where workspace_id = $1 and id = $2', [answer.workspaceId, answer.id]),
  )
  return rows[0]?.state ?? 'repeated'
}

async function insert(db: Db, answer: NewAnswer, state: AnswerState): Promise<boolean> {
  const { workspaceId, id, surveyId, at, chosen, words, says, reasons, language, channel, host, visitor } = answer
  const sender = state === 'counted' && answer.sender !== null ? JSON.stringify(answer.sender) : null
  const { rowCount } = await db.query(
    prepared(
      `insert into survey_answer (workspace_id, id, survey_id, answered_at, state, chosen, words, says, reasons, language,
         channel, host, visitor, sender)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
      [
        workspaceId,
        id,
        surveyId,
        isoTime(at),
        state,
        chosen,
        words,
        says,
        reasons,
        language,
        channel,
        host,
        visitor,
        sender,
      ],
    ),
  )
  return rowCount === 1
}

/** Whether that visitor has answered. */
export async function hasAnswered(db: Db, surveyId: string, visitor: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    prepared(`select from survey_answer where survey_id = $1 and visitor = $2 and state = 'counted'`, [
      surveyId,
      visitor,
    ]),
  )
  return rowCount === 1
}

/** Whether anybody has: what makes answers comparable stays from then on. */
export async function anyAnswer(db: Db, workspaceId: string, surveyId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from survey_answer where workspace_id = $1 and survey_id = $2 limit 1', [
    workspaceId,
    surveyId,
  ])
  return rowCount === 1
}

/** Counts one more look at a survey, on a day of the workspace's zone. */
export async function countLook(
  db: Db,
  { workspaceId, surveyId, day, channel }: { workspaceId: string; surveyId: string; day: string; channel: string },
): Promise<void> {
  await db.query(
    prepared(
      `insert into survey_look as l (workspace_id, survey_id, day, channel, looks) values ($1, $2, $3, $4, 1)
       on conflict (survey_id, day, channel) do update set looks = l.looks + 1`,
      [workspaceId, surveyId, day, channel],
    ),
  )
}

export interface WaitingAnswer {
  workspaceId: string
  id: string
  slug: string
  at: Date
  chosen: string[]
  says: boolean | null
  language: string
  sender: KeptVisitor
}

/** Answers of somebody that the flow has not heard of, older than a minute: the server stopped between the two. */
export async function uncountedAnswers(db: Db, now: number, limit: number): Promise<WaitingAnswer[]> {
  const { rows } = await db.query<WaitingAnswer>(
    `select a.workspace_id as "workspaceId", a.id, s.slug, a.answered_at as at, a.chosen, a.says, a.language, a.sender
     from survey_answer a join survey s on s.id = a.survey_id
     where a.state = 'counted' and a.sender is not null and a.settled_at is null
       and a.answered_at between $1::timestamptz - interval '7 days' and $1::timestamptz - interval '1 minute'
     order by a.answered_at limit $2`,
    [isoTime(now), limit],
  )
  return rows
}

/** The flow has said its word about it. Who it was is known by the event from now on. */
export async function settleAnswer(db: Db, workspaceId: string, id: string, now: number): Promise<void> {
  await db.query(
    prepared('update survey_answer set settled_at = $3, sender = null where workspace_id = $1 and id = $2', [
      workspaceId,
      id,
      isoTime(now),
    ]),
  )
}

/** Writes many answers of the past, settled. */
export async function insertAnswers(db: Db, answers: readonly NewAnswer[]): Promise<void> {
  const shape = `workspace_id uuid, id uuid, survey_id uuid, answered_at timestamptz, state text, chosen text[],
    words text, says boolean, reasons text[], language text, channel text, host text, visitor bytea`
  const rows = answers.map(({ workspaceId, id, surveyId, at, state, visitor, chosen, words, says, ...rest }) => ({
    workspace_id: workspaceId,
    id,
    survey_id: surveyId,
    answered_at: isoTime(at),
    state,
    chosen,
    words,
    says,
    reasons: rest.reasons,
    language: rest.language,
    channel: rest.channel,
    host: rest.host,
    visitor: `\\x${visitor.toString('hex')}`,
  }))
  await insertRows(db, 'survey_answer', shape, rows, 'on conflict do nothing')
}

/** Writes how often a survey was in view on each day. */
export async function insertLooks(
  db: Db,
  workspaceId: string,
  surveyId: string,
  looks: readonly { day: string; channel: string; looks: number }[],
): Promise<void> {
  const shape = 'workspace_id uuid, survey_id uuid, day date, channel text, looks integer'
  const rows = looks.map((one) => ({ workspace_id: workspaceId, survey_id: surveyId, ...one }))
  await insertRows(db, 'survey_look', shape, rows, 'on conflict do nothing')
}
