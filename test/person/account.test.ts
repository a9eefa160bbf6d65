import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountEvents, accountList, accountPage, accountPeople } from '#contract/account.ts'
import type { Event } from '#core/event.ts'
import { findAccounts } from '#store/account-read.ts'
import type { AccountListRow, AccountListScope } from '#store/account-read.ts'
import { type Answer, type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'

const hour = 3_600_000
const now = Date.now()
const somebody = '01890000-0000-7000-8000-000000000000'
let app: TestApp
let viewer: Browser
let there: Browser
let here: string

beforeAll(async () => {
  app = await startTestApp()
  const { workspaceId } = await app.workspace('Here')
  here = workspaceId
  viewer = await app.member(workspaceId, 'viewer')
  there = await app.member((await app.workspace('There')).workspaceId, 'admin')
  const say = (name: string, hours: number, email: string | null, more: Partial<Event> = {}) =>
    event(name, now - hours * hour, { keys: keys({ email }), mailKind: email === null ? null : 'work', ...more })
  const told = (hours: number, groupId: string, accountTraits: Event['accountTraits'], email: string | null = null) =>
    say('account_updated', hours, email, { type: 'group', groupId, accountTraits })
  await app.flow.accept(
    workspaceId,
    [
      say('page_viewed', 300, 'anna@alpha.example', { traits: { name: 'Anna Berg', title: 'Head of Logistics' } }),
      say('consent_granted', 299, 'anna@alpha.example', { props: { purpose: 'marketing' } }),
      say('demo_requested', 90, 'anna@alpha.example', { object: '/demo' }),
      say('page_viewed', 1000, 'ben@alpha.example', { traits: { name: 'Ben Roth' } }),
      told(80, 'alpha', { name: '알파 물류', domain: 'alpha.example', industry: 'logistics' }),
      told(70, 'alpha', { name: '알파 물류', industry: 'logistics' }),
      told(60, 'alpha', { name: '알파 물류', industry: 'retail' }),
      say('page_viewed', 50, 'carl@beta.example', { traits: { name: 'Carl' } }),
      told(40, 'gamma', { name: 'Гамма Логистик' }),
      say('page_viewed', 30, 'dora@gmail.com', { mailKind: 'free' }),
    ].map((one) => ({ event: one })),
  )
})
afterAll(() => app.stop())

const code = ({ status, body }: Answer) => [status, body['code']]
const list = async (query = '') => accountList.parse((await viewer.get(`/api/companies?${query}`)).body)
const names = async (query = '') => (await list(query)).items.map(({ name, domain }) => (name === '' ? domain : name))
const alpha = async () => (await list('q=alpha')).items[0]?.id ?? ''

describe('the list of companies', () => {
  test('stands in the order of their most engaged people, or of their names with everybody', async () => {
    expect(await names()).toEqual(['알파 물류', 'beta.example'])
    expect(await names('sort=name')).toEqual(['beta.example', 'Гамма Логистик', '알파 물류'])
    const [first] = (await list()).items
    expect(first).toMatchObject({ domain: 'alpha.example', industry: 'retail', people: 2, best: { name: 'Anna Berg' } })
    expect(first?.best?.engagement).toBeGreaterThan(0)
  })

  test.each([
    ['알파', ['알파 물류']],
    ['물류', ['알파 물류']],
    ['гамма', ['Гамма Логистик']],
    ['ГАММА лог', ['Гамма Логистик']],
    ['beta.exa', ['beta.example']],
    ['nobody', []],
    ['?!', []],
    [`o'neil & ' :*`, []],
  ])('finds %s', async (words, expected) => {
    expect(await names(`q=${encodeURIComponent(words)}`)).toEqual(expected)
  })

  test('gives pages that neither repeat nor lose any', async () => {
    for (const query of ['', 'sort=name', 'q=example', 'q=example&sort=name']) {
      const all = await names(query)
      const seen: (string | null)[] = []
      for (let next: string | null = ''; next !== null;) {
        const page: Awaited<ReturnType<typeof list>> = await list(
          `${query}&limit=1${next === '' ? '' : `&cursor=${next}`}`,
        )
        seen.push(...page.items.map(({ name, domain }) => (name === '' ? domain : name)))
        next = page.next
      }
      expect([query, seen]).toEqual([query, all])
    }
    expect(code(await viewer.get('/api/companies?cursor=x'))).toEqual([400, 'invalid'])
    expect(code(await viewer.get('/api/companies?limit=1000'))).toEqual([400, 'invalid'])
    expect(accountList.parse((await there.get('/api/companies?sort=name')).body).items).toEqual([])
  })
})

test('many companies are met by walking down their people, in the very same order', async () => {
  const scope = { workspaceId: here, at: now, halfLife: 1e9, threshold: 50, sort: 'heat' as const, words: null }
  const pages = async (few: number) => {
    const seen: AccountListRow[] = []
    for (let after: AccountListScope['after'] = null; ;) {
      const rows = await findAccounts(app.pool, { ...scope, after, limit: 1, few })
      seen.push(...rows.slice(0, 1))
      const last = rows.length > 1 ? rows[0] : undefined
      if (!last) return seen
      after = { heat: last.heat, name: last.name, id: last.bestId ?? '' }
    }
  }
  const walked = await pages(0)
  expect(walked.map((row) => row.domain)).toEqual(['alpha.example', 'beta.example'])
  expect(await pages(2000)).toEqual(walked)
})

describe('the page of a company', () => {
  test('shows facts, keys and its people in numbers', async () => {
    const page = accountPage.parse((await viewer.get(`/api/companies/${await alpha()}`)).body)
    expect(page).toMatchObject({
      name: '알파 물류',
      domain: 'alpha.example',
      facts: { industry: 'retail' },
      keys: [
        { kind: 'domain', value: 'alpha.example' },
        { kind: 'group', value: 'alpha' },
      ],
      people: { count: 2, active: 1 },
    })
    const stages = page.lifecycle.stages.filter(({ count }) => count > 0).map(({ id, count }) => [id, count])
    expect(stages.reduce((sum, [, count]) => sum + (count as number), 0)).toBe(2)
    expect(page.personas.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0)
  })

  test('lists its people, most engaged first', async () => {
    const id = await alpha()
    const { items, lifecycle } = accountPeople.parse((await viewer.get(`/api/companies/${id}/people`)).body)
    expect(items.map(({ name }) => name)).toEqual(['Anna Berg', 'Ben Roth'])
    expect(items[0]?.total).toBeCloseTo((items[0]?.fit ?? 0) + (items[0]?.engagement ?? 0), 1)
    expect(lifecycle.stages.map(({ id: stage }) => stage)).toContain(items[0]?.stage)
    const one = accountPeople.parse((await viewer.get(`/api/companies/${id}/people?limit=1`)).body)
    const two = accountPeople.parse((await viewer.get(`/api/companies/${id}/people?limit=1&cursor=${one.next}`)).body)
    expect([...one.items, ...two.items].map(({ name }) => name)).toEqual(['Anna Berg', 'Ben Roth'])
    expect(two.next).toBe(null)
  })

  test('tells what was news of it and what its people asked for, newest first', async () => {
    const id = await alpha()
    const { items } = accountEvents.parse((await viewer.get(`/api/companies/${id}/events`)).body)
    expect(items.map(({ name, traits, person }) => [name, traits, person?.name ?? null])).toEqual([
      ['account_updated', { industry: 'retail' }, null],
      ['account_updated', { name: '알파 물류', domain: 'alpha.example', industry: 'logistics' }, null],
      ['demo_requested', null, 'Anna Berg'],
    ])
    const seen: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page = accountEvents.parse(
        (await viewer.get(`/api/companies/${id}/events?limit=1${next === '' ? '' : `&cursor=${next}`}`)).body,
      )
      seen.push(...page.items.map((one) => one.messageId))
      next = page.next
    }
    expect(seen).toEqual(items.map((one) => one.messageId))
  })

  test('is not for others, nor of nothing', async () => {
    const id = await alpha()
    for (const part of ['', '/people', '/events']) {
      expect(code(await there.get(`/api/companies/${id}${part}`))).toEqual([404, 'not_found'])
      expect(code(await viewer.get(`/api/companies/${somebody}${part}`))).toEqual([404, 'not_found'])
      expect(code(await viewer.get(`/api/companies/x${part}`))).toEqual([400, 'invalid'])
    }
  })
})
