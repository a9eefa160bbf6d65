import { afterAll, beforeAll, expect, test } from 'vitest'
import { duplicateList } from '#contract/duplicate.ts'
import type { Event } from '#core/event.ts'
import { findDuplicates } from '#actions/duplicate-find.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'

let app: TestApp
let workspaceId: string
let admin: Browser
let there: Browser
let messages = 0

beforeAll(async () => {
  app = await startTestApp()
  workspaceId = (await app.workspace('Here')).workspaceId
  admin = await app.member(workspaceId, 'admin')
  there = await app.member((await app.workspace('There')).workspaceId, 'admin')
  await meet('anna.berg@acme.example', { name: 'Anna Berg', phone: '+82 10-1234-5678' })
  await meet('annaberg@acme.example', { name: 'Berg Anna' })
  await meet('ben@acme.example', { name: 'Ben Roth' })
  await meet('mina@one.example', { name: '서미나' })
})
afterAll(() => app.stop())

async function meet(email: string, traits: Event['traits']): Promise<void> {
  const said = event('profile_updated', Date.now() - 60_000 + messages++, {
    keys: keys({ email }),
    mailKind: 'work',
    traits,
  })
  await app.flow.accept(workspaceId, [{ event: said }])
}

async function list(who = admin, query = '') {
  return duplicateList.parse((await who.get(`/api/duplicates${query}`)).body)
}

const pairs = async () => (await list()).items.map(({ one, other }) => [one.email, other.email].toSorted())
const compareAll = () => findDuplicates(app.pool, { budgetMs: 20_000 })

test('whoever is new is compared in the background; pairs come with what speaks for them', async () => {
  expect(await list()).toMatchObject({ items: [], all: { count: 0 }, waiting: { count: 4 } })
  // the machine is left to others after each of them
  const rests: number[] = []
  const rest = async (tookMs: number) => void rests.push(tookMs)
  expect(await findDuplicates(app.pool, { budgetMs: 20_000, rest })).toEqual({ workspaces: [workspaceId], more: false })
  expect(rests.filter((ms) => ms > 0)).toHaveLength(4)
  expect(await list()).toMatchObject({
    items: [{ confidence: 'likely', reasons: ['same_mailbox', 'same_name', 'same_company'], against: [] }],
    next: null,
    all: { count: 1, capped: false },
    waiting: { count: 0 },
  })
  expect(await pairs()).toEqual([['anna.berg@acme.example', 'annaberg@acme.example']])
  expect((await list(there)).items).toEqual([])
})

test('who changes is compared again, the surest stand first, a page at a time', async () => {
  await meet('mina@one.example', { phone: '010-1234-5678' })
  await meet('b.roth@acme.example', { name: 'Ben Roth' })
  expect((await list()).waiting.count).toBe(2)
  await compareAll()
  expect(await pairs()).toEqual([
    ['anna.berg@acme.example', 'annaberg@acme.example'],
    ['b.roth@acme.example', 'ben@acme.example'],
  ])
  const first = await list(admin, '?limit=1')
  const second = await list(admin, `?limit=1&cursor=${first.next}`)
  expect([first.items, second.items].flat().map(({ one }) => one.id)).toEqual((await list()).items.map((x) => x.one.id))
  expect(second.next).toBe(null)
  expect((await admin.get('/api/duplicates?cursor=x')).status).toBe(400)
  // no likeness any more
  await meet('b.roth@acme.example', { name: 'Bella Roth' })
  await compareAll()
  expect(await pairs()).toHaveLength(1)
})

test('what was decided is not listed again, until it is taken back', async () => {
  const [pair] = (await list()).items
  const [one, other] = [pair?.one.id ?? '', pair?.other.id ?? '']
  const dismiss = (undo: boolean) => admin.post(`/api/people/${one}/duplicates/dismiss`, { other, undo })
  await dismiss(false)
  expect(await list()).toMatchObject({ items: [], all: { count: 0 } })
  await dismiss(true)
  expect((await list()).all.count).toBe(1)
  const merged = await admin.post('/api/people/merge', { one, other })
  expect(await list()).toMatchObject({ items: [], all: { count: 0 } })
  await compareAll()
  expect(await pairs()).toEqual([])
  const { id, merged: gone } = merged.body as { id: string; merged: string }
  await admin.post(`/api/people/${id}/unmerge`, { merged: gone })
  await compareAll()
  expect(await pairs()).toHaveLength(1)
})

test('a look that is cut short goes on with those it has not seen', async () => {
  await meet('new@two.example', { name: 'New Person' })
  expect(await findDuplicates(app.pool, { budgetMs: -1 })).toEqual({ workspaces: [], more: true })
  expect((await list()).waiting.count).toBe(1)
  expect((await compareAll()).more).toBe(false)
  expect((await list()).waiting.count).toBe(0)
})

test('somebody who cannot be compared does not hold up the others', async () => {
  await meet('first@three.example', { name: 'First Person' })
  await meet('second@three.example', { name: 'Second Person' })
  const { rows } = await app.pool.query<{ id: string }>(`select id from person where name = 'First Person'`)
  const faulty = new Proxy(app.pool, {
    get(pool, key) {
      if (key !== 'query') return Reflect.get(pool, key) as unknown
      return (...args: Parameters<typeof pool.query>) => {
        if (JSON.stringify(args).includes('with near') && JSON.stringify(args).includes(rows[0]?.id ?? ''))
          throw new Error('no way')
        return pool.query(...args)
      }
    },
  })
  await expect(findDuplicates(faulty, { budgetMs: 20_000 })).rejects.toThrow('no way')
  await expect(findDuplicates(faulty, { budgetMs: 20_000 })).rejects.toThrow('no way')
  expect((await list()).waiting.count).toBe(1)
  await compareAll()
  expect((await list()).waiting.count).toBe(0)
})
