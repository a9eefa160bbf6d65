import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { comparePosition } from '#core/event.ts'
import type { Event } from '#core/event.ts'
import { claimsOf } from '#core/identity.ts'
import { crossingPaths, hour, origin } from '#test/arbitrary/crossing.ts'
import { applyBlueprint } from '#test/events.ts'
import { expectFresh, readPeople } from '#test/fresh.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const now = origin + 90 * 24 * hour
const appliedAt = new Date(origin)
let t: TestDatabase

beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

/** Sends events in the order given, cut into batches; gives each person as messages → state, accounts by domain. */
async function arrive(events: readonly Event[], cuts: readonly number[]): Promise<Map<string, object>> {
  const workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId, defaultBlueprint(), 1, appliedAt)
  const flow = createFlow({ pool: t.pool, now: () => now })
  const bounds = [0, ...cuts.map((cut) => cut % (events.length + 1)).sort((a, b) => a - b), events.length]
  for (let i = 1; i < bounds.length; i++) {
    const batch = events.slice(bounds[i - 1], bounds[i])
    const outcomes = await flow.accept(
      workspaceId,
      batch.map((one) => ({ event: one })),
    )
    for (const outcome of outcomes) expect(outcome.status).toBe('counted')
  }
  const people = await readPeople(t.pool, workspaceId)
  await expectFresh(t.pool, workspaceId, now)
  return people
}

/** The groups that identity itself, given everything at once, comes to. */
function groups(events: readonly Event[]): string[] {
  const human = events.filter((one) => one.verdict !== 'machine')
  const claims = claimsOf(human)
  const grouped = Map.groupBy(human, (one) => claims.clusterOfEvent(one))
  return [...grouped.entries()]
    .filter(([cluster]) => cluster !== null)
    .map(([, members]) =>
      members
        .map((one) => one.messageId)
        .sort()
        .join(' '),
    )
    .sort()
}

describe('order of arrival', () => {
  it('does not matter: the same people, scores and stages, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        crossingPaths,
        fc.array(fc.nat(50), { maxLength: 6 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (events, cuts, order) => {
          const sorted = [...events].sort(comparePosition)
          const shuffled = sorted
            .map((one) => ({ one, at: order.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one)
          const inOrder = await arrive(sorted, [])
          expect([...inOrder.keys()].sort()).toEqual(groups(sorted))
          const outOfOrder = await arrive(shuffled, cuts)
          expect(outOfOrder).toEqual(inOrder)
          const singly = await arrive(
            shuffled,
            shuffled.map((_, index) => index),
          )
          expect(singly).toEqual(inOrder)
        },
      ),
      { numRuns: Number(process.env['LAWS'] ?? 40), endOnFailure: true },
    )
  }, 300_000)
})
