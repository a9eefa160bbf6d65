import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { withinTime } from '#actions/segment/ask.ts'
import { previewSegment } from '#actions/segment-count.ts'
import { listSegmentPeople } from '#actions/segment-people.ts'
import type { Actor } from '#actions/actor.ts'
import { ok } from '#contract/problem.ts'
import { segmentCount, segmentFaults, segmentPeople } from '#contract/segment-query.ts'
import type { SegmentPeople } from '#contract/segment-query.ts'
import type { Condition } from '#core/rule.ts'
import { segmentSql } from '#store/segment.ts'
import { hostileTexts } from '#test/arbitrary/population.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const day = 86_400_000
const start = Date.parse('2026-11-01T09:00:00Z')
const now = start + 10 * day
let t: TestDatabase
let workspaceId: string
let here: Actor

beforeAll(async () => {
  t = await testDatabase()
  const flow = createFlow({ pool: t.pool, now: () => now })
  const made = async (name: string, prefix: string) => {
    const id = await testWorkspace(t.pool, 'Asia/Seoul', name)
    await applyBlueprint(t.pool, id)
    await flow.accept(
      id,
      Array.from({ length: 25 }, (_, index) => ({
        event: event('page_viewed', start + (index % 7) * day, {
          keys: keys({ userId: `${prefix}${index}` }),
          object: '/pricing',
          channel: index % 2 === 0 ? 'search' : 'email',
          traits: { name: `${prefix} ${index}`, country: index % 3 === 0 ? 'KR' : 'DE', $name: 'ABC' },
          props: { $name: 'Demo_Requested', $channel: 'PARTNER', plan: ['ПРО', 7] },
        }),
      })),
    )
    return id
  }
  workspaceId = await made('Here', 'here')
  await made('There', 'there')
  here = { kind: 'user', userId: 'u', name: 'U', workspaceId, role: 'viewer' }
})
afterAll(() => t.drop())

const context = () => ({ pool: t.pool, now: () => now })
async function countOf(condition: Condition): Promise<number> {
  const result = await previewSegment(context(), here, { condition })
  if (!result.ok) throw new Error(result.problem.message)
  return segmentCount.parse(result.value).count
}
const viewed = { field: 'event.name', op: 'is', value: 'page_viewed' } as const

