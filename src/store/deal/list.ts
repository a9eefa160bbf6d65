import type { PoolClient } from 'pg'
import type { ListSort } from '#core/deal/sort.ts'
import type { SumRow } from '#store/deal/board.ts'
import {
  type CardRow,
  cardColumns,
  cardJoins,
  cardOrders,
  cardSelect,
  type DealOrder,
  type DealPlace,
  numbered,
  ordered,
} from '#store/deal/card.ts'
import { type DealScope, dealWhere } from '#store/deal/filter.ts'
import { Statement } from '#store/person-list-sql.ts'
import type { Db } from '#store/rows.ts'

export interface ListScope extends DealScope {
  status: 'open' | 'won' | 'lost' | 'all'
  stage: string | null
  outcome: string | null
}

export interface ListRow extends CardRow {
  team: string | null
  source: string | null
  tags: string[]
  closedAt: Date | null
  updatedAt: Date
}

/** The orders of the table, each in its natural direction; `stages`: ids in the order of their pipelines. */
export function listOrder(sort: ListSort, descending: boolean | undefined, stages: readonly string[]): DealOrder {
  const order = orders(stages)[sort]
  return descending === undefined ? order : { ...order, descending }
}

function orders(stages: readonly string[]): Record<ListSort, DealOrder> {
  const place = stages.map((id, index) => `when ${literal(id)} then ${index}`).join(' ')
  const text = (by: string): DealOrder => ({
    by: `coalesce(left(${by}, 60), chr(1114111))`,
    type: 'text',
    descending: false,
  })
  return {
    ...cardOrders,
    name: cardOrders.name,
    company: { ...text('b.name'), join: 'left join account b on b.id = d.account_id' },
    owner: text('d.owner_name'),
    stage: {
      by: place === '' ? '0' : `case d.stage ${place} else ${stages.length} end`,
      type: 'integer',
      descending: false,
    },
    opened: { by: 'd.opened_at', type: 'timestamptz', descending: true },
    changed: { by: 'd.updated_at', type: 'timestamptz', descending: true },
  }
}

/** Ids come from the blueprint, whose schema keeps them plain; quoted nevertheless. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function listWhere(statement: Statement, scope: ListScope): string[] {
  const where = dealWhere(statement, scope)
  const { status, stage, outcome } = scope
  if (status !== 'all') where.push(`d.status = '${status}'`)
  if (stage !== null) where.push(`d.stage = ${statement.bind(stage, 'text')}`)
  if (outcome !== null) where.push(`d.outcome = ${statement.bind(outcome, 'text')}`)
  return where
}

const moreColumns = 'd.team, d.source, d.tags, d.closed_at, d.updated_at'
const moreSelect = `c.team, c.source, c.tags, c.closed_at as "closedAt", c.updated_at as "updatedAt"`

/** A page of the table after a place, one more than `limit` where there is more. `ids`: only these. */
export async function listDeals(
  db: Db,
  scope: ListScope,
  order: DealOrder,
  after: DealPlace | null,
  limit: number,
): Promise<ListRow[]> {
  const statement = new Statement()
  const sorted = ordered(statement, order, after)
  const where = [...listWhere(statement, scope), ...sorted.after]
  const { rows } = await db.query<ListRow>(
    statement.finish(
      `select c.place, ${cardSelect}, ${moreSelect} from (
         ${numbered(`select (${order.by})::text as place, ${cardColumns}, ${moreColumns}
           from deal d ${order.join ?? ''} where ${where.join(' and ')} ${sorted.orderBy} limit ${limit + 1}`)}
       ) c ${cardJoins}
       order by c.place_nth`,
    ),
  )
  return rows
}

/** What all that match add up to, by stage and currency (`key`: pipeline and stage). */
export async function listSums(db: Db, scope: ListScope): Promise<(SumRow & { pipeline: string })[]> {
  const statement = new Statement()
  const where = listWhere(statement, scope).join(' and ')
  const { rows } = await db.query<SumRow & { pipeline: string }>(
    statement.finish(
      `select d.pipeline, coalesce(case when d.status = 'open' then d.stage end, '') as key, d.currency,
         count(*)::integer as count, sum(d.amount_minor)::text as amount, sum(d.base_minor)::text as base,
         count(*) filter (where d.amount_minor is not null and d.base_minor is null)::integer as unconverted,
         count(*) filter (where d.amount_minor is null)::integer as bare, 0 as "pastClose", 0 as "noStep"
       from deal d where ${where} group by 1, 2, 3`,
    ),
  )
  return rows
}

/** Ids and revisions of all that match, `limit` at most. */
export async function dealIds(db: Db, scope: ListScope, limit: number): Promise<{ id: string; revision: number }[]> {
  const statement = new Statement()
  const where = listWhere(statement, scope).join(' and ')
  const { rows } = await db.query<{ id: string; revision: number }>(
    statement.finish(`select d.id, d.revision from deal d where ${where} order by d.id limit ${limit}`),
  )
  return rows
}

/** Whether these pipelines hold any deal, open or over. */
export async function anyDeal(db: Db, workspaceId: string, pipelines: readonly string[]): Promise<boolean> {
  const { rowCount } = await db.query('select from deal where workspace_id = $1 and pipeline = any($2) limit 1', [
    workspaceId,
    pipelines,
  ])
  return rowCount === 1
}

/** All that match, a batch at a time through a cursor of the database; the transaction must stay open. */
export async function* exportDeals(
  db: PoolClient,
  scope: ListScope,
  order: DealOrder,
  ids: readonly string[] | null,
  batch: number,
): AsyncGenerator<ListRow[]> {
  const statement = new Statement()
  const sorted = ordered(statement, order, null)
  const where = listWhere(statement, scope)
  if (ids !== null) where.push(`d.id = any(${statement.bind(ids, 'uuid[]')})`)
  const { text, values } = statement.finish(
    `declare exported no scroll cursor for
     select '' as place, ${cardSelect}, ${moreSelect} from (
       select row_number() over (${sorted.orderBy}) as place_nth, ${cardColumns}, ${moreColumns}
       from deal d ${order.join ?? ''} where ${where.join(' and ')}) c ${cardJoins} order by c.place_nth`,
  )
  await db.query(text, values)
  for (;;) {
    const { rows } = await db.query<ListRow>(`fetch ${batch} from exported`)
    if (rows.length > 0) yield rows
    if (rows.length < batch) break
  }
  await db.query('close exported')
}
