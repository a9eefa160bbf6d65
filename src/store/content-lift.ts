import type { LiftCounts } from '#core/content/lift.ts'
import { prepared, type Db } from '#store/rows.ts'

export interface LiftRow extends LiftCounts {
  asset: string
  stage: string
  /** from first reading it to the next stage, of those who went on */
  medianMs: number | null
}

/** Workspaces with anything in their library. */
export async function contentWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct workspace_id as id from content_asset where archived_at is null order by 1`,
  )
  return rows.map(({ id }) => id)
}

/**
 * Of those who entered a stage of a model since `from` and have left it, or had `patience` to: how many went on to a later
 * stage, and how many of them had read each asset between. `objects` says what events call an asset. Times in epoch ms.
 */
export async function countLifts(
  db: Db,
  workspaceId: string,
  {
    model,
    stages,
    objects,
    from,
    patience,
    now,
  }: {
    model: string
    /** in order */
    stages: readonly string[]
    objects: readonly { object: string; asset: string }[]
    from: number
    patience: number
    now: number
  },
): Promise<LiftRow[]> {
  const { rows } = await db.query<LiftRow>(
    `with st as (select id, place from unnest($3::text[]) with ordinality as t(id, place)),
     map as materialized (select * from unnest($4::text[], $5::uuid[]) as m(object, asset)),
     i as materialized (
       select s.id, s.subject_id, s.stage, s.entered_at, s.left_at, coalesce(later.place > st.place, false) as went_on
         from stage_interval s join st on st.id = s.stage left join st later on later.id = s.left_to
        where s.workspace_id = $1 and s.model = $2 and s.subject_kind = 'person' and s.superseded_at is null
          and s.entered_at >= to_timestamp($6::double precision / 1000)
          and (s.left_at > s.entered_at
            or s.left_at is null and s.entered_at < to_timestamp($7::double precision / 1000))),
     whole as (select stage, count(*) as people, count(*) filter (where went_on) as went_on from i group by stage),
     r as (
       select i.id, i.stage, i.went_on, i.left_at, m.asset, min(e.time) as first
         from i join event e on e.workspace_id = $1 and e.person_id = i.subject_id and e.time > i.entered_at
          and e.time < coalesce(i.left_at, to_timestamp($8::double precision / 1000)) and e.verdict = 'human'
          and e.name in ('page_viewed', 'screen_viewed', 'content_viewed', 'content_downloaded', 'video_watched')
         join map m on m.object = case when e.name in ('content_viewed', 'content_downloaded')
           then coalesce(e.props ->> 'assetId', e.object) else e.object end
        group by 1, 2, 3, 4, 5)
     select r.asset, r.stage, count(*)::integer as readers,
            (count(*) filter (where r.went_on))::integer as "readersOn",
            (whole.people - count(*))::integer as others,
            (whole.went_on - count(*) filter (where r.went_on))::integer as "othersOn",
            extract(epoch from percentile_cont(0.5) within group (order by r.left_at - r.first)
              filter (where r.went_on)) * 1000 as "medianMs"
       from r join whole on whole.stage = r.stage group by r.asset, r.stage, whole.people, whole.went_on`,
    [
      workspaceId,
      model,
      stages,
      objects.map(({ object }) => object),
      objects.map(({ asset }) => asset),
      from,
      now - patience,
      now,
    ],
  )
  return rows.map((row) => ({ ...row, medianMs: row.medianMs === null ? null : Number(row.medianMs) }))
}

/** Keeps what was counted instead of what was there. `now` in epoch ms. */
export async function keepLifts(db: Db, workspaceId: string, rows: readonly LiftRow[], now: number): Promise<void> {
  await db.query('delete from content_lift where workspace_id = $1', [workspaceId])
  await db.query(
    `insert into content_lift (workspace_id, asset_id, stage, readers, readers_on, others, others_on, median_ms, counted_at)
     select $1, asset, stage, readers, "readersOn", others, "othersOn", "medianMs", $3
       from json_to_recordset($2::json) as r (asset uuid, stage text, readers integer, "readersOn" integer,
         others integer, "othersOn" integer, "medianMs" double precision)`,
    [workspaceId, JSON.stringify(rows), new Date(now)],
  )
}

/** What was counted last, of one asset, or in one stage. */
export async function findLifts(
  db: Db,
  workspaceId: string,
  { asset = null, stage = null }: { asset?: string | null; stage?: string | null },
): Promise<LiftRow[]> {
  const { rows } = await db.query<LiftRow>(
    prepared(
      `select asset_id as asset, stage, readers, readers_on as "readersOn", others, others_on as "othersOn",
              median_ms as "medianMs"
         from content_lift where workspace_id = $1 and ($2::uuid is null or asset_id = $2)
          and ($3::text is null or stage = $3)`,
      [workspaceId, asset, stage],
    ),
  )
  return rows
}