describe('a segment', () => {
  it('counts the people of one workspace, of how many', async () => {
    const result = await previewSegment(context(), here, { condition: { all: [] } })
    expect(result).toEqual(ok({ count: 25, of: 25, pending: 0, asOf: new Date(now).toISOString() }))
    expect(await countOf({ any: [] })).toBe(0)
    expect(await countOf({ field: 'person.name', op: 'starts_with', value: 'THERE' })).toBe(0)
    expect(await countOf({ field: 'person.country', op: 'is', value: 'kr' })).toBe(9)
  })

  it('shows them best engagement first, each once over all pages', async () => {
    const seen: string[] = []
    let last = Infinity
    const condition = { field: 'first.channel', op: 'is', value: 'Search' }
    for (let cursor: string | null = null; ;) {
      const input = { condition, limit: 4, ...(cursor === null ? {} : { cursor }) }
      // time passes between pages
      const result = await listSegmentPeople({ pool: t.pool, now: () => now + seen.length * day }, here, input)
      if (!result.ok) throw new Error(result.problem.message)
      const page: SegmentPeople = segmentPeople.parse(result.value)
      expect(page.asOf).toBe(new Date(now).toISOString())
      for (const { id, engagement } of page.items) {
        seen.push(id)
        expect(engagement).toBeLessThanOrEqual(last)
        last = engagement
      }
      if (page.next === null) break
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(13)
    expect(seen.length).toBe(13)
    const other = await listSegmentPeople(context(), here, { condition: { all: [] }, cursor: 'bm90aGluZw' })
    expect(other).toMatchObject({ ok: false, problem: { code: 'invalid' } })
  })

  it('counts fixed lengths of time back from now, whatever the zone of company or database', async () => {
    const within = (duration: string) => countOf({ count: viewed, within: duration, op: 'gte', value: 1 })
    // the last day's events are exactly four days old: an event at the very edge is outside
    expect(await within('96h')).toBe(0)
    expect(await within('4d')).toBe(0)
    expect(await within('97h')).toBe(3)
    expect(await countOf({ since: viewed, op: 'gte', value: '10d' })).toBe(4)
    expect(await countOf({ since: viewed, op: 'gte', value: '241h' })).toBe(0)
    expect(await countOf({ inStage: 'lifecycle', op: 'gte', value: '4d' })).toBe(25)
    expect(await countOf({ inStage: 'lifecycle', op: 'lt', value: '4d' })).toBe(0)
    expect(await countOf({ inStage: 'lifecycle', op: 'lt', value: '97h' })).toBe(3)
    const condition: Condition = { count: viewed, within: '97h', op: 'gte', value: 1 }
    const scope = { workspaceId, now, halfLife: day, lifecycle: 'lifecycle', fits: [] }
    const where = segmentSql(condition, scope, [workspaceId])
    if (!where.ok) throw new Error(where.problem.message)
    const db = await t.pool.connect()
    try {
      for (const zone of ['Asia/Seoul', 'America/New_York', 'UTC']) {
        await db.query('begin')
        await db.query(`select set_config('timezone', $1, true)`, [zone])
        const { rowCount } = await db.query(
          `select from person_list l where l.workspace_id = $1 and (${where.value.text})`,
          where.value.values,
        )
        await db.query('rollback')
        expect([zone, rowCount]).toEqual([zone, 3])
      }
    } finally {
      db.release()
    }
  })

  it('takes no property for the name of the event', async () => {
    const named = (name: string): Condition => ({
      count: { field: 'event.name', op: 'is', value: name },
      op: 'gte',
      value: 1,
    })
    expect(await countOf(named('demo_requested'))).toBe(0)
    expect(await countOf(named('PAGE_VIEWED'))).toBe(25)
    const prop: Condition = {
      count: { field: 'props.$name', op: 'is', value: 'demo_requested' },
      op: 'gte',
      value: 1,
    }
    expect(await countOf(prop)).toBe(25)
    const plan = { field: 'props.plan', op: 'contains', value: 'про' } as const
    expect(await countOf({ since: { all: [plan, { ...plan, op: 'in', value: [7] }] }, op: 'gte', value: '1d' })).toBe(
      25,
    )
    const channel: Condition = {
      count: { field: 'event.channel', op: 'is', value: 'partner' },
      op: 'gte',
      value: 1,
    }
    expect(await countOf(channel)).toBe(0)
    expect(await countOf({ field: 'person.$name', op: 'is', value: 'abc' })).toBe(25)
  })

  it('stays one statement whatever is written into it', async () => {
    const hostile = fc.oneof(
      fc.constantFrom<string>(...hostileTexts),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(`') or true --`, `$1`, `§0§`, `$$; delete from person; $$`, `\\'; select pg_sleep(9)`, 'e.name'),
    )
    const text = hostile.filter((one) => !one.includes('\0'))
    const asked = fc.oneof(
      fc.record({ field: text.map((one) => `person.${one || 'x'}`), op: fc.constant('is'), value: text }),
      fc.record({ field: text.map((one) => `account.${one || 'x'}`), op: fc.constant('starts_with'), value: text }),
      fc.record({ field: text.map((one) => `consent.${one || 'x'}`), op: fc.constant('in'), value: fc.array(text) }),
      fc.record({ field: text.map((one) => `list.${one || 'x'}`), op: fc.constant('exists') }),
      fc.record({ field: text.map((one) => `stage.${one || 'x'}`), op: fc.constant('gte'), value: text }),
      fc.record({ inStage: text.map((one) => one || 'x'), op: fc.constant('lt'), value: fc.constant('1d') }),
      fc.record({
        count: fc.record({ field: text.map((one) => `props.${one || 'x'}`), op: fc.constant('contains'), value: text }),
        op: fc.constant('gte'),
        value: fc.constant(1),
      }),
    ) as fc.Arbitrary<Condition>
    const scope = { workspaceId, now, halfLife: day, lifecycle: 'lifecycle', fits: [0] }
    await fc.assert(
      fc.asyncProperty(asked, async (condition) => {
        const where = segmentSql(condition, scope)
        if (!where.ok) throw new Error(where.problem.message)
        // nothing that was written is in the statement, only places of values
        const plain = segmentSql(JSON.parse(JSON.stringify(condition, tame)) as Condition, scope)
        expect(plain.ok && unnumbered(plain.value.text)).toBe(unnumbered(where.value.text))
        await previewSegment(context(), here, { condition })
      }),
      { numRuns: 80 },
    )
    expect(await countOf({ all: [] })).toBe(25)
  })

  it.each<[string, unknown, RegExp]>([
    ['a pass', { not: { count: {}, within: 'pass', op: 'gte', value: 1 } }, /^condition\.not\.within: .*no pass/],
    [
      'engagement of a pass',
      { all: [{ field: 'pass.engagement', op: 'gt', value: 1 }] },
      /^condition\.all\.0\.field: /,
    ],
    ['the event of this moment', { event: viewed }, /"event" asks about the moment/],
    ['a field that is none', { field: 'nobody.x', op: 'exists' }, /no field "nobody\.x"/],
    ['a model that is none', { field: 'stage.nowhere', op: 'exists' }, /no stage model "nowhere"; there is lifecycle/],
    ['a model that is none, for how long', { inStage: 'nowhere', op: 'gte', value: '1d' }, /no stage model "nowhere"/],
    ['half a character', { field: 'person.name', op: 'is', value: 'a\ud83d' }, /half a character/],
    ['a NUL in a name', { field: 'person.a\0b', op: 'exists' }, /NUL/],
    ['a NUL in a list', { field: 'person.name', op: 'in', value: ['a', '\0'] }, /NUL/],
    ['nothing', undefined, /condition/],
    ['a text', 'everybody', /must be a condition/],
    ['a tree of nothing', { all: [null] }, /must be a condition/],
    ['an unknown operator', { field: 'person.name', op: 'like', value: '%' }, /is none of/],
  ])('refuses %s and says where', async (_name, condition, message) => {
    for (const verb of [previewSegment, listSegmentPeople]) {
      const result = await verb(context(), here, { condition })
      expect(result).toMatchObject({ ok: false, problem: { code: 'invalid', message: expect.stringMatching(message) } })
    }
  })

  it('refuses in the reader itself what only a stage rule may ask', () => {
    const scope = { workspaceId, now, halfLife: day, lifecycle: 'lifecycle', fits: [] }
    for (const condition of [
      { count: {}, within: 'pass', op: 'gte', value: 1 },
      { event: {} },
      { field: 'pass.engagement', op: 'gt', value: 1 },
      { field: 'person.x', op: 'is', value: '\ud800' },
    ] as Condition[]) {
      expect(segmentFaults(condition).length).toBe(1)
      expect(segmentSql(condition, scope)).toMatchObject({ ok: false, problem: { code: 'invalid' } })
    }
  })

  it('is not for those who may not see people', async () => {
    const key = (trust: 'public' | 'secret'): Actor => ({ kind: 'key', keyId: 'k', workspaceId, trust })
    const asked = { condition: { all: [] } }
    expect((await previewSegment(context(), key('secret'), asked)).ok).toBe(true)
    expect(await previewSegment(context(), key('public'), asked)).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await listSegmentPeople(context(), key('secret'), asked)).toMatchObject({ problem: { code: 'forbidden' } })
  })

  it('gives up on a question that takes too long, with a sentence', async () => {
    const db = await t.pool.connect()
    try {
      await db.query('begin')
      const slow = await withinTime(db, async () => ok(await db.query('select pg_sleep(30)')), 30)
      expect(slow).toMatchObject({
        ok: false,
        problem: { code: 'too_large', message: expect.stringMatching(/longer/) },
      })
      await db.query('rollback')
    } finally {
      db.release()
    }
  })

  it('can be answered by the indexes of stage and engagement', async () => {
    const plan = async (condition: Condition) => {
      const scope = { workspaceId, now, halfLife: 30 * day, lifecycle: 'lifecycle', fits: [] }
      const where = segmentSql(condition, scope, [workspaceId])
      if (!where.ok) throw new Error(where.problem.message)
      const db = await t.pool.connect()
      try {
        await db.query('begin')
        // so few people would be read one by one
        await db.query('set local enable_seqscan = off')
        await db.query('set local enable_bitmapscan = off')
        // any index beginning with the workspace would do for them
        await db.query('alter table person_list drop constraint person_list_pkey')
        const { text, values } = where.value
        const { rows } = await db.query(
          `explain (format json) select l.person_id from person_list l where l.workspace_id = $1 and (${text})`,
          values,
        )
        await db.query('rollback')
        return JSON.stringify(rows)
      } finally {
        db.release()
      }
    }
    expect(await plan({ field: 'stage.lifecycle', op: 'is', value: 'mql' })).toMatch(/"Index Cond":"[^"]*stage = /)
    expect(await plan({ field: 'score.engagement', op: 'gte', value: 40 })).toMatch(/"Index Cond":"[^"]*heat >= /)
  })
})

const unnumbered = (text: string): string => text.replace(/\$\d+/g, '$')

/** The same condition with other words of the same kind. */
function tame(this: unknown, key: string, value: unknown): unknown {
  if (key === 'op' || (key === 'value' && value === '1d') || typeof value !== 'string') return value
  const scope = /^(person|account|consent|list|stage|props)\./.exec(value)?.[0]
  return key === 'field' && scope ? `${scope}y${hashed(value)}` : `z${hashed(value)}`
}

function hashed(text: string): string {
  return Buffer.from(text).toString('hex')
}
