import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { changePeople } from '#actions/person-bulk.ts'
import { undoBulk } from '#actions/person-bulk-undo.ts'
import { allowExport } from '#actions/person-export.ts'
import { readExport } from '#actions/person-export-rows.ts'
import { listFieldsInUse } from '#actions/person-list-fields.ts'
import { listValuesInUse } from '#actions/person-list-values.ts'
import { changeSegment } from '#actions/segment-change.ts'
import { listSegments } from '#actions/segment-list.ts'
import { lookAtSegments, lookNow } from '#actions/segment-look.ts'
import { readSegment } from '#actions/segment-read.ts'
import { saveSegment } from '#actions/segment-save.ts'
import { changeView } from '#actions/view-change.ts'
import { setViewDefault } from '#actions/view-default.ts'
import { removeView } from '#actions/view-delete.ts'
import { listViews } from '#actions/view-list.ts'
import { saveView } from '#actions/view-save.ts'
import type { Verb } from '#actions/verb.ts'
import type { Role } from '#core/permission.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')
let t: TestDatabase
let workspaceId: string
let ids: Record<string, string>

beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

beforeEach(async () => {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  const flow = createFlow({ pool: t.pool, now: () => now })
  const people = [
    ['u1', { name: '김민수', email: 'minsu@han.test', country: 'KR', title: 'CTO' }],
    ['u2', { name: 'Anna Berg', email: 'anna@berg.test', country: 'DE', note: '=1+1' }],
    ['u3', { name: '+Иван', country: 'RU' }],
  ] as const
  const events = people.map(([userId, traits]) =>
    event('identify', now - 5 * day, { type: 'identify', keys: keys({ userId }), traits, source: 'server' }),
  )
  await flow.accept(
    workspaceId,
    events.map((one) => ({ event: one })),
  )
  const { rows } = await t.pool.query('select value, person_id as id from identity where workspace_id = $1', [
    workspaceId,
  ])
  ids = Object.fromEntries(rows.map((row) => [row.value, row.id]))
})

const actorOf = (role: Role = 'admin', userId = '01890000-0000-7000-8000-00000000000a'): Actor => ({
  kind: 'user',
  userId,
  name: 'Kim',
  workspaceId,
  role,
})

