import { type ErasePatterns, anyPattern } from '#core/privacy/erase.ts'
import { searchWords } from '#core/search-words.ts'
import { erasureTables, type ErasedThing } from '#store/erasure-tables.ts'
import type { Db } from '#store/rows.ts'

/** A table that may name people, by the columns in which it could. */
export interface SweptTable {
  table: string
  text: string[]
  /** text that must not be there twice */
  unique: ReadonlySet<string>
  lists: string[]
  data: string[]
  /** ids that may be empty */
  ids: string[]
  /** all ids but those of the row itself */
  pointers: string[]
  /** the id that tells rows apart, where one does */
  key: string | null
  removed: boolean
}

/** What else stayed that named them and was cleaned, for those who have to make something anew of it. */
export interface Swept {
  /** rows that are counted for nothing else yet, by what they were */
  counts: Map<ErasedThing, number>
  /** whose events named them */
  people: string[]
  /** of what the events told facts */
  accounts: string[]
  deals: string[]
  proposals: string[]
}

interface ColumnRow {
  table: string
  column: string
  type: string
  nullable: boolean
  unique: boolean
  key: boolean
}

/** The tables to be searched, with their columns as the database has them now: a later column is searched by itself. */
export async function sweptTables(db: Db): Promise<SweptTable[]> {
  const { rows } = await db.query<ColumnRow>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
            exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey)) as unique,
            exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and i.indkey::text = a.attnum::text) as key
       from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'workspace_id'
      order by c.relname, a.attnum`,
  )
  return [...Map.groupBy(rows, ({ table }) => table)].flatMap(([table, columns]) => {
    const others = erasureTables[table]?.others ?? 'never'
    if (others === 'never') return []
    const of = (...types: string[]) => columns.filter(({ type }) => types.includes(type)).map(({ column }) => column)
    const unique = new Set(columns.filter((one) => one.unique).map(({ column }) => column))
    const ids = columns.filter(({ type, nullable }) => type === 'uuid' && nullable).map(({ column }) => column)
    const key = columns.find((one) => one.key && one.type === 'uuid')?.column ?? null
    return [
      {
        table,
        text: of('text', 'character varying'),
        unique,
        lists: of('text[]'),
        data: of('jsonb'),
        ids,
        pointers: of('uuid').filter((column) => column !== key),
        key,
        removed: others === 'removed',
      },
    ]
  })
}

/** Cleans or removes whatever else names somebody, in every table that could. `counted`: ids of rows that count already. */
export async function sweep(
  db: Db,
  workspaceId: string,
  patterns: ErasePatterns,
  ids: readonly string[],
  counted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Swept> {
  const result: Swept = { counts: new Map(), people: [], accounts: [], deals: [], proposals: [] }
  const any = anyPattern(patterns)
  if (any === null) return result
  const likes = likesOf(patterns)
  const tables = await sweptTables(db)
  for (const swept of tables) {
    const { table, removed, key } = swept
    const named = namedSql(swept, '$2', '$3')
    const { rows } = await db.query<
      Partial<Record<'key' | 'person_id' | 'account_id' | 'deal_id' | 'id' | 'name' | 'domain', string>>
    >(
      removed
        ? `delete from ${table} t where t.workspace_id = $1 and (${named}) returning 1`
        : `update ${table} t set ${cleanSql(swept)} where t.workspace_id = $1 and (${named})
           returning ${[...(key === null ? ['1 as one'] : [`t.${key} as key`]), ...(told[table] ?? [])].join(', ')}`,
      removed ? [workspaceId, any, likes] : [workspaceId, any, likes, patterns.ids, patterns.mails, patterns.words],
    )
    const fresh = rows.filter((row) => row.key === undefined || counted.get(table)?.has(row.key) !== true).length
    const thing = thingOf(swept)
    if (fresh > 0) result.counts.set(thing, (result.counts.get(thing) ?? 0) + fresh)
    for (const row of rows) {
      if (row.person_id) result.people.push(row.person_id)
      if (row.account_id) result.accounts.push(row.account_id)
      if (row.deal_id) result.deals.push(row.deal_id)
      if (table === 'proposal' && row.id) result.proposals.push(row.id)
      if (table === 'account' && row.id) await findAgain(db, workspaceId, row.id, [row.name, row.domain])
    }
    await clearIds(db, workspaceId, swept, ids)
  }
  return result
}

/** What is asked of the rows that were cleaned. */
const told: Readonly<Record<string, string[]>> = {
  event: ['person_id', 'case when account_traits is null then null else account_id end as account_id'],
  deal_event: ['deal_id'],
  proposal: ['id'],
  account: ['id', 'name', 'domain'],
}

/** As what a row is counted that names them and is not theirs. */
export function thingOf({ table, removed }: SweptTable): ErasedThing {
  return (removed ? erasureTables[table]?.counts : undefined) ?? 'elsewhere'
}

/** A company is found by its words: those of a name that was cleaned away go too. */
async function findAgain(db: Db, workspaceId: string, id: string, words: (string | null | undefined)[]): Promise<void> {
  await db.query(`update account set search = array_to_tsvector($3) where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
    searchWords(words.map((word) => word ?? null)),
  ])
}

