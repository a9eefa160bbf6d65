import type { PoolClient } from 'pg'
import { matchSource } from '#store/person-list-count.ts'
import type { Json } from '#core/json.ts'
import { columnSql } from '#store/person-list-column.ts'
import { readerJoins, Statement } from '#store/person-list-sql.ts'
import type { PeopleScope } from '#store/person-list-sql.ts'

/** The ids of all who match, in no order, `limit` at most. */
export async function listIds(db: PoolClient, scope: PeopleScope, limit: number): Promise<string[]> {
  const statement = new Statement()
  const { ctes, from } = await matchSource(db, statement, scope)
  const { rows } = await db.query<{ id: string }>(
    statement.finish(
      `with ${ctes} chosen as (select l.person_id as id from ${from}) select id from chosen limit ${limit}`,
    ),
  )
  return rows.map((row) => row.id)
}

export interface ExportedRow {
  name: string | null
  email: string | null
  account: string | null
  fit: number
  /** engagement in log form; null for none */
  heat: number
  stage: string | null
  outcome: string | null
  channel: string | null
  lastAt: Date | null
  id: string
  values: Json[]
}

/** Everybody who matches, a batch at a time through a cursor of the database; the transaction must stay open. */
export async function* exportRows(
  db: PoolClient,
  scope: PeopleScope,
  columns: readonly string[],
  ids: readonly string[] | null,
  batch: number,
): AsyncGenerator<ExportedRow[]> {
  const statement = new Statement()
  const { ctes, from } = await matchSource(db, statement, scope)
  const only = ids === null ? '' : `where l.person_id = any(${statement.bind(ids, 'uuid[]')})`
  const values = columns.map((column) => columnSql(column, statement.bind))
  const lifecycle = statement.bind(scope.lifecycle, 'text')
  const { text, values: bound } = statement.finish(
    `declare exported no scroll cursor for
     with ${ctes} chosen as materialized (select l.* from ${from})
     select p.id, p.name, p.email, a.name as account, l.fit, l.heat, f.stage,
       f.stages #>> array[${lifecycle}, 'outcome'] as outcome, f.channel, f.last_at as "lastAt",
       ${values.length === 0 ? `'[]'::jsonb` : `jsonb_build_array(${values.join(', ')})`} as values
     from chosen l ${readerJoins} ${only} order by l.heat desc, l.person_id desc`,
  )
  await db.query(text, bound)
  for (;;) {
    const { rows } = await db.query<ExportedRow>(`fetch ${batch} from exported`)
    if (rows.length > 0) yield rows
    if (rows.length < batch) break
  }
  await db.query('close exported')
}
