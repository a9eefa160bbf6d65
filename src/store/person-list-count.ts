import type { PoolClient } from 'pg'
import { allFilters, partsOf, ranges, Statement, wordRange } from '#store/person-list-sql.ts'
import type { PeopleScope } from '#store/person-list-sql.ts'

/** How many are counted one by one; beyond it, an estimate. */
export const countedTo = 10_000

/** How those with all the words are found. */
export interface WordPlan {
  /** by the words' own entries, or down an order until enough have them */
  how: 'entries' | 'walk'
  /** the words whose entries are intersected, the rarest first */
  by: readonly string[]
  /** whether these are all words, so that nobody found need be looked at again */
  complete: boolean
  /** how many have the rarest word: exact up to `countedTo`, else expected */
  least: number
  /** how many have the words, whatever else is asked; null when not known */
  count: number | null
  /** how far to walk for a page before giving up */
  steps(limit: number): number
}

/** Entries of this many people are intersected; more are looked at one by one. */
const intersected = 60_000
// what a row costs, in µs: passed over by the index, looked at in full, looked up by its entry
export const cost = { passed: 0.3, looked: 5, entry: 5 }

/** Expected beyond this many, entries are not counted one by one. */
export const notCounted = 1.5 * countedTo

/**
 * Looks how many entries each word has, and decides by what each way would cost. `exact`: those that are not far too
 * many are counted, for whoever wants to know how many people there are.
 */
export async function wordPlan(db: PoolClient, scope: PeopleScope, exact: boolean): Promise<WordPlan> {
  const sizes: { word: string; size: number }[] = []
  for (const word of scope.words ?? []) {
    const size = await expectedEntries(db, scope.workspaceId, word)
    sizes.push({ word, size: exact && size <= notCounted ? await countWord(db, scope.workspaceId, word) : size })
  }
  sizes.sort((a, b) => a.size - b.size)
  const rarest = sizes[0] ?? { word: '', size: 0 }
  const alone = sizes.length === 1
  // a few are sooner looked at than a long list is read
  const others = sizes.slice(1).filter(({ size }) => rarest.size > 200 && size <= intersected)
  const plan: WordPlan = {
    how: 'entries',
    by: [rarest.word, ...others.map(({ word }) => word)],
    complete: others.length === sizes.length - 1,
    least: rarest.size,
    count: exact && alone && !filtered(scope) ? rarest.size : null,
    steps: () => 0,
  }
  if (rarest.size < 1000 || (!alone && rarest.size <= intersected)) return plan
  const everybody = await guess(db, { ...scope, words: null, condition: null, hot: false })
  const steps = (limit: number) => Math.ceil((1.5 * (limit + 1) * everybody) / rarest.size) + 1000
  const passed = await share(db, { ...scope, condition: null, hot: false }, 'signature')
  const walk = steps(50) * (cost.passed + passed * cost.looked)
  if (walk >= rarest.size * cost.entry) return plan
  return { ...plan, how: 'walk', steps: (limit) => 2 * steps(limit) }
}

export const filtered = ({ stage, channel, hot, condition }: PeopleScope) =>
  stage !== null || channel !== null || hot || condition !== null

/** How many people have a word that begins so: exact up to `countedTo`, else some number beyond it. */
async function countWord(db: PoolClient, workspaceId: string, word: string): Promise<number> {
  const statement = new Statement()
  const where = `workspace_id = ${statement.bind(workspaceId, 'uuid')} and ${wordRange(statement, word)}`
  const { rows } = await db.query<{ count: number }>(
    statement.finish(`select count(*)::int as count from (select distinct person_id from
      (select person_id from person_word where ${where} limit ${2 * countedTo}) w limit ${countedTo + 1}) d`),
  )
  const count = rows[0]?.count ?? 0
  return count <= countedTo ? count : Math.max(count, await expectedEntries(db, workspaceId, word))
}

/** How many entries of words that begin so the database's statistics expect. */
export async function expectedEntries(db: PoolClient, workspaceId: string, word: string): Promise<number> {
  const statement = new Statement()
  const where = `workspace_id = ${statement.bind(workspaceId, 'uuid')} and ${wordRange(statement, word)}`
  return expected(db, statement.finish(`select 1 from person_word where ${where}`))
}

/** The people by the entries of words, as the CTE `found(id)`. */
export function foundSql(statement: Statement, { workspaceId }: PeopleScope, { by }: Pick<WordPlan, 'by'>): string {
  const workspace = statement.bind(workspaceId, 'uuid')
  const sets = by.map(
    (word) => `select person_id from person_word where workspace_id = ${workspace} and ${wordRange(statement, word)}`,
  )
  const set = sets.length === 1 ? (sets[0] as string).replace('select', 'select distinct') : sets.join(' intersect ')
  return `found(id) as materialized (${set})`
}

/**
 * How many people there are: exact up to `countedTo`, else an estimate, to two digits. `known`: what finding them told.
 */
