import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFunnelPeople } from '#actions/funnel-people.ts'
import { listSources } from '#actions/source-list.ts'
import { sourceDocument, type SourceDocument } from '#contract/source.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { actorIn, value } from '#test/funnel-rows.ts'

let app: TestApp
let workspaceId: string
let elsewhere: string
const day = 86_400_000
const at = (days: number): string => new Date(Date.now() - days * day).toISOString()

beforeAll(async () => {
  app = await startTestApp()
  const one = await app.workspace('Here', { zone: 'UTC' })
  workspaceId = one.workspaceId
  elsewhere = (await app.workspace('There', { zone: 'UTC' })).workspaceId
  const browser = {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ip: '192.0.2.7',
  }
  const land = (anonymousId: string, days: number, path: string, campaign?: object, referrer = '') => ({
    type: 'page',
    anonymousId,
    timestamp: at(days),
    properties: { path, url: `https://www.example.com${path}`, referrer },
    context: {
      ...browser,
      page: { path, url: `https://www.example.com${path}`, referrer },
      ...(campaign && { campaign }),
    },
  })
  const spring = { source: 'google', medium: 'cpc', name: 'spring' }
  const batch = [
    land('a1', 9, '/pricing', spring),
    land('a2', 9, '/demo', spring),
    land('a3', 9, '/demo', { source: 'google', medium: 'cpc' }),
    land('a4', 9, '/blog', undefined, 'https://news.magazine.example/'),
    land('a5', 400, '/blog', spring),
    {
      type: 'identify',
      anonymousId: 'a1',
      timestamp: at(8),
      traits: { email: 'kim@muster.example', title: 'CTO' },
      context: browser,
    },
    {
      type: 'track',
      anonymousId: 'a1',
      event: 'consent_granted',
      timestamp: at(8),
      properties: { purpose: 'marketing' },
      context: browser,
    },
    { type: 'identify', userId: 'listed', timestamp: at(9), traits: { email: 'lee@sample.example' } },
    { type: 'track', userId: 'listed', event: 'suspect_listed', timestamp: at(9) },
  ]
  const send = async (key: string, body: object) => {
    const answer = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }
  await send(one.keys.secret, { batch })
  const visit = land('nobody', 3, '/pricing', spring)
  await send(one.keys.public, { batch: [{ ...visit, context: { ...visit.context, cookieless: true } }] })
}, 60_000)
afterAll(() => app.stop())

const sources = async (query: object = {}, workspace = workspaceId): Promise<SourceDocument> =>
  value(listSources({ pool: app.pool }, actorIn(workspace), query))

const brief = ({ rows }: SourceDocument) =>
  Object.fromEntries(rows.map(({ key, people, visitors, known, tagged }) => [key, [people, visitors, known, tagged]]))

describe('sources', () => {
  it('say who came by which channel: people, visitors, known, tagged, and the stages they reached', async () => {
    const found = await sources({ from: at(30).slice(0, 10) })
    expect(sourceDocument.safeParse(found).error).toBeUndefined()
    expect(brief(found)).toEqual({ '=ppc': [3, 3, 1, 2], '=referral': [1, 1, 0, 0], '=outbound': [1, 0, 1, 0] })
    expect(found.total).toMatchObject({ key: 'all', people: 5, visitors: 4, known: 2, tagged: 2 })
    const ppc = found.rows[0]!
    expect(ppc.steps[0]).toMatchObject({ stage: 'subscriber', reached: 1, rate: { reached: 1, of: 3 } })
    expect(ppc.steps[0]?.rate.low).toBeCloseTo(0.0615, 3)
  })

  it('open down to campaigns, landing pages and the people', async () => {
    const only = ['channel:=ppc']
    expect(brief(await sources({ from: at(30).slice(0, 10), by: 'campaign', only }))).toEqual({
      '=spring': [2, 2, 1, 2],
      missing: [1, 1, 0, 0],
    })
    const pages = await sources({ from: at(30).slice(0, 10), by: 'object', only: [...only, 'campaign:=spring'] })
    expect(Object.keys(brief(pages)).toSorted()).toEqual(['=/demo', '=/pricing'])
    const people = await value(
      listFunnelPeople({ pool: app.pool }, actorIn(workspaceId), {
        from: at(30).slice(0, 10),
        only: [...only, 'object:=/pricing'],
        stage: 'subscriber',
      }),
    )
    expect(people.items.map(({ email }) => email)).toEqual(['kim@muster.example'])
  })

  it('keep to the period, and count visits without a cookie apart', async () => {
    const everything = await sources()
    expect(everything.total.people).toBe(6)
    expect(everything.cookieless).toEqual([{ channel: 'ppc', visits: 1 }])
    expect((await sources({ from: at(2).slice(0, 10) })).cookieless).toEqual([])
    expect((await sources({ only: 'channel:=ppc' })).cookieless).toEqual([])
  })

  it('count open windows apart: the rate is of closed ones', async () => {
    const found = await sources({ from: at(30).slice(0, 10), window: '60d' })
    expect(found.total).toMatchObject({ people: 5, open: 5 })
    expect(found.total.steps[0]).toMatchObject({ reached: 1, rate: { of: 0, rate: null } })
  })

  it('never show another workspace’s', async () => {
    const found = await sources({}, elsewhere)
    expect([found.rows, found.total.people, found.cookieless]).toEqual([[], 0, []])
  })

  it('beyond fifty values, the rest together, and they open to their people', async () => {
    const other = await app.workspace('Many', { zone: 'UTC' })
    const batch = Array.from({ length: 130 }, (_, i) => ({
      type: 'page',
      anonymousId: `m${i}`,
      timestamp: at(9),
      properties: { path: `/page-${i % 120}` },
      context: { campaign: { source: 'x', medium: 'email', name: `c${i % 120}` } },
    }))
    await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${other.keys.secret}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    const found = await sources({ by: 'campaign' }, other.workspaceId)
    expect(found.rows).toHaveLength(51)
    expect([found.folded, found.total.people]).toEqual([70, 130])
    expect(found.rows.at(-1)).toMatchObject({ key: 'other', people: 70 })
    const others = await value(
      listFunnelPeople({ pool: app.pool }, actorIn(other.workspaceId), {
        by: 'campaign',
        group: 'other',
        limit: '500',
      }),
    )
    expect(others.items).toHaveLength(70)
  })
})
