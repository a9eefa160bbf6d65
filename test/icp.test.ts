import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { applyEdits } from '#actions/blueprint-view.ts'
import { refoldPending } from '#actions/blueprint-reevaluate.ts'
import type { DealEntry } from '#actions/deal/write.ts'
import { createFlow } from '#actions/flow.ts'
import { planIcp } from '#actions/icp-effect.ts'
import { narrowIcp } from '#actions/icp-narrow.ts'
import { draftIcp, readIcp } from '#actions/icp-read.ts'
import { readIcpEvidence, suggestFromWon, takeSuggestion } from '#actions/icp-suggest.ts'
import { addWorksheet, changeWorksheet, listWorksheets, readWorksheet } from '#actions/icp-worksheet.ts'
import { raiseObjection } from '#actions/objection-write.ts'
import { listPhraseCandidates, listPhrases } from '#actions/phrase-list.ts'
import { changePhrase, keepPhrase } from '#actions/phrase-write.ts'
import { previewSegment } from '#actions/segment-count.ts'
import { saveSetupStep } from '#actions/setup-guide.ts'
import { readTitles, tryJobTitle } from '#actions/title-read.ts'
import type { Verb } from '#actions/verb.ts'
import { icpEffect, icpEvidence, icpNarrow, icpPage, icpSuggested, phraseList, worksheetPage } from '#contract/icp.ts'
import { titlesPage, titleTried } from '#contract/title.ts'
import type { Condition } from '#core/rule.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb, seedDeals } from '#test/deal-seed.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')

let t: TestDatabase
let workspaceId: string
let manager: Actor
let elsewhere: Actor
beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  const other = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  await applyBlueprint(t.pool, other)
  manager = { kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role: 'manager' }
  elsewhere = { ...manager, workspaceId: other }
  await people()
}, 60_000)
afterAll(() => t.drop())

const call = <T>(verb: Verb<T>, input: object = {}, actor = manager): Promise<T> =>
  callVerb(t.pool, actor, now, verb, input)

// name, title, company; logistics companies are l1 … l4, banks b1 … b4
const cast = [
  ['ann', 'Head of Logistics', 'l1'],
  ['bora', '물류팀장', 'l2'],
  ['clara', 'Директор по логистике', 'l3'],
  ['dan', 'Lagerfee', 'l4'],
  ['eve', 'Lagerfee', 'b1'],
  ['finn', 'Assistant to the CEO', 'b2'],
  ['gina', 'Head of Growth & Partnerships', 'b3'],
  ['hans', 'Chief Happiness Fairy', 'b4'],
] as const

async function people(): Promise<void> {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const items = cast.flatMap(([name, title, company], index) => {
    const at = now - 60 * day + index * 60_000
    const email = `${name}@${company}.test`
    const who = { keys: keys({ userId: name, email }), mailKind: 'work' as const }
    const industry = company.startsWith('l') ? 'Logistics' : 'Banking'
    const employees = company === 'b4' ? {} : { employees: 100 }
    return [
      event('profile_updated', at, { ...who, type: 'identify', traits: { title, email } }),
      event('consent_granted', at + 1, { ...who, props: { purpose: 'marketing' } }),
      event('account_updated', at + 2, {
        ...who,
        type: 'group',
        groupId: company,
        accountTraits: { name: company, industry, ...employees },
      }),
    ]
  })
  const outcomes = await flow.accept(
    workspaceId,
    items.map((one) => ({ event: one })),
  )
  await flow.stop()
  expect(outcomes.filter(({ status }) => status !== 'counted')).toEqual([])
}

