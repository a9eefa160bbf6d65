import type { PoolClient } from 'pg'
import { memberPage, type MemberRow } from '#store/funnel-member.ts'
import type { FunnelMember } from '#contract/funnel.ts'
import type { GtmGroup } from '#contract/gtm.ts'
import { timeSql } from '#store/funnel-scope.ts'

/** One period of one model of people; moments in epoch ms. */
export interface GtmScope {
  workspaceId: string
  model: string
  /** ids in order, at most 12 */
  stages: readonly string[]
  /** the partition of `reach` that holds the model */
  partition: string
  /** entries from … before to */
  from: number
  to: number
  /** what happened after it does not count as conversion */
  until: number
}

export interface StageFlow {
  entered: number
  converted: number
  /** who went on to the next stage in the period, and the median time they took in ms */
  moved: number
  median: number | null
}

/** For each stage: who entered in the period, who of them reached a later one until then, how long those who moved took. */
export async function countFlows(db: PoolClient, scope: GtmScope): Promise<StageFlow[]> {
  const places = scope.stages.map((_, k) => k)
  const parts = places.flatMap((k) => {
    const entered = enteredSql(scope, k)
    const moved = movedSql(scope, k)
    return [
      `count(*) filter (where ${entered})::integer`,
      `count(*) filter (where ${entered} and ${convertedSql(scope, k)})::integer`,
      `count(*) filter (where ${moved})::integer`,
      `(percentile_cont(0.5) within group (order by extract(epoch from ${gapSql(scope, k)}))
          filter (where ${moved}) * 1000)::float8`,
    ]
  })
  const some = places.map((k) => between(scope, `r.s${k + 1}`)).join(' or ')
  const { rows } = await db.query<{ counted: (number | null)[] }>({
    text: `select array[${parts.map((part) => `(${part})::float8`).join(', ')}] as counted
      from ${scope.partition} r where r.workspace_id = $1 and r.model = $2 and (${some})`,
    values: [scope.workspaceId, scope.model],
  })
  const counted = rows[0]?.counted ?? []
  return places.map((k) => ({
    entered: counted[k * 4] ?? 0,
    converted: counted[k * 4 + 1] ?? 0,
    moved: counted[k * 4 + 2] ?? 0,
    median: counted[k * 4 + 3] ?? null,
  }))
}

/** How many stand in each stage now. */
export async function countStanding(
  db: PoolClient,
  { workspaceId, model }: Pick<GtmScope, 'workspaceId' | 'model'>,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ stage: string; people: number }>(
    `select stage, count(*)::integer as people from stage_interval
      where workspace_id = $1 and model = $2 and superseded_at is null and left_at is null group by stage`,
    [workspaceId, model],
  )
  return new Map(rows.map(({ stage, people }) => [stage, people]))
}

/** How many stood in each stage at a moment (epoch ms). */
export async function countStood(
  db: PoolClient,
  { workspaceId, model }: Pick<GtmScope, 'workspaceId' | 'model'>,
  at: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ stage: string; people: number }>(
    `select stage, count(*)::integer as people from stage_interval
      where workspace_id = $1 and model = $2 and ${stoodSql(at)} group by stage`,
    [workspaceId, model],
  )
  return new Map(rows.map(({ stage, people }) => [stage, people]))
}

/** Whom a figure stands for; `at` in epoch ms is when they stood there, null: now. */
export interface GtmSelection {
  place: number
  of: GtmGroup
  at: number | null
  after: [enteredAt: string, subject: string, pass: number] | null
  limit: number
}

/** The people behind one figure, in order of entry to the stage; `next` is null on the last page. */
export async function findGtmPeople(
  db: PoolClient,
  scope: GtmScope,
  { place, of, at, after, limit }: GtmSelection,
): Promise<{ items: FunnelMember[]; next: GtmSelection['after'] }> {
  const values: unknown[] = [scope.workspaceId, scope.model]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const next = place + 1 < scope.stages.length ? `r.s${place + 2}` : 'null::timestamptz'
  const groups = {
    entered: enteredSql(scope, place),
    converted: `${enteredSql(scope, place)} and ${convertedSql(scope, place)}`,
    waiting: `${enteredSql(scope, place)} and not ${convertedSql(scope, place)}`,
    moved: movedSql(scope, place),
  }
  const members =
    of === 'standing'
      ? `select i.subject_id, i.pass, i.entered_at as entered, null::timestamptz as reached, r.channel,
            coalesce(r.shape, 0) & 15 as depth, null::text as outcome
          from stage_interval i left join ${scope.partition} r
            on r.workspace_id = i.workspace_id and r.subject_id = i.subject_id and r.model = i.model and r.pass = i.pass
          where i.workspace_id = $1 and i.model = $2 and i.stage = ${bind(scope.stages[place])}
            and ${at === null ? 'i.superseded_at is null and i.left_at is null' : stoodSql(at, 'i.')}`
      : `select r.subject_id, r.pass, r.s${place + 1} as entered, ${next} as reached, r.channel, r.shape & 15 as depth, r.outcome
          from ${scope.partition} r where r.workspace_id = $1 and r.model = $2 and ${groups[of]}`
  const later = after
    ? `and (m.entered, m.subject_id, m.pass) > (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid, ${bind(after[2])}::integer)`
    : ''
  const { rows } = await db.query<MemberRow>(
    `select m.subject_id as id, m.pass, p.name, p.email, a.id as "accountId", a.name as "accountName", m.channel,
        m.entered::text as place, m.entered as "enteredAt", m.reached as "reachedAt", m.depth, m.outcome
      from (${members}) m
        left join person p on p.id = m.subject_id and p.workspace_id = $1
        left join account a on a.id = p.account_id and a.workspace_id = $1
      where not exists (select from anonymous_subject n where n.id = m.subject_id)
      ${later} order by m.entered, m.subject_id, m.pass limit ${limit + 1}`,
    values,
  )
  return memberPage(rows, limit, scope.stages)
}

/** There is evidence of place k (from 0), and it lies in the period. */
function enteredSql(scope: GtmScope, k: number): string {
  return `((r.imputed >> ${k}) & 1 = 0 and coalesce(${between(scope, `r.s${k + 1}`)}, false))`
}

/** A later place was reached until then, in the same lap. */
function convertedSql({ stages, until }: GtmScope, k: number): string {
  const later = stages.slice(k + 1).map((_, index) => `r.s${k + 2 + index}`)
  return later.length === 0 ? 'false' : `coalesce(least(${later.join(', ')}) <= ${timeSql(until)}, false)`
}

/** The next place was entered in the period, with evidence of both, and not before this one. */
function movedSql(scope: GtmScope, k: number): string {
  if (k + 1 >= scope.stages.length) return 'false'
  return `((r.imputed >> ${k}) & 3 = 0 and coalesce(${between(scope, `r.s${k + 2}`)} and r.s${k + 2} >= r.s${k + 1}, false))`
}

function gapSql({ stages }: GtmScope, k: number): string {
  return k + 1 >= stages.length ? 'null::interval' : `r.s${k + 2} - r.s${k + 1}`
}

function between({ from, to }: GtmScope, time: string): string {
  return `(${time} >= ${timeSql(from)} and ${time} < ${timeSql(to)})`
}

function stoodSql(at: number, table = ''): string {
  const moment = timeSql(at)
  return `${table}superseded_at is null and ${table}entered_at < ${moment} and (${table}left_at is null or ${table}left_at >= ${moment})`
}
