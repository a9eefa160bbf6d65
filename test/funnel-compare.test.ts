import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareFunnels } from '#actions/funnel-compare.ts'
import { listFunnelProperties } from '#actions/funnel-properties.ts'
import { readFunnel } from '#actions/funnel-read.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { actorIn, day, value, workspaceWith, type Row } from '#test/funnel-rows.ts'

let t: TestDatabase
beforeAll(async () => {
  t = await testDatabase()
}, 60_000)
afterAll(() => t.drop())

const at = (text: string): number => Date.parse(`${text}T12:00:00Z`)

/** `of` people who entered that day, `reached` of whom reached b so many days later. */
function cohort(entered: string, of: number, reached: number, after: number, facts: Row['facts'] = {}): Row[] {
  return Array.from({ length: of }, (_, i) => ({
    id: randomUUIDv7(),
    pass: 1,
    evidence: [at(entered), i < reached ? at(entered) + after * day : null, null, null, null],
    channel: null,
    facts,
  }))
}

const compare = (workspaceId: string, now: number, query: object) =>
  value(compareFunnels({ pool: t.pool, now: () => now }, actorIn(workspaceId), query))

describe('a funnel beside a former one', () => {
  it('gives the difference of Newcombe, and what may be said of it', async () => {
    const rows = [...cohort('2026-03-10', 70, 56, 1), ...cohort('2026-02-10', 80, 48, 1)]
    const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
    const found = await compare(workspaceId, at('2026-09-01'), { from: '2026-03-01', to: '2026-04-01', window: '10d' })
    expect([found.former.from, found.former.to]).toEqual(['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'])
    const { fromFirst } = found.steps[1]!
    expect(fromFirst).toMatchObject({ verdict: 'up' })
    expect([fromFirst.difference, fromFirst.low, fromFirst.high].map((n) => Number(n?.toFixed(4)))).toEqual([
      0.2, 0.0524, 0.3339,
    ])
    expect(found.steps[2]!.fromPrevious.verdict).toBe('unclear')
  })

  it('without a window counts the former cohort as it stood at the same age', async () => {
    // both convert alike after 20 days; now the younger one is 10 days old
    const rows = [...cohort('2026-03-10', 50, 25, 20), ...cohort('2026-02-10', 50, 25, 20)]
    const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
    const query = { from: '2026-03-01', to: '2026-04-01' }
    const early = await compare(workspaceId, at('2026-03-20'), query)
    expect(early.former).toMatchObject({ until: '2026-02-20T12:00:00.000Z', total: { members: 50 } })
    expect(early.former.total.steps[1]?.reached).toBe(0)
    const late = await compare(workspaceId, at('2026-04-20'), query)
    expect([late.current, late.former].map(({ total }) => total.steps[1]?.reached)).toEqual([25, 25])
    expect(late.steps[1]?.fromFirst).toMatchObject({ difference: 0, verdict: 'unclear' })
    // what the document says of its own cohort can be asked for again, and opened
    const { until, from, to } = early.former
    const again = await value(
      readFunnel({ pool: t.pool, now: () => at('2026-03-20') }, actorIn(workspaceId), {
        until,
        from: from?.slice(0, 10),
        to: to.slice(0, 10),
      }),
    )
    expect(again.total).toEqual(early.former.total)
  })

  it('with a window compares those whose window has closed, and says too few where they are', async () => {
    const rows = [
      ...cohort('2026-03-02', 10, 5, 1),
      ...cohort('2026-03-28', 90, 80, 1),
      ...cohort('2026-02-02', 100, 50, 1),
    ]
    const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
    const found = await compare(workspaceId, at('2026-04-02'), { from: '2026-03-01', to: '2026-04-01', window: '14d' })
    expect(found.former.until).toBeNull()
    expect(found.steps[1]?.fromFirst).toMatchObject({ difference: 0, verdict: 'too_few' })
  })

  it('a year ago, and days of one’s own; a period that runs ends with today', async () => {
    const workspaceId = await workspaceWith(t.pool, cohort('2026-03-10', 3, 0, 0), 'Asia/Seoul')
    const year = await compare(workspaceId, at('2026-03-20'), { from: '2026-03-01', compare: 'year' })
    expect([year.current.to, year.former.from, year.former.to]).toEqual([
      '2026-03-20T15:00:00.000Z',
      '2025-02-28T15:00:00.000Z',
      '2025-03-20T15:00:00.000Z',
    ])
    const own = await compare(workspaceId, at('2026-03-20'), {
      from: '2026-03-01',
      compare: 'custom',
      formerFrom: '2026-01-01',
      formerTo: '2026-02-01',
    })
    expect(own.former.from).toBe('2025-12-31T15:00:00.000Z')
  })

  it('refuses what cannot be compared, and says what to do', async () => {
    const workspaceId = await workspaceWith(t.pool, [], 'UTC')
    const problem = async (query: object) => {
      const found = await compareFunnels({ pool: t.pool }, actorIn(workspaceId), query)
      return found.ok ? null : found.problem.message
    }
    expect(await problem({})).toMatch(/^from: /)
    expect(await problem({ from: '2026-03-01', to: '2026-03-01' })).toMatch(/^to: the day after the last/)
    expect(await problem({ from: '2026-03-01', compare: 'custom' })).toMatch(/^formerFrom, formerTo: /)
    expect(
      await problem({ from: '2026-03-01', compare: 'custom', formerFrom: '2026-02-02', formerTo: '2026-02-01' }),
    ).toMatch(/^formerTo: /)
  })
})

it('the properties to break down by are those that people here have, never another workspace’s', async () => {
  const workspaceId = await workspaceWith(
    t.pool,
    [
      ...cohort('2026-03-10', 3, 0, 0, { country: 'KR' }),
      ...cohort('2026-03-10', 1, 0, 0, { country: 'DE', note: '' }),
    ],
    'UTC',
  )
  await workspaceWith(t.pool, cohort('2026-03-10', 1, 0, 0, { secret: 'x' }), 'UTC')
  const found = await value(listFunnelProperties({ pool: t.pool }, actorIn(workspaceId), {}))
  expect(found).toEqual({ items: [{ by: 'person.country', share: 1, values: 2 }], sampled: false })
})
