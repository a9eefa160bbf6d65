import { timeSql, type Bind } from '#store/funnel-scope.ts'

/** A pipeline as its numbers need it: places of its stages from 0. */
export interface PipelineShape {
  id: string
  /** ids in order, at most 12 */
  stages: readonly string[]
  /** the first stage that is the win; null: it is won by an outcome only */
  win: number | null
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

/**
 * SQL of the passes of deals, one row each: columns of deal_pass under the names id, pass, pipeline, opened, qualified, closed,
 * result (open, won, lost, or moved to another pipeline), amounts, `key` when broken down, and `more` of the row `p`, of those
 * for which `where` holds of it. A pass is a lap: a deal that was lost and opened again has two (core/deal/pass.ts).
 */
export function passesSql(
  scope: PassScope,
  bind: Bind,
  by: DealProperty | null = null,
  { more = [], where = null }: { more?: readonly string[]; where?: string | null } = {},
): string {
  const account = by?.kind === 'sector' || scope.only.some(({ property }) => property.kind === 'sector')
  const columns = [
    'p.deal_id as id, p.pass, p.pipeline, p.opened_at as opened, p.qualified_at as qualified, p.closed_at as closed',
    'p.result, p.base_minor, p.amount_minor, p.currency',
    `${by === null ? 'null::text' : propertySql(by, bind)} as key`,
    ...more,
  ]
  return `select ${columns.join(', ')} from deal_pass p
    ${account ? 'left join account a on a.id = p.account_id and a.workspace_id = p.workspace_id' : ''}
    ${by?.kind === 'product' ? 'left join lateral unnest(p.products) as line(product_id) on true' : ''}
    where p.workspace_id = ${bind(scope.workspaceId)}::uuid
      and p.pipeline in (${scope.pipelines.map(({ id }) => bind(id)).join(', ')})
      ${scope.only.map(({ property, value }) => `and ${onlySql(property, value, bind)}`).join(' ')}
      ${where === null ? '' : `and (${where})`}`
}

/** A property of the pass `p` (its account `a`, one of its products `line`), text but for products; null when missing or empty. */
function propertySql(property: DealProperty, bind: Bind): string {
  if (property.kind === 'owner' || property.kind === 'pipeline') return `p.${property.kind}`
  // text only once it is counted: there are few products and many lines
  if (property.kind === 'product') return 'line.product_id'
  if (property.kind === 'sector') return `nullif(a.facts ->> 'industry', '')`
  if (property.kind === 'custom') return `nullif(p.custom ->> ${bind(property.field)}::text, '')`
  return `nullif(p.${property.kind}, '')`
}

function onlySql(property: DealProperty, value: string | null, bind: Bind): string {
  if (property.kind === 'product')
    return value === null ? `p.products = '{}'` : `p.products @> array[${bind(value)}]::uuid[]`
  const sql = propertySql(property, bind)
  return value === null ? `${sql} is null` : `${sql} = ${bind(value)}`
}

/** A moment lies in from … before to (epoch ms); false where it is unknown. */
export function inside(column: string, { from, to }: { from: number; to: number }): string {
  return `coalesce(${column} >= ${timeSql(from)} and ${column} < ${timeSql(to)}, false)`
}

/** So many days as a length; seconds alone, since days would be added through the calendar. */
export function daysSql(days: number): string {
  return `interval '${days * 86_400} seconds'`
}
