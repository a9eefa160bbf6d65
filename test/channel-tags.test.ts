import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelDocument, channelTried } from '#contract/channel-rule.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let app: TestApp
let workspaceId: string
let key: string
let marketer: Browser
beforeAll(async () => {
  app = await startTestApp()
  const made = await app.workspace('Here')
  workspaceId = made.workspaceId
  key = made.keys.public
  marketer = await app.member(workspaceId, 'marketer')
}, 60_000)
afterAll(() => app.stop())

let sent = 0
/** Page views of visitors of their own, as the page script sends them: the address and nothing else. */
async function land(...views: [query: string, referrer: string][]): Promise<void> {
  const batch = views.map(([query, referrer]) => ({
    type: 'page',
    anonymousId: `visitor-${++sent}`,
    messageId: `view-${String(sent).padStart(3, '0')}`,
    timestamp: new Date(Date.now() - 3_600_000 + sent * 1000).toISOString(),
    context: { userAgent: agent, page: { url: `https://www.example.com/demo${query}`, referrer } },
  }))
  const answer = await fetch(`${app.base}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  expect(answer.status).toBe(200)
}

const kept = async () => {
  const { rows } = await app.pool.query<{ channel: string | null; props: Record<string, unknown> }>(
    `select channel, props from event where workspace_id = $1 and type = 'page' order by message_id`,
    [workspaceId],
  )
  return rows
}

test('adverts, free results and marked links of Korea and Russia are told apart by the address alone', async () => {
  await land(
    ['?n_media=27758&n_query=%ED%99%94%EB%AC%BC&n_rank=2&n_ad=nad-a001-01-0000000615', 'https://search.naver.com/'],
    ['?NaPm=ct%3Dk5g66vlk%7Cci%3D0A80001pPLX%7Ctr%3Dsa%7Chk%3D9f53', 'https://search.naver.com/'],
    ['?DMKW=%ED%99%94%EB%AC%BC&DMCOL=PM', 'https://search.daum.net/'],
    ['?ysclid=lq6x6ob87t524695899', 'https://yandex.ru/'],
    ['?utm_source=hub&utm_medium=%EC%A0%9C%ED%9C%B4', ''],
    ['?utm_campaign=spring', ''],
    ['?ref=kim', ''],
    ['?ref=producthunt', ''],
  )
  const rows = await kept()
  expect(rows.map(({ channel }) => channel)).toEqual([
    'ppc',
    'ppc',
    'ppc',
    'search',
    'partner',
    'other',
    'other',
    'social',
  ])
  expect(rows[0]?.props).toMatchObject({ n_query: '화물', n_rank: '2', path: '/demo' })
  expect(rows[2]?.props).toMatchObject({ dmkw: '화물', dmcol: 'PM' })
  expect(rows[6]?.props).toMatchObject({ linkRef: 'kim' })
})

test('links marked with words on no list stand among the unknown, to be named by a rule', async () => {
  const read = async () => channelDocument.parse((await marketer.get('/api/channels')).body)
  const unknown = [
    { source: '', medium: '', campaign: 'spring', arrivals: 1 },
    { source: 'kim', medium: '', campaign: '', arrivals: 1 },
  ]
  expect((await read()).unknownTags).toMatchObject(unknown)
  const rules = [
    { when: { source: ['kim'] }, channel: 'affiliate' },
    { when: { campaign: ['spring'] }, channel: 'Spring post' },
    { when: { clickId: ['n_media', 'NaPm'] }, channel: 'naver ads' },
  ]
  expect((await marketer.post('/api/channels/plan', { rules })).body).toMatchObject({ changed: 4, rules: [1, 1, 2] })
  expect((await marketer.post('/api/channels/rules', { rules, from: 0 })).status).toBe(200)
  expect((await read()).unknownTags).toEqual([])
  const tried = await marketer.post('/api/channels/try', { url: 'example.com/?ref=kim' })
  expect(channelTried.parse(tried.body)).toMatchObject({ channel: 'affiliate', reason: 'rule', rule: 1 })
  const listed = await marketer.post('/api/channels/try', { url: 'example.com/?ref=producthunt' })
  expect(channelTried.parse(listed.body)).toMatchObject({ channel: 'social', reason: 'link', detail: 'producthunt' })
})
