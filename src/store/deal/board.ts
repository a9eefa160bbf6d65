import {
  type CardRow,
  cardColumns,
  cardJoins,
  cardSelect,
  type DealOrder,
  type DealPlace,
  numbered,
  ordered,
} from '#store/deal/card.ts'
import { type DealScope, dealWhere, ownerKey } from '#store/deal/filter.ts'
import { Statement } from '#store/person-list-sql.ts'
import type { Db } from '#store/rows.ts'

/** A column of the board: open deals of a stage, or those that came into a stage or an outcome since a moment. */
export interface ColumnScope {
  key: string
  stage: string | null
  outcome: string | null
  /** epoch ms; null: open deals, however long they are there */
  since: number | null
}

/** Sums of one column and currency; bigint sums come as text. */
export interface SumRow {
  key: string
  currency: string | null
  count: number
  amount: string | null
  base: string | null
  unconverted: number
  bare: number
  pastClose: number
  noStep: number
}

const sums = `count(*)::integer as count, sum(d.amount_minor)::text as amount, sum(d.base_minor)::text as base,
  count(*) filter (where d.amount_minor is not null and d.base_minor is null)::integer as unconverted,
  count(*) filter (where d.amount_minor is null)::integer as bare`
const none = `0 as "pastClose", 0 as "noStep"`

/** What each stage, and each way out since `since` (epoch ms), adds up to by currency. */
export async function boardSums(db: Db, scope: DealScope, since: number): Promise<SumRow[]> {
  const statement = new Statement()
  const where = dealWhere(statement, scope).join(' and ')
  const today = statement.bind(scope.today, 'date')
  const { rows } = await db.query<SumRow>(
    statement.finish(
      `select 'stage:' || d.stage as key, d.currency, ${sums},
         count(*) filter (where d.close_date < ${today})::integer as "pastClose",
         count(*) filter (where d.next_step_at is null)::integer as "noStep"
       from deal d where ${where} and d.status = 'open' group by d.stage, d.currency
       union all
       select coalesce('stage:' || d.stage, 'outcome:' || d.outcome), d.currency, ${sums}, ${none}
       from deal d where ${where} and d.status <> 'open'
         and d.stage_since >= ${statement.bind(new Date(since), 'timestamptz')} group by d.stage, d.outcome, d.currency`,
    ),
  )
  return rows
}

export interface ColumnCards extends CardRow {
  /** which of the columns */
  nth: number
}

/** The first cards of columns, each in its own order, one more than `limit` where there is more. */
export async function boardCards(
  db: Db,
  scope: DealScope,
  columns: readonly { column: ColumnScope; order: DealOrder; after: DealPlace | null }[],
  limit: number,
): Promise<ColumnCards[]> {
  const statement = new Statement()
  const where = dealWhere(statement, scope)
  const parts = columns.map(({ column, order, after }, nth) => {
    const sorted = ordered(statement, order, after)
    const all = [...where, ...columnWhere(statement, column), ...sorted.after].join(' and ')
    const select = `select ${nth} as nth, (${order.by})::text as place, ${cardColumns}
      from deal d where ${all} ${sorted.orderBy} limit ${limit + 1}`
    return `(${numbered(select)})`
  })
  if (parts.length === 0) return []
  const { rows } = await db.query<ColumnCards>(
    statement.finish(
      `select c.nth, c.place, ${cardSelect} from (${parts.join(' union all ')}) c ${cardJoins}
       order by c.nth, c.place_nth`,
    ),
  )
  return rows
}

function columnWhere({ bind }: Statement, { stage, outcome, since }: ColumnScope): string[] {
  const where = [
    stage === null ? `d.stage is null and d.outcome = ${bind(outcome, 'text')}` : `d.stage = ${bind(stage, 'text')}`,
  ]
  if (since === null) where.push(`d.status = 'open'`)
  else where.push(`d.status <> 'open'`, `d.stage_since >= ${bind(new Date(since), 'timestamptz')}`)
  return where
}

export interface LaneRow {
  key: string
  ownerId: string | null
  ownerName: string | null
  count: number
  base: string | null
  unconverted: number
}

/** Who owns the open deals, the largest sum first, nobody last. */
export async function dealLanes(db: Db, scope: DealScope): Promise<LaneRow[]> {
  const statement = new Statement()
  const where = dealWhere(statement, scope).join(' and ')
  const { rows } = await db.query<LaneRow>(
    statement.finish(
      `select l.key, l.owner_id as "ownerId", coalesce(u.name, l.owner_name) as "ownerName", l.count, l.base, l.unconverted
       from (select ${ownerKey} as key, d.owner_id, max(d.owner_name) as owner_name, count(*)::integer as count,
           sum(d.base_minor)::text as base,
           count(*) filter (where d.amount_minor is not null and d.base_minor is null)::integer as unconverted
         from deal d where ${where} and d.status = 'open'
         group by ${ownerKey}, d.owner_id) l
       left join auth_user u on u.id = l.owner_id
       order by l.key = 'none', coalesce(l.base::numeric, 0) desc, l.count desc, l.key limit 200`,
    ),
  )
  return rows
}

export interface FacetRow {
  facet: 'owner' | 'company' | 'product' | 'team' | 'source' | 'tag' | 'month'
  value: string
  name: string | null
  count: number
}

/** What the open deals of pipelines can be filtered by, the commonest of each first. */
export async function dealFacets(db: Db, workspaceId: string, pipelines: readonly string[]): Promise<FacetRow[]> {
  const { rows } = await db.query<FacetRow>(
    `with d as materialized (select id, account_id, owner_id, owner_name, team, source, tags, close_date from deal
         where workspace_id = $1 and pipeline = any($2) and status = 'open'),
       f as (
         select 'owner' as facet, ${ownerKey} as value, max(coalesce(u.name, d.owner_name)) as name, count(*) as count
           from d left join auth_user u on u.id = d.owner_id group by 2
         union all
         (select 'company', a.id::text, a.name, count(*) from d join account a on a.id = d.account_id
           group by a.id order by count(*) desc, a.name limit 50)
         union all
         select 'product', p.id::text, p.name, count(*) from d join deal_product dp on dp.deal_id = d.id
           join product p on p.id = dp.product_id group by p.id
         union all
         select 'team', team, null, count(*) from d where team is not null group by team
         union all
         select 'source', source, null, count(*) from d where source is not null group by source
         union all
         select 'tag', t, null, count(*) from d cross join unnest(tags) t group by t
         union all
         select 'month', to_char(close_date, 'YYYY-MM'), null, count(*) from d where close_date is not null group by 2)
     select facet, value, name, count::integer from f
     order by facet, case when facet = 'month' then value end, count desc, name, value`,
    [workspaceId, pipelines],
  )
  return rows
}
