import type { PoolClient } from 'pg'
import type { ReviewDecision, ReviewItem, ReviewPart, ReviewStood, ReviewWhy, ReviewedDeal } from '#contract/review.ts'
import type { JsonObject } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

export interface ReviewRow {
  id: string
  pipeline: string | null
  owner: string | null
  state: 'running' | 'paused' | 'done'
  guided: boolean
  startedAt: Date
  startedBy: string | null
  startedByName: string
  present: { id: string | null; name: string }[]
  seconds: number
  seenAt: Date | null
  finishedAt: Date | null
  note: string | null
  stood: ReviewStood
  revision: number
}

const columns = `r.id, r.pipeline, r.owner, r.state, r.guided, r.started_at as "startedAt", r.started_by as "startedBy",
  r.started_by_name as "startedByName", r.present, r.seconds, r.seen_at as "seenAt", r.finished_at as "finishedAt", r.note,
  r.stood, r.revision`

export async function findReview(
  db: Db,
  workspaceId: string,
  id: string,
  { lock = false } = {},
): Promise<ReviewRow | null> {
  const { rows } = await db.query<ReviewRow>(
    `select ${columns} from deal_review r where r.workspace_id = $1 and r.id = $2 ${lock ? 'for update' : ''}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export interface ListedReview extends ReviewRow {
  items: number
  decided: number
  skipped: number
}

/** The latest first, after a place in that order; `limit` and one more. */
export async function listReviewRows(
  db: Db,
  workspaceId: string,
  after: { at: number; id: string } | null,
  limit: number,
): Promise<ListedReview[]> {
  const { rows } = await db.query<ListedReview>(
    `select ${columns}, i.items, i.decided, i.skipped from deal_review r
       cross join lateral (select count(*)::integer as items,
           (count(*) filter (where state = 'decided'))::integer as decided,
           (count(*) filter (where state = 'skipped'))::integer as skipped
         from deal_review_item where review_id = r.id) i
      where r.workspace_id = $1
        and ($2::timestamptz is null or (r.started_at, r.id) < ($2::timestamptz, $3::uuid))
      order by r.started_at desc, r.id desc limit $4`,
    [workspaceId, after && new Date(after.at), after?.id ?? null, limit + 1],
  )
  return rows
}

export interface NewReview {
  id: string
  pipeline: string | null
  owner: string | null
  guided: boolean
  startedBy: string | null
  startedByName: string
  present: { id: string | null; name: string }[]
  stood: ReviewStood
}

export async function insertReview(db: Db, workspaceId: string, review: NewReview, now: number): Promise<void> {
  await db.query(
    `insert into deal_review (workspace_id, id, pipeline, owner, state, guided, started_at, started_by, started_by_name,
       present, seen_at, stood)
     values ($1, $2, $3, $4, 'running', $5, $6, $7, $8, $9::jsonb, $6, $10::jsonb)`,
    [
      workspaceId,
      review.id,
      review.pipeline,
      review.owner,
      review.guided,
      new Date(now),
      review.startedBy,
      review.startedByName,
      JSON.stringify(review.present),
      JSON.stringify(review.stood),
    ],
  )
}

export interface NewItem {
  part: ReviewPart
  deal: ReviewedDeal
  why: ReviewWhy
}

/** What a review goes through, in this order. */
export async function insertReviewItems(
  db: Db,
  workspaceId: string,
  reviewId: string,
  items: readonly NewItem[],
): Promise<void> {
  await db.query(
    `insert into deal_review_item (workspace_id, review_id, place, part, deal_id, deal, why)
     select $1, $2, n, item ->> 'part', (item -> 'deal' ->> 'id')::uuid, item -> 'deal', item -> 'why'
       from jsonb_array_elements($3::jsonb) with ordinality as i (item, n)`,
    [workspaceId, reviewId, JSON.stringify(items)],
  )
}

export interface ReviewItemRow {
  place: number
  part: ReviewPart
  deal: ReviewedDeal
  why: ReviewWhy
  state: 'waiting' | 'decided' | 'skipped'
  decision: ReviewDecision | null
  note: string | null
  detail: ReviewItem['detail'] & { revision?: number; before?: { closeDate: string | null } }
  seconds: number
  at: Date | null
  byName: string | null
  taskId: string | null
  eventIds: string[]
}

/** The deals of a review in order, with how each stands now. */
export async function reviewItems(
  db: Db,
  workspaceId: string,
  reviewId: string,
  place?: number,
): Promise<(ReviewItemRow & { now: ReviewItem['now'] })[]> {
  const { rows } = await db.query<ReviewItemRow & { now: ReviewItem['now'] }>(
    `select i.place, i.part, i.deal, i.why, i.state, i.decision, i.note, i.detail, i.seconds, i.at, i.by_name as "byName",
       i.task_id as "taskId", i.event_ids as "eventIds",
       case when d.id is not null then json_build_object('revision', d.revision, 'status', d.status, 'stage', d.stage)
         end as now
     from deal_review_item i left join deal d on d.id = i.deal_id and d.workspace_id = i.workspace_id
     where i.workspace_id = $1 and i.review_id = $2 and ($3::integer is null or i.place = $3) order by i.place`,
    [workspaceId, reviewId, place ?? null],
  )
  return rows
}

export interface ItemWrite {
  state: ReviewItemRow['state']
  decision: ReviewDecision | null
  note: string | null
  detail: JsonObject
  /** spent on it since the last deed; added */
  seconds: number
  at: number | null
  byName: string | null
  taskId: string | null
  eventIds: string[]
}

export async function saveReviewItem(
  db: Db,
  workspaceId: string,
  reviewId: string,
  place: number,
  item: ItemWrite,
): Promise<void> {
  await db.query(
    `update deal_review_item set state = $4, decision = $5, note = $6, detail = $7::jsonb, seconds = seconds + $8, at = $9,
       by_name = $10, task_id = $11, event_ids = $12
      where workspace_id = $1 and review_id = $2 and place = $3`,
    [
      workspaceId,
      reviewId,
      place,
      item.state,
      item.decision,
      item.note,
      JSON.stringify(item.detail),
      item.seconds,
      item.at === null ? null : new Date(item.at),
      item.byName,
      item.taskId,
      item.eventIds,
    ],
  )
}

export interface ReviewTurn {
  state: ReviewRow['state']
  seconds: number
  /** epoch ms of the last deed; null while nobody is at it */
  seenAt: number | null
  finishedAt: number | null
  note: string | null
  present: ReviewRow['present']
}

/** Writes where a review stands; gives its revision. */
export async function saveReview(db: Db, workspaceId: string, id: string, turn: ReviewTurn): Promise<number> {
  const { rows } = await db.query<{ revision: number }>(
    `update deal_review set state = $3, seconds = $4, seen_at = $5, finished_at = $6, note = $7, present = $8::jsonb,
       revision = revision + 1
      where workspace_id = $1 and id = $2 returning revision`,
    [
      workspaceId,
      id,
      turn.state,
      turn.seconds,
      turn.seenAt === null ? null : new Date(turn.seenAt),
      turn.finishedAt === null ? null : new Date(turn.finishedAt),
      turn.note,
      JSON.stringify(turn.present),
    ],
  )
  return rows[0]?.revision ?? 0
}

/** When the last review of the same pipeline began that was ended; null: there was none. */
export async function lastReviewAt(db: Db, workspaceId: string, pipeline: string | null): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select max(started_at) as at from deal_review
      where workspace_id = $1 and state = 'done' and pipeline is not distinct from $2`,
    [workspaceId, pipeline],
  )
  return rows[0]?.at ?? null
}

