import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPeople } from '#actions/person-list.ts'
import type { Actor } from '#actions/actor.ts'
import type { PersonList, PersonRow } from '#contract/person.ts'
import { personList } from '#contract/person.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { queryWords, searchWords } from '#core/search-words.ts'
import { durationMs } from '#core/rule.ts'
import { applyBlueprint } from '#test/events.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const day = 86_400_000
const now = Date.parse('2026-11-22T09:00:00Z')
const blueprint = defaultBlueprint()
const halfLife = durationMs(blueprint.scores.engagement.halfLife)
const { threshold } = blueprint.scores
const names = [
  '김민수',
  '김민지',
  '이서연',
  'Иван Петров',
  'Ирина Соколова',
  'Anna Berg',
  'Anton Müller',
  '박지민',
  null,
]
const stages = [null, 'prospect', 'subscriber', 'lead', 'mql']
const channels = [null, 'search', 'email', 'social']

interface Made {
  id: string
  name: string | null
  fit: number
  heat: number | null
  stage: string | null
  channel: string | null
  lastAt: number | null
  words: string[]
}

let t: TestDatabase
let workspaceId: string
let operator: Actor
const people: Made[] = []
const context = () => ({ pool: t.pool, now: () => now })

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  operator = { kind: 'operator', name: 'test', workspaceId }
  // a small generator, so that the same people are made every time
  let seed = 7
  const pick = <T>(list: readonly T[]): T => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return list[Math.floor((seed / 2_147_483_648) * list.length)] as T
  }
  for (let i = 0; i < 400; i++) {
    const points = pick([null, 5, 10, 20, 40, 80, 120])
    // some awarded at the very same moment, and one so long ago that nothing is left of it
    const time = now - pick([0, 1, 2, 3, 10, 30, 5000]) * day
    const name = pick(names)
    people.push({
      id: randomUUIDv7(),
      name: name === null ? null : `${name}${i % 3 === 0 ? ` ${i}` : ''}`,
      fit: pick([-20, 0, 10, 10.5, 25, 40, 60]),
      heat: points === null ? null : Math.log2(points) + time / halfLife,
      stage: pick(stages),
      channel: pick(channels),
      lastAt: i % 11 === 0 ? null : now - pick([0, 0, 1, 2, 50]) * 3_600_000 - pick([0, 1, 1, 59]) * 60_000,
      words: searchWords([name === null ? null : `${name}${i % 3 === 0 ? ` ${i}` : ''}`]),
    })
  }
  const other = await testWorkspace(t.pool, 'UTC', 'Another')
  await applyBlueprint(t.pool, other)
  for (const [workspace, made] of [
    ...people.map((one) => [workspaceId, one] as const),
    ...people.slice(0, 50).map((one) => [other, { ...one, id: randomUUIDv7() }] as const),
  ]) {
    await t.pool.query(
      `insert into person (workspace_id, id, name, facts, words) values ($1, $2, $3, '{"title":"CTO"}', $4)`,
      [workspace, made.id, made.name, made.words],
    )
    await t.pool.query(
      `insert into person_fold (workspace_id, person_id, state, version, fit, engagement, stage, channel, last_at)
       values ($1, $2, '{}', 1, $3, $4, $5, $6, $7)`,
      [workspace, made.id, made.fit, made.heat, made.stage, made.channel, made.lastAt && new Date(made.lastAt)],
    )
  }
})
afterAll(() => t.drop())

async function ask(input: object): Promise<PersonList> {
  const result = await listPeople(context(), operator, input)
  if (!result.ok) throw new Error(result.problem.message)
  return personList.parse(result.value)
}

async function all(input: object, limit: number): Promise<PersonRow[]> {
  const rows: PersonRow[] = []
  let cursor: string | null = null
  do {
    const page: PersonList = await ask({ ...input, limit: String(limit), ...(cursor === null ? {} : { cursor }) })
    rows.push(...page.items)
    cursor = page.next
    expect(page.items.length).toBe(cursor === null ? page.items.length : limit)
    expect(rows.length).toBeLessThanOrEqual(people.length)
  } while (cursor !== null)
  return rows
}

const engagementOf = (one: Made) => scoreAt(one.heat, now, halfLife)
const totalOf = (one: Made) => one.fit + engagementOf(one)

