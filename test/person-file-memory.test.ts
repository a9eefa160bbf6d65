import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const events = 100_000
const driver = resolve(import.meta.dirname, 'person-file-driver.ts')
let t: TestDatabase
let workspaceId: string
let person: string
beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  const flow = createFlow({ pool: t.pool })
  const email = 'busy@reader.example'
  await flow.accept(workspaceId, [
    {
      event: event('page_viewed', Date.now() - 86_400_000, { keys: keys({ email }), traits: { email, name: 'Busy' } }),
    },
  ])
  await flow.stop()
  const { rows } = await t.pool.query<{ id: string }>('select id from person where workspace_id = $1', [workspaceId])
  person = rows[0]?.id ?? ''
  // as the flow would have stored them, one a minute
  await t.pool.query(
    `insert into event (workspace_id, id, message_id, type, name, time, received_at, person_id, source, trust, email, object,
       channel, verdict, lists, props)
     select e.workspace_id, gen_random_uuid(), 'many' || n, e.type, e.name, e.time - n * interval '1 minute', e.received_at,
            e.person_id, e.source, e.trust, e.email, '/docs/page-' || n, 'search', 'human', e.lists,
            jsonb_build_object('title', repeat('A page about arrival times. ', 10), 'referrer', 'https://search.example/?q=' || n)
       from event e cross join generate_series(1, $2) n where e.workspace_id = $1`,
    [workspaceId, events],
  )
}, 120_000)
afterAll(() => t.drop())

// holding the events, or the file, would need several times this heap
test(`a person of ${events} events passes through a heap of 64 MB`, { timeout: 300_000 }, async () => {
  const child = spawn(process.execPath, ['--max-old-space-size=64', driver, t.url, workspaceId, person])
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const code = await new Promise((done) => child.on('close', done))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const { bytes, pages, longest } = JSON.parse(out) as { bytes: number; pages: number; longest: number }
  expect(pages).toBeGreaterThanOrEqual(events)
  expect(bytes).toBeGreaterThan(40_000_000)
  expect(longest).toBeLessThan(2_000_000)
})
