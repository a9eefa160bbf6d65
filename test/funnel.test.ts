import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { listFunnelPeople } from '#actions/funnel-people.ts'
import { readFunnel } from '#actions/funnel-read.ts'
import type { FunnelDocument, FunnelPeople, FunnelGroupDocument } from '#contract/funnel.ts'
import { testDatabase, type TestDatabase } from '#test/database.ts'
import {
  actorIn,
  day,
  histories,
  hour,
  moment,
  stages,
  start,
  value,
  workspaceWith,
  type Row,
} from '#test/funnel-rows.ts'

let t: TestDatabase
beforeAll(async () => {
  t = await testDatabase()
}, 60_000)
afterAll(() => t.drop())

// ── the oracle: the definitions of docs/concepts/funnel.md, said again as plainly as can be ─────────────────────────

interface Asked {
  from: number | null
  to: number | null
  window: number | null
  until: number | null
  now: number
  pass: 'first' | 'any'
}

function cohort(rows: readonly Row[], { from, to, until, pass }: Asked): Row[] {
  return rows.filter((row) => {
    const entry = entryOf(row)
    return (
      entry !== null &&
      (pass === 'any' || row.pass === 1) &&
      (from === null || entry >= from) &&
      (to === null || entry < to) &&
      (until === null || entry <= until)
    )
  })
}

function entryOf({ evidence }: Row): number | null {
  return (
    evidence[0] ??
    (evidence.some((time) => time !== null) ? Math.min(...evidence.filter((time) => time !== null)) : null)
  )
}

/** Evidence of a stage that lies within the window, and was there by then. */
function evidenceIn(row: Row, k: number, { window, until }: Asked): number | null {
  const time = row.evidence[k] ?? null
  if (time === null || (until !== null && time > until)) return null
  return window === null || time - entryOf(row)! <= window ? time : null
}

const hasReached = (row: Row, k: number, asked: Asked): boolean =>
  k === 0 || stages.some((_, j) => j >= k && evidenceIn(row, j, asked) !== null)
const isOpen = (row: Row, { window, now }: Asked): boolean => window !== null && now <= entryOf(row)! + window

function isFault(row: Row, k: number, asked: Asked): boolean {
  const time = evidenceIn(row, k, asked)
  return time !== null && stages.some((_, j) => j < k && (evidenceIn(row, j, asked) ?? -Infinity) > time)
}

const states = {
  reached: (row: Row, k: number, asked: Asked) => hasReached(row, k, asked),
  not: (row: Row, k: number, asked: Asked) => !hasReached(row, k, asked) && !isOpen(row, asked),
  open: (row: Row, k: number, asked: Asked) => !hasReached(row, k, asked) && isOpen(row, asked),
  skipped: (row: Row, k: number, asked: Asked) => hasReached(row, k, asked) && evidenceIn(row, k, asked) === null,
  fault: isFault,
} as const

function medianOf(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2
}

function checkGroup(group: FunnelGroupDocument, members: readonly Row[], asked: Asked, medians: boolean): void {
  expect(group.members).toBe(members.length)
  expect(group.open).toBe(members.filter((row) => isOpen(row, asked)).length)
  expect(group.faults).toBe(members.filter((row) => stages.some((_, k) => isFault(row, k, asked))).length)
  stages.forEach((stage, k) => {
    const step = group.steps[k]!
    expect(step.stage).toBe(stage)
    for (const [state, holds] of Object.entries(states)) {
      const key = state === 'fault' ? 'faults' : (state as 'reached' | 'not' | 'open' | 'skipped')
      expect({ stage, [key]: step[key] }).toEqual({
        stage,
        [key]: members.filter((row) => holds(row, k, asked)).length,
      })
    }
    const closed = members.filter((row) => !isOpen(row, asked))
    const reached = (some: readonly Row[], at: number) => some.filter((row) => hasReached(row, at, asked)).length
    for (const [rates, before] of [
      [step.fromFirst, 0],
      [step.fromPrevious, Math.max(0, k - 1)],
    ] as const) {
      expect(rates.raw).toMatchObject({ reached: reached(members, k), of: reached(members, before) })
      if (asked.window === null) expect(rates.matured).toBeNull()
      else expect(rates.matured).toMatchObject({ reached: reached(closed, k), of: reached(closed, before) })
      if (k === 0) {
        expect(rates.time).toBeNull()
        continue
      }
      const times = members.flatMap((row) => {
        const [one, two] = [evidenceIn(row, before, asked), evidenceIn(row, k, asked)]
        return one === null || two === null ? [] : [two - one]
      })
      expect(rates.time).toMatchObject({
        count: times.length,
        negative: times.filter((time) => time < 0).length,
        median: medians ? medianOf(times) : null,
      })
      if (times.length === 0) expect(rates.time?.mean).toBeNull()
      else expect(rates.time?.mean).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / times.length, 3)
    }
  })
}

