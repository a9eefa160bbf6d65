import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { activities, columnsOf, tableRecords } from '#core/retention/records.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'

/*
 * The records of processing against the database itself: every column that can hold something of a person is named as
 * such or said not to. Whoever adds a column names it in src/core/retention/tables-{people,work}.ts.
 */

let t: TestDatabase
/** By table, columns in order; `free`: numbers, times and yes or no, which say nothing of a person by themselves. */
let there: Map<string, { name: string; free: boolean }[]>
beforeAll(async () => {
  t = await testDatabase()
  const { rows } = await t.pool.query<{ table: string; name: string; free: boolean }>(
    `select c.table_name as table, c.column_name as name,
       c.data_type not in ('text', 'character varying', 'character', 'name', 'jsonb', 'json', 'ARRAY', 'bytea', 'uuid',
         'tsvector', 'inet', 'cidr', 'xml', 'USER-DEFINED') as free
     from information_schema.columns c join pg_class k on k.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
     where c.table_schema = current_schema() and k.relkind in ('r', 'p') and not k.relispartition
       and c.column_name <> 'workspace_id'
     order by 1, c.ordinal_position`,
  )
  there = Map.groupBy(rows, ({ table }) => table) as Map<string, { name: string; free: boolean }[]>
})
afterAll(() => t.drop())

describe('records of processing', () => {
  test('name every table that there is, and none that is not', () => {
    expect(Object.keys(tableRecords).toSorted()).toEqual([...there.keys()].toSorted())
  })

  test('name every column that can hold personal data, once, and none that is not', () => {
    const wrong: string[] = []
    for (const [table, columns] of there) {
      const { personal, plain } = tableRecords[table] ?? {}
      const named = [...columnsOf(personal), ...columnsOf(plain)]
      for (const { name, free } of columns)
        if (!free && !named.includes(name)) wrong.push(`${table}.${name}: not named`)
      for (const name of named) {
        if (!columns.some((one) => one.name === name)) wrong.push(`${table}.${name}: not there`)
        if (named.filter((one) => one === name).length > 1) wrong.push(`${table}.${name}: named twice`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('hold for columns by which people and colleagues are known wherever they stand', () => {
    const telling =
      /^(person_id|user_id|email|to_address|anonymous_id|ip_address|user_agent|(\w+_)?by|owner_(id|name))$/
    const plain = Object.entries(tableRecords).flatMap(([table, record]) =>
      columnsOf(record.plain).flatMap((column) => (telling.test(column) ? [`${table}.${column}`] : [])),
    )
    // how an event found its company is no colleague
    expect(plain).toEqual(['event.account_by'])
  })

  test('leave no line without a table', () => {
    const used = new Set(Object.values(tableRecords).map(({ activity }) => activity))
    expect([...used].toSorted()).toEqual([...activities].toSorted())
  })
})
