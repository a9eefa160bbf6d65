import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carryOutErasures } from '#actions/person-erase-run.ts'
import { forgetOldPlaces } from '#actions/person-erase-places.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'

/*
 * Two people of one name, of whom one is erased: what is about that one loses the name, what is the other's keeps it, and
 * of the rest it is said before and after that it stays, and where.
 */

const now = Date.now()
const name = 'Anna Marchetti'

let app: TestApp
let workspaceId: string
let admin: Browser
let marketer: Browser

beforeAll(async () => {
  app = await startTestApp()
  ;({ workspaceId } = await app.workspace())
  admin = await app.member(workspaceId, 'admin')
  marketer = await app.member(workspaceId, 'marketer')
})
afterAll(() => app.stop())

interface Look {
  confirm: string
  goes: Record<string, number>
  stays: { names: { namesakes: object[]; texts: number; places: object[] } | null }
}
interface Done {
  id: string
  note: string
  kept: number
  places: number
  counts: Record<string, number>
}

async function must(asked: ReturnType<Browser['post']>): Promise<Record<string, unknown>> {
  const { status, body } = await asked
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

async function known(email: string, called: string | null): Promise<string> {
  await app.flow.accept(workspaceId, [
    {
      event: event('profile_updated', now - 60_000, {
        keys: keys({ email }),
        traits: { email, ...(called === null ? {} : { name: called }) },
      }),
    },
  ])
  const { rows } = await app.pool.query<{ id: string }>(
    `select person_id as id from identity where workspace_id = $1 and kind = 'e' and value = $2`,
    [workspaceId, email],
  )
  return rows[0]?.id ?? ''
}

const write = (id: string, body: string) => must(admin.post(`/api/people/${id}/notes`, { body }))
const notesOf = async (id: string): Promise<string[]> => {
  const { rows } = await app.pool.query<{ body: string }>('select body from note where person_id = $1 order by id', [
    id,
  ])
  return rows.map(({ body }) => body)
}

async function dealWith(person: string): Promise<string> {
  const made = await must(admin.post('/api/deals', { name: `Rollout, ${name}`, from: person }))
  return String(made['id'])
}

async function erase(id: string, names: 'tied' | 'everywhere'): Promise<{ look: Look; done: Done }> {
  const look = (await admin.get(`/api/people/${id}/erasure`)).body as unknown as Look
  const ground = { reason: 'request', note: `${name} wrote, ticket 7`, names, confirm: look.confirm }
  await must(admin.post(`/api/people/${id}/erasure`, ground))
  expect(await carryOutErasures({ pool: app.pool })).toBe(1)
  const { items } = (await admin.get('/api/erasures')).body as unknown as { items: Done[] }
  return { look, done: items[0] as Done }
}

describe('a name that somebody else bears', () => {
  test('goes where it is about the person, stays with its other bearer, and is told of where nobody knows', async () => {
    const hers = await known('anna@one.example', name)
    const namesake = await known('anna@two.example', name)
    const carl = await known('carl@three.example', 'Carl Osei')
    const deal = await dealWith(hers)
    await must(admin.post('/api/tasks', { kind: 'call', title: `Ring ${name}`, personId: hers, dealId: deal }))
    await must(admin.post('/api/tasks', { kind: 'call', title: `Prepare for ${name}`, dealId: deal }))
    await must(admin.post(`/api/deals/${deal}/say`, { say: { kind: 'noted', data: { body: `${name} decides` } } }))
    await write(carl, `${name} knows more`)
    await write(carl, `Ask ${name}, anna@one.example`)
    await write(carl, `Nobody is named here`)
    await write(namesake, `${name} likes tea`)

    const { look, done } = await erase(hers, 'tied')
    expect(look.stays.names).toEqual({
      namesakes: [{ kind: 'person', id: namesake, name }],
      texts: 1,
      places: [
        { kind: 'note', id: expect.any(String), person: { id: carl, name: 'Carl Osei' }, company: null, deal: null },
      ],
    })
    expect(done.counts).toEqual(look.goes)
    expect(done).toMatchObject({ note: '[erased] wrote, ticket 7', kept: 1, places: 1 })

    expect(await notesOf(carl)).toEqual([
      `${name} knows more`,
      'Ask [erased], erased@erased.invalid',
      'Nobody is named here',
    ])
    expect(await notesOf(namesake)).toEqual([`${name} likes tea`])
    const { rows: tasks } = await app.pool.query('select title from task where deal_id = $1 order by title', [deal])
    expect(tasks).toEqual([{ title: 'Prepare for [erased]' }, { title: 'Ring [erased]' }])
    const { rows: said } = await app.pool.query<{ text: string }>(
      'select name || (select string_agg(data::text, chr(10)) from deal_event e where e.deal_id = d.id) as text from deal d where id = $1',
      [deal],
    )
    expect(said[0]?.text).not.toContain('Marchetti')
    expect(said[0]?.text).toContain('[erased] decides')
    const { rows: other } = await app.pool.query('select name from person where id = $1', [namesake])
    expect(other).toEqual([{ name }])
  })

  test('is looked through by an admin, and where it stood is forgotten then, or with time', async () => {
    const { items } = (await admin.get('/api/erasures')).body as unknown as { items: Done[] }
    const path = `/api/erasures/${items[0]?.id}/places`
    expect((await marketer.get(path)).status).toBe(403)
    expect((await (await app.member((await app.workspace('Another')).workspaceId, 'admin')).get(path)).status).toBe(404)
    const places = (await admin.get(path)).body
    expect(places).toMatchObject({ items: [{ kind: 'note', person: { name: 'Carl Osei' } }] })
    await forgetOldPlaces(app.pool, now)
    expect((await admin.get(path)).body).toEqual(places)
    expect((await marketer.post(`${path}/done`)).status).toBe(403)
    expect(await must(admin.post(`${path}/done`))).toEqual({ forgotten: 1 })
    expect((await admin.get(path)).body).toEqual({ items: [] })
    expect(((await admin.get('/api/erasures')).body as unknown as { items: Done[] }).items[0]).toMatchObject({
      kept: 1,
      places: 0,
    })
  })

  test('goes everywhere but from its other bearer when that is wished', async () => {
    const hers = await known('anna@four.example', name)
    const namesake = await known('anna@two.example', name)
    const carl = await known('carl@three.example', 'Carl Osei')
    const { look, done } = await erase(hers, 'everywhere')
    expect(look.stays.names).toMatchObject({ texts: 1 })
    expect(done).toMatchObject({ kept: 0, places: 0 })
    expect((await notesOf(carl))[0]).toBe('[erased] knows more')
    expect(await notesOf(namesake)).toEqual([`${name} likes tea`])
  })

  test('is kept in a deal where its other bearer is too', async () => {
    const hers = await known('anna@five.example', name)
    const deal = await dealWith(hers)
    const namesake = await known('anna@two.example', name)
    await must(admin.post(`/api/deals/${deal}/people`, { person: namesake, roles: [] }))
    await must(admin.post(`/api/deals/${deal}/say`, { say: { kind: 'noted', data: { body: `${name} decides` } } }))
    const { look, done } = await erase(hers, 'tied')
    expect([done.kept, done.counts]).toEqual([look.stays.names?.texts, look.goes])
    expect(done.kept).toBeGreaterThan(0)
    const { rows } = await app.pool.query<{ text: string }>(
      `select data ->> 'body' as text from deal_event where deal_id = $1 and kind = 'noted'`,
      [deal],
    )
    expect(rows).toEqual([{ text: `${name} decides` }])
    expect(done.note).toBe('[erased] wrote, ticket 7')
  })

  test('is kept in deals where a colleague bears it, and the colleague is named before', async () => {
    const called = 'Wilma Okonkwo-Brandt'
    const hers = await known('wilma@six.example', called)
    const deal = await dealWith(hers)
    await app.pool.query(
      `update auth_user set name = $2 where id = (select user_id from workspace_member where workspace_id = $1 limit 1)`,
      [workspaceId, called],
    )
    await must(admin.post(`/api/deals/${deal}/say`, { say: { kind: 'noted', data: { body: `${called} calls back` } } }))
    const { look, done } = await erase(hers, 'tied')
    expect(look.stays.names).toMatchObject({ namesakes: [{ kind: 'colleague', name: called }] })
    expect(look.stays.names?.places).toContainEqual(
      expect.objectContaining({ kind: 'deal', deal: expect.objectContaining({ id: deal }) }),
    )
    expect([done.kept, done.counts]).toEqual([look.stays.names?.texts, look.goes])
  })

  test('forgets old places by itself', async () => {
    await app.pool.query(`update erasure set done_at = now() - interval '91 days'`)
    await forgetOldPlaces(app.pool, Date.now())
    const { rows } = await app.pool.query('select from erasure_place')
    expect(rows).toEqual([])
  })
})
