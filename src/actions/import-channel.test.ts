import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { runImport } from '#actions/import-run.ts'
import { visitorActs } from '#actions/visitor.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import { insertChannelRules } from '#store/channel-rule.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

let t: TestDatabase
let folder: string
let flow: Flow
let workspaceId: string
beforeAll(async () => {
  t = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-import-'))
  flow = createFlow({ pool: t.pool })
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  const rules = [
    { when: { source: ['logistics-pod*'] }, channel: 'podcast' },
    { when: { referrer: ['freight-forum.example'] }, channel: 'fair' },
    { when: { campaign: ['spring*'] }, channel: 'partner' },
  ]
  await insertChannelRules(t.pool, workspaceId, { version: 1, rules, at: Date.now(), by: 'operator:test' })
})
afterAll(async () => {
  await flow.stop()
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

async function imported(mapping: ImportMapping, lines: readonly (readonly string[])[]) {
  const path = join(folder, `${Math.random()}.csv`)
  await writeFile(path, lines.map((cells) => cells.join(',')).join('\n'))
  const done = await runImport(
    { pool: t.pool, flow },
    { kind: 'operator', name: 'test', workspaceId },
    { path, mapping },
  )
  if (!done.ok) throw new Error(done.problem.message)
  const { rows } = await t.pool.query<{ channel: string | null; rule: string | null; props: Record<string, unknown> }>(
    `select channel, props ->> 'channelRule' as rule, props from event where import_id = $1 order by time`,
    [done.value.id],
  )
  return rows
}

const columns = ['utm_source', 'utm_medium', 'utm_campaign', 'referrer', 'page url']
const arrivals = [
  ['logistics-pod-7', 'audio', '', '', 'https://www.acme.example/'],
  ['', '', '', 'https://m.freight-forum.example/a', 'https://www.acme.example/'],
  ['', '', 'spring-fair', 'https://www.google.com/', 'https://www.acme.example/'],
  ['google', 'cpc', 'brand', 'https://www.google.com/', 'https://www.acme.example/'],
  ['', '', '', 'https://search.naver.com/', 'https://www.acme.example/?n_media=27758'],
  ['', '', '', 'https://search.naver.com/', 'https://www.acme.example/'],
  ['', '', '', 'https://www.acme.example/pricing', 'https://www.acme.example/spring'],
  ['own', 'own-word', '', '', 'https://www.acme.example/'],
  ['', '', '', 'https://somewhere.example/', 'https://www.acme.example/'],
] as const

test('an imported arrival gets the channel that the same one gets live, and names the rule that gave it', async () => {
  const at = (n: number) => new Date(Date.UTC(2026, 9, 1, 9, n)).toISOString()
  const rows = await imported({ kind: 'events', event: 'page_viewed', zone: 'UTC', columns: {} }, [
    ['email', 'time', ...columns],
    ...arrivals.map((cells, n) => [`p${n}@acme.example`, at(n), ...cells]),
  ])
  const live = []
  for (const [n, [source, medium, name, referrer, url]] of arrivals.entries()) {
    const messageId = `live-${n}`
    const properties = { email: `p${n}@acme.example` }
    await visitorActs(
      { pool: t.pool, flow },
      workspaceId,
      [{ type: 'track', event: 'Looked', messageId, properties }],
      {
        anonymousId: `visitor-${n}`,
        agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        signals: { doNotTrack: false, globalPrivacyControl: false },
        page: { url, ...(referrer === '' ? {} : { referrer }) },
        campaign: { source, medium, name },
        visitId: () => 'visit',
      },
    )
    const found = await t.pool.query(
      `select channel, props ->> 'channelRule' as rule from event where workspace_id = $1 and message_id = $2`,
      [workspaceId, messageId],
    )
    live.push(found.rows[0])
  }
  expect(rows.map(({ channel, rule }) => ({ channel, rule }))).toEqual(live)
  expect(live.map(({ channel }) => channel)).toEqual([
    'podcast',
    'fair',
    'partner',
    'ppc',
    'ppc',
    'search',
    null,
    'other',
    'referral',
  ])
  expect(rows[0]).toMatchObject({ rule: '1.1', props: { utm_source: 'logistics-pod-7', utm_medium: 'audio' } })
})

test('what the file says of the channel stays, one of the workspace’s own before a word of ours', async () => {
  const mapping: ImportMapping = {
    kind: 'events',
    event: 'first_contact',
    zone: 'UTC',
    columns: {
      email: 'email',
      time: 'time',
      how: 'channel',
      utm_source: 'props.utm_source',
      rule: 'props.channelRule',
    },
  }
  const rows = await imported(mapping, [
    ['email', 'time', 'how', 'utm_source', 'rule'],
    ['a@acme.example', '2026-10-02 09:00', 'Fair', 'logistics-pod-7', '9.9'],
    ['b@acme.example', '2026-10-02 09:01', '네이버', 'logistics-pod-7', ''],
    ['c@acme.example', '2026-10-02 09:02', 'our own word', '', ''],
    ['d@acme.example', '2026-10-02 09:03', '', 'logistics-pod-7', '9.9'],
    ['e@acme.example', '2026-10-02 09:04', '', '', '9.9'],
  ])
  expect(rows.map(({ channel, rule }) => [channel, rule])).toEqual([
    ['fair', null],
    ['search', null],
    ['our own word', null],
    ['podcast', '1.1'],
    [null, null],
  ])
})

test('columns are known by their names in other spellings', async () => {
  const kept: ImportMapping = { kind: 'events', event: 'Looked', zone: 'UTC', columns: {}, rest: 'keep' }
  const [one, other] = await imported(kept, [
    ['email', 'time', 'UTM Medium', 'GCLID', 'Campaign'],
    ['f@acme.example', '2026-10-03 09:00', 'рассылка', '', ''],
    ['g@acme.example', '2026-10-03 09:01', '', 'CjwK', 'spring 7'],
  ])
  expect([one?.channel, other?.channel, other?.rule]).toEqual(['email', 'partner', '1.3'])
})