const zone = fc.constantFrom('UTC', 'Asia/Seoul', 'Europe/Berlin', 'America/New_York')
const dayOfMarch = fc.option(fc.integer({ min: 1, max: 31 }).map((d) => `2026-03-${String(d).padStart(2, '0')}`))
const windowText = fc.option(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(10)).map((days) => `${days}d`))

/** Midnight by the formatter of the platform, not by the code under test. */
function midnight(date: string, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  for (let time = Date.parse(`${date}T00:00:00Z`) - 15 * hour; ; time += 15 * 60_000) {
    if (format.format(time) >= `${date} 00:00:00`) return time
  }
}

describe('the funnel', () => {
  it('counts what the definitions say, with and without medians, and opens every number to its people', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        zone,
        dayOfMarch,
        dayOfMarch,
        windowText,
        moment,
        fc.constantFrom('first' as const, 'any' as const),
        fc.constantFrom(undefined, 'channel', 'person.origin'),
        fc.nat(4),
        fc.option(moment),
        fc.constantFrom(undefined, 'channel', 'person.origin'),
        async (rows, timeZone, from, to, window, clock, pass, by, k, until, filter) => {
          if (from !== null && to !== null && from >= to) return
          const workspaceId = await workspaceWith(t.pool, rows, timeZone)
          const context = { pool: t.pool, now: () => clock }
          const now = Math.min(clock, until ?? clock)
          const keyBy = (row: Row, property: string): string => {
            const found = property === 'channel' ? row.channel : row.facts['origin']
            return found ? `=${found}` : 'missing'
          }
          const only = filter === undefined || !rows[0] ? undefined : `${filter}:${keyBy(rows[0], filter)}`
          const asked: Asked = {
            from: from === null ? null : midnight(from, timeZone),
            to: to === null ? null : midnight(to, timeZone),
            window: window === null ? null : Number.parseInt(window, 10) * day,
            until,
            now,
            pass,
          }
          const query = {
            pass,
            ...(from && { from }),
            ...(to && { to }),
            ...(window && { window }),
            ...(by && { by }),
            ...(only && { only }),
            ...(until !== null && { until: new Date(until).toISOString() }),
          }
          const members = cohort(rows, asked).filter(
            (row) => only === undefined || only === `${filter}:${keyBy(row, filter!)}`,
          )
          const groupKey = (row: Row): string => keyBy(row, by!)
          for (const medians of ['true', 'false']) {
            const funnel: FunnelDocument = await value(readFunnel(context, actorIn(workspaceId), { ...query, medians }))
            expect(funnel.zone).toBe(timeZone)
            checkGroup(funnel.total, members, asked, medians === 'true')
            const groups = by === undefined ? new Map<string, Row[]>() : Map.groupBy(members, groupKey)
            expect(funnel.groups.map(({ key }) => key).toSorted()).toEqual([...groups.keys()].toSorted())
            for (const group of funnel.groups) checkGroup(group, groups.get(group.key)!, asked, medians === 'true')
          }
          const group = by === undefined || members.length === 0 ? 'all' : groupKey(members[0]!)
          const inGroup = group === 'all' ? members : members.filter((row) => groupKey(row) === group)
          for (const [state, holds] of Object.entries(states)) {
            const people = await allPeople(context, workspaceId, {
              ...query,
              group,
              state,
              stage: stages[k],
              limit: '7',
            })
            const expected = inGroup.filter((row) => holds(row, k, asked))
            expect(people.map(({ id, pass: lap }) => `${id}:${lap}`).toSorted()).toEqual(
              expected.map((row) => `${row.id}:${row.pass}`).toSorted(),
            )
            for (const found of people) {
              const row = expected.find((one) => one.id === found.id && one.pass === found.pass)!
              expect(Date.parse(found.enteredAt)).toBe(entryOf(row))
              expect(found.reachedAt && Date.parse(found.reachedAt)).toBe(evidenceIn(row, k, asked))
            }
          }
        },
      ),
      { numRuns: 120 },
    )
  }, 120_000)

  it('folds what is beyond fifty values, also of a thousand, alike in both ways of counting', async () => {
    const rows = Array.from({ length: 1400 }, (_, i): Row => {
      // v0 … v59 twice or more, the rest once
      const origin = i < 300 ? `v${i % 60}` : `w${i}`
      return {
        id: randomUUIDv7(),
        pass: 1,
        evidence: [start + i, null, null, null, null],
        channel: null,
        facts: { origin },
      }
    })
    const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
    const ask = (medians: string): Promise<FunnelDocument> =>
      value(readFunnel({ pool: t.pool }, actorIn(workspaceId), { by: 'person.origin', medians }))
    const slow = await ask('true')
    const fast = await ask('false')
    expect(slow.groups).toHaveLength(51)
    expect(slow.folded).toBe(60 + 1100 - 50)
    expect(slow.notes).toContain('folded')
    expect(slow.groups.at(-1)).toMatchObject({ key: 'other', members: 1400 - 250 })
    expect(fast.folded).toBe(slow.folded)
    expect(fast.groups.map(({ key, members }) => [key, members])).toEqual(
      slow.groups.map(({ key, members }) => [key, members]),
    )
    const others = await allPeople({ pool: t.pool }, workspaceId, { by: 'person.origin', group: 'other', limit: '500' })
    expect(others).toHaveLength(1150)
  })

  it('shows what was known on a day: not what was recorded later, and what was corrected later as it was', async () => {
    const at = (text: string) => Date.parse(`2026-03-${text}T12:00:00Z`)
    const ids = [randomUUIDv7(), randomUUIDv7()]
    const row = (id: string, b: number | null): Row => {
      return { id, pass: 1, evidence: [at('01'), b, null, null, null], channel: 'email', facts: {} }
    }
    const workspaceId = await workspaceWith(t.pool, [row(ids[0]!, at('05')), row(ids[1]!, null)], 'Asia/Seoul')
    await t.pool.query('update person set first_channel = $2 where workspace_id = $1', [workspaceId, 'email'])
    for (const id of ids) await addInterval(workspaceId, id, 1, 'a', at('01'), at('01'), null)
    // an import of the 20th said so for the first; for the second it was said on the 6th and taken back on the 15th
    await addInterval(workspaceId, ids[0]!, 1, 'b', at('05'), at('20'), null)
    await addInterval(workspaceId, ids[1]!, 1, 'b', at('05'), at('06'), at('15'))
    const known = async (asOf: string): Promise<string[]> => {
      const query = { asOf, stage: 'b', by: 'channel', group: '=email' }
      const people = await allPeople({ pool: t.pool }, workspaceId, query)
      const funnel = await value(
        readFunnel({ pool: t.pool }, actorIn(workspaceId), { asOf, by: 'channel', medians: 'false' }),
      )
      expect(funnel.total).toMatchObject({ members: asOf < '2026-03-01' ? 0 : 2 })
      expect(funnel.groups[0]?.steps[1]?.reached ?? 0).toBe(people.length)
      expect(funnel.notes).toContain('facts_are_current')
      return people.map(({ id }) => id)
    }
    expect(await known('2026-02-28')).toEqual([])
    expect(await known('2026-03-05')).toEqual([])
    expect(await known('2026-03-10')).toEqual([ids[1]])
    expect(await known('2026-03-15T11:59:59.999Z')).toEqual([ids[1]])
    expect(await known('2026-03-15T12:00:00Z')).toEqual([])
    expect(await known('2026-03-20')).toEqual([ids[0]])
  })

  it('reads from the intervals what it reads from reach, when every evidence was an entry', async () => {
    await fc.assert(
      fc.asyncProperty(histories, windowText, fc.constantFrom('first', 'any'), async (rows, window, pass) => {
        const workspaceId = await workspaceWith(t.pool, rows, 'UTC')
        await t.pool.query(
          `update person p set first_channel = r.channel from reach r where r.subject_id = p.id and p.workspace_id = $1`,
          [workspaceId],
        )
        for (const { id, pass: lap, evidence: times } of rows) {
          for (const [k, time] of times.entries()) {
            if (time !== null) await addInterval(workspaceId, id, lap, stages[k]!, time, time, null)
          }
        }
        const now = start + 40 * day
        const query = { by: 'channel', pass, ...(window && { window }) }
        const read = async (more: object): Promise<object> => {
          const funnel = await value(
            readFunnel({ pool: t.pool, now: () => now }, actorIn(workspaceId), { ...query, ...more }),
          )
          return { total: funnel.total, groups: funnel.groups }
        }
        // all is recorded by then, and windows are judged by the earlier of the two moments
        const later = { asOf: new Date(start + 400 * day).toISOString() }
        for (const medians of ['true', 'false']) {
          expect(await read({ ...later, medians })).toEqual(await read({ medians }))
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('never shows another workspace’s people', async () => {
    const one = { id: randomUUIDv7(), pass: 1, evidence: [start, null, null, null, null], channel: null, facts: {} }
    await workspaceWith(t.pool, [one], 'UTC')
    const empty = await workspaceWith(t.pool, [], 'UTC')
    expect((await value(readFunnel({ pool: t.pool }, actorIn(empty), {}))).total.members).toBe(0)
    expect(await allPeople({ pool: t.pool }, empty, {})).toEqual([])
  })

  it('refuses what cannot be counted, and says what to do', async () => {
    const workspaceId = await workspaceWith(t.pool, [], 'UTC')
    const problem = async (input: object, verb: typeof readFunnel | typeof listFunnelPeople = readFunnel) => {
      const result = await (verb as typeof readFunnel)({ pool: t.pool }, actorIn(workspaceId), input)
      return result.ok ? null : `${result.problem.code}: ${result.problem.message}`
    }
    expect(await problem({ model: 'x' })).toMatch(/^not_found: .*the blueprint has m/)
    expect(await problem({ from: '2026-02-30' })).toMatch(/^invalid: from: write a day/)
    expect(await problem({ from: '0000-01-01' })).toMatch(/^invalid/)
    expect(await problem({ from: '2026-03-02', to: '2026-03-02' })).toMatch(/^invalid: to:/)
    expect(await problem({ window: '5 days' })).toMatch(/^invalid: window: write a length/)
    expect(await problem({ by: 'person' })).toMatch(/^invalid: by: break down by/)
    expect(await problem({ by: "person.x' or true" })).toBeNull()
    expect(await problem({ asOf: 'yesterday' })).toMatch(/^invalid: asOf: write a day/)
    expect(await problem({ stage: 'z' }, listFunnelPeople)).toMatch(/^not_found: m has no stage z; it has a, b/)
    expect(await problem({ cursor: 'WyJ4Il0' }, listFunnelPeople)).toMatch(/^invalid: cursor/)
    const stranger: Actor = { kind: 'key', keyId: 'k', workspaceId, trust: 'public' }
    const denied = await readFunnel({ pool: t.pool }, stranger, {})
    expect(denied).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
  })
})

async function addInterval(
  workspaceId: string,
  id: string,
  pass: number,
  stage: string,
  entered: number,
  recorded: number,
  superseded: number | null,
): Promise<void> {
  await t.pool.query(
    `insert into stage_interval (workspace_id, id, model, subject_kind, subject_id, pass, stage, visit, entered_at, cause,
       version, recorded_at, superseded_at) values ($1, $2, 'm', 'person', $3, $4, $5, 1, $6, '{}', 1, $7, $8)`,
    [
      workspaceId,
      randomUUIDv7(),
      id,
      pass,
      stage,
      new Date(entered),
      new Date(recorded),
      superseded && new Date(superseded),
    ],
  )
}

async function allPeople(
  context: Parameters<typeof listFunnelPeople>[0],
  workspaceId: string,
  query: Record<string, unknown>,
): Promise<FunnelPeople['items']> {
  const all: FunnelPeople['items'] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: FunnelPeople = await value(
      listFunnelPeople(context, actorIn(workspaceId), { ...query, ...(cursor && { cursor }) }),
    )
    all.push(...page.items)
    cursor = page.next
  }
  return all
}
