import type { PoolClient } from 'pg'
import { orders, partsOf, picked, ranges, Statement } from '#store/person-list-sql.ts'
import type { Parts, PeoplePlace, PeopleScope } from '#store/person-list-sql.ts'

export interface PeopleRow extends PeoplePlace {
  name: string | null
  email: string | null
  title: string | null
  accountId: string | null
  accountName: string | null
  engagement: number
  stage: string | null
  outcome: string | null
  channel: string | null
}

/** A page of people after a place, one more than asked for when there is one. */
export async function findPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
): Promise<PeopleRow[]> {
  if (scope.words !== null) return searchPeople(db, scope, after, limit)
  if (scope.sort === 'recent') return recentPeople(db, scope, after, limit)
  const statement = new Statement()
  const parts = partsOf(statement, scope, after)
  const order = orders[scope.sort]
  const plain = scope.sort === 'engagement' && scope.stage === null && scope.channel === null && !scope.hot
  if (plain) {
    const where = [parts.workspace, ...parts.afterHeat].join(' and ')
    const page = `select ${picked(parts)} from person_fold f where ${where}
      order by f.heat desc, f.person_id desc limit ${limit + 1}`
    return dressed(db, statement, scope, '', page, order)
  }
  const { ctes, from } = ranges(parts, await rangesBy(db, scope), scope.sort, limit + 1)
  return dressed(db, statement, scope, `${ctes},`, `${from} order by ${order} limit ${limit + 1}`, order)
}

/** Whichever of stage and channel has fewer people by the database's own statistics. */
async function rangesBy(db: PoolClient, scope: PeopleScope): Promise<'stage' | 'channel' | 'all'> {
  if (scope.stage === null) return scope.channel === null ? 'all' : 'channel'
  if (scope.channel === null) return 'stage'
  const [stage, channel] = [
    await guess(db, { ...scope, channel: null, hot: false }),
    await guess(db, { ...scope, stage: null, hot: false }),
  ]
  return stage <= channel ? 'stage' : 'channel'
}

/**
 * By the last event. The index knows the hour only: first the hour in which the page ends, then everybody from there,
 * sorted.
 */
async function recentPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
): Promise<PeopleRow[]> {
  const statement = new Statement()
  const parts = partsOf(statement, scope, null)
  const where = [parts.workspace, ...parts.stage, ...parts.channel, ...parts.hot].join(' and ')
  const last = `coalesce(f.last_at, '-infinity')`
  const at =
    after === null ? '' : statement.bind(after.lastAt === null ? '-infinity' : new Date(after.lastAt), 'timestamptz')
  const hour = `date_trunc('hour', ${at} at time zone 'UTC')`
  const behind = after ? `and (${last}, f.person_id) < (${at}, ${statement.bind(after.id, 'uuid')})` : ''
  const ctes = `edge as (select f.last_hour from person_fold f where ${where} ${after ? `and f.last_hour < ${hour}` : ''}
      order by f.last_hour desc, f.person_id desc offset ${limit} limit 1),
    near as materialized (select f.person_id from person_fold f
      where ${where} and f.last_hour >= coalesce((select last_hour from edge), '-infinity')
        ${after ? `and f.last_hour <= ${hour}` : ''}),`
  const page = `select ${picked(parts)}, ${last} as last_at
    from near cross join lateral (select * from person_fold f where f.person_id = near.person_id offset 0) f
    where true ${behind} order by ${last} desc, f.person_id desc limit ${limit + 1}`
  return dressed(db, statement, scope, ctes, page, 'last_at desc, person_id desc')
}

/** Everybody with the words, then the best of them. */
async function searchPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
): Promise<PeopleRow[]> {
  const statement = new Statement()
  const parts = partsOf(statement, scope, scope.sort === 'recent' ? null : after)
  const last = `coalesce(f.last_at, '-infinity')`
  const where = [...parts.stage, ...parts.channel, ...parts.hot]
  if (scope.sort === 'engagement') where.push(...parts.afterHeat)
  if (scope.sort === 'total') where.push(...parts.afterTotal('f.fit'))
  if (scope.sort === 'recent' && after) {
    const at = statement.bind(after.lastAt === null ? '-infinity' : new Date(after.lastAt), 'timestamptz')
    where.push(`(${last}, f.person_id) < (${at}, ${statement.bind(after.id, 'uuid')})`)
  }
  const order = scope.sort === 'recent' ? 'last_at desc, person_id desc' : orders[scope.sort]
  const page = `select ${picked(parts)}, ${last} as last_at
    from found cross join lateral (select * from person_fold f where f.person_id = found.id offset 0) f
    where ${where.length === 0 ? 'true' : where.join(' and ')} order by ${order} limit ${limit + 1}`
  return dressed(db, statement, scope, `${foundSql(statement, scope)},`, page, order)
}

