import type { PoolClient } from 'pg'
import { parameters, timeSql } from '#store/funnel-scope.ts'
import { daysSql, inside, passesSql, type PassScope, type PipelineShape } from '#store/deal/pass.ts'
import type { PassGroup } from '#contract/pipeline-metric.ts'

export interface PassSelection {
  of: PassGroup
  span: { from: number; to: number }
  windowDays: number
  /** place of the stage, where `of` speaks of one */
  place: number | null
  /** only of that month (1 … 12) of the time that `of` is about */
  month: number | null
  after: [time: string, id: string, pass: number] | null
  limit: number
}

export interface PassRow {
  id: string
  pass: number
  name: string
  pipeline: string
  accountId: string | null
  accountName: string | null
  owner: string | null
  result: 'open' | 'won' | 'lost'
  stage: string | null
  amountMinor: number | null
  currency: string | null
  baseMinor: number | null
  openedAt: Date
  qualifiedAt: Date | null
  closedAt: Date | null
  place: string
}

/** The deals behind a figure, newest first by the time that the figure is about. */
export async function findPasses(
  db: PoolClient,
  scope: PassScope,
  { of, span, windowDays, place, month, after, limit }: PassSelection,
): Promise<{ items: PassRow[]; next: PassSelection['after'] }> {
  const { bind, values } = parameters()
  const passes = passesSql(scope, bind, null, {
    more: ['p.owner', 'p.stage', 'p.imputed', ...Array.from({ length: 12 }, (_, k) => `p.s${k + 1}`)],
  })
  const [time, condition] = groupSql(of, { span, windowDays, now: scope.now, place, pipeline: scope.pipelines[0] })
  const inMonth = month === null ? '' : `and extract(month from ${time} at time zone ${bind(scope.zone)}) = ${month}`
  const later = after
    ? `and (${time}, p.id, p.pass) < (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid, ${bind(String(after[2]))}::integer)`
    : ''
  const { rows } = await db.query<PassRow>(
    `select p.id, p.pass, d.name, p.pipeline, a.id as "accountId", a.name as "accountName", p.owner, p.result, d.stage,
       p.amount_minor::float8 as "amountMinor", p.currency, p.base_minor::float8 as "baseMinor", p.opened as "openedAt",
       p.qualified as "qualifiedAt", p.closed as "closedAt", p.time::text as place
     from (select p.*, ${time} as time from (${passes}) p where result <> 'moved' and ${condition} ${inMonth} ${later}
         order by ${time} desc, p.id desc, p.pass desc limit ${limit + 1}) p
       join deal d on d.id = p.id left join account a on a.id = d.account_id and a.workspace_id = d.workspace_id
     order by p.time desc, p.id desc, p.pass desc`,
    values,
  )
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? [last.place, last.id, last.pass] : null }
}

interface GroupInput {
  span: { from: number; to: number }
  windowDays: number
  now: number
  place: number | null
  pipeline: PipelineShape | undefined
}

/** The time that a figure is about, and who is behind it. */
function groupSql(of: PassGroup, { span, windowDays, now, place, pipeline }: GroupInput): [string, string] {
  const qualified = inside('qualified', span)
  const closed = inside('closed', span)
  const matured = `${qualified} and qualified < ${timeSql(now)} - ${daysSql(windowDays)}`
  const inTime = `result = 'won' and closed <= qualified + ${daysSql(windowDays)}`
  if (of === 'qualified') return ['qualified', qualified]
  if (of === 'cohort_won') return ['qualified', `${qualified} and result = 'won'`]
  if (of === 'matured') return ['qualified', matured]
  if (of === 'matured_won') return ['qualified', `${matured} and ${inTime}`]
  if (of === 'won') return ['closed', `${closed} and result = 'won'`]
  if (of === 'lost') return ['closed', `${closed} and result = 'lost'`]
  if (of === 'closed') return ['closed', closed]
  if (of === 'unconverted')
    return ['closed', `${closed} and result = 'won' and base_minor is null and amount_minor is not null`]
  if (of === 'without_amount') return ['closed', `${closed} and result = 'won' and amount_minor is null`]
  if (of === 'open') return ['opened', `result = 'open'`]
  if (of === 'open_qualified') return ['qualified', `result = 'open' and qualified is not null`]
  if (of === 'open_unconverted')
    return ['opened', `result = 'open' and base_minor is null and amount_minor is not null`]
  if (of === 'open_worth') return ['opened', `result = 'open' and base_minor is not null`]
  if (of === 'open_without_worth') return ['opened', `result = 'open' and base_minor is null`]
  const k = place ?? 0
  const stages = pipeline?.stages ?? []
  if (of === 'standing') return ['opened', `result = 'open' and stage = '${(stages[k] ?? '').replaceAll("'", "''")}'`]
  const later = stages.slice(k + 1).map((_, i) => `s${k + 2 + i}`)
  const next = later.length === 0 ? 'null::timestamptz' : `least(${later.join(', ')})`
  const came = `coalesce(${next}, case when result = 'won' then closed end)`
  const entered = `${inside(`s${k + 1}`, span)} and (imputed >> ${k}) & 1 = 0 and coalesce(${came} >= s${k + 1}, true)`
  if (of === 'went_on') return [`s${k + 1}`, `${entered} and ${came} is not null`]
  if (of === 'lost_from') return [`s${k + 1}`, `${entered} and ${came} is null and result = 'lost'`]
  return [`s${k + 1}`, entered]
}
