import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldDue, refoldPending } from '#actions/blueprint-reevaluate.ts'
import { createFlow } from '#actions/flow.ts'
import type { Blueprint } from '#core/blueprint.ts'
import type { Event } from '#core/event.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { durationMs } from '#core/rule.ts'
import type { Condition } from '#core/rule.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { readFits, segmentFrom, segmentSql } from '#store/segment.ts'
import type { SegmentScope } from '#store/segment.ts'
import {
  eventsOnlyArbitrary,
  populationArbitrary,
  populationBlueprint,
  populationFrom,
  populationTo,
  segmentArbitrary,
  someTexts,
} from '#test/arbitrary/population.ts'
import { durationPool } from '#test/arbitrary/rule.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'
import { chosenInMemory, loadPopulation } from '#test/segment/memory.ts'

/** SEGMENT_ROUNDS=50 asks fifty populations instead of three; SEGMENT_SEED repeats a run. */
const rounds = Number(process.env['SEGMENT_ROUNDS'] ?? 3)
const seed = Number(process.env['SEGMENT_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const zone = 'Asia/Seoul'
const blueprint = populationBlueprint()

/** Other points, another half-life, one fit rule less. */
function nextBlueprint(): Blueprint {
  const next = populationBlueprint()
  next.scores.engagement.halfLife = '30d'
  next.scores.fit.rules = next.scores.fit.rules.filter((rule) => rule.id !== 'p2')
  for (const rule of next.scores.engagement.rules) rule.points = roundPoints(rule.points * 1.5)
  return next
}

type History = { blueprint: Blueprint; appliedAt: number }[]

let t: TestDatabase
beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

interface Population {
  workspaceId: string
  texts: string[]
  events: Event[]
}

/** Sends a population through the flow, in the order of its making, which is not that of time. */
async function populate(texts: string[], events: Event[]): Promise<Population> {
  const workspaceId = await testWorkspace(t.pool, zone)
  await applyBlueprint(t.pool, workspaceId, blueprint, 1, new Date(populationFrom))
  const flow = createFlow({ pool: t.pool, now: () => populationTo })
  const half = Math.floor(events.length / 2)
  for (const batch of [events.slice(0, half), events.slice(half)]) {
    const outcomes = await flow.accept(
      workspaceId,
      batch.map((one) => ({ event: one })),
    )
    expect(outcomes.filter((one) => one.status !== 'counted')).toEqual([])
  }
  await flow.stop()
  return { workspaceId, texts, events }
}

/** Lets time pass to `from` or a little later: until nobody is due and nothing lies ahead. */
async function passTo(workspaceId: string, from: number): Promise<number> {
  for (let now = from; ;) {
    await refoldPending(t.pool, workspaceId, { now: () => now })
    await foldDue(t.pool, workspaceId, () => now)
    const { rows } = await t.pool.query<{ last: Date }>('select max(time) as last from event where workspace_id = $1', [
      workspaceId,
    ])
    const last = rows[0]?.last.getTime() ?? now
    if (last <= now) return now
    now = last
  }
}

async function chosenBySql(condition: Condition, scope: SegmentScope): Promise<string[]> {
  const where = segmentSql(condition, scope, [scope.workspaceId])
  if (!where.ok) throw new Error(where.problem.message)
  const { text, values } = where.value
  const { rows } = await t.pool.query<{ id: string }>(
    `select l.person_id as id from ${segmentFrom} where l.workspace_id = $1 and (${text})`,
    values,
  )
  return rows.map((row) => row.id).sort()
}

async function scopeAt(workspaceId: string, now: number, inForce: Blueprint): Promise<SegmentScope> {
  const halfLife = durationMs(inForce.scores.engagement.halfLife)
  const fits = await readFits(t.pool, workspaceId, { field: 'score.total', op: 'exists' })
  return { workspaceId, now, halfLife, lifecycle: blueprint.lifecycle, fits }
}

/** Scores of people as they are now, so that comparisons fall on them. */
async function scoresAt({ workspaceId, now, halfLife }: SegmentScope): Promise<number[]> {
  const { rows } = await t.pool.query<{ fit: number; engagement: number | null }>(
    'select fit, engagement from person_fold where workspace_id = $1',
    [workspaceId],
  )
  return rows.flatMap(({ fit, engagement }) => {
    const score = scoreAt(engagement, now, halfLife)
    return [fit, roundPoints(score), roundPoints(fit + score)]
  })
}

interface Tally {
  asked: number
  people: number
  /** conditions that chose some, and not all */
  telling: number
}

async function agree(
  conditions: fc.Arbitrary<Condition>,
  runs: number,
  people: ReadonlyMap<string, FoldEvent[]>,
  history: History,
  scope: SegmentScope,
  tally: Tally,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(conditions, async (condition) => {
      const inMemory = chosenInMemory(people, condition, history, zone, scope.now)
      expect(await chosenBySql(condition, scope)).toEqual(inMemory)
      tally.asked++
      tally.people += people.size
      if (inMemory.length > 0 && inMemory.length < people.size) tally.telling++
    }),
    { numRuns: runs, seed: seed + tally.asked },
  )
}

describe(`memory and SQL choose the same people (SEGMENT_SEED=${seed})`, () => {
  it('whoever they are, whatever is asked, at any moment', { timeout: 60_000 + rounds * 60_000 }, async () => {
    const tally: Tally = { asked: 0, people: 0, telling: 0 }
    const drawn = fc.sample(
      someTexts.chain((texts) => fc.tuple(fc.constant(texts), populationArbitrary(texts))),
      { numRuns: rounds, seed },
    )
    for (const [texts, events] of drawn) {
      const { workspaceId } = await populate(texts, events)
      // moments at which windows end exactly on events, and a few weeks later
      const gaps = durationPool.map((one) => durationMs(one))
      const ends = events.flatMap(({ time }) => gaps.map((gap) => time + gap)).filter((time) => time >= populationTo)
      const moments = [populationTo, ends[ends.length >> 1] as number, Math.max(...ends) + 1]
      const history: History = [{ blueprint, appliedAt: populationFrom }]
      for (const [index, moment] of moments.toSorted((a, b) => a - b).entries()) {
        if (index === 2) {
          history.push({ blueprint: nextBlueprint(), appliedAt: moment })
          await applyBlueprint(t.pool, workspaceId, nextBlueprint(), 2, new Date(moment))
        }
        const now = await passTo(workspaceId, moment)
        const people = await loadPopulation(t.pool, workspaceId)
        const scope = await scopeAt(workspaceId, now, (history.at(-1) as History[number]).blueprint)
        const asked = { texts, scores: await scoresAt(scope) }
        await agree(segmentArbitrary(asked), 70, people, history, scope, tally)
        // looking back: what was not yet, does not count
        const earlier = { ...scope, now: populationFrom + 60_000 + (tally.asked % 100) * 12 * 3_600_000 }
        await agree(eventsOnlyArbitrary(asked), 30, people, history, earlier, tally)
      }
    }
    expect(tally.people).toBeGreaterThan(rounds * 4000)
    expect(tally.telling / tally.asked).toBeGreaterThan(0.25)
  })
})
