import type { PoolClient } from 'pg'
import type { Json } from '#core/json.ts'
import { columnSql } from '#store/person-list-column.ts'
import { allFilters, orders, partsOf, picked, ranges, Statement } from '#store/person-list-sql.ts'
import type { PeoplePlace, PeopleScope } from '#store/person-list-sql.ts'
import { cost, expectedEntries, filtered, foundSql, guess, notCounted, wordPlan } from '#store/person-list-count.ts'
import type { WordPlan } from '#store/person-list-count.ts'

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
  /** of the columns asked for, in their order */
  values: Json[]
}

export interface FoundPeople {
  rows: PeopleRow[]
  /** how many match in all, when finding them told */
  count: number | null
  /** how the words were looked for, when there were any */
  plan: WordPlan | null
}

interface Asked {
  db: PoolClient
  scope: PeopleScope
  after: PeoplePlace | null
  limit: number
  columns: readonly string[]
}

/** A page of people after a place, one more than asked for when there is one. `columns`: names of fields of rules. */
export async function findPeople(
  db: PoolClient,
  scope: PeopleScope,
  after: PeoplePlace | null,
  limit: number,
  columns: readonly string[] = [],
): Promise<FoundPeople> {
  const asked: Asked = { db, scope, after, limit, columns }
  if (scope.words === null) return { rows: await sortedPeople(asked), count: null, plan: null }
  const among = await amongPeople(asked)
  if (among) return among
  const plan = await wordPlan(db, scope, after === null)
  if (plan.how === 'walk') {
    const rows = scope.sort === 'engagement' ? await walkPeople(asked, plan.steps(limit)) : await sortedPeople(asked)
    if (rows.length > limit || scope.sort !== 'engagement') return { rows, count: plan.count, plan }
  }
  return rankedPeople(asked, plan)
}

/** Down the order by an index, whatever the filters, or the best of ranges in which the order is that of an index. */
async function sortedPeople(asked: Asked): Promise<PeopleRow[]> {
  const { db, scope, after, limit } = asked
  const { sort } = scope
  if (sort === 'recent') return recentPeople(asked)
  if (sort === 'name' || sort === 'newest') {
    // few among many are not met by walking
    const few = scope.condition === null && scope.words === null && (await guess(db, scope)) < seldom
    if (few) return (await rankedPeople(asked, null)).rows
    return sort === 'name' ? namedPeople(asked) : walkPeople(asked, null)
  }
  const plain = scope.stage === null && scope.channel === null && !scope.hot
  if (sort === 'engagement' && (plain || scope.condition !== null)) return walkPeople(asked, null)
  if (scope.condition !== null) return (await rankedPeople(asked, null)).rows
  const statement = new Statement()
  const parts = partsOf(statement, scope, after)
  const { ctes, from } = ranges(parts, await rangesBy(db, scope), sort, limit + 1)
  const order = orders[sort]
  return dressed(asked, statement, `${ctes},`, `${from} order by ${order} limit ${limit + 1}`, order)
}

/** Fewer than these are all ranked rather than met by walking down an order. */
const seldom = 20_000

/** Whichever of stage and channel has fewer people by the database's own statistics. */
async function rangesBy(db: PoolClient, scope: PeopleScope): Promise<'stage' | 'channel' | 'all'> {
  if (scope.stage === null) return scope.channel === null ? 'all' : 'channel'
  if (scope.channel === null) return 'stage'
  const [stage, channel] = [
    await guess(db, { ...scope, channel: null, hot: false, words: null }),
    await guess(db, { ...scope, stage: null, hot: false, words: null }),
  ]
  return stage <= channel ? 'stage' : 'channel'
}

/** Down the order by engagement or id, so many steps at most (null: to the end). */
async function walkPeople(asked: Asked, steps: number | null): Promise<PeopleRow[]> {
  const { scope, after, limit } = asked
  const statement = new Statement()
  const parts = partsOf(statement, scope, after)
  const newest = scope.sort === 'newest'
  const order = newest ? orders.newest : orders.engagement
  const under = newest ? 'l.person_id desc' : 'l.heat desc, l.person_id desc'
  const filters = allFilters(parts)
  const range = [parts.workspace, ...parts.after('l.fit')]
  if (steps === null) {
    const page = `select ${picked(parts)} from person_list l ${parts.joins}
      where ${[...range, ...filters].join(' and ')} order by ${under} limit ${limit + 1}`
    return dressed(asked, statement, '', page, order)
  }
  const page = `select ${picked(parts)} from (
      select l.* from person_list l where ${range.join(' and ')} order by ${under} limit ${steps}) l ${parts.joins}
    where ${filters.join(' and ')} order by ${under} limit ${limit + 1}`
  return dressed(asked, statement, '', page, order)
}

