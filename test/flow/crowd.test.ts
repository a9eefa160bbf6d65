import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { mostLinks, mostSpeakers } from '#actions/flow/crowd.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'
import { expectFresh } from '#test/fresh.ts'

// Anybody can read a page's key: whatever is sent with it, one identifier must not grow without end.
const start = Date.parse('2026-11-01T09:00:00Z')
let t: TestDatabase
let workspaceId: string

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
})
afterAll(() => t.drop())

const flow = () => createFlow({ pool: t.pool, now: () => start + 3600_000 })
const browser = { source: 'browser', trust: 'public', type: 'identify' } as const

async function count(sql: string): Promise<number> {
  return Number((await t.pool.query(sql, [workspaceId])).rows[0].count)
}

test('an anonymous id that names more and more people names a hundred, then nobody new; all events count', async () => {
  const people = mostSpeakers.people + 40
  const items = Array.from({ length: people }, (_, n) => ({
    event: event('profile_updated', start + n, { ...browser, keys: keys({ anonymousId: 'kiosk', userId: `k${n}` }) }),
  }))
  const outcomes = [
    ...(await flow().accept(workspaceId, items.slice(0, 90))),
    ...(await flow().accept(workspaceId, items.slice(90))),
  ]
  expect(outcomes.every((one) => one.status === 'counted')).toBe(true)
  expect(await count('select count(*) from identity_run where workspace_id = $1')).toBe(mostSpeakers.people)
  expect(await count(`select count(*) from identity where workspace_id = $1 and kind = 'u'`)).toBe(people)
  const { rows } = await t.pool.query('select code, field from set_aside where workspace_id = $1', [workspaceId])
  expect(rows).toEqual([{ code: 'shared_identifier', field: 'anonymousId' }])
  // who is known by it stays so
  const again = event('profile_updated', start + 900, {
    ...browser,
    keys: keys({ anonymousId: 'kiosk', userId: 'k3' }),
  })
  await flow().accept(workspaceId, [{ event: again }])
  expect(await count(`select count(*) from event where workspace_id = $1 and anonymous_id = 'kiosk'`)).toBe(
    mostSpeakers.people + 1,
  )
  await expectFresh(t.pool, workspaceId, start + 3600_000)
})

test('an address that meets more and more user ids by the word of a page stays with those it met', async () => {
  const email = 'all@acme.test'
  const items = Array.from({ length: mostLinks.public + 15 }, (_, n) => ({
    event: event('profile_updated', start + n, {
      ...browser,
      keys: keys({ userId: `m${n}`, email }),
      mailKind: 'work',
    }),
  }))
  await flow().accept(workspaceId, items)
  expect(await count(`select count(*) from identity_link where workspace_id = $1`)).toBe(mostLinks.public)
  // a server's word still counts
  const told = event('profile_updated', start - 5, {
    type: 'identify',
    keys: keys({ userId: 'm30', email }),
    mailKind: 'work',
  })
  await flow().accept(workspaceId, [{ event: told }])
  const { rows } = await t.pool.query(
    `select i.value from identity i join identity e on e.person_id = i.person_id and e.kind = 'e' and e.value = $2
     where i.workspace_id = $1 and i.kind = 'u'`,
    [workspaceId, email],
  )
  expect(rows).toEqual([{ value: 'm30' }])
  await expectFresh(t.pool, workspaceId, start + 3600_000)
})

test('facts that a page sends without end stay small; a server may still add what matters', async () => {
  const me = keys({ userId: 'wordy' })
  const traits = (from: number, length: number) =>
    Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`fact${from + n}`, 'x'.repeat(length)]))
  await flow().accept(workspaceId, [
    { event: event('profile_updated', start, { ...browser, keys: me, traits: traits(0, 10) }) },
    { event: event('profile_updated', start + 1, { ...browser, keys: me, traits: traits(150, 10) }) },
    { event: event('profile_updated', start + 2, { ...browser, keys: me, traits: traits(0, 400) }) },
    {
      event: event('profile_updated', start + 3, {
        type: 'identify',
        keys: me,
        traits: { title: 'CTO', ...traits(400, 5) },
      }),
    },
  ])
  const { rows } = await t.pool.query(
    `select p.facts from person p join identity i on i.person_id = p.id where i.workspace_id = $1 and i.value = 'wordy'`,
    [workspaceId],
  )
  const { facts } = rows[0]
  expect(facts.title).toBe('CTO')
  expect(facts.fact199).toBe('xxxxxxxxxx')
  expect(facts.fact200).toBe(undefined)
  expect(facts.fact549).toBe('xxxxx')
  expect(JSON.stringify(facts).length).toBeLessThan(40_000)
  await expectFresh(t.pool, workspaceId, start + 3600_000)
})
