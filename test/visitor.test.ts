import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitorActs, type Visitor } from '#actions/visitor.ts'
import { startTestApp, type TestApp } from '#test/app.ts'

let t: TestApp
let workspaceId: string

beforeAll(async () => {
  t = await startTestApp()
  workspaceId = (await t.workspace()).workspaceId
})
afterAll(() => t.stop())

const visitor = (more: Partial<Visitor> = {}): Visitor => ({
  anonymousId: 'visitor-1',
  agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  signals: { doNotTrack: false, globalPrivacyControl: false },
  page: { url: 'https://example.com/ebook?utm_source=naver&utm_medium=cpc', title: 'E-book' },
  visitId: () => 'visit_of_today',
  ...more,
})

const submission = {
  type: 'track' as const,
  messageId: 'form:1',
  event: 'form_submitted',
  properties: { form: 'ebook' },
  traits: { email: 'jiho.kim@hanbit-logistics.example', name: '김지호', title: '물류팀장' },
}

test('what a visitor does on a page of ours is theirs, with the channel of the page, and counts once', async () => {
  const first = await visitorActs(t, workspaceId, [submission], visitor())
  const again = await visitorActs(t, workspaceId, [submission], visitor())
  expect([first, again]).toEqual([[{ status: 'counted' }], [{ status: 'duplicate' }]])
  const { rows } = await t.pool.query(
    `select p.name, p.email, e.channel, e.verdict, e.trust, e.anonymous_id
     from event e join person p on p.id = e.person_id where e.workspace_id = $1`,
    [workspaceId],
  )
  expect(rows).toEqual([
    {
      name: '김지호',
      email: 'jiho.kim@hanbit-logistics.example',
      channel: 'ppc',
      verdict: 'human',
      trust: 'public',
      anonymous_id: 'visitor-1',
    },
  ])
})

test('an address proved by its link is believed; a browser that asks not to be followed gives its form without its id', async () => {
  await t.pool.query(`update workspace set settings = '{"honourDnt": true}' where workspace_id = $1`, [workspaceId])
  const signals = { doNotTrack: true, globalPrivacyControl: false }
  const acts = [{ ...submission, messageId: 'form:2', traits: { email: 'anna@example.ru' } }]
  await visitorActs(t, workspaceId, acts, visitor({ signals, anonymousId: 'visitor-2' }))
  await visitorActs(t, workspaceId, [{ ...acts[0]!, messageId: 'confirm:2' }], visitor({ signals, confirmed: true }))
  const { rows } = await t.pool.query(
    `select message_id, anonymous_id, trust from event where email = 'anna@example.ru' order by message_id`,
  )
  expect(rows).toEqual([
    { message_id: 'confirm:2', anonymous_id: 'visitor-1', trust: 'secret' },
    { message_id: 'form:2', anonymous_id: null, trust: 'public' },
  ])
})