function foundSql(statement: Statement, scope: PeopleScope): string {
  return `found as materialized (select p.id from person p
    where p.workspace_id = ${statement.bind(scope.workspaceId, 'uuid')} and p.merged_into is null
      and p.search @@ ${statement.bind(queryOf(scope.words ?? []), 'tsquery')})`
}

/** Words as core/search-words.ts makes them are letters and digits only: nothing in them needs escaping. */
function queryOf(words: readonly string[]): string {
  return words.map((word) => `'${word}':*`).join(' & ')
}

/** The candidates with what a row shows. */
async function dressed(
  db: PoolClient,
  statement: Statement,
  scope: PeopleScope,
  ctes: string,
  page: string,
  order: string,
): Promise<PeopleRow[]> {
  const lifecycle = statement.bind(scope.lifecycle, 'text')
  const { rows } = await db.query<Omit<PeopleRow, 'lastAt'> & { lastAt: Date | null }>(
    statement.finish(`with recursive ${ctes} page as (${page})
     select page.person_id as id, page.heat, page.fit, page.engagement, page.total, p.name, p.email,
       p.facts->>'title' as title, a.id as "accountId", a.name as "accountName", g.stage,
       g.stages #>> array[${lifecycle}, 'outcome'] as outcome, g.channel, g.last_at as "lastAt"
     from page join person_fold g on g.person_id = page.person_id join person p on p.id = page.person_id
     left join account a on a.id = p.account_id
     order by ${order.replace(/\b(heat|fit|total|person_id)\b/g, 'page.$1').replace('last_at', `coalesce(g.last_at, '-infinity')`)}`),
  )
  return rows.map((row) => ({ ...row, lastAt: row.lastAt?.getTime() ?? null }))
}

/** How many are counted one by one; beyond it, an estimate. */
export const countedTo = 10_000

/** How many people there are: exact up to `countedTo`, else by the database's statistics, to two digits. */
export async function countPeople(db: PoolClient, scope: PeopleScope): Promise<{ value: number; estimated: boolean }> {
  const statement = new Statement()
  const parts = partsOf(statement, scope, null)
  const { rows } = await db.query<{ count: number }>(
    statement.finish(
      `with recursive ${await countSql(db, statement, parts, scope)} select count(*)::int as count from counted`,
    ),
  )
  const count = rows[0]?.count ?? 0
  if (count <= countedTo) return { value: count, estimated: false }
  const rough = Number((await guess(db, scope)).toPrecision(2))
  return { value: Math.max(rough, countedTo + 1), estimated: true }
}

async function countSql(db: PoolClient, statement: Statement, parts: Parts, scope: PeopleScope): Promise<string> {
  const limit = countedTo + 1
  const where = [parts.workspace, ...parts.stage, ...parts.channel, ...parts.hot].join(' and ')
  if (scope.words !== null) {
    return `${foundSql(statement, scope)}, counted as (select 1 from found cross join lateral (
      select 1 from person_fold f where f.person_id = found.id and ${where} offset 0) f limit ${limit})`
  }
  if (scope.hot) {
    const { ctes, from } = ranges(parts, await rangesBy(db, scope), 'engagement', limit)
    return `${ctes}, counted as (select 1 from (${from}) r limit ${limit})`
  }
  return `counted as (select 1 from person_fold f where ${where} limit ${limit})`
}

/** What the planner expects to find. */
async function guess(db: PoolClient, scope: PeopleScope): Promise<number> {
  const statement = new Statement()
  const { workspace, stage, channel, hot } = partsOf(statement, { ...scope, hot: false }, null)
  const where = [workspace, ...stage, ...channel, ...hot].join(' and ')
  const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    statement.finish(`explain (format json) select 1 from person_fold f where ${where}`),
  )
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}
