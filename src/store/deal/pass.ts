import { oddDigits } from '#core/deal/money.ts'
import { timeSql, type Bind } from '#store/funnel-scope.ts'

/** A pipeline as its numbers need it: places of its stages from 0. */
export interface PipelineShape {
  id: string
  /** ids in order, at most 12 */
  stages: readonly string[]
  /** a deal is a qualified lead from here on */
  qualified: number
  /** the first stage that is the win; null: it is won by an outcome only */
  win: number | null
  /** outcomes that are the win */
  wins: readonly string[]
  /** the partition of `reach` that holds it */
  partition: string
}

/** Something that is known of a deal. */
export type DealProperty =
  | { kind: 'owner' | 'team' | 'pipeline' | 'source' | 'campaign' | 'product' | 'sector' }
  | { kind: 'custom'; field: string }

export interface PassScope {
  workspaceId: string
  zone: string
  /** of the workspace: what amounts are brought into */
  currency: string
  pipelines: readonly PipelineShape[]
  /** only deals that are so; value null: it is missing or empty */
  only: readonly { property: DealProperty; value: string | null }[]
  /** epoch ms */
  now: number
}

const times = Array.from({ length: 12 }, (_, k) => `s${k + 1}`)

/**
 * SQL of the passes of deals, one row each: id, pass, pipeline, opened, qualified, closed, result (open, won, lost, or moved
 * to another pipeline), amounts, `key` when broken down, with `stages` s1 … s12 and imputed, and `more` columns. A pass is a lap: a
 * deal that was lost and opened again has two, and the first stays lost. A win is a win even when the customer left later;
 * a win that was taken back by hand is none.
 */
export function passesSql(
  scope: PassScope,
  bind: Bind,
  keySql = 'null::text',
  { more = '', stages = false }: { more?: string; stages?: boolean } = {},
): string {
  const workspace = bind(scope.workspaceId)
  const product = keySql.includes('dp.')
  const account = keySql.includes('a.') || scope.only.some(({ property }) => property.kind === 'sector')
  const conditions = scope.only.map(({ property, value }) => onlySql(property, value, bind))
  return scope.pipelines
    .map((pipeline) => {
      const reached = (from: number): string => least(times.slice(from, pipeline.stages.length).map((s) => `r.${s}`))
      const wins = pipeline.wins.length === 0 ? 'false' : `r.outcome in (${pipeline.wins.map(bind).join(', ')})`
      const wonStages = pipeline.win === null ? [] : pipeline.stages.slice(pipeline.win)
      const winStage = pipeline.win === null ? 'null::timestamptz' : reached(pipeline.win)
      const model = bind(pipeline.id)
      return `select r.subject_id as id, r.pass, r.model as pipeline, ${keySql} as key,
        ${reached(0)} as opened, ${reached(pipeline.qualified)} as qualified,
        c.closed, ${baseSql(scope, bind)} as base_minor,
        case when w.won_at is not null then 'won' when w.here and d.status = 'open' then 'open'
          when r.outcome is not null or w.here then 'lost' else 'moved' end as result,
        d.amount_minor, d.currency${stages ? `, r.imputed, ${times.map((s) => `r.${s}`).join(', ')}` : ''}${more}
      from ${pipeline.partition} r
        join deal d on d.id = r.subject_id and d.workspace_id = r.workspace_id
        ${account ? 'left join account a on a.id = d.account_id and a.workspace_id = d.workspace_id' : ''}
        ${product ? 'left join deal_product dp on dp.deal_id = d.id and dp.workspace_id = d.workspace_id' : ''}
        cross join lateral (select d.pipeline = r.model and d.pass = r.pass as here) h
        cross join lateral (select h.here, case
          when h.here and d.status = 'won' then d.closed_at
          when h.here and d.status = 'open' then null
          when ${wins} then r.outcome_at
          when ${winStage} is null then null
          when (select i.stage from stage_interval i where i.subject_id = r.subject_id and i.model = r.model
              and i.pass = r.pass and i.superseded_at is null order by i.entered_at desc, i.left_at desc limit 1)
            in (${wonStages.length === 0 ? 'null' : wonStages.map(bind).join(', ')}) then ${winStage}
          end as won_at) w
        cross join lateral (select
          case when w.won_at is not null then w.won_at when w.here and d.status = 'open' then null
            when r.outcome is not null then r.outcome_at when w.here then d.closed_at end as closed) c
      where r.workspace_id = ${workspace}::uuid and r.model = ${model}
        ${conditions.map((condition) => `and ${condition}`).join(' ')}`
    })
    .join(' union all ')
}

/** Text of a property of the deal `d` (its account `a`, a line of its products `dp`); null when missing or empty. */
export function propertySql(property: DealProperty, bind: Bind): string {
  if (property.kind === 'owner') return `coalesce('id:' || d.owner_id, 'name:' || nullif(d.owner_name, ''))`
  if (property.kind === 'pipeline') return 'r.model'
  if (property.kind === 'product') return 'dp.product_id::text'
  if (property.kind === 'sector') return `nullif(a.facts ->> 'industry', '')`
  if (property.kind === 'custom') return `nullif(d.custom ->> ${bind(property.field)}::text, '')`
  return `nullif(d.${property.kind}, '')`
}

/**
 * The amount in the workspace's currency by the rate of the day this pass closed: the deal's own sum, unless the pass closed
 * on another day than the deal did in the end (won, and lost as a customer later).
 */
function baseSql({ currency, zone, workspaceId }: PassScope, bind: Bind): string {
  const own = bind(currency)
  const digits = bind(JSON.stringify(oddDigits))
  const digitsOf = (code: string) => `coalesce((${digits}::jsonb ->> ${code})::integer, 2)`
  return `case when d.currency = ${own} then d.amount_minor
    when c.closed is not distinct from d.closed_at then d.base_minor
    when d.amount_minor is not null then (
      select round(d.amount_minor::numeric * f.rate * power(10::numeric, ${digitsOf(own)} - ${digitsOf('d.currency')}))::bigint
        from currency_rate f where f.workspace_id = ${bind(workspaceId)}::uuid and f.currency = d.currency
          and (c.closed is null or f.day <= (c.closed at time zone ${bind(zone)})::date)
        order by f.day desc limit 1) end`
}

function onlySql(property: DealProperty, value: string | null, bind: Bind): string {
  if (property.kind === 'product') {
    const lines = 'select from deal_product l where l.deal_id = d.id and l.workspace_id = d.workspace_id'
    return value === null ? `not exists (${lines})` : `exists (${lines} and l.product_id::text = ${bind(value)})`
  }
  const sql = propertySql(property, bind)
  return value === null ? `${sql} is null` : `${sql} = ${bind(value)}`
}

function least(parts: readonly string[]): string {
  return `least(${parts.join(', ')})`
}

/** A moment lies in from … before to (epoch ms); false where it is unknown. */
export function inside(column: string, { from, to }: { from: number; to: number }): string {
  return `coalesce(${column} >= ${timeSql(from)} and ${column} < ${timeSql(to)}, false)`
}

/** So many days as a length; seconds alone, since days would be added through the calendar. */
export function daysSql(days: number): string {
  return `interval '${days * 86_400} seconds'`
}
