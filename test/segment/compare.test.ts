import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldedEntries } from '#core/folded.ts'
import type { Json } from '#core/json.ts'
import { compileCompare } from '#core/rule/compare.ts'
import type { Op } from '#core/rule.ts'
import { segmentFrom, segmentSql } from '#store/segment.ts'
import { hostileTexts } from '#test/arbitrary/population.ts'
import { textPool } from '#test/arbitrary/rule.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const texts = [...textPool, ...hostileTexts]
const numbers = [
  0, -0, 1, -1, 0.1, 0.30000000000000004, 0.3, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740992,
]
const others: Json[] = [true, false, null, {}, { a: 1 }, [], [[]], [['a']], [null], [null, 'a', 1], ['B', 10], [true]]
const values: (Json | undefined)[] = [undefined, ...texts, ...numbers, ...others]

const scalarOps: Op[] = ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'gt', 'gte', 'lt', 'lte']

let t: TestDatabase
let workspaceId: string
const ids: string[] = []

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  for (const value of values) {
    const id = randomUUIDv7()
    const facts = value === undefined ? {} : { fact: value }
    const folded = foldedEntries(facts)
    await t.pool.query('insert into person (workspace_id, id, facts, folded) values ($1, $2, $3, $4)', [
      workspaceId,
      id,
      JSON.stringify(facts),
      folded === null ? null : JSON.stringify(folded),
    ])
    await t.pool.query(`insert into person_fold (workspace_id, person_id, state, version) values ($1, $2, '', 1)`, [
      workspaceId,
      id,
    ])
    ids.push(id)
  }
})
afterAll(() => t.drop())

/** Whether each value compares so, in SQL. */
async function inSql(op: Op, expected?: Json): Promise<boolean[]> {
  const condition = { field: 'person.fact', op, ...(expected === undefined ? {} : { value: expected }) }
  const scope = { workspaceId, now: 0, halfLife: 1, lifecycle: 'lifecycle', fits: [] }
  const where = segmentSql(condition, scope, [workspaceId])
  if (!where.ok) throw new Error(where.problem.message)
  const { rows } = await t.pool.query<{ id: string }>(
    `select l.person_id as id from ${segmentFrom} where l.workspace_id = $1 and (${where.value.text})`,
    where.value.values,
  )
  const chosen = new Set(rows.map((row) => row.id))
  return ids.map((id) => chosen.has(id))
}

async function expectSame(op: Op, expected?: Json): Promise<void> {
  const compare = compileCompare(op, expected)
  const sql = await inSql(op, expected)
  const differ = values.filter((value, index) => compare(value) !== sql[index])
  expect({ op, expected, differ }).toEqual({ op, expected, differ: [] })
}

describe('every comparison of every odd value with every other', () => {
  it.each(scalarOps)('%s', async (op) => {
    for (const expected of [...texts, ...numbers, ...others]) await expectSame(op, expected)
  })

  it('in, not_in', async () => {
    for (const op of ['in', 'not_in'] as const) {
      await expectSame(op, [])
      await expectSame(op, 'no list')
      for (let at = 0; at < texts.length; at += 3) {
        await expectSame(op, [
          texts[at] as string,
          texts[(at * 7) % texts.length] as string,
          numbers[at % 12] as number,
        ])
      }
      await expectSame(op, [true, 1, 'true', null, ['a']])
    }
  })

  it('exists, missing', async () => {
    await expectSame('exists')
    await expectSame('missing')
    await expectSame('is')
    await expectSame('not_in')
  })

  it('and says what people mean', async () => {
    const chosen = async (op: Op, expected: Json) => {
      const sql = await inSql(op, expected)
      return values.filter((_, index) => sql[index])
    }
    expect(await chosen('is', 'ёлка')).toEqual(['ЁЛКА', 'ёлка'])
    expect(await chosen('is', 'k')).toEqual(['K', '\u212a', 'k'])
    expect(await chosen('contains', '%')).toEqual(['%', 'a%', '%b'])
    expect(await chosen('contains', '_')).toEqual(['_', 'a_c'])
    expect(await chosen('is', '\ud55c')).toEqual(['\ud55c', '\u1112\u1161\u11ab'])
    expect(await chosen('gt', 100)).toEqual([1e21, 1.7976931348623157e308, 9007199254740992])
  })
})