async function call<T>(verb: Verb<T>, input: object, actor = actorOf(), at = now): Promise<T> {
  const result = await verb({ pool: t.pool, now: () => at }, actor, input)
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`)
  return result.value
}
const code = async (verb: Verb<unknown>, input: object, actor = actorOf()): Promise<string> => {
  const result = await verb({ pool: t.pool, now: () => now }, actor, input)
  return result.ok ? 'ok' : result.problem.code
}
const person = async (userId: string) => {
  const { rows } = await t.pool.query(
    'select p.facts, p.lists, f.stage, f.stages from person p join person_fold f on f.person_id = p.id where p.id = $1',
    [ids[userId]],
  )
  return rows[0]
}

describe('what is done to many people at once', () => {
  it('sets a fact of all of them, and undo brings back what each had', async () => {
    const action = { kind: 'fact', fact: 'country', value: 'KR' }
    const done = await call(changePeople, { ids: [ids['u1'], ids['u2'], ids['u3']], action })
    // who has it already is passed over
    expect(done).toMatchObject({ changed: 2, skipped: 1 })
    expect((await person('u2')).facts.country).toBe('KR')
    expect(await call(undoBulk, { id: done.bulk })).toEqual({ bulk: done.bulk, people: 2 })
    expect((await person('u2')).facts.country).toBe('DE')
    expect((await person('u3')).facts.country).toBe('RU')
    expect(await code(undoBulk, { id: done.bulk })).toBe('gone')
  })

  it('puts people on a list and takes them off', async () => {
    const all = [ids['u1'], ids['u2']]
    const on = await call(changePeople, { ids: all, action: { kind: 'list', list: 'fair 2026', on: true } })
    expect((await person('u1')).lists).toEqual({ 'fair 2026': true })
    await call(changePeople, { ids: [ids['u1']], action: { kind: 'list', list: 'fair 2026', on: false } })
    expect((await person('u1')).lists).toEqual({})
    expect((await person('u2')).lists).toEqual({ 'fair 2026': true })
    await call(undoBulk, { id: on.bulk })
    expect((await person('u2')).lists).toEqual({})
  })

  it('moves them where the role may, and back', async () => {
    const before = (await person('u1')).stage
    const move = { ids: [ids['u1']], action: { kind: 'move', stage: 'sql' } }
    expect(await code(changePeople, move, actorOf('marketer'))).toBe('forbidden')
    expect(await code(changePeople, move, actorOf('viewer'))).toBe('forbidden')
    expect(await code(changePeople, { ...move, action: { kind: 'move', stage: 'nowhere' } })).toBe('invalid')
    const done = await call(changePeople, move, actorOf('sdr'))
    expect((await person('u1')).stage).toBe('sql')
    await call(undoBulk, { id: done.bulk }, actorOf('sdr'))
    expect((await person('u1')).stage).toBe(before)
  })

  it('goes on under the same id, and never under another’s or with another deed', async () => {
    const action = { kind: 'list', list: 'a', on: true }
    const { bulk } = await call(changePeople, { ids: [ids['u1']], action })
    await call(changePeople, { ids: [ids['u2']], action, bulk })
    expect(await code(changePeople, { ids: [ids['u3']], action: { ...action, list: 'b' }, bulk })).toBe('conflict')
    const other = actorOf('admin', '01890000-0000-7000-8000-00000000000b')
    expect(await code(changePeople, { ids: [ids['u3']], action, bulk }, other)).toBe('conflict')
    expect(await call(undoBulk, { id: bulk })).toMatchObject({ people: 2 })
  })

  it('touches nobody of another workspace, and refuses facts that follow from events', async () => {
    const stranger = { ...actorOf(), workspaceId: await testWorkspace(t.pool) }
    await applyBlueprint(t.pool, stranger.workspaceId)
    const done = await call(changePeople, { ids: [ids['u1']], action: { kind: 'list', list: 'x', on: true } }, stranger)
    expect(done).toMatchObject({ changed: 0, skipped: 1 })
    expect((await person('u1')).lists).toEqual({})
    expect(await code(undoBulk, { id: done.bulk })).toBe('not_found')
    const address = { kind: 'fact', fact: 'email', value: 'x@y.test' }
    expect(await code(changePeople, { ids: [ids['u1']], action: address })).toBe('invalid')
  })
})

describe('a list as a file', () => {
  const read = async (actor: Actor, id: string): Promise<string> => {
    const result = await readExport({ pool: t.pool, now: () => now }, actor, { id })
    if (!result.ok) return result.problem.code
    let text = ''
    for await (const piece of result.value) text += piece
    return text
  }

  it('holds everybody once, under the heads asked for, and no formula', async () => {
    const columns = ['person.country', 'person.note']
    const leave = await call(allowExport, { columns, heads: { name: 'Имя', 'person.country': '국가' } })
    const text = await read(actorOf(), leave.id)
    const [head, ...lines] = text.split('\r\n').slice(0, -1)
    expect(head).toBe('\uFEFFid,Имя,email,company,stage,channel,fit,engagement,total,last_event,국가,person.note')
    expect(lines).toHaveLength(3)
    expect(text).toContain(",'+Иван,")
    expect(text).toContain(",DE,'=1+1")
    expect(text.match(/\uFEFF/g)).toHaveLength(1)
  })

  it('is for whoever asked, for a while, by a role that may, and stands in the audit', async () => {
    const condition = { field: 'person.country', op: 'is', value: 'KR' }
    const leave = await call(allowExport, { condition })
    expect((await read(actorOf(), leave.id)).trim().split('\r\n')).toHaveLength(2)
    expect(await read(actorOf('admin', '01890000-0000-7000-8000-00000000000b'), leave.id)).toBe('gone')
    expect(await read(actorOf('seller'), leave.id)).toBe('forbidden')
    expect(await code(allowExport, {}, actorOf('viewer'))).toBe('forbidden')
    const late = await readExport({ pool: t.pool, now: () => now + day }, actorOf(), { id: leave.id })
    expect(late).toMatchObject({ problem: { code: 'gone' } })
    const { rows } = await t.pool.query(`select detail from audit where workspace_id = $1 and verb = 'person.export'`, [
      workspaceId,
    ])
    expect(rows.map((row) => row.detail)).toEqual([{ condition, columns: [] }])
  })
})

describe('views', () => {
  const query = {
    condition: { field: 'person.country', op: 'is', value: 'KR' },
    sort: 'total',
    columns: ['person.city'],
  }
  const colleague = () => actorOf('seller', '01890000-0000-7000-8000-00000000000b')

  it('are one’s own until they are shared; only their maker, admins and managers change them', async () => {
    const made = await call(saveView, { name: 'Koreans', query })
    expect(made).toMatchObject({ name: 'Koreans', mine: true, shared: false, query })
    expect((await call(listViews, {}, colleague())).items).toEqual([])
    expect(await code(removeView, { id: made.id }, colleague())).toBe('not_found')
    await call(changeView, { id: made.id, shared: true, name: 'Koreans, all' })
    const [seen] = (await call(listViews, {}, colleague())).items
    expect(seen).toMatchObject({ name: 'Koreans, all', mine: false, mayChange: false, query })
    expect(await code(changeView, { id: made.id, name: 'Mine now' }, colleague())).toBe('forbidden')
    expect(await code(removeView, { id: made.id }, colleague())).toBe('forbidden')
    expect(await code(saveView, { name: 'x', shared: true, query }, actorOf('viewer'))).toBe('forbidden')
    expect(await code(saveView, { name: 'x', query }, actorOf('viewer'))).toBe('ok')
    await call(removeView, { id: made.id })
    expect((await call(listViews, {})).items.map((one) => one.name)).toEqual(['x'])
  })

  it('one of them may open the list; unshared, it no longer does for others', async () => {
    const made = await call(saveView, { name: 'Start', shared: true, query })
    await call(setViewDefault, { id: made.id, on: true }, colleague())
    expect((await call(listViews, {}, colleague())).items[0]).toMatchObject({ isDefault: true })
    expect((await call(listViews, {})).items[0]).toMatchObject({ isDefault: false })
    await call(changeView, { id: made.id, shared: false })
    const { rows } = await t.pool.query('select from person_view_default where view_id = $1', [made.id])
    expect(rows).toEqual([])
  })
})

describe('segments', () => {
  const koreans = { field: 'person.country', op: 'is', value: 'KR' }

  it('note who came and who left, from the second look on', async () => {
    const made = await call(saveSegment, { name: 'Koreans', condition: koreans })
    expect(made).toMatchObject({ people: null, lookedAt: null })
    expect(await call(lookNow, { id: made.id })).toMatchObject({ people: 1, joined: 0, left: 0, trouble: null })
    await call(changePeople, { ids: [ids['u2'], ids['u3']], action: { kind: 'fact', fact: 'country', value: 'KR' } })
    await call(changePeople, { ids: [ids['u1']], action: { kind: 'fact', fact: 'country', value: 'JP' } })
    expect(await lookAtSegments(t.pool, now + 10 * 60_000)).toBeGreaterThan(0)
    const page = await call(readSegment, { id: made.id }, actorOf(), now + day)
    expect(page).toMatchObject({ people: 2, joined: 2, left: 1, days: [{ day: '2026-11-20', joined: 2, left: 1 }] })
    expect(page.changes.filter((one) => one.joined).map((one) => one.name)).toEqual(
      expect.arrayContaining(['Anna Berg', '+Иван']),
    )
    // nothing is noted twice
    await call(lookNow, { id: made.id }, actorOf(), now + 2 * day)
    expect((await call(readSegment, { id: made.id }, actorOf(), now + 2 * day)).changes).toHaveLength(3)
    // another condition is another segment
    const changed = await call(changeSegment, { id: made.id, condition: { not: koreans } })
    expect(changed).toMatchObject({ people: null, joined: 0, left: 0 })
  })

  it('refuse a model there is not, and are nobody else’s', async () => {
    const foreign = { field: 'stage.nothing', op: 'is', value: 'x' }
    expect(await code(saveSegment, { name: 'x', condition: foreign })).toBe('invalid')
    const made = await call(saveSegment, { name: 'Koreans', condition: koreans })
    const stranger = { ...actorOf(), workspaceId: await testWorkspace(t.pool) }
    await applyBlueprint(t.pool, stranger.workspaceId)
    expect((await call(listSegments, {}, stranger)).items).toEqual([])
    expect(await code(readSegment, { id: made.id }, stranger)).toBe('not_found')
    expect(await code(saveSegment, { name: 'x', condition: koreans }, actorOf('viewer'))).toBe('forbidden')
  })
})

describe('what conditions may speak of', () => {
  it('is what the data has', async () => {
    await call(changePeople, { ids: [ids['u1']], action: { kind: 'list', list: 'fair', on: true } })
    const known = await call(listFieldsInUse, {})
    expect(known.person).toEqual(expect.arrayContaining(['name', 'country', 'title']))
    expect(known.lists).toEqual(['fair'])
    expect(known.events).toContain('list_added')
    expect(known.props).toContain('list')
    const values = (field: string, q = '') => call(listValuesInUse, { field, q })
    expect((await values('person.country')).items).toHaveLength(3)
    expect((await values('person.country', 'k')).items).toEqual([{ value: 'KR', count: 1 }])
    expect((await values('score.total')).items).toEqual([])
    expect((await values('props.list')).items).toEqual([{ value: 'fair', count: 1 }])
  })
})
