import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitorActs } from '#actions/visitor.ts'
import {
  channelDocument,
  channelPlanned,
  type ChannelRuleInput,
  channelRulesSaved,
  channelTried,
} from '#contract/channel-rule.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const day = 86_400_000

let app: TestApp
let workspaceId: string
let key: string
let marketer: Browser
let seller: Browser
beforeAll(async () => {
  app = await startTestApp()
  const made = await app.workspace('Here')
  workspaceId = made.workspaceId
  key = made.keys.public
  marketer = await app.member(workspaceId, 'marketer')
  seller = await app.member(workspaceId, 'seller')
}, 60_000)
afterAll(() => app.stop())

let sent = 0
/** Page views of visitors of their own, each a minute after the one before. */
async function land(views: { path?: string; referrer?: string; query?: string; properties?: object; days?: number }[]) {
  const batch = views.map(({ path = '/', referrer = '', query = '', properties = {}, days = 2 }) => {
    const at = new Date(Date.now() - days * day + ++sent * 60_000).toISOString()
    const url = `https://www.example.com${path}${query}`
    return {
      type: 'page',
      anonymousId: `visitor-${sent}`,
      messageId: `view-${sent}`,
      timestamp: at,
      properties: { path, url, referrer, ...properties },
      context: { userAgent: agent, page: { path, url, referrer, search: query } },
    }
  })
  const answer = await fetch(`${app.base}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  expect(answer.status).toBe(200)
}

const verdicts = async (): Promise<[string | null, string | null][]> => {
  const { rows } = await app.pool.query<{ channel: string | null; rule: string | null }>(
    `select channel, props ->> 'channelRule' as rule from event where workspace_id = $1 and message_id like 'view-%'
      order by substring(message_id from 6)::integer`,
    [workspaceId],
  )
  return rows.map(({ channel, rule }) => [channel, rule])
}

const read = async () => channelDocument.parse((await marketer.get('/api/channels')).body)
const save = (rules: ChannelRuleInput[], from: number, who = marketer) =>
  who.post('/api/channels/rules', { rules, from })
const podcast: ChannelRuleInput = { when: { source: ['logistics-pod*'] }, channel: 'Podcast' }
const fair: ChannelRuleInput = { when: { referrer: ['https://www.freight-forum.example/hall'] }, channel: 'fair' }

test('without rules our lists judge; what they do not know is told by frequency', async () => {
  await land([
    { referrer: 'https://freight-forum.example/a' },
    { referrer: 'https://m.freight-forum.example/b' },
    { referrer: 'https://freight-forum.example/c' },
    { referrer: 'https://other-site.example/' },
    { query: '?utm_source=logistics-pod-7&utm_medium=audio' },
    { referrer: 'https://search.naver.com/' },
    { referrer: 'https://www.example.com/before', path: '/pricing' },
    // nobody but us says which rule decided
    { referrer: 'https://t.co/x', properties: { channelRule: '9.9' } },
    { referrer: 'https://long-ago.example/', days: 40 },
  ])
  expect(await verdicts()).toEqual(
    ['referral', 'referral', 'referral', 'referral', 'other', 'search', null, 'social', 'referral'].map((one) => [
      one,
      null,
    ]),
  )
  expect(await read()).toMatchObject({
    version: 0,
    rules: [],
    versions: [],
    lists: { version: 3, day: '2026-11-22' },
    arrivals: 7,
    cut: false,
    channels: [
      { channel: 'referral', arrivals: 4 },
      { channel: 'other', arrivals: 1 },
      { channel: 'search', arrivals: 1 },
      { channel: 'social', arrivals: 1 },
    ],
    unknownReferrers: [
      { host: 'freight-forum.example', arrivals: 2 },
      { host: 'm.freight-forum.example', arrivals: 1 },
      { host: 'other-site.example', arrivals: 1 },
    ],
    unknownTags: [{ source: 'logistics-pod-7', medium: 'audio', campaign: '', arrivals: 1 }],
  })
})

test('the effect of rules is shown before they are saved, and changes nothing', async () => {
  const { body } = await marketer.post('/api/channels/plan', { rules: [podcast, fair] })
  expect(channelPlanned.parse(body)).toEqual({
    days: 30,
    arrivals: 7,
    changed: 4,
    cut: false,
    moves: [
      { from: 'referral', to: 'fair', arrivals: 3 },
      { from: 'other', to: 'podcast', arrivals: 1 },
    ],
    rules: [1, 3],
  })
  expect((await read()).version).toBe(0)
})

test('an address and a referrer are tried, by the rules in force or by those being written', async () => {
  const ask = async (input: object) => channelTried.parse((await marketer.post('/api/channels/try', input)).body)
  const url = 'example.com/?utm_source=logistics-pod-9&utm_medium=audio&utm_campaign=x'
  expect(await ask({ url })).toEqual({
    channel: 'other',
    reason: 'unknown_tags',
    detail: 'logistics-pod-9 / audio',
    rule: null,
    lists: 'other',
  })
  expect(await ask({ url, rules: [fair, podcast] })).toEqual({
    channel: 'podcast',
    reason: 'rule',
    detail: null,
    rule: 2,
    lists: 'other',
  })
  expect(await ask({ url: 'https://www.example.com/a', referrer: 'chatgpt.com' })).toMatchObject({
    channel: 'ai',
    reason: 'referrer',
    detail: 'chatgpt.com',
  })
  expect(await ask({ url: 'https://www.example.com/a?gclid=x', referrer: 'https://t.co/' })).toMatchObject({
    channel: 'ppc',
    reason: 'click_id',
    detail: 'gclid',
  })
  expect(await ask({ url: 'https://www.example.com/a', referrer: 'https://shop.example.com/' })).toMatchObject({
    channel: null,
    reason: 'same_site',
  })
  const { status, body } = await marketer.post('/api/channels/try', { url: 'no address at all' })
  expect([status, body['detail']]).toEqual([400, expect.stringContaining('paste the whole address')])
})

test('what is saved holds from then on, for pages and for what is done on our own; history stays', async () => {
  const before = await verdicts()
  expect((await save([podcast], 0, seller)).status).toBe(403)
  const saved = channelRulesSaved.parse((await save([podcast, fair], 0)).body)
  expect(saved).toEqual({
    version: 1,
    rules: [
      { when: { source: ['logistics-pod*'] }, channel: 'podcast' },
      { when: { referrer: ['freight-forum.example'] }, channel: 'fair' },
    ],
  })
  // who looked at an older version is told
  expect((await save([], 0)).status).toBe(409)
  await new Promise((resume) => setTimeout(resume, 2100))
  await land([
    { referrer: 'https://freight-forum.example/d' },
    { query: '?utm_source=Logistics-Pod-8&utm_medium=cpc' },
    { referrer: 'https://search.naver.com/' },
  ])
  expect(await verdicts()).toEqual([...before, ['fair', '1.2'], ['podcast', '1.1'], ['search', null]])
  const document = await read()
  expect(document).toMatchObject({ version: 1, own: ['podcast', 'fair'], unknownTags: [] })
  expect(document.unknownReferrers).toMatchObject([{ host: 'other-site.example' }])
  expect(document.versions).toMatchObject([{ version: 1, rules: 2, by: expect.any(String) }])
  const visitor = {
    anonymousId: 'form-visitor',
    agent,
    signals: { doNotTrack: false, globalPrivacyControl: false },
    page: { url: 'https://www.example.com/ebook', referrer: 'https://freight-forum.example/' },
    visitId: () => 'visit',
  }
  const act = { type: 'track', messageId: 'form:1', event: 'form_submitted', properties: { form: 'x' } } as const
  await visitorActs(app, workspaceId, [act], visitor)
  const { rows } = await app.pool.query(`select channel from event where message_id = 'form:1'`)
  expect(rows).toEqual([{ channel: 'fair' }])
  const { rows: people } = await app.pool.query(
    `select count(*)::integer as people from person where workspace_id = $1 and first_channel = 'fair'`,
    [workspaceId],
  )
  expect(people).toEqual([{ people: 2 }])
})

test('rules that nobody could want are refused, with what to do', async () => {
  const refused = async (rule: object) => (await save([rule as ChannelRuleInput], 1)).body['detail']
  expect(await refused({ when: {}, channel: 'fair' })).toContain('name at least one thing')
  expect(await refused({ when: { source: ['*'] }, channel: 'fair' })).toContain('take everybody')
  expect(await refused({ when: { clickId: ['zclid'] }, channel: 'fair' })).toContain('gclid')
  expect(await refused({ when: { source: ['x'] }, channel: 'y'.repeat(41) })).toBeDefined()
  expect((await save([{ when: { nothing: ['x'] }, channel: 'fair' } as unknown as ChannelRuleInput], 1)).status).toBe(
    400,
  )
  expect((await read()).version).toBe(1)
})
