import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { listGtmPeople } from '#actions/gtm-people.ts'
import { readGtm } from '#actions/gtm-read.ts'
import { setTarget } from '#actions/gtm-target.ts'
import { gtmDocument, type GtmGroup, type GtmPeople } from '#contract/gtm.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import { actorIn, day, histories, moment, stages, value, workspaceWith, type Row } from '#test/funnel-rows.ts'

let t: TestDatabase
beforeAll(async () => {
  t = await testDatabase()
}, 60_000)
afterAll(() => t.drop())

const from = Date.parse('2026-03-01T00:00:00Z')
const to = Date.parse('2026-04-01T00:00:00Z')

// ── the oracle: the definitions of docs/concepts/funnel.md (the dashboard), said again as plainly as can be ─────────

function expected(rows: readonly Row[], k: number, span: { from: number; to: number; until: number }) {
  const inside = (time: number | null | undefined) => time != null && time >= span.from && time < span.to
  const entered = rows.filter((row) => inside(row.evidence[k]))
  const went = (row: Row) => row.evidence.slice(k + 1).some((time) => time !== null && time <= span.until)
  const moved = rows.filter((row) => {
    const [one, two] = [row.evidence[k], row.evidence[k + 1]]
    return one != null && inside(two) && (two as number) >= one
  })
  const times = moved.map((row) => row.evidence[k + 1]! - row.evidence[k]!).toSorted((a, b) => a - b)
  const half = times.length / 2
  const median = times.length === 0 ? null : half % 1 ? times[Math.floor(half)]! : (times[half - 1]! + times[half]!) / 2
  return {
    entered,
    converted: entered.filter(went),
    waiting: entered.filter((row) => !went(row)),
    moved,
    median,
  }
}

async function everybody(workspaceId: string, now: number, query: object): Promise<string[]> {
  const found: string[] = []
  for (let cursor: string | undefined | null; cursor !== null;) {
    const page: GtmPeople = await value(
      listGtmPeople({ pool: t.pool, now: () => now }, actorIn(workspaceId), {
        ...query,
        period: '2026-03',
        limit: '4',
        ...(cursor && { cursor }),
      }),
    )
    found.push(...page.items.map(({ id, pass }) => `${id}:${pass}`))
    cursor = page.next
  }
  return found.toSorted()
}

