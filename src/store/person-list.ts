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

export interface FoundPeople {
  rows: PeopleRow[]
  /** how many match in all, when finding them told */
  count: number | null
}

/** A page of people after a place, one more than asked for when there is one. */
export async function findPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
): Promise<FoundPeople> {
  if (scope.words !== null) return searchPeople(db, scope, after, limit)
  return { rows: await sortedPeople(db, scope, after, limit), count: null }
}

async function sortedPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
): Promise<PeopleRow[]> {
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
 * By the last event. The index knows the ten minutes only: first those in which the page ends, then everybody from there,
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
  const span = `date_bin('10 minutes', ${at} at time zone 'UTC', '2000-01-01')`
  const behind = after ? `and (${last}, f.person_id) < (${at}, ${statement.bind(after.id, 'uuid')})` : ''
  const ctes = `edge as (select f.last_span from person_fold f where ${where} ${after ? `and f.last_span < ${span}` : ''}
      order by f.last_span desc, f.person_id desc offset ${limit} limit 1),
    near as materialized (select f.person_id from person_fold f
      where ${where} and f.last_span >= coalesce((select last_span from edge), '-infinity')
        ${after ? `and f.last_span <= ${span}` : ''}),`
  const page = `select ${picked(parts)}, ${last} as last_at
    from near cross join lateral (select * from person_fold f where f.person_id = near.person_id offset 0) f
    where true ${behind} order by ${last} desc, f.person_id desc limit ${limit + 1}`
  return dressed(db, statement, scope, ctes, page, 'last_at desc, person_id desc')
}

/**
 * Frequent words are met soon by walking down the order, rare ones are found by their index and then sorted; the
 * database's statistics tell which is less.
 */
async function searchPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
): Promise<FoundPeople> {
  if (scope.sort === 'engagement') {
    const found = await guessWords(db, scope)
    const everybody = await guess(db, { ...scope, stage: null, channel: null, hot: false, words: null })
    // a step of the walk costs about as much as a row found
    if (found * found > (limit + 1) * everybody) {
      const steps = Math.ceil((3 * (limit + 1) * everybody) / found)
      const rows = await walkPeople(db, scope, after, limit, steps)
      if (rows.length > limit) return { rows, count: null }
    }
  }
  const statement = new Statement()
  const parts = partsOf(statement, scope, scope.sort === 'recent' ? null : after)
  const where = [...parts.stage, ...parts.channel, ...parts.hot]
  const behind: string[] = []
  if (scope.sort === 'engagement') behind.push(...parts.afterHeat)
  if (scope.sort === 'total') behind.push(...parts.afterTotal('f.fit'))
  if (scope.sort === 'recent' && after) {
    const at = statement.bind(after.lastAt === null ? '-infinity' : new Date(after.lastAt), 'timestamptz')
    behind.push(`(f.last_at, f.person_id) < (${at}, ${statement.bind(after.id, 'uuid')})`)
  }
  const order = scope.sort === 'recent' ? 'last_at desc, person_id desc' : orders[scope.sort]
  // without the last event, an index alone ranks them
  const last = scope.sort === 'recent' ? `coalesce(f.last_at, '-infinity')` : 'null::timestamptz'
  const ctes = `${foundSql(statement, scope)}, matched as materialized (
    select f.person_id, f.heat, f.fit, f.last_at from found cross join lateral (
      select f.person_id, f.heat, f.fit, f.stage, f.channel, ${last} as last_at
      from person_fold f where f.person_id = found.id offset 0) f
    where ${where.length === 0 ? 'true' : where.join(' and ')}),`
  const page = `select ${picked(parts)}, f.last_at from matched f
    where ${behind.length === 0 ? 'true' : behind.join(' and ')} order by ${order} limit ${limit + 1}`
  const rows = await dressed(db, statement, scope, ctes, page, order, '(select count(*)::int from matched)')
  return { rows, count: rows.length === 0 && after !== null ? null : (rows[0]?.matched ?? 0) }
}

/** Down the order by engagement, so many steps at most, looking at each one's words. */
async function walkPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
  steps: number,
): Promise<PeopleRow[]> {
  const statement = new Statement()
  const parts = partsOf(statement, scope, after)
  const where = [parts.workspace, ...parts.stage, ...parts.channel, ...parts.hot, ...parts.afterHeat].join(' and ')
  const page = `select ${picked(parts)} from (
      select f.person_id, f.heat, f.fit from person_fold f where ${where}
      order by f.heat desc, f.person_id desc limit ${steps}) f
    cross join lateral (select from person p
      where p.id = f.person_id and p.search @@ ${statement.bind(queryOf(scope.words ?? []), 'tsquery')} offset 0) p
    order by f.heat desc, f.person_id desc limit ${limit + 1}`
  return dressed(db, statement, scope, '', page, orders.engagement)
}

function foundSql(statement: Statement, scope: PeopleScope): string {
  return `found as materialized (select p.id from person p where ${wordsSql(statement, scope)})`
}

