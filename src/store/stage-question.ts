import type { PoolClient } from 'pg'
import type { JsonObject } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

export interface StageQuestionRow {
  id: string
  pipeline: string
  stage: string
  kind: 'leak' | 'test'
  answers: Record<string, string>
  meetsNeed: boolean | null
  meetsGoal: boolean | null
  change: string | null
  changeBy: string | null
  changeDay: string | null
  openedAt: Date
  openedBy: string
  closedAt: Date | null
  revision: number
}

const columns = `id, pipeline, stage, kind, answers, meets_need as "meetsNeed", meets_goal as "meetsGoal", change,
  change_by as "changeBy", change_day::text as "changeDay", opened_at as "openedAt", opened_by as "openedBy",
  closed_at as "closedAt", revision`

/** Of one pipeline, the latest first, 200 at most. */
export async function stageQuestionsOf(db: Db, workspaceId: string, pipeline: string): Promise<StageQuestionRow[]> {
  const { rows } = await db.query<StageQuestionRow>(
    `select ${columns} from stage_question where workspace_id = $1 and pipeline = $2
      order by opened_at desc, id desc limit 200`,
    [workspaceId, pipeline],
  )
  return rows
}

export async function lockStageQuestion(db: Db, workspaceId: string, id: string): Promise<StageQuestionRow | null> {
  const { rows } = await db.query<StageQuestionRow>(
    `select ${columns} from stage_question where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function insertStageQuestion(
  db: Db,
  workspaceId: string,
  question: { id: string; pipeline: string; stage: string; kind: 'leak' | 'test'; answers: JsonObject; by: string },
  now: number,
): Promise<void> {
  await db.query(
    `insert into stage_question (workspace_id, id, pipeline, stage, kind, answers, opened_at, opened_by, changed_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $7)`,
    [
      workspaceId,
      question.id,
      question.pipeline,
      question.stage,
      question.kind,
      JSON.stringify(question.answers),
      new Date(now),
      question.by,
    ],
  )
}

/** Writes a question as it is now; gives its revision, one higher. */
export async function saveStageQuestion(
  db: Db,
  workspaceId: string,
  question: StageQuestionRow,
  now: number,
): Promise<number> {
  const { rows } = await db.query<{ revision: number }>(
    `update stage_question set answers = $3::jsonb, meets_need = $4, meets_goal = $5, change = $6, change_by = $7,
       change_day = $8::date, closed_at = $9, changed_at = $10, revision = revision + 1
      where workspace_id = $1 and id = $2 returning revision`,
    [
      workspaceId,
      question.id,
      JSON.stringify(question.answers),
      question.meetsNeed,
      question.meetsGoal,
      question.change,
      question.changeBy,
      question.changeDay,
      question.closedAt,
      new Date(now),
    ],
  )
  return rows[0]?.revision ?? 0
}

/** Why deals left the order from each stage since then (epoch ms): reasons that were given, the commonest first. */
export async function reasonsFrom(
  db: PoolClient,
  workspaceId: string,
  { pipeline, outcomes, since }: { pipeline: string; outcomes: readonly string[]; since: number },
): Promise<{ stage: string; reason: string; count: number }[]> {
  const { rows } = await db.query<{ stage: string; reason: string; count: number }>(
    `select stage, left_reason as reason, count(*)::integer as count from stage_interval
      where workspace_id = $1 and model = $2 and subject_kind = 'deal' and superseded_at is null
        and left_at >= $4 and left_to = any($3) and left_reason is not null
      group by 1, 2 order by 3 desc, 2`,
    [workspaceId, pipeline, outcomes, new Date(since)],
  )
  return rows
}

/** What was raised against us while deals stood in each stage since then (epoch ms), the commonest first. */
export async function objectionsIn(
  db: PoolClient,
  workspaceId: string,
  pipeline: string,
  since: number,
): Promise<{ stage: string; kind: string; count: number }[]> {
  const { rows } = await db.query<{ stage: string; kind: string; count: number }>(
    `select i.stage, o.kind, count(*)::integer as count from objection o
       join stage_interval i on i.subject_id = o.deal_id and i.model = $2 and i.superseded_at is null
         and o.raised_at >= i.entered_at and (i.left_at is null or o.raised_at < i.left_at)
      where o.workspace_id = $1 and o.removed_at is null and o.raised_at >= $3
      group by 1, 2 order by 3 desc, 2`,
    [workspaceId, pipeline, new Date(since)],
  )
  return rows
}