function oracle(input: { sort?: string; stage?: string; channel?: string; hot?: string; q?: string }): Made[] {
  const descending = (a: number, b: number) => (a === b ? 0 : b - a)
  const byId = (a: Made, b: Made) => (a.id < b.id ? 1 : -1)
  const heat = (one: Made) => one.heat ?? -Infinity
  return people
    .filter((one) => input.stage === undefined || one.stage === input.stage)
    .filter((one) => input.channel === undefined || one.channel === input.channel)
    .filter((one) => input.hot !== 'true' || roundPoints(totalOf(one)) >= threshold)
    .filter((one) => queryWords(input.q ?? '').every((word) => one.words.some((mine) => mine.startsWith(word))))
    .toSorted((a, b) => {
      if (input.sort === 'total') {
        return descending(totalOf(a), totalOf(b)) || b.fit - a.fit || descending(heat(a), heat(b)) || byId(a, b)
      }
      if (input.sort === 'recent') return descending(a.lastAt ?? -Infinity, b.lastAt ?? -Infinity) || byId(a, b)
      return descending(heat(a), heat(b)) || byId(a, b)
    })
}

const filters = [
  {},
  { stage: 'lead' },
  { channel: 'email' },
  { hot: 'true' },
  { stage: 'mql', channel: 'search' },
  { stage: 'prospect', hot: 'true' },
  { channel: 'social', hot: 'true' },
  { q: '민수' },
  { q: '김' },
  { q: 'ив' },
  { q: 'ANT' },
  { q: 'müller anton', stage: 'lead' },
  { q: 'соколова', hot: 'true', channel: 'email' },
  { q: '없는사람' },
]

describe('the list of people', () => {
  for (const sort of ['engagement', 'total', 'recent']) {
    for (const filter of filters) {
      it(`sorted by ${sort}, ${JSON.stringify(filter)}: all pages together are everybody, in order`, async () => {
        const input = { ...filter, sort }
        const expected = oracle(input)
        for (const limit of [7, 100]) {
          const rows = await all(input, limit)
          expect(rows.map((row) => row.id)).toEqual(expected.map((one) => one.id))
        }
        expect((await ask(input)).count).toEqual({ value: expected.length, estimated: false })
      })
    }
  }

  it('shows scores as of now, rounded, with the threshold’s mark', async () => {
    const page = await ask({ sort: 'total', limit: '100' })
    expect(page.asOf).toBe(new Date(now).toISOString())
    for (const row of page.items) {
      const made = people.find((one) => one.id === row.id) as Made
      expect(row).toMatchObject({
        fit: made.fit,
        engagement: roundPoints(engagementOf(made)),
        total: roundPoints(totalOf(made)),
        hot: roundPoints(totalOf(made)) >= threshold,
        title: 'CTO',
        stage: made.stage,
        channel: made.channel,
      })
    }
    expect(page.items.some((row) => row.hot) && page.lifecycle.stages.some((stage) => stage.id === 'mql')).toBe(true)
  })

  it('pages stay those of the first page’s moment, though scores fall meanwhile', async () => {
    const first = await ask({ sort: 'total', limit: '20' })
    const later = await listPeople({ pool: t.pool, now: () => now + 40 * day }, operator, {
      sort: 'total',
      limit: '20',
      cursor: first.next,
    })
    if (!later.ok) throw new Error(later.problem.message)
    expect(later.value.asOf).toBe(first.asOf)
    expect([...first.items, ...later.value.items].map((row) => row.id)).toEqual(
      oracle({ sort: 'total' })
        .slice(0, 40)
        .map((one) => one.id),
    )
  })

  it('refuses a cursor of another list, or a forged one', async () => {
    const { next } = await ask({ limit: '5' })
    const forged = Buffer.from(JSON.stringify([1, [now, 1, false, ['x', 0, 0, 0, 0]]])).toString('base64url')
    for (const input of [
      { cursor: next, stage: 'lead' },
      { cursor: next, sort: 'total' },
      { cursor: forged },
      { cursor: 'nonsense' },
    ]) {
      expect(await listPeople(context(), operator, input)).toMatchObject({ ok: false, problem: { code: 'invalid' } })
    }
  })

  it('refuses a stage there is not, and finds nobody by signs alone', async () => {
    expect(await listPeople(context(), operator, { stage: 'nowhere' })).toMatchObject({ problem: { code: 'invalid' } })
    expect((await ask({ q: '%%%' })).count).toEqual({ value: 0, estimated: false })
  })
})
