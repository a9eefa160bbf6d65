import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPeople } from '#actions/person-list.ts'
import { listPersonIds } from '#actions/person-list-ids.ts'
import { queryPeople } from '#actions/person-list-query.ts'
import type { Actor } from '#actions/actor.ts'
import type { PersonList, PersonRow } from '#contract/person.ts'
import { personList } from '#contract/person.ts'
import { personQueryList, type PersonQueryList, type PersonSort } from '#contract/person-query.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { queryWords, searchWords } from '#core/search-words.ts'
import { durationMs, type Condition } from '#core/rule.ts'
import { foldText } from '#core/text.ts'
import { foldedEntries } from '#core/folded.ts'
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
  facts: { title: string; country?: string }
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
      facts: { title: 'CTO', ...(i % 4 === 0 ? {} : { country: i % 4 === 1 ? 'KR' : 'DE' }) },
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
      `insert into person (workspace_id, id, name, facts, words, sort_name, folded) values ($1, $2, $3, $5, $4, $6, $7)`,
      [
        workspace,
        made.id,
        made.name,
        made.words,
        JSON.stringify(made.facts),
        made.name && foldText(made.name),
        JSON.stringify(foldedEntries(made.facts)),
      ],
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

const conditions: [Condition, (one: Made) => boolean][] = [
  [{ field: 'person.country', op: 'is', value: 'kr' }, (one) => one.facts.country === 'KR'],
  [
    {
      all: [
        { field: 'stage.lifecycle', op: 'is', value: 'lead' },
        { field: 'person.country', op: 'exists' },
      ],
    },
    (one) => one.stage === 'lead' && one.facts.country !== undefined,
  ],
  [
    {
      any: [
        { field: 'score.total', op: 'gte', value: 60 },
        { not: { field: 'person.country', op: 'is', value: 'DE' } },
      ],
    },
    (one) => roundPoints(totalOf(one)) >= 60 || one.facts.country !== 'DE',
  ],
  [
    {
      all: [
        { field: 'score.total', op: 'gte', value: threshold },
        { field: 'stage.lifecycle', op: 'is', value: 'mql' },
      ],
    },
    (one) => roundPoints(totalOf(one)) >= threshold && one.stage === 'mql',
  ],
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

describe('the list by any condition', () => {
  const query = async (input: object): Promise<PersonQueryList> => {
    const result = await queryPeople(context(), operator, input)
    if (!result.ok) throw new Error(result.problem.message)
    return personQueryList.parse(result.value)
  }
  const pages = async (input: object, limit: number): Promise<string[]> => {
    const ids: string[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: PersonQueryList = await query({ ...input, limit, ...(cursor ? { cursor } : {}) })
      ids.push(...page.items.map((item) => item.id))
      cursor = page.next
      expect(ids.length).toBeLessThanOrEqual(people.length)
    }
    return ids
  }
  const ordered = (sort: PersonSort, some: Made[]): string[] => {
    if (sort === 'newest') return some.map((one) => one.id).toSorted((a, b) => (a < b ? 1 : -1))
    if (sort === 'fit') {
      const heat = (one: Made) => one.heat ?? -Infinity
      const down = (a: number, b: number) => (a === b ? 0 : b - a)
      return some
        .toSorted((a, b) => b.fit - a.fit || down(heat(a), heat(b)) || (a.id < b.id ? 1 : -1))
        .map((one) => one.id)
    }
    if (sort === 'name') {
      const name = (one: Made) => (one.name === null ? '\u{10FFFF}' : foldText(one.name))
      const before = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
      return some.toSorted((a, b) => before(name(a), name(b)) || (a.id < b.id ? -1 : 1)).map((one) => one.id)
    }
    const chosen = new Set(some)
    return oracle({ sort })
      .filter((one) => chosen.has(one))
      .map((one) => one.id)
  }

  for (const sort of ['engagement', 'total', 'fit', 'recent', 'name', 'newest'] as const) {
    it(`sorted by ${sort}: all pages together are everybody who meets it, in order`, async () => {
      expect(await pages({ sort }, 90)).toEqual(ordered(sort, people))
      for (const [condition, meets] of conditions) {
        const expected = ordered(sort, people.filter(meets))
        expect(await pages({ sort, condition }, 30)).toEqual(expected)
        expect((await query({ sort, condition })).count).toEqual({ value: expected.length, estimated: false })
      }
      const [condition, meets] = conditions[0] as (typeof conditions)[0]
      const named = people.filter((one) => meets(one) && one.words.some((word) => word.startsWith('김')))
      expect(await pages({ sort, condition, q: '김' }, 5)).toEqual(ordered(sort, named))
    })
  }

  it('shows the columns asked for, and refuses one there is not', async () => {
    const columns = ['person.country', 'person.nothing', 'first.channel', 'stage.lifecycle', 'consent.marketing']
    const page = await query({ columns, limit: 100 })
    for (const item of page.items) {
      const made = people.find((one) => one.id === item.id) as Made
      expect(item.values.slice(0, 2)).toEqual([made.facts.country ?? null, null])
    }
    const refused = await queryPeople(context(), operator, { columns: ['props.path'] })
    expect(refused).toMatchObject({ ok: false, problem: { code: 'invalid' } })
  })

  it('gives the ids of all who match', async () => {
    const [condition, meets] = conditions[0] as (typeof conditions)[0]
    const result = await listPersonIds(context(), operator, { condition })
    if (!result.ok) throw new Error(result.problem.message)
    const expected = people.filter(meets).map((one) => one.id)
    expect(result.value.ids.toSorted()).toEqual(expected.toSorted())
    expect(await listPersonIds(context(), operator, { condition, limit: 3 })).toMatchObject({ value: { more: true } })
  })

  it('keeps words, signatures and rows of the list by triggers of the database', async () => {
    const one = people[1] as Made
    await t.pool.query('update person set words = $2 where id = $1', [one.id, ['jetzt', 'anders']])
    expect((await ask({ q: 'jetz' })).items.map((row) => row.id)).toEqual([one.id])
    await t.pool.query('delete from person_fold where person_id = $1', [one.id])
    expect((await ask({ q: 'jetz' })).items).toEqual([])
    await t.pool.query('delete from person where id = $1', [one.id])
    const { rows } = await t.pool.query('select from person_word where person_id = $1', [one.id])
    expect(rows).toEqual([])
  })
})