test('titles reach rules, lists and screens as facts; what is not known is named by how many have it', async () => {
  const count = async (condition: Condition) => (await call(previewSegment, { condition })).count
  expect(await count({ field: 'person.function', op: 'is', value: 'logistics' })).toBe(3)
  expect(await count({ field: 'person.seniority', op: 'in', value: ['head', 'director'] })).toBe(5)
  // one of several functions is enough
  expect(await count({ field: 'person.function', op: 'is', value: 'business_development' })).toBe(1)
  expect(await count({ field: 'person.seniority', op: 'missing' })).toBe(2)
  expect(await count({ field: 'persona', op: 'is', value: 'decision_maker' })).toBe(0)
  const page = titlesPage.parse(await call(readTitles))
  expect(page).toMatchObject({ version: 1, people: 8, titled: 8, seniority: 6, function: 5 })
  expect(page.unknown.slice(0, 2)).toEqual([
    { title: 'Lagerfee', people: 2, seniority: null, functions: [] },
    { title: 'Chief Happiness Fairy', people: 1, seniority: 'head', functions: [] },
  ])
  expect(page.map).toEqual({ list: 1, titles: [], words: [] })
  const { personas } = icpPage.parse(await call(readIcp))
  expect(personas.reduce((sum, { people: each }) => sum + each, 0)).toBe(8)
  for (const { persona, people: each } of personas.filter((one) => one.persona !== null))
    expect(await count({ field: 'persona', op: 'is', value: persona })).toBe(each)
})

test('a title is tried with what the map would say, who they would be, and how many have it', async () => {
  const tried = titleTried.parse(await call(tryJobTitle, { title: 'lagerfee' }))
  expect(tried).toMatchObject({ seniority: null, functions: [], hits: [], people: 2, persona: { id: 'specialist' } })
  // of an entrepreneur's rule one branch holds: the other's half is no reason
  const owner = titleTried.parse(await call(tryJobTitle, { title: 'ИП' }))
  expect(owner.persona).toMatchObject({ id: 'decision_maker', holds: [{ field: 'person.seniority' }] })
  expect(owner.persona?.holds).toHaveLength(1)
  const edits = { words: { 'lagerfee*': { seniority: 'head', functions: ['logistics'] } } }
  const mapped = titleTried.parse(await call(tryJobTitle, { title: 'Lagerfeen', edits }))
  expect(mapped).toMatchObject({
    seniority: 'head',
    functions: ['logistics'],
    hits: [{ text: 'lagerfeen', by: 'word' }],
    persona: { id: 'department_head', name: { en: 'Head of a department' } },
  })
  expect(mapped.persona?.holds).toMatchObject([{ field: 'person.seniority' }])
  await expect(call(tryJobTitle, { title: 'x', edits: { list: 99 } })).rejects.toThrow('no built-in title list 99')
})

test('the effect is counted before it is applied, and is what applying does', async () => {
  const edits = { titles: { titles: { Lagerfee: { seniority: 'head', functions: ['logistics'] } } } }
  const effect = icpEffect.parse(await call(planIcp, { base: 1, edits }))
  expect(effect).toMatchObject({
    people: 8,
    sampled: false,
    changed: 2,
    icp: { before: 8, after: 8, enter: 0, leave: 0 },
  })
  expect(effect.moves).toMatchObject([
    { what: 'function', from: null, to: 'logistics', people: 2 },
    { what: 'persona', from: 'specialist', to: 'department_head', people: 2 },
    { what: 'seniority', from: null, to: 'head', people: 2 },
  ])
  expect(effect.moves[0]?.some.map(({ title }) => title)).toEqual(['Lagerfee', 'Lagerfee'])
  expect((await call(readTitles)).version).toBe(1)
  await call(applyEdits, { base: 1, edits })
  await refoldPending(t.pool, workspaceId, { now: () => now })
  const { rows } = await t.pool.query<{ persona: string; facts: object }>(
    `select persona, facts from person where workspace_id = $1 and facts ->> 'title' = 'Lagerfee'`,
    [workspaceId],
  )
  expect(rows).toHaveLength(2)
  for (const row of rows)
    expect(row).toMatchObject({ persona: 'department_head', facts: { seniority: 'head', function: 'logistics' } })
  await expect(call(planIcp, { base: 1, edits })).rejects.toThrow('conflict: Version 2')
})

