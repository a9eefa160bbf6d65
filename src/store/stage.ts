import type { Enter, Leave, Reach } from '#core/fold/op.ts'
import { insertRows, isoTime, prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** An interval as it is written: entered, and left if it is over. */
export interface IntervalWrite {
  id: string
  personId: string
  enter: Enter
  leave: Leave | null
}

const intervalShape = `workspace_id uuid, id uuid, model text, subject_kind text, subject_id uuid, pass integer,
  stage text, visit integer, door text, entered_at timestamptz, left_at timestamptz, left_to text, left_reason text,
  cause jsonb, left_cause jsonb, version integer, left_recorded_at timestamptz`

export async function insertIntervals(
  db: Db,
  workspaceId: string,
  rows: readonly IntervalWrite[],
  now: number,
): Promise<void> {
  await insertRows(
    db,
    'stage_interval',
    intervalShape,
    rows.map(({ id, personId, enter, leave }) => ({
      workspace_id: workspaceId,
      id,
      model: enter.model,
      subject_kind: 'person',
      subject_id: personId,
      pass: enter.pass,
      stage: enter.stage,
      visit: enter.visit,
      door: enter.door,
      entered_at: isoTime(enter.at),
      left_at: isoTime(leave?.at),
      left_to: leave?.to ?? null,
      left_reason: leave?.reason ?? null,
      cause: enter.cause,
      left_cause: leave?.cause ?? null,
      version: enter.version,
      left_recorded_at: leave === null ? null : isoTime(now),
    })),
  )
}

/** Ends running intervals. */
export async function closeIntervals(
  db: Db,
  workspaceId: string,
  rows: readonly { personId: string; leave: Leave }[],
  now: number,
): Promise<void> {
  if (rows.length === 0) return
  await db.query(
    prepared(
      // one look-up per row and one write per id, whatever the planner thinks of the table's size
      `with r as materialized (
         select * from json_to_recordset($2::json) as r(subject_id uuid, model text, pass integer, stage text,
           visit integer, at timestamptz, left_to text, reason text, cause jsonb)),
       t as materialized (
         select i.id, r.* from r cross join lateral (
           select id from stage_interval i where i.subject_id = r.subject_id and i.model = r.model
             and i.superseded_at is null and i.left_at is null
             and i.pass = r.pass and i.stage = r.stage and i.visit = r.visit
             and (i.workspace_id = $1) is true limit 1) i)
       update stage_interval i set left_at = t.at, left_to = t.left_to, left_reason = t.reason, left_cause = t.cause,
         left_recorded_at = $3
       from t where i.id = t.id and i.id = any(array(select id from t))`,
      [
        workspaceId,
        JSON.stringify(
          rows.map(({ personId, leave }) => ({
            subject_id: personId,
            model: leave.model,
            pass: leave.pass,
            stage: leave.stage,
            visit: leave.visit,
            at: isoTime(leave.at),
            left_to: leave.to,
            reason: leave.reason,
            cause: leave.cause,
          })),
        ),
        new Date(now),
      ],
    ),
  )
}

export interface StoredInterval {
  id: string
  personId: string
  model: string
  pass: number
  stage: string
  visit: number
  enteredAt: number
  leftAt: number | null
  leftTo: string | null
  version: number
}

/** The intervals in force of persons. */
export async function loadIntervals(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<StoredInterval[]> {
  const { rows } = await db.query<{
    id: string
    subject_id: string
    model: string
    pass: number
    stage: string
    visit: number
    entered_at: Date
    left_at: Date | null
    left_to: string | null
    version: number
  }>(
    prepared(
      `select id, subject_id, model, pass, stage, visit, entered_at, left_at, left_to, version from stage_interval
       where subject_id = any($2) and superseded_at is null and (workspace_id = $1) is true`,
      [workspaceId, personIds],
    ),
  )
  return rows.map((row) => ({
    id: row.id,
    personId: row.subject_id,
    model: row.model,
    pass: row.pass,
    stage: row.stage,
    visit: row.visit,
    enteredAt: row.entered_at.getTime(),
    leftAt: row.left_at?.getTime() ?? null,
    leftTo: row.left_to,
    version: row.version,
  }))
}

/** Corrected history: these intervals no longer hold; they stay readable as they were known. */
export async function supersedeIntervals(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return
  await db.query(
    prepared('update stage_interval set superseded_at = $3 where workspace_id = $1 and id = any($2)', [
      workspaceId,
      ids,
      new Date(now),
    ]),
  )
}

const places = Array.from({ length: 12 }, (_, index) => `s${index + 1}`)
const reachShape = `workspace_id uuid, model text, subject_id uuid, pass integer, subject_kind text, channel text,
  imputed integer, outcome text, outcome_at timestamptz, ${places.map((place) => `${place} timestamptz`).join(', ')}`

export async function saveReaches(
  db: Db,
  workspaceId: string,
  rows: readonly { personId: string; channel: string | null; reach: Reach }[],
): Promise<void> {
  await insertRows(
    db,
    'reach',
    reachShape,
    rows.map(({ personId, channel, reach }) => ({
      workspace_id: workspaceId,
      model: reach.model,
      subject_id: personId,
      pass: reach.pass,
      subject_kind: 'person',
      channel,
      imputed: reach.imputed,
      outcome: reach.outcome,
      outcome_at: isoTime(reach.outcomeAt),
      ...Object.fromEntries(places.map((place, index) => [place, isoTime(reach.at[index])])),
    })),
    `on conflict (workspace_id, model, subject_id, pass) do update set channel = excluded.channel,
       imputed = excluded.imputed, outcome = excluded.outcome, outcome_at = excluded.outcome_at,
       ${places.map((place) => `${place} = excluded.${place}`).join(', ')}`,
  )
}

/** Before a fresh fold writes them anew. */
export async function deleteReaches(db: Db, workspaceId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await db.query(
    prepared('delete from reach where workspace_id = $1 and subject_id = any($2)', [workspaceId, personIds]),
  )
}