export async function countPeople(
  db: PoolClient,
  scope: PeopleScope,
  known: number | null,
  plan: WordPlan | null = null,
): Promise<{ value: number; estimated: boolean }> {
  const rough = async () => ({
    value: Math.max(Number((await guess(db, scope)).toPrecision(2)), countedTo + 1),
    estimated: true,
  })
  if (known !== null) {
    if (known <= countedTo) return { value: known, estimated: false }
    return { value: Math.max(Number(known.toPrecision(2)), countedTo + 1), estimated: true }
  }
  // far beyond, nobody is counted at all
  if (scope.condition === null && scope.words === null && (await guess(db, scope)) > 1.3 * countedTo) return rough()
  if (plan !== null && plan.least > intersected && (await guess(db, scope)) > 1.3 * countedTo) return rough()
  const count = await countOneByOne(db, scope, plan)
  return count <= countedTo ? { value: count, estimated: false } : rough()
}

async function countOneByOne(db: PoolClient, scope: PeopleScope, plan: WordPlan | null): Promise<number> {
  const statement = new Statement()
  const limit = countedTo + 1
  let counted: string
  if (plan === null && scope.hot && scope.condition === null) {
    const by = scope.channel !== null ? 'channel' : scope.stage !== null ? 'stage' : 'all'
    const { ctes, from } = ranges(partsOf(statement, scope, null), by, 'engagement', limit)
    counted = `${ctes}, counted as (select 1 from (${from}) r limit ${limit})`
  } else {
    const { ctes, from } = await matchSource(db, statement, scope, plan)
    counted = `${ctes} counted as (select 1 from ${from} limit ${limit})`
  }
  const { rows } = await db.query<{ count: number }>(
    statement.finish(`with recursive ${counted} select count(*)::int as count from counted`),
  )
  return rows[0]?.count ?? 0
}

/** All who match as `from` with its conditions, over `person_list l`; `ctes` are needed before. */
export async function matchSource(
  db: PoolClient,
  statement: Statement,
  scope: PeopleScope,
  known: WordPlan | null = null,
): Promise<{ ctes: string; from: string }> {
  const parts = partsOf(statement, scope, null)
  if (scope.words === null) {
    const where = [parts.workspace, ...allFilters(parts)].join(' and ')
    return { ctes: '', from: `person_list l ${parts.joins} where ${where}` }
  }
  const plan = known ?? (await wordPlan(db, scope, false))
  const filters = [parts.workspace, ...parts.stage, ...parts.channel, ...parts.hot, ...parts.condition]
  if (!plan.complete) filters.push(...parts.words)
  return {
    ctes: `${foundSql(statement, scope, plan)},`,
    from: `found join person_list l on l.person_id = found.id ${parts.joins} where ${filters.join(' and ')}`,
  }
}

/** How many the database's statistics expect; of hot ones, words and conditions, by their share in a sample. */
export async function guess(db: PoolClient, scope: PeopleScope): Promise<number> {
  const statement = new Statement()
  const plain = { ...scope, hot: false, words: null, condition: null }
  const { workspace, stage, channel } = partsOf(statement, plain, null)
  const where = [workspace, ...stage, ...channel].join(' and ')
  const all = await expected(db, statement.finish(`select 1 from person_list l where ${where}`))
  const alone = scope.words?.length === 1 ? scope.words[0] : undefined
  if (alone !== undefined && !filtered(scope)) return expectedEntries(db, scope.workspaceId, alone)
  if (!scope.hot && scope.words === null && scope.condition === null) return all
  return all * (await share(db, scope))
}

async function expected(db: PoolClient, { text, values }: { text: string; values: unknown[] }): Promise<number> {
  const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `explain (format json) ${text}`,
    values,
  )
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** The share of those who match among some thousands, always the same pages. */
async function share(db: PoolClient, scope: PeopleScope, of: 'all' | 'signature' = 'all'): Promise<number> {
  const { rows: size } = await db.query<{ pages: number }>(
    `select relpages as pages from pg_class where oid = 'person_list'::regclass`,
  )
  const sampled = scope.condition === null && (scope.words === null || of === 'signature') ? 40 : 20
  const percent = Math.min(100, (100 * sampled) / Math.max(1, size[0]?.pages ?? 1))
  const statement = new Statement()
  const parts = partsOf(statement, scope, null)
  const words = of === 'signature' ? parts.words.slice(0, 1) : parts.words
  const tested = [...parts.hot, ...words, ...parts.condition].join(' and ')
  const where = [parts.workspace, ...parts.stage, ...parts.channel].join(' and ')
  const { rows } = await db.query<{ share: number | null }>(
    statement.finish(`select avg(case when ${tested} then 1 else 0 end)::float8 as share
      from person_list l tablesample system (${percent}) repeatable (1) ${parts.joins} where ${where}`),
  )
  return rows[0]?.share ?? 1
}
