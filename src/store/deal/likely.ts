import type { PoolClient } from 'pg'
import { parameters, timeSql, type Bind } from '#store/funnel-scope.ts'
import { daysSql, passesSql, type PassScope, type PipelineShape } from '#store/deal/pass.ts'
import { openPlaces } from '#store/deal/stage-metric.ts'

/** Past stays to learn from, as they were known at `at` (epoch ms): begun at least `windowDays` before it. */
export async function learntStays(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  { at, windowDays }: { at: number; windowDays: number },
): Promise<{ stage: string; days: number; won: boolean; count: number }[]> {
  const { bind, values } = parameters()
  const moment = timeSql(at)
  const stages = openPlaces(pipeline).map((k) => bind(pipeline.stages[k] as string))
  const { rows } = await db.query<{ stage: string; days: number; won: boolean; count: number }>(
    `select i.stage, ceil(date_part('epoch', coalesce(case when i.left_at <= ${moment} then i.left_at end, ${moment}) - i.entered_at)
         / 86400)::integer as days,
       p.result = 'won' and p.closed <= ${moment} as won, count(*)::integer as count
     from stage_interval i
       join (${endsSql(scope, pipeline, bind)}) p on p.id = i.subject_id and p.pass = i.pass
     where i.workspace_id = ${bind(scope.workspaceId)}::uuid and i.model = ${bind(pipeline.id)} and i.superseded_at is null
       and i.stage in (${stages.join(', ')})
       and i.entered_at < ${moment} - ${daysSql(windowDays)} and (i.left_at is null or i.left_at > i.entered_at)
     group by 1, 2, 3`,
    values,
  )
  return rows
}

/** How each pass ended; worked out once a pass (offset), not wherever it is asked for. */
function endsSql(scope: PassScope, pipeline: PipelineShape, bind: Bind): string {
  const passes = passesSql({ ...scope, pipelines: [pipeline] }, bind)
  return `select id, pass, result, closed from (${passes}) q where result <> 'moved' offset 0`
}

/** Deals that stood in a stage at a moment (epoch ms), and how many of them were won within the window after it. */
export async function stoodThen(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  { at, windowDays }: { at: number; windowDays: number },
): Promise<{ stage: string; days: number; won: number; of: number }[]> {
  const { bind, values } = parameters()
  const moment = timeSql(at)
  const stages = openPlaces(pipeline).map((k) => bind(pipeline.stages[k] as string))
  const { rows } = await db.query<{ stage: string; days: number; won: number; of: number }>(
    `select i.stage, floor(date_part('epoch', ${moment} - i.entered_at) / 86400)::integer as days, count(*)::integer as of,
       (count(*) filter (where p.result = 'won' and p.closed <= ${moment} + ${daysSql(windowDays)}))::integer as won
     from stage_interval i
       join (${endsSql(scope, pipeline, bind)}) p on p.id = i.subject_id and p.pass = i.pass
     where i.workspace_id = ${bind(scope.workspaceId)}::uuid and i.model = ${bind(pipeline.id)} and i.superseded_at is null
       and i.stage in (${stages.join(', ')})
       and i.entered_at <= ${moment} and (i.left_at is null or i.left_at > ${moment})
     group by 1, 2`,
    values,
  )
  return rows
}

export interface OpenDeal {
  id: string
  pass: number
  name: string
  accountId: string | null
  accountName: string | null
  owner: string | null
  amountMinor: number | null
  currency: string | null
  baseMinor: number | null
  stage: string
  since: Date
  closeDate: string | null
}

/** Every open deal of a pipeline, newest first, 20,000 at most. */
export async function openDeals(db: PoolClient, scope: PassScope, pipeline: PipelineShape): Promise<OpenDeal[]> {
  const { bind, values } = parameters()
  const passes = scope.only.length > 0 ? passesSql({ ...scope, pipelines: [pipeline] }, bind) : null
  const { rows } = await db.query<OpenDeal>(
    `select d.id, d.pass, d.name, a.id as "accountId", a.name as "accountName",
       coalesce('id:' || d.owner_id, 'name:' || nullif(d.owner_name, '')) as owner,
       d.amount_minor::float8 as "amountMinor", d.currency, d.base_minor::float8 as "baseMinor", d.stage,
       d.stage_since as since, d.close_date::text as "closeDate"
     from deal d left join account a on a.id = d.account_id and a.workspace_id = d.workspace_id
     where d.workspace_id = ${bind(scope.workspaceId)}::uuid and d.pipeline = ${bind(pipeline.id)} and d.status = 'open'
       and d.stage is not null
       ${passes === null ? '' : `and d.id in (select id from (${passes}) p where result = 'open')`}
     order by d.stage_since desc, d.id limit 20000`,
    values,
  )
  return rows
}