/**
 * Those with one word and nothing else asked, by engagement: all its entries, which also tells how many there are, then each
 * of a few looked up, or down the order until enough of many are met. Null where another way is meant: for a word that very
 * many have, or where those who have it stand so low that they were not met.
 */
async function amongPeople(asked: Asked): Promise<FoundPeople | null> {
  const { db, scope, after, limit } = asked
  const [word, ...more] = scope.words ?? []
  if (word === undefined || more.length > 0 || scope.sort !== 'engagement' || filtered(scope)) return null
  if ((await expectedEntries(db, scope.workspaceId, word)) > notCounted) return null
  const everybody = await guess(db, { ...scope, words: null })
  // where looking all up costs as much as the steps down to the last of the page
  const many = Math.ceil(Math.sqrt(((limit + 1) * everybody * cost.passed) / cost.entry))
  const statement = new Statement()
  const parts = partsOf(statement, scope, after)
  const range = [parts.workspace, ...parts.after('l.fit')].join(' and ')
  const ctes = `${foundSql(statement, scope, { by: [word] })}, amount as materialized (select count(*)::int as n from found),
    few as materialized (select l.* from found cross join lateral (select l.* from person_list l
        where ${parts.workspace} and l.person_id = found.id offset 0) l
      where (select n from amount) < ${many}),`
  const page = `(select ${picked(parts)} from few l where ${range}
      order by l.heat desc, l.person_id desc limit ${limit + 1})
    union all
    (select ${picked(parts)} from (
        select l.* from person_list l where ${range} order by l.heat desc, l.person_id desc
        limit (select ${Math.ceil(3 * (limit + 1) * everybody)} / greatest(n, 1) from amount)) l
      where (select n from amount) >= ${many} and (l.person_id in (select id from found)) is true
      order by l.heat desc, l.person_id desc limit ${limit + 1})`
  const matched = `(select case when n < ${many} then (select count(*)::int from few) else n end from amount)`
  const rows = await dressed(asked, statement, ctes, page, orders.engagement, matched)
  const count = rows[0]?.matched ?? 0
  if (rows.length <= limit && (rows.length === 0 || count >= many)) return null
  return { rows, count, plan: null }
}

/** By name in the order of code points; those without a name or an address last. */
async function namedPeople(asked: Asked): Promise<PeopleRow[]> {
  const { scope, after, limit } = asked
  const statement = new Statement()
  const { bind } = statement
  const parts = partsOf(statement, scope, null)
  const where = [parts.workspace, ...allFilters(parts)].join(' and ')
  const columns = `${picked(parts)}, n.sort_name`
  const id = after ? bind(after.id, 'uuid') : ''
  const name = after ? bind(after.sortName, 'text') : ''
  const named = `(select ${columns} from person n join person_list l on l.person_id = n.id ${parts.joins}
    where n.workspace_id = ${bind(scope.workspaceId, 'uuid')} and n.sort_name is not null and ${where}
      ${after ? `and (n.sort_name, n.id) > (${name}, ${id})` : ''} order by n.sort_name, n.id limit ${limit + 1})`
  const nameless = `(select ${columns} from person_list l join person n on n.id = l.person_id and n.sort_name is null
    ${parts.joins} where ${where} ${after && after.sortName === null ? `and l.person_id > ${id}` : ''}
    order by l.person_id limit ${limit + 1})`
  const lists = after && after.sortName === null ? [nameless] : [named, nameless]
  const page = `select * from (${lists.join(' union all ')}) n
    order by sort_name nulls last, person_id limit ${limit + 1}`
  return dressed(asked, statement, '', page, 'sort_name nulls last, person_id')
}

/**
 * By the last event. The index knows the ten minutes only: first those in which the page ends, then everybody from there,
 * sorted.
 */
async function recentPeople(asked: Asked): Promise<PeopleRow[]> {
  const { db, scope, after, limit } = asked
  const statement = new Statement()
  const parts = partsOf(statement, scope, null)
  const where = [parts.workspace, ...allFilters(parts)].join(' and ')
  const last = `coalesce(g.last_at, '-infinity')`
  const at =
    after === null ? '' : statement.bind(after.lastAt === null ? '-infinity' : new Date(after.lastAt), 'timestamptz')
  const span = `date_bin('10 minutes', ${at} at time zone 'UTC', '2000-01-01')`
  const behind = after ? `and (${last}, l.person_id) < (${at}, ${statement.bind(after.id, 'uuid')})` : ''
  const from = `person_list l ${parts.joins}`
  // found first, so that the planner knows how few lie behind it
  const { rows } = await db.query<{ edge: string }>(
    statement.finish(`select l.last_span::text as edge from ${from} where ${where}
      ${after ? `and l.last_span < ${span}` : ''} order by l.last_span desc, l.person_id desc offset ${limit} limit 1`),
  )
  const edge = statement.bind(rows[0]?.edge ?? '-infinity', 'timestamp')
  const ctes = `near as materialized (select l.workspace_id, l.person_id, l.heat, l.fit from ${from}
      where ${where} and l.last_span >= ${edge} ${after ? `and l.last_span <= ${span}` : ''}),`
  const page = `select ${picked(parts)}, ${last} as last_at
    from near l cross join lateral (select g.last_at from person_fold g where g.person_id = l.person_id offset 0) g
    where true ${behind} order by ${last} desc, l.person_id desc limit ${limit + 1}`
  return dressed(asked, statement, ctes, page, 'last_at desc, person_id desc')
}