test('a narrower ICP: who would fit, who was dropped for want of a fact, and how both sides went on', async () => {
  const { when } = icpPage.parse(await call(readIcp))
  const narrower: Condition = { all: [when, { field: 'account.employees', op: 'gte', value: 50 }] }
  const both = icpNarrow.parse(await call(narrowIcp, { when: narrower, months: 3 }))
  expect(both.effect).toMatchObject({
    icp: { before: 8, after: 7, leave: 1 },
    companies: { before: 8, after: 7, leave: 1 },
  })
  expect(both.steps).toMatchObject({ from: { en: 'Lead' } })
  expect(both).toMatchObject({
    now: { people: 8, won: { reached: 0 } },
    would: { people: 7 },
    dropped: { people: 1 },
    unknown: 1,
    won: { verdict: 'too_few' },
  })
  expect(both.would.won.high).toBeCloseTo(0.3543, 3)
  // a year later those months lie further back than the three that are asked for
  const later = await callVerb(t.pool, manager, now + 400 * day, narrowIcp, { when: narrower, months: 3 })
  expect(later).toMatchObject({ now: { people: 0, won: { low: null } }, effect: { icp: { before: 8 } } })
  await expect(call(narrowIcp, { when: { field: 'score.total', op: 'gte', value: 3 } })).rejects.toThrow(
    'reads facts only',
  )
  await expect(call(narrowIcp, { when: { count: {}, op: 'gte', value: 1 } })).rejects.toThrow('invalid')
})

test('what buyers have in common is counted of companies, opened, and put into the draft', async () => {
  const { rows: accounts } = await t.pool.query<{ id: string; name: string }>(
    'select id, name from account where workspace_id = $1 order by name',
    [workspaceId],
  )
  const made = new Map<string, DealEntry[]>()
  const ids = new Map(accounts.map(({ id, name }) => [name, id]))
  const companies = [...Array(14).keys()].flatMap((n) => [`L${n}`, `B${n}`])
  for (const name of companies) {
    const id = randomUUIDv7()
    ids.set(name, id)
    await t.pool.query(`insert into account (workspace_id, id, name, facts, folded) values ($1, $2, $3, $4, null)`, [
      workspaceId,
      id,
      name,
      JSON.stringify({ industry: name.startsWith('L') ? 'Logistics' : 'Banking' }),
    ])
  }
  companies.forEach((name, index) => {
    const at = now - (index + 40) * day
    const won = name.startsWith('L') ? index < 24 : index < 2
    const fields = { name: `Deal ${name}`, accountId: ids.get(name) ?? '', amountMinor: 5000, currency: 'KRW' }
    made.set(randomUUIDv7(), [
      { kind: 'opened', at, data: { pipeline: 'sales_pipeline', stage: 'contact', fields } },
      {
        kind: 'moved',
        at: at + 10 * day,
        data: { pipeline: 'sales_pipeline', ...(won ? { stage: 'close' } : { outcome: 'lost' }) },
      },
    ])
  })
  await seedDeals(t.pool, manager, made, now)
  const suggested = icpSuggested.parse(await call(suggestFromWon))
  expect(suggested).toMatchObject({ companies: 28, won: 13, looked: 2 })
  expect(suggested.items).toMatchObject([
    { field: 'account.industry', value: 'Logistics', companies: 14, won: 12, state: 'clear', asked: false },
  ])
  const evidence = icpEvidence.parse(await call(readIcpEvidence, { field: 'account.industry', value: 'logistics' }))
  expect(evidence.items).toHaveLength(14)
  expect(evidence.items.map(({ won }) => won)).toEqual([...Array(12).fill(true), false, false])
  const page = icpPage.parse(await call(takeSuggestion, { field: 'account.industry', value: 'Logistics' }))
  expect(page.draft).toMatchObject({ base: 2, changedBy: expect.any(String) })
  expect(JSON.stringify(page.draft?.when)).toContain('"Logistics"')
  expect((await call(suggestFromWon)).items[0]?.asked).toBe(true)
  expect((await call(draftIcp, { when: null })).draft).toBe(null)
  await expect(call(draftIcp, { when: { field: 'persona', op: 'is', value: 'nobody' } })).rejects.toThrow('no persona')
  expect(await call(suggestFromWon, {}, elsewhere)).toMatchObject({ companies: 0, items: [] })
})