describe('the go-to-market dashboard', () => {
  it('counts what the definitions say, and opens each figure to its people', async () => {
    await fc.assert(
      fc.asyncProperty(histories, moment, fc.nat(stages.length - 1), async (rows, now, k) => {
        const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
        const found = await value(
          readGtm({ pool: t.pool, now: () => now }, actorIn(workspaceId), { period: '2026-03' }),
        )
        expect(gtmDocument.safeParse(found).error).toBeUndefined()
        const current = { from, to, until: now }
        const before = { from: from - 28 * day, to: from, until: now - 28 * day }
        found.rows.forEach((row, index) => {
          for (const [figures, span] of [
            [row.current, current],
            [row.former, before],
          ] as const) {
            const want = expected(rows, index, span)
            expect(figures.entered).toBe(want.entered.length)
            if (index === stages.length - 1) {
              expect([figures.conversion, figures.time]).toEqual([null, null])
              continue
            }
            expect(figures.conversion).toMatchObject({ reached: want.converted.length, of: want.entered.length })
            expect(figures.time?.count).toBe(want.moved.length)
            if (want.median === null) expect(figures.time?.median).toBeNull()
            else expect(figures.time?.median).toBeCloseTo(want.median, 3)
          }
        })
        const want = expected(rows, k, current)
        for (const of of ['entered', 'converted', 'waiting', 'moved'] as const) {
          const last = k === stages.length - 1 && (of === 'converted' || of === 'moved')
          expect(await everybody(workspaceId, now, { stage: stages[k], of })).toEqual(
            last ? [] : want[of].map((row) => `${row.id}:${row.pass}`).toSorted(),
          )
        }
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('knows who stands in a stage now, and who stood there when a period ended', async () => {
    const rows = [0, 1, 2].map((): Row => {
      return { id: randomUUIDv7(), pass: 1, evidence: [from, null, null, null, null], channel: null, facts: {} }
    })
    const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
    const interval = (id: string, stage: string, entered: string, left: string | null, gone: string | null = null) =>
      t.pool.query(
        `insert into stage_interval (workspace_id, id, model, subject_kind, subject_id, pass, stage, visit, entered_at, left_at,
           cause, version, superseded_at) values ($1, $2, 'm', 'person', $3, 1, $4, 1, $5, $6, '{}', 1, $7)`,
        [workspaceId, randomUUIDv7(), id, stage, entered, left, gone],
      )
    const [one, two, three] = rows.map(({ id }) => id) as [string, string, string]
    await interval(one, 'a', '2026-03-01', '2026-03-20')
    await interval(one, 'b', '2026-03-20', null)
    await interval(two, 'a', '2026-03-05', '2026-04-05')
    await interval(two, 'b', '2026-04-05', '2026-04-05')
    await interval(two, 'c', '2026-04-05', null)
    // corrected: it was never so
    await interval(three, 'c', '2026-03-05', null, '2026-03-06')
    await interval(three, 'a', '2026-03-05', null)
    const people = async (period: string, now: string) => {
      const context = { pool: t.pool, now: () => Date.parse(now) }
      const found = await value(readGtm(context, actorIn(workspaceId), { period }))
      const listed: GtmPeople[] = []
      for (const stage of stages) {
        listed.push(await value(listGtmPeople(context, actorIn(workspaceId), { period, stage, of: 'standing' })))
      }
      const counts = found.rows.map((row) => row.current.people)
      expect(listed.map(({ items }) => items.length)).toEqual(counts)
      return { now: counts, before: found.rows.map((row) => row.former.people) }
    }
    expect(await people('2026-04', '2026-04-20T00:00:00Z')).toEqual({ now: [1, 1, 1, 0, 0], before: [2, 1, 0, 0, 0] })
    expect(await people('2026-03', '2026-04-20T00:00:00Z')).toEqual({ now: [2, 1, 0, 0, 0], before: [0, 0, 0, 0, 0] })
  })

  it('keeps targets by stage and period, says what they were, and writes the audit', async () => {
    const workspaceId = await workspaceWith(t.pool, [], 'UTC')
    const other = await workspaceWith(t.pool, [], 'UTC')
    const context = { pool: t.pool, now: () => to - day }
    const set = (input: object, workspace = workspaceId) => setTarget(context, actorIn(workspace), input)
    expect(await value(set({ period: '2026-03', stage: 'b', people: 40 }))).toMatchObject({ before: null, people: 40 })
    expect(await value(set({ period: '2026-03', stage: 'b', people: 50 }))).toMatchObject({ before: 40 })
    await value(set({ period: '2026-02', stage: 'b', people: 30 }))
    await value(set({ period: '2026-03', stage: 'b', people: 7 }, other))
    const targets = async (period: string) => {
      const found = await value(readGtm(context, actorIn(workspaceId), { period }))
      return [found.rows[1]?.current.target, found.rows[1]?.former.target, found.rows[0]?.current.target]
    }
    expect(await targets('2026-03')).toEqual([50, 30, null])
    expect(await targets('2026-W10')).toEqual([null, null, null])
    expect(await value(set({ period: '2026-03', stage: 'b', people: null }))).toMatchObject({ before: 50 })
    expect(await targets('2026-03')).toEqual([null, 30, null])
    const { rows } = await t.pool.query(
      `select subject, detail from audit where workspace_id = $1 and verb = 'target.change' order by at, id`,
      [workspaceId],
    )
    expect(rows).toHaveLength(4)
    expect(rows[1]).toEqual({ subject: '2026-03/b', detail: { people: 50, before: 40 } })
  })

  it('refuses strangers to targets, unknown stages and periods', async () => {
    const workspaceId = await workspaceWith(t.pool, [], 'UTC')
    const seller: Actor = { kind: 'user', userId: randomUUIDv7(), name: 'S', workspaceId, role: 'seller' }
    const input = { period: '2026-03', stage: 'b', people: 5 }
    expect(await setTarget({ pool: t.pool }, seller, input)).toMatchObject({ problem: { code: 'forbidden' } })
    const problem = async (more: object) => {
      const found = await setTarget({ pool: t.pool }, actorIn(workspaceId), { ...input, ...more })
      return found.ok ? null : `${found.problem.code}: ${found.problem.message}`
    }
    expect(await problem({ stage: 'z' })).toMatch(/^not_found: m has no stage z; it has a, b/)
    expect(await problem({ period: '2026-13' })).toMatch(/^invalid: period: name a week/)
    expect(await problem({ people: 0 })).toMatch(/^invalid: people/)
    const of: GtmGroup = 'standing'
    const people = await listGtmPeople({ pool: t.pool }, actorIn(workspaceId), { stage: 'a', of, cursor: 'WyJ4Il0' })
    expect(people).toMatchObject({ problem: { code: 'invalid' } })
  })
})
