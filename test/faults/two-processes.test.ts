import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { runImport } from '#actions/import-run.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { comparePosition } from '#core/event.ts'
import type { Event } from '#core/event.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { crossingPaths, hour, origin } from '#test/arbitrary/crossing.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { expectFresh, readPeople } from '#test/fresh.ts'

// FAULT_ROUNDS=20: the full run
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 4)
const now = origin + 90 * 24 * hour

let t: TestDatabase
let other: Database
let folder: string

beforeAll(async () => {
  t = await testDatabase()
  // what a second process would have: connections and caches of its own
  other = openDatabase(t.url)
  folder = await mkdtemp(join(tmpdir(), 'hourglass-two-'))
})
afterAll(async () => {
  await other.close()
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

async function workspace(): Promise<string> {
  const workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId, defaultBlueprint(), 1, new Date(origin))
  return workspaceId
}

/** Sends each share through its own flow, in small requests that overlap; all at once. */
async function race(workspaceId: string, flows: readonly Flow[], shares: readonly Event[][]): Promise<string[]> {
  const answers = await Promise.all(
    shares.flatMap((share, index) =>
      share.map((one, at) =>
        (flows[index] as Flow).accept(
          workspaceId,
          share.slice(at, at + 2).map((e) => ({ event: e })),
        ),
      ),
    ),
  )
  return answers.flat().map((outcome) => outcome.status)
}

test(
  'two processes that fold the same people at once come to what one after another comes to',
  async () => {
    await fc.assert(
      fc.asyncProperty(crossingPaths, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), async (events, toss) => {
        const sorted = events.toSorted(comparePosition)
        const alone = await workspace()
        const single = createFlow({ pool: t.pool, now: () => now })
        await single.accept(
          alone,
          sorted.map((one) => ({ event: one })),
        )
        const expected = await readPeople(t.pool, alone)

        const together = await workspace()
        const flows = [createFlow({ pool: t.pool, now: () => now }), createFlow({ pool: other.pool, now: () => now })]
        // 0: the first, 1: the second, 2 and 3: both, as a client does that tries again elsewhere
        const side = sorted.map(() => toss.next().value as number)
        const shares = [0, 1].map((own) => sorted.filter((_, index) => side[index] === own || (side[index] ?? 0) > 1))
        const statuses = await race(together, flows, shares)
        expect(statuses.filter((status) => status === 'counted').length).toBe(sorted.length)
        expect(new Set(statuses).has('set_aside')).toBe(false)
        expect(await readPeople(t.pool, together)).toEqual(expected)
        await expectFresh(t.pool, together, now)
      }),
      { numRuns: rounds * 3, endOnFailure: true },
    )
  },
  20_000 + rounds * 10_000,
)

test('an import beside a server, about the same people, comes to what one after the other comes to', async () => {
  const people = 25
  const at = (index: number): number => origin + ((index * 7919) % 500) * hour
  const seen = Array.from({ length: people * 12 }, (_, index) =>
    event(index % 5 === 0 ? 'demo_requested' : 'page_viewed', at(index), {
      messageId: `live-${index}`,
      keys: keys({ userId: `u${index % people}`, anonymousId: `a${index % (people * 2)}` }),
    }),
  )
  const path = join(folder, 'calls.csv')
  const lines = Array.from({ length: people * 20 }, (_, index) => {
    const moment = new Date(at(index) + 1_800_000).toISOString()
    return `c${index},u${index % people},p${index % people}@firm${index % 9}.example,${moment},${index}\n`
  })
  await writeFile(path, `call,person,mail,when,note\n${lines.join('')}`)
  const mapping: ImportMapping = {
    kind: 'events',
    event: 'call_logged',
    columns: { call: 'id', person: 'userId', mail: 'email', when: 'time', note: 'props.note' },
  }
  const bring = async (workspaceId: string, flow: Flow): Promise<void> => {
    const actor = { kind: 'operator' as const, name: 'test', workspaceId }
    const result = await runImport({ pool: other.pool, flow, now: () => now }, actor, { path, mapping })
    if (!result.ok) throw new Error(result.problem.message)
    expect(result.value).toMatchObject({ state: 'done', accepted: lines.length, setAside: 0 })
  }

  const alone = await workspace()
  const single = createFlow({ pool: t.pool, now: () => now })
  await single.accept(
    alone,
    seen.map((one) => ({ event: one })),
  )
  await bring(alone, single)

  const together = await workspace()
  const server = createFlow({ pool: t.pool, now: () => now })
  const importing = bring(together, createFlow({ pool: other.pool, now: () => now }))
  for (let from = 0; from < seen.length; from += 4) {
    const outcomes = await server.accept(
      together,
      seen.slice(from, from + 4).map((one) => ({ event: one })),
    )
    for (const { status } of outcomes) expect(status).toBe('counted')
  }
  await importing
  await expectFresh(t.pool, together, now)
  expect(await readPeople(t.pool, together)).toEqual(await readPeople(t.pool, alone))
}, 120_000)
