import type { Json } from '#core/json.ts'
import { readField } from '#core/rule/fields.ts'
import { foldText } from '#core/text.ts'
import type { Db } from '#store/rows.ts'
import { Statement } from '#store/person-list-sql.ts'

/** What conditions may speak of, as the data has it, the commonest first. */
export interface KnownNames {
  person: string[]
  account: string[]
  consent: string[]
  lists: string[]
  events: string[]
  props: string[]
}

/** Pages looked at of each table: all of a small one, some of a large one, always the same. */
const pages = 400
const most = 200

/** Names of facts, purposes, lists, events and their properties, from a sample of large tables. */
export async function namesInUse(db: Db, workspaceId: string): Promise<KnownNames> {
  const [person, account, event] = [await sample(db, 'person'), await sample(db, 'account'), await sample(db, 'event')]
  const keys = (from: string, column: string) =>
    names(
      db,
      `select k as name from ${from} t cross join lateral jsonb_object_keys(t.${column}) k
       where t.workspace_id = $1 and jsonb_typeof(t.${column}) = 'object'`,
      workspaceId,
    )
  return {
    person: await keys(person, 'facts'),
    account: await keys(account, 'facts'),
    consent: await keys(person, 'consent'),
    lists: await keys(person, 'lists'),
    events: await names(db, `select t.name from ${event} t where t.workspace_id = $1`, workspaceId),
    props: await keys(event, 'props'),
  }
}

async function names(db: Db, text: string, workspaceId: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select name from (${text}) n group by name order by count(*) desc, name limit ${most}`,
    [workspaceId],
  )
  return rows.map((row) => row.name)
}

async function sample(db: Db, table: 'person' | 'account' | 'event' | 'person_list'): Promise<string> {
  const { rows } = await db.query<{ pages: number }>(
    'select relpages as pages from pg_class where oid = $1::regclass',
    [table],
  )
  const size = rows[0]?.pages ?? 0
  return size <= pages ? table : `(select * from ${table} tablesample system (${(100 * pages) / size}) repeatable (1))`
}

export interface ValueInUse {
  value: Json
  count: number
}

/**
 * The values of a field that people (or events) have, the commonest first, those that contain the folded `text`; null for
 * a field whose values are not data (scores, stages). From a sample of large tables.
 */
export async function valuesInUse(
  db: Db,
  workspaceId: string,
  field: string,
  text: string,
  limit: number,
): Promise<ValueInUse[] | null> {
  const statement = new Statement()
  const source = await sourceOf(db, field, statement)
  if (source === null) return null
  const { from, value } = source
  const wanted = statement.bind(foldText(text), 'text')
  const { rows } = await db.query<ValueInUse>(
    statement.finish(
      `select value, count(*)::int as count from (
         select case when jsonb_typeof(v) = 'array' then i.item else v end as value
         from (select ${value} as v from ${from} where t.workspace_id = ${statement.bind(workspaceId, 'uuid')}) s
         left join lateral jsonb_array_elements(case when jsonb_typeof(v) = 'array' then v end) i(item) on true) u
       where jsonb_typeof(value) in ('string', 'number', 'boolean') and length(value #>> '{}') between 1 and 200
         and (${wanted} = '' or strpos(lower(value #>> '{}'), ${wanted}) > 0)
       group by value order by count(*) desc, value limit ${limit}`,
    ),
  )
  return rows
}

async function sourceOf(db: Db, field: string, { bind }: Statement): Promise<{ from: string; value: string } | null> {
  const { scope, name } = readField(field)
  const key = () => bind(name, 'text')
  const ofPerson = async (value: string) => ({ from: `${await sample(db, 'person')} t`, value })
  const ofEvent = async (value: string) => ({ from: `${await sample(db, 'event')} t`, value })
  switch (scope) {
    case 'person':
      return ofPerson(`t.facts -> ${key()}`)
    case 'account':
      return { from: `${await sample(db, 'account')} t`, value: `t.facts -> ${key()}` }
    case 'first':
      return ofPerson(`to_jsonb(t.first_${name})`)
    case 'props':
      return ofEvent(`t.props -> ${key()}`)
    case 'event':
      return name === 'verdict' ? null : ofEvent(`to_jsonb(t.${name})`)
    default:
      return null
  }
}