/** For `like any`. */
export function likesOf({ loose }: ErasePatterns): string[] {
  return loose.map((one) => `%${one.replace(/[\\%_]/g, '\\$&')}%`)
}

/** Whether a row names them: by the faster question first. `pattern`, `likes`: expressions. */
export function namedSql({ text, lists, data }: SweptTable, pattern: string, likes: string): string {
  const parts = [
    ...text.map((column) => `t.${column}`),
    ...lists.map((column) => `array_to_string(t.${column}, E'\\n')`),
    ...data.map((column) => `t.${column}::text`),
  ]
  if (parts.length === 0) return `false and ${pattern} = any(${likes})`
  const row = `concat_ws(E'\\n', ${parts.join(', ')})`
  // in that order, whatever the planner thinks of their cost
  return `case when lower(${row}) like any(${likes}::text[]) then ${row} ~* ${pattern} else false end`
}

/**
 * Only what names them is written, so that texts and words that must agree stay as they were elsewhere. `any`, and `patterns`
 * of ids, mails and words: expressions.
 */
export function cleanSql(
  { text, unique, lists, data }: SweptTable,
  any = '$2',
  patterns = '$4::text, $5::text, $6::text',
): string {
  const sets = [
    ...text.map((one) => `${one} = erase_text(t.${one}, ${patterns}, ${unique.has(one)})`),
    ...lists.map(
      (one) =>
        `${one} = case when array_to_string(t.${one}, E'\\n') ~* ${any}
           then array(select erase_text(u, ${patterns}, false) from unnest(t.${one}) with ordinality as l(u, n) order by n)
           else t.${one} end`,
    ),
    ...data.map(
      (one) => `${one} = case when t.${one}::text ~* ${any} then erase_json(t.${one}, ${patterns}) else t.${one} end`,
    ),
  ]
  return sets.join(', ')
}

async function clearIds(
  db: Db,
  workspaceId: string,
  { table, ids: columns }: SweptTable,
  ids: readonly string[],
): Promise<void> {
  // whose events they are was settled before
  if (columns.length === 0 || table === 'event') return
  await db.query(
    `update ${table} t set ${columns.map((one) => `${one} = case when t.${one} = any($2::uuid[]) then null else t.${one} end`).join(', ')}
      where t.workspace_id = $1 and (${columns.map((one) => `t.${one} = any($2::uuid[])`).join(' or ')})`,
    [workspaceId, ids],
  )
}

/** What let others into a stage, or out of it, where their history named somebody. */
export async function cleanCauses(
  db: Db,
  workspaceId: string,
  subjects: readonly string[],
  { ids, mails, words }: ErasePatterns,
): Promise<void> {
  await db.query(
    `update stage_interval set cause = erase_json(cause, $3, $4, $5), left_cause = erase_json(left_cause, $3, $4, $5)
      where workspace_id = $1 and subject_id = any($2)`,
    [workspaceId, subjects, ids, mails, words],
  )
}
