import type { PoolClient } from 'pg'
import { parameters, timeSql, type Bind } from '#store/funnel-scope.ts'
import type { StayCell } from '#core/report/calibrate.ts'
import { daysSql, passesSql, type PassScope, type PipelineShape } from '#store/deal/pass.ts'
import { openPlaces } from '#store/deal/stage-metric.ts'

/** Past stays to learn from, as they were known at a moment, and what stood open at an earlier one. */
export interface LearntStays {
  now: StayCell[]
  /** by what was known one window ago; of the deals that stood in a stage then: how many were won within the window after it */
  before: StayCell[]
  stood: { stage: string; days: number; won: number; of: number }[]
}

/**
 * Stays that began at least `windowDays` before the moment they are judged at: once `at` (epoch ms), once one window before.
 * One scan for both, since most stays say the same at either.
 */
export async function learntStays(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  { at, windowDays }: { at: number; windowDays: number },
): Promise<LearntStays> {
  const { bind, values } = parameters()
  const [moment, earlier] = [timeSql(at), `(${timeSql(at)} - ${daysSql(windowDays)})`]
  const whole = (rounded: 'ceil' | 'floor', until: string) =>
    `${rounded}(date_part('epoch', ${until} - i.entered_at) / 86400)::integer`
  const untilThen = (time: string) => `least(coalesce(i.left_at, 'infinity'), ${time})`
  const learnt = `i.entered_at < ${earlier} - ${daysSql(windowDays)}`
  const stood = `(i.left_at is null or i.left_at > ${earlier})`
  const { rows } = await db.query<LearntRow>(
    `select stage, days, won, "daysThen", "wonThen", "daysStood", "wonLater", count(*)::integer as count from (
       select i.stage, case when i.entered_at < ${earlier} then ${whole('ceil', untilThen(moment))} end as days,
         p.result = 'won' and p.closed_at <= ${moment} as won,
         case when ${learnt} then ${whole('ceil', untilThen(earlier))} end as "daysThen",
         ${learnt} and p.result = 'won' and p.closed_at <= ${earlier} as "wonThen",
         case when ${stood} then ${whole('floor', earlier)} end as "daysStood",
         ${stood} and p.result = 'won' and p.closed_at <= ${earlier} + ${daysSql(windowDays)} as "wonLater"
       ${staysSql(scope, pipeline, bind, earlier)}) s
     group by 1, 2, 3, 4, 5, 6, 7`,
    values,
  )
  return {
    now: cellsOf(rows, ({ days, won }) => (days === null ? null : { days, won })),
    before: cellsOf(rows, ({ daysThen, wonThen }) => (daysThen === null ? null : { days: daysThen, won: wonThen })),
    stood: stoodOf(rows),
  }
}

/** Of the same stays, as they are known at a moment (epoch ms): how many there were in each stage, and how many were won. */
export async function stayShares(
  db: PoolClient,
  scope: PassScope,
  pipeline: PipelineShape,
  { at, windowDays }: { at: number; windowDays: number },
): Promise<{ stage: string; won: number; of: number }[]> {
  const { bind, values } = parameters()
  const moment = timeSql(at)
  const before = `${moment} - ${daysSql(windowDays)}`
  const { rows } = await db.query<{ stage: string; won: number; of: number }>(
    `select i.stage, count(*)::integer as of,
       (count(*) filter (where p.result = 'won' and p.closed_at <= ${moment}))::integer as won
     ${staysSql(scope, pipeline, bind, before)} and i.entered_at < ${before} group by 1`,
    values,
  )
  return rows
}

interface LearntRow {
  stage: string
  days: number | null
  won: boolean
  daysThen: number | null
  wonThen: boolean
  daysStood: number | null
  wonLater: boolean
  count: number
}

/** Stays before the win that began by `until`, with the pass they belong to; those passed at once are none. */
function staysSql(scope: PassScope, pipeline: PipelineShape, bind: Bind, until: string): string {
  const stages = openPlaces(pipeline).map((k) => bind(pipeline.stages[k] as string))
  return `from stage_interval i
      join deal_pass p on p.deal_id = i.subject_id and p.pipeline = i.model and p.pass = i.pass and p.result <> 'moved'
    where i.workspace_id = ${bind(scope.workspaceId)}::uuid and i.model = ${bind(pipeline.id)} and i.superseded_at is null
      and i.stage in (${stages.join(', ')}) and i.entered_at <= ${until} and (i.left_at is null or i.left_at > i.entered_at)`
}

function cellsOf(
  rows: readonly LearntRow[],
  read: (row: LearntRow) => { days: number; won: boolean } | null,
): StayCell[] {
  const cells = new Map<string, StayCell>()
  for (const row of rows) {
    const found = read(row)
    if (!found) continue
    const key = `${row.stage} ${found.days} ${found.won}`
    const cell = cells.get(key)
    if (cell) cell.count += row.count
    else cells.set(key, { stage: row.stage, ...found, count: row.count })
  }
  return [...cells.values()]
}

function stoodOf(rows: readonly LearntRow[]): LearntStays['stood'] {
  const cells = new Map<string, LearntStays['stood'][number]>()
  for (const { stage, daysStood, wonLater, count } of rows) {
    if (daysStood === null) continue
    const cell = cells.get(`${stage} ${daysStood}`) ?? { stage, days: daysStood, won: 0, of: 0 }
    cell.of += count
    if (wonLater) cell.won += count
    cells.set(`${stage} ${daysStood}`, cell)
  }
  return [...cells.values()]
}

/** An open deal as its chance needs it. Money in minor units of the workspace's currency. */
export interface OpenDeal {
  id: string
  stage: string
  /** in it since then, epoch ms */
  since: number
  baseMinor: number | null
}

/** Every open deal of a pipeline, newest in its stage first, 20,000 at most. */
export async function openDeals(db: PoolClient, scope: PassScope, pipeline: PipelineShape): Promise<OpenDeal[]> {
  const { bind, values } = parameters()
  const own = { ...scope, pipelines: [pipeline] }
  const passes = scope.only.length > 0 ? passesSql(own, bind, null, { where: `p.result = 'open'` }) : null
  const { rows } = await db.query<[string, string, number, number | null]>({
    text: `select d.id, d.stage, date_part('epoch', d.stage_since) * 1000, d.base_minor::float8 from deal d
     where d.workspace_id = ${bind(scope.workspaceId)}::uuid and d.pipeline = ${bind(pipeline.id)} and d.status = 'open'
       and d.stage is not null ${passes === null ? '' : `and d.id in (select id from (${passes}) p)`}
     order by d.stage_since desc, d.id limit 20000`,
    values,
    rowMode: 'array',
  })
  return rows.map(([id, stage, since, baseMinor]) => ({ id, stage, since, baseMinor }))
}

/** What a list shows of an open deal. */
export interface OpenDealShown {
  id: string
  name: string
  accountId: string | null
  accountName: string | null
  owner: string | null
  amountMinor: number | null
  currency: string | null
  closeDate: string | null
}

export async function shownOpenDeals(
  db: PoolClient,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, OpenDealShown>> {
  const { rows } = await db.query<OpenDealShown>(
    `select d.id, d.name, a.id as "accountId", a.name as "accountName",
       coalesce('id:' || d.owner_id, 'name:' || nullif(d.owner_name, '')) as owner,
       d.amount_minor::float8 as "amountMinor", d.currency, d.close_date::text as "closeDate"
     from deal d left join account a on a.id = d.account_id and a.workspace_id = d.workspace_id
     where d.workspace_id = $1 and d.id = any($2)`,
    [workspaceId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