/** All who match, ranked; `plan` tells how those with the words are found, null when none are looked for. */
async function rankedPeople(asked: Asked, plan: WordPlan | null): Promise<FoundPeople> {
  const { scope, after, limit } = asked
  const { sort } = scope
  const statement = new Statement()
  const { bind } = statement
  const parts = partsOf(statement, scope, sort === 'recent' || sort === 'name' ? null : after)
  const where = [parts.workspace, ...parts.stage, ...parts.channel, ...parts.hot, ...parts.condition]
  if (plan && !plan.complete) where.push(...parts.words)
  // what an index alone tells is enough for most orders
  const last = sort === 'recent' ? `coalesce(g.last_at, '-infinity')` : 'null::timestamptz'
  const name = sort === 'name' ? 'n.sort_name' : 'null::text'
  const more =
    sort === 'recent'
      ? 'cross join lateral (select g.last_at from person_fold g where g.person_id = l.person_id offset 0) g'
      : sort === 'name'
        ? 'join person n on n.id = l.person_id'
        : ''
  const found = plan ? `${foundSql(statement, scope, plan)}, ` : ''
  const from = plan
    ? `found cross join lateral (select l.* from person_list l
        where ${parts.workspace} and l.person_id = found.id offset 0) l`
    : 'person_list l'
  const ctes = `${found}matched as materialized (
    select l.person_id, l.heat, l.fit, ${last} as last_at, ${name} as sort_name from ${from} ${more} ${parts.joins}
    where ${where.join(' and ')}),`
  const behind: string[] = [...parts.after('l.fit')]
  if (sort === 'recent' && after) {
    const at = bind(after.lastAt === null ? '-infinity' : new Date(after.lastAt), 'timestamptz')
    behind.push(`(l.last_at, l.person_id) < (${at}, ${bind(after.id, 'uuid')})`)
  }
  if (sort === 'name' && after) {
    const [mine, id] = [bind(after.sortName, 'text'), bind(after.id, 'uuid')]
    behind.push(
      after.sortName === null
        ? `l.sort_name is null and l.person_id > ${id}`
        : `(l.sort_name is null or (l.sort_name, l.person_id) > (${mine}, ${id}))`,
    )
  }
  const order =
    sort === 'recent'
      ? 'last_at desc, person_id desc'
      : sort === 'name'
        ? 'sort_name nulls last, person_id'
        : orders[sort]
  const page = `select ${picked(parts)}, l.last_at, l.sort_name from matched l
    where ${behind.length === 0 ? 'true' : behind.join(' and ')} order by ${order} limit ${limit + 1}`
  const rows = await dressed(asked, statement, ctes, page, order, '(select count(*)::int from matched)')
  return { rows, count: rows.length === 0 && after !== null ? null : (rows[0]?.matched ?? 0), plan }
}

/** The candidates with what a row shows. */
async function dressed(
  { db, scope, columns }: Asked,
  statement: Statement,
  ctes: string,
  page: string,
  order: string,
  matched = 'null::int',
): Promise<(PeopleRow & { matched: number | null })[]> {
  const lifecycle = statement.bind(scope.lifecycle, 'text')
  const values = columns.map((column) => columnSql(column, statement.bind))
  const outer = order
    .replace(/\b(heat|fit|total|person_id)\b/g, 'page.$1')
    .replace('last_at', `coalesce(f.last_at, '-infinity')`)
    .replace('sort_name', 'p.sort_name')
  const { rows } = await db.query<Omit<PeopleRow, 'lastAt'> & { lastAt: Date | null; matched: number | null }>(
    statement.finish(`with recursive ${ctes} page as (${page})
     select page.person_id as id, page.heat, page.fit, page.engagement, page.total, p.name, p.email,
       p.sort_name as "sortName", p.facts->>'title' as title, a.id as "accountId", a.name as "accountName", f.stage,
       f.stages #>> array[${lifecycle}, 'outcome'] as outcome, f.channel, f.last_at as "lastAt",
       ${values.length === 0 ? `'[]'::jsonb` : `jsonb_build_array(${values.join(', ')})`} as values, ${matched} as matched
     from page join person_fold f on f.person_id = page.person_id join person p on p.id = page.person_id
     left join account a on a.id = p.account_id
     order by ${outer}`),
  )
  return rows.map((row) => ({ ...row, lastAt: row.lastAt?.getTime() ?? null }))
}