function wordsSql(statement: Statement, scope: PeopleScope): string {
  return `p.workspace_id = ${statement.bind(scope.workspaceId, 'uuid')} and p.merged_into is null
    and p.search @@ ${statement.bind(queryOf(scope.words ?? []), 'tsquery')}`
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
  matched = 'null::int',
): Promise<(PeopleRow & { matched: number | null })[]> {
  const lifecycle = statement.bind(scope.lifecycle, 'text')
  const { rows } = await db.query<Omit<PeopleRow, 'lastAt'> & { lastAt: Date | null; matched: number | null }>(
    statement.finish(`with recursive ${ctes} page as (${page})
     select page.person_id as id, page.heat, page.fit, page.engagement, page.total, p.name, p.email,
       p.facts->>'title' as title, a.id as "accountId", a.name as "accountName", g.stage,
       g.stages #>> array[${lifecycle}, 'outcome'] as outcome, g.channel, g.last_at as "lastAt", ${matched} as matched
     from page join person_fold g on g.person_id = page.person_id join person p on p.id = page.person_id
     left join account a on a.id = p.account_id
     order by ${order.replace(/\b(heat|fit|total|person_id)\b/g, 'page.$1').replace('last_at', `coalesce(g.last_at, '-infinity')`)}`),
  )
  return rows.map((row) => ({ ...row, lastAt: row.lastAt?.getTime() ?? null }))
}

/** How many are counted one by one; beyond it, an estimate. */
export const countedTo = 10_000

/**
 * How many people there are: exact up to `countedTo`, else an estimate by the database's statistics, to two digits. Of
 * those with a word that more than `countedTo` have, always an estimate: only all of these would tell. `known`: what
 * finding them told.
 */
export async function countPeople(
  db: PoolClient,
  scope: PeopleScope,
  known: number | null,
): Promise<{ value: number; estimated: boolean }> {
  if (known !== null) return { value: known, estimated: false }
  const rough = async () => Number((await guess(db, scope)).toPrecision(2))
  if (scope.words !== null && (await guessWords(db, scope)) > countedTo)
    return { value: await rough(), estimated: true }
  // far beyond, nobody is counted at all
  const many = await rough()
  if (many > 1.3 * countedTo) return { value: many, estimated: true }
  const count = await countOneByOne(db, scope)
  if (count <= countedTo) return { value: count, estimated: false }
  return { value: Math.max(many, countedTo + 1), estimated: true }
}

async function countOneByOne(db: PoolClient, scope: PeopleScope): Promise<number> {
  const statement = new Statement()
  const parts = partsOf(statement, scope, null)
  const { rows } = await db.query<{ count: number }>(
    statement.finish(
      `with recursive ${await countSql(db, statement, parts, scope)} select count(*)::int as count from counted`,
    ),
  )
  return rows[0]?.count ?? 0
}

async function countSql(db: PoolClient, statement: Statement, parts: Parts, scope: PeopleScope): Promise<string> {
  const limit = countedTo + 1
  if (scope.words !== null) {
    const mine = ['f.person_id = found.id', ...parts.stage, ...parts.channel, ...parts.hot].join(' and ')
    return `${foundSql(statement, scope)}, counted as (select 1 from found cross join lateral (
      select 1 from person_fold f where ${mine} offset 0) f limit ${limit})`
  }
  const where = [parts.workspace, ...parts.stage, ...parts.channel, ...parts.hot].join(' and ')
  if (scope.hot) {
    const { ctes, from } = ranges(parts, await rangesBy(db, scope), 'engagement', limit)
    return `${ctes}, counted as (select 1 from (${from}) r limit ${limit})`
  }
  return `counted as (select 1 from person_fold f where ${where} limit ${limit})`
}

/** How many the database's statistics expect; of hot ones and of words, by their share among everybody. */
async function guess(db: PoolClient, scope: PeopleScope): Promise<number> {
  const plain = { ...scope, hot: false, words: null }
  const statement = new Statement()
  const { workspace, stage, channel } = partsOf(statement, plain, null)
  const where = [workspace, ...stage, ...channel].join(' and ')
  const all = await expected(db, statement.finish(`select 1 from person_fold f where ${where}`))
  if (scope.words !== null) {
    const everybody =
      stage.length + channel.length === 0 ? all : await guess(db, { ...plain, stage: null, channel: null })
    const share = everybody === 0 ? 0 : (await guessWords(db, scope)) / everybody
    return (scope.hot ? await guess(db, { ...scope, words: null }) : all) * share
  }
  return scope.hot ? all * (await hotShare(db, scope)) : all
}

async function guessWords(db: PoolClient, scope: PeopleScope): Promise<number> {
  const statement = new Statement()
  return expected(db, statement.finish(`select 1 from person p where ${wordsSql(statement, scope)}`))
}

async function expected(db: PoolClient, { text, values }: { text: string; values: unknown[] }): Promise<number> {
  const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `explain (format json) ${text}`,
    values,
  )
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** The share of hot ones among some two hundred pages' people, always the same pages. */
async function hotShare(db: PoolClient, scope: PeopleScope): Promise<number> {
  const { rows: size } = await db.query<{ pages: number }>(
    `select relpages as pages from pg_class where oid = 'person_fold'::regclass`,
  )
  const percent = Math.min(100, (100 * 200) / Math.max(1, size[0]?.pages ?? 1))
  const statement = new Statement()
  const { workspace, stage, channel, hot } = partsOf(statement, scope, null)
  const where = [workspace, ...stage, ...channel].join(' and ')
  const { rows } = await db.query<{ share: number | null }>(
    statement.finish(`select avg((${hot[0] ?? 'true'})::int)::float8 as share
      from person_fold f tablesample system (${percent}) repeatable (1) where ${where}`),
  )
  return rows[0]?.share ?? 1
}