test('worksheets are kept as one goes; one is in force, and stands beside the deals of the past', async () => {
  await call(saveSetupStep, { step: 'customer', answers: { answers: { want: 'Fewer late trucks' } } })
  const first = await call(addWorksheet, { name: 'Mid-size logistics' })
  expect(first).toMatchObject({ inForce: true, answered: 1, of: 23, answers: { want: 'Fewer late trucks' } })
  const saved = await call(changeWorksheet, { id: first.id, answers: { talk: '“We fly blind”', worry: '' } })
  expect(saved).toMatchObject({ answered: 2, answers: { want: 'Fewer late trucks', talk: '“We fly blind”' } })
  const second = await call(addWorksheet, { name: 'Banks', scope: 'Vault', from: first.id })
  expect(second).toMatchObject({ inForce: false, answered: 2 })
  await call(changeWorksheet, { id: second.id, inForce: true })
  expect((await call(listWorksheets)).items.map(({ name, inForce }) => [name, inForce])).toEqual([
    ['Banks', true],
    ['Mid-size logistics', false],
  ])
  const page = worksheetPage.parse(await call(readWorksheet, { id: first.id }))
  expect(page.past).toMatchObject({ currency: 'KRW', closed: 28, won: 13, days: 10 })
  expect(page.past.best[0]).toMatchObject({ kind: 'industry', converts: { value: 'Logistics', closed: 14, won: 12 } })
  await call(changeWorksheet, { id: second.id, removed: true })
  expect((await call(listWorksheets)).items).toHaveLength(1)
  await expect(call(readWorksheet, { id: second.id })).rejects.toThrow('not_found')
  expect(await call(changeWorksheet, { id: second.id, removed: false })).toMatchObject({ inForce: false })
  // many at once: one is in force all the same
  await Promise.all(Array.from({ length: 6 }, (_, n) => call(addWorksheet, { name: `At once ${n}` }, elsewhere)))
  expect((await call(listWorksheets, {}, elsewhere)).items.filter(({ inForce }) => inForce)).toHaveLength(1)
  await expect(call(readWorksheet, { id: first.id }, elsewhere)).rejects.toThrow('not_found')
  await expect(call(changeWorksheet, { id: first.id, answers: { shoeSize: '42' } })).rejects.toThrow('invalid')
})

test('phrases are kept with where they come from, found by their words, and offered once', async () => {
  const { rows } = await t.pool.query<{ id: string }>(
    'select id from deal where workspace_id = $1 order by name limit 1',
    [workspaceId],
  )
  const deal = rows[0]?.id ?? ''
  await call(raiseObjection, { id: deal, kind: 'price', said: 'Слишком дорого для склада' })
  const [candidate] = (await call(listPhraseCandidates)).items
  expect(candidate).toMatchObject({
    said: 'Слишком дорого для склада',
    tag: 'objection',
    saidOn: '2026-11-20',
    deal: { id: deal },
  })
  const input = { said: candidate?.said, tag: 'objection', source: 'deal', deal, origin: candidate?.origin }
  const kept = await call(keepPhrase, input)
  expect((await call(listPhraseCandidates)).items).toEqual([])
  await expect(call(keepPhrase, input)).rejects.toThrow('conflict')
  await call(keepPhrase, { said: '“We fly blind until the truck is at the gate”', tag: 'problem', source: 'call' })
  const found = phraseList.parse(await call(listPhrases, { q: 'ДОРОГО' }))
  expect(found.items).toMatchObject([{ id: kept.id, deal: { id: deal }, source: 'deal' }])
  expect(found.tags).toMatchObject([
    { tag: 'problem', count: 1 },
    { tag: 'wish', count: 0 },
    { tag: 'objection', count: 1 },
    {},
    {},
  ])
  await call(changePhrase, { id: kept.id, removed: true })
  expect((await call(listPhraseCandidates)).items).toHaveLength(1)
  const again = await call(keepPhrase, input)
  await expect(call(changePhrase, { id: kept.id, removed: false })).rejects.toThrow('conflict')
  expect(await call(changePhrase, { id: again.id, tag: 'wish' })).toMatchObject({ tag: 'wish', said: candidate?.said })
  await expect(
    call(keepPhrase, { said: 'x', tag: 'wish', source: 'mail', link: 'javascript:alert(1)' }),
  ).rejects.toThrow('https://')
  await expect(call(keepPhrase, { said: 'x', tag: 'wish', source: 'deal', deal }, elsewhere)).rejects.toThrow(
    'no such deal',
  )
  expect((await call(listPhrases, {}, elsewhere)).items).toEqual([])
})