/** Reviews that began in a span (epoch ms), and the time spent in them. */
export async function reviewTime(
  db: Db,
  workspaceId: string,
  { from, to }: { from: number; to: number },
): Promise<{ reviews: number; seconds: number }> {
  const { rows } = await db.query<{ reviews: number; seconds: number }>(
    `select count(*)::integer as reviews, coalesce(sum(seconds), 0)::integer as seconds from deal_review
      where workspace_id = $1 and started_at >= $2 and started_at < $3`,
    [workspaceId, new Date(from), new Date(to)],
  )
  return rows[0] ?? { reviews: 0, seconds: 0 }
}

/** Whether somebody led a guided review to its end. */
export async function wasGuided(db: Db, workspaceId: string, userId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from deal_review where workspace_id = $1 and state = 'done' and guided and started_by = $2 limit 1`,
    [workspaceId, userId],
  )
  return rowCount === 1
}

export interface AgendaScope {
  workspaceId: string
  pipelines: readonly string[]
  /** as the filter of deals says it; null: everybody's */
  owner: string | null
  /** epoch ms */
  since: number
  now: number
}

export interface AgendaRow {
  id: string
  /** of moved ones the stage before, of lost ones the one it was lost from */
  from: string | null
  /** of lost ones the furthest */
  furthest: string | null
  at: Date
  openedAt: Date
  reason: string | null
  baseMinor: number | null
  pass: number
  pipeline: string
}

const ownerSql = `($3::text is null or coalesce(d.owner_id::text, 'name:' || d.owner_name, 'none') = $3)`
const agendaColumns = `d.id, d.furthest, d.opened_at as "openedAt", d.reason, d.base_minor::float8 as "baseMinor", d.pass,
  d.pipeline`

/** Open deals that came into their stage since then, the largest first; new ones have no stage before. */
export async function movedSince(db: PoolClient, scope: AgendaScope, limit: number): Promise<AgendaRow[]> {
  const { rows } = await db.query<AgendaRow>(
    `select ${agendaColumns}, d.stage_since as at, (select i.stage from stage_interval i
         where i.subject_id = d.id and i.model = d.pipeline and i.superseded_at is null and i.left_at is not null
         order by i.left_at desc, i.entered_at desc limit 1) as "from"
       from deal d
      where d.workspace_id = $1 and d.pipeline = any($2) and ${ownerSql} and d.status = 'open' and d.stage is not null
        and d.stage_since >= $4 and d.stage_since <= $5
      order by d.base_minor desc nulls last, d.id limit $6`,
    [scope.workspaceId, scope.pipelines, scope.owner, new Date(scope.since), new Date(scope.now), limit],
  )
  return rows
}

/** Deals won or lost since then, the largest first. */
export async function endedSince(
  db: PoolClient,
  scope: AgendaScope,
  status: 'won' | 'lost',
  limit: number,
): Promise<AgendaRow[]> {
  const { rows } = await db.query<AgendaRow>(
    `select ${agendaColumns}, d.closed_at as at, (select i.stage from stage_interval i
         where i.subject_id = d.id and i.model = d.pipeline and i.superseded_at is null and i.left_at is not null
         order by i.left_at desc, i.entered_at desc limit 1) as "from"
       from deal d
      where d.workspace_id = $1 and d.pipeline = any($2) and ${ownerSql} and d.status = $6
        and d.closed_at >= $4 and d.closed_at <= $5
      order by d.base_minor desc nulls last, d.id limit $7`,
    [scope.workspaceId, scope.pipelines, scope.owner, new Date(scope.since), new Date(scope.now), status, limit],
  )
  return rows
}

/** Of wins of the last two years: how fast the fastest tenth was, and how large the largest. By pipeline. */
export async function usualWins(
  db: PoolClient,
  workspaceId: string,
  pipelines: readonly string[],
  now: number,
): Promise<Map<string, { count: number; fastMs: number | null; largeMinor: number | null }>> {
  const { rows } = await db.query<{
    pipeline: string
    count: number
    fastMs: number | null
    largeMinor: number | null
  }>(
    `select pipeline, count(*)::integer as count,
       percentile_disc(0.1) within group (order by date_part('epoch', closed_at - opened_at)) * 1000 as "fastMs",
       (percentile_disc(0.9) within group (order by base_minor))::float8 as "largeMinor"
     from deal where workspace_id = $1 and pipeline = any($2) and status = 'won' and closed_at >= $3 group by pipeline`,
    [workspaceId, pipelines, new Date(now - 730 * 86_400_000)],
  )
  return new Map(rows.map(({ pipeline, ...usual }) => [pipeline, usual]))
}

/** Places (from 0) of stages that a pass has gone past without a stay, by deal. */
export async function skippedPlaces(
  db: PoolClient,
  workspaceId: string,
  passes: readonly { id: string; pass: number; pipeline: string }[],
): Promise<Map<string, number[]>> {
  const { rows } = await db.query<{ id: string; imputed: number }>(
    `select r.subject_id as id, r.imputed from reach r
       join json_to_recordset($2::json) as p (id uuid, pass integer, pipeline text)
         on r.subject_id = p.id and r.pass = p.pass and r.model = p.pipeline
      where r.workspace_id = $1`,
    [workspaceId, JSON.stringify(passes)],
  )
  return new Map(
    rows.map(({ id, imputed }) => [id, Array.from({ length: 12 }, (_, k) => k).filter((k) => (imputed >> k) & 1)]),
  )
}
