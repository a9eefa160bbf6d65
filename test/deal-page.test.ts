import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { answerQuestion, listAnswers, readAnswerLengths } from '#actions/deal-answer.ts'
import { changeDeal } from '#actions/deal-change.ts'
import { createDeal } from '#actions/deal-create.ts'
import { defineDealField, listDealFields, removeDealField } from '#actions/own-field.ts'
import { readDealGroup } from '#actions/deal-group.ts'
import { readDealMemory } from '#actions/deal-memory.ts'
import { moveDeal, readDealGates } from '#actions/deal-move.ts'
import { listDealsOfCompany, listDealsOfPerson } from '#actions/deal-of.ts'
import { setDealPerson } from '#actions/deal-people.ts'
import { readDeal } from '#actions/deal-read.ts'
import { sayOfDeal } from '#actions/deal-say.ts'
import { readDealStory } from '#actions/deal-story.ts'
import { undoDealEvent } from '#actions/deal-undo.ts'
import { listObjections, summariseObjections } from '#actions/objection-list.ts'
import { changeObjection, raiseObjection } from '#actions/objection-write.ts'
import { mergePeople } from '#actions/person-merge.ts'
import { listProofs } from '#actions/proof-list.ts'
import { askProof, changeProof } from '#actions/proof-write.ts'
import type { Verb } from '#actions/verb.ts'
import type { Evidence } from '#core/deal/evidence.ts'
import type { Role } from '#core/permission.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')

let t: TestDatabase
let workspaceId: string
let manager: Actor
let seller: Actor
let other: Actor

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  manager = user('Mina', 'manager')
  seller = user('Sven', 'seller')
  other = user('Olga', 'seller')
})
afterAll(() => t.drop())

const user = (name: string, role: Role): Actor => ({ kind: 'user', userId: randomUUIDv7(), name, workspaceId, role })
const call = <T>(verb: Verb<T>, input: object, actor = seller, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

let count = 0
async function person(name: string, more: readonly [string, object?][] = [], company = 'muster.example') {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const who = { keys: keys({ userId: name, email: `${name}@${company}` }) }
  const events = [['page_viewed', { object: '/pricing' }] as const, ...more]
  await flow.accept(
    workspaceId,
    events.map(([kind, with_], i) => ({
      event: event(kind, now - 9 * day + ++count + i, { ...who, channel: 'search', ...with_ }),
    })),
  )
  const { rows } = await t.pool.query(
    `select person_id as id from identity where workspace_id = $1 and kind = 'u' and value = $2`,
    [workspaceId, name],
  )
  return rows[0].id as string
}
const open = (name: string, from?: string, fields: object = {}, at = now) =>
  call(createDeal, { name, stage: 'qualification', fields, ...(from === undefined ? {} : { from }) }, seller, at)
const move = async (id: string, to: object, at = now) => {
  const { revision } = await call(readDeal, { id }, manager)
  return call(moveDeal, { id, revision, ...to }, manager, at)
}

const sign = (id: string) =>
  call(sayOfDeal, { id, say: { kind: 'signed', data: { what: 'contract', reference: null } } })

test('the evidence pack says why they were qualified, what they read and asked for, and who else is there', async () => {
  const boss = await person('boss', [['demo_requested']])
  const anna = await person('anna', [
    ['content_viewed', { object: '/blog/one', content: 'blog_article' }],
    ['content_viewed', { object: '/blog/one', content: 'blog_article' }],
    ['content_viewed', { object: '/cases/a', content: 'case_study', verdict: 'machine' }],
    ['quote_requested'],
  ])
  const deal = await open('Muster', anna)
  const { evidence } = await call(readDeal, { id: deal.id })
  const pack = evidence as unknown as Evidence
  expect(pack).toMatchObject({
    person: anna,
    read: [
      { object: '/blog/one', count: 2, kind: { en: 'Blog article' } },
      { object: '/pricing', count: 1 },
    ],
    asked: [{ name: 'quote_requested' }],
    first: { channel: 'search', object: '/pricing' },
    colleagues: 1,
    others: [{ id: boss }],
    stage: { name: { en: expect.any(String) }, since: expect.any(String) },
  })
  expect(pack.top.length).toBeGreaterThan(0)
  expect(pack.top.toSorted((a, b) => b.worth - a.worth)).toEqual(pack.top)
  const { rows } = await t.pool.query(
    `select data -> 'evidence' as e from deal_event where deal_id = $1 and kind = 'opened'`,
    [deal.id],
  )
  expect(rows[0].e).toEqual(evidence)
})

test('an answer to a question is evidence for BANT or a line of the story; its history and length are kept', async () => {
  const ben = await person('ben')
  const deal = await open('Answers', ben)
  const long = 'We lose two days a week, since every branch counts by hand.'
  await call(
    answerQuestion,
    {
      id: deal.id,
      question: 'How does it show in the business?',
      answer: 'Late.',
      letter: 'need',
      person: ben,
      playbook: 'tofu',
    },
    seller,
    now - 100 * day,
  )
  await call(answerQuestion, { id: deal.id, question: 'How do you deal with it today?', answer: long, person: ben })
  const first = await call(listAnswers, { id: deal.id })
  expect(first.items).toMatchObject([
    {
      letter: null,
      question: 'How do you deal with it today?',
      answer: long,
      length: 46,
      stale: false,
      confidence: 'said',
    },
    { letter: 'need', answer: 'Late.', length: 4, stale: true, person: { id: ben }, playbook: 'tofu', source: 'call' },
  ])
  const page = await call(readDeal, { id: deal.id })
  expect(page.bant['need']).toMatchObject({ answer: 'Late.', stale: true, met: true })

  const undone = first.items[0]?.event as string
  await call(undoDealEvent, { id: deal.id, event: undone })
  expect((await call(listAnswers, { id: deal.id })).items).toHaveLength(1)
  await expect(
    call(answerQuestion, { id: deal.id, question: 'Who?', answer: 'I', person: randomUUIDv7() }),
  ).rejects.toThrow('no such person')
})

test('lengths of answers stand beside how the deals ended', async () => {
  const before = await call(readAnswerLengths, {})
  const asked = 'What happens between approval and signing?'
  const reply = async (name: string, answer: string, end: object) => {
    const deal = await open(name, await person(name.toLowerCase()))
    await call(answerQuestion, { id: deal.id, question: asked, answer })
    await sign(deal.id)
    await move(deal.id, end)
  }
  await reply('Long', 'abcdefghij'.repeat(3), { stage: 'close', reason: 'trust', override: true, note: 'test' })
  await reply('Longer', 'abcdefghij'.repeat(5), { stage: 'close', reason: 'trust', override: true, note: 'test' })
  await reply('Short', '네.', { outcome: 'lost', reason: 'price' })
  const after = await call(readAnswerLengths, {})
  expect(after.won).toEqual({ count: 2, deals: 2, median: 40 })
  expect(after.lost).toEqual({ count: 1, deals: 1, median: 1 })
  expect(after.open).toEqual(before.open)
  expect(after.questions.find(({ question }) => question === asked)).toMatchObject({ won: { median: 40 } })
})

test('an objection keeps what they said, our answer and what came of it; others see what worked', async () => {
  const cara = await person('cara')
  const deal = await open('Doubts', cara)
  const doubt = await call(raiseObjection, { id: deal.id, kind: 'price', said: 'Too dear for us', person: cara })
  await expect(call(changeObjection, { id: doubt.id, state: 'settled' }, other)).rejects.toThrow('forbidden')
  await call(changeObjection, {
    id: doubt.id,
    answer: 'Two days a week are dearer',
    next: 'Asked for a quote',
    state: 'settled',
  })
  expect((await call(listObjections, { id: deal.id })).items).toMatchObject([
    {
      kind: 'price',
      said: 'Too dear for us',
      answer: 'Two days a week are dearer',
      state: 'settled',
      person: { name: 'cara@muster.example' },
    },
  ])
  await sign(deal.id)
  await move(deal.id, { stage: 'close', reason: 'trust', override: true, note: 'test' })

  const elsewhere = await open('Elsewhere', cara)
  const known = await call(summariseObjections, { kind: 'price', without: elsewhere.id })
  expect(known.kinds).toEqual([{ kind: 'price', count: 1, settled: 1, over: 1, won: 1 }])
  expect(known.answers).toMatchObject([
    { answer: 'Two days a week are dearer', deal: { name: 'Doubts', status: 'won' } },
  ])

  const told = (await call(readDealStory, { id: deal.id, part: 'work' })).items.map(({ data }) => data['name'])
  expect(told).toEqual(['objection_settled', 'objection_answered', 'objection_raised'])
  await call(changeObjection, { id: doubt.id, removed: true })
  expect((await call(listObjections, { id: deal.id })).items).toEqual([])
  await call(changeObjection, { id: doubt.id, removed: false })
  expect((await call(listObjections, { id: deal.id })).items).toHaveLength(1)
})

test('a proof that is owed holds the gate until it is given', async () => {
  const deal = await open('Proofs', await person('dora'))
  const asked = await call(askProof, { id: deal.id, what: 'Penetration test of this year', due: '2026-12-01' })
  expect(asked).toMatchObject({ owner: { name: 'Sven' }, due: '2026-12-01', givenAt: null })
  expect(await call(listProofs, { id: deal.id })).toMatchObject({ owed: 1 })
  await expect(call(askProof, { id: deal.id, what: 'x', ownerId: randomUUIDv7() })).rejects.toThrow('no such colleague')
  const tasks = async () => {
    const { rows } = await t.pool.query(
      `select kind, title, due_day::text as due, state, promised, assignee_name as who from task where cause = $1`,
      [`proof:${asked.id}`],
    )
    return rows
  }
  const task = { kind: 'proof', title: 'Penetration test of this year', due: '2026-12-01', promised: true, who: 'Sven' }
  expect(await tasks()).toEqual([{ ...task, state: 'open' }])
  expect((await call(readDeal, { id: deal.id })).nextStepAt).toBe('2026-11-30T15:00:00.000Z')
  const given = await call(changeProof, { id: asked.id, given: true, link: 'https://example.com/report.pdf' })
  expect(given.givenAt).toBe(new Date(now).toISOString())
  expect(await call(listProofs, { id: deal.id })).toMatchObject({ owed: 0 })
  expect(await tasks()).toEqual([{ ...task, state: 'done' }])
  expect((await call(readDeal, { id: deal.id })).nextStepAt).toBe(null)
  await call(changeProof, { id: asked.id, given: false, due: '2026-12-04' })
  expect(await tasks()).toEqual([{ ...task, due: '2026-12-04', state: 'open' }])
  expect(await call(listProofs, { id: deal.id })).toMatchObject({ owed: 1, items: [{ givenAt: null }] })
  const story = await call(readDealStory, { id: deal.id, part: 'work' })
  expect(story.items.map(({ data }) => data['name'])).toEqual(['proof_owed', 'proof_given', 'proof_asked'])
})

test('the group tells who was heard, and warns; a merged person is heard under either id', async () => {
  const [eva, finn] = [await person('eva', [], 'nord.example'), await person('finn', [], 'nord.example')]
  const deal = await open('Group', eva)
  const set = (who: string, roles: string[], stance = 'unknown') =>
    call(setDealPerson, { id: deal.id, person: who, roles, stance, note: null })
  expect((await call(readDealGroup, { id: deal.id })).warnings).toEqual([
    'single_threaded',
    'no_decision_maker',
    'no_supporter',
  ])
  expect(await call(readDealGroup, { id: deal.id })).toMatchObject({ colleagues: 1 })
  await set(eva, ['champion'], 'supports')
  await set(finn, ['decision_maker'])
  const heard = (who: string) =>
    call(sayOfDeal, {
      id: deal.id,
      say: { kind: 'touched', data: { side: 'theirs', what: 'mail', outcome: 'replied', person: who } },
    })
  await heard(eva)
  expect((await call(readDealGroup, { id: deal.id })).warnings).toEqual(['single_threaded', 'decision_maker_silent'])
  await heard(finn)
  const group = await call(readDealGroup, { id: deal.id })
  expect(group.warnings).toEqual([])
  expect(group.missing).toEqual(['user', 'finance', 'technical'])

  const twin = await person('finn.twin', [], 'nord.example')
  await call(mergePeople, { one: finn, other: twin }, manager)
  const merged = await call(readDealGroup, { id: deal.id })
  expect(merged.people.map(({ heardAt }) => heardAt === null)).toEqual([false, false])
})

test('a lost deal is remembered: reason, until when, and by its company when a new one begins', async () => {
  const gina = await person('gina', [], 'sued.example')
  const deal = await open('Once', gina, {}, now - 50 * day)
  await move(deal.id, { outcome: 'lost', reason: 'not_now', note: 'after the merger' }, now - 40 * day)
  await call(sayOfDeal, { id: deal.id, say: { kind: 'recycled', data: { reason: 'not_now', until: '2027-03-01' } } })

  const again = await open('Again', undefined, { accountId: (await call(readDeal, { id: deal.id })).account?.id })
  expect((await call(readDealMemory, { id: again.id })).before).toMatchObject([
    { id: deal.id, reason: { en: 'Not now' }, recycledUntil: '2027-03-01', by: 'company' },
  ])
  expect(await call(listDealsOfPerson, { id: gina })).toMatchObject({
    items: [{ name: 'Once', status: 'lost', recycledUntil: '2027-03-01', reason: { en: 'Not now' } }],
  })

  await move(deal.id, { stage: 'qualification' })
  const memory = await call(readDealMemory, { id: deal.id })
  expect(memory.endings).toMatchObject([
    {
      status: 'lost',
      reason: { en: 'Not now' },
      note: 'after the merger',
      recycled: { until: '2027-03-01' },
      reopenedAt: new Date(now).toISOString(),
    },
  ])
  const account = (await call(readDeal, { id: deal.id })).account?.id
  const deals = (await call(listDealsOfCompany, { id: account })).items
  expect(deals.map(({ name, status, people }) => [name, status, people])).toEqual(
    expect.arrayContaining([
      ['Once', 'open', 1],
      ['Again', 'open', 0],
    ]),
  )
})

test('what goes back to nurture comes up again on its day, and not when the loss is undone', async () => {
  const kira = await person('kira', [], 'west.example')
  const deal = await open('Later', kira)
  const tasks = async () => {
    const { rows } = await t.pool.query(
      `select kind, due_day::text as due, note, assignee_name as who from task where deal_id = $1`,
      [deal.id],
    )
    return rows
  }
  const lost = await move(deal.id, { outcome: 'lost', reason: 'not_now' })
  const data = { reason: 'not_now', until: '2027-03-01', note: 'new budget year' }
  await call(sayOfDeal, { id: deal.id, say: { kind: 'recycled', data } })
  expect(await tasks()).toEqual([{ kind: 'call', due: '2027-03-01', note: 'new budget year', who: 'Sven' }])
  expect(await call(readDeal, { id: deal.id })).toMatchObject({ status: 'lost', recycled: { until: '2027-03-01' } })

  await call(undoDealEvent, { id: deal.id, event: lost.event as string }, manager)
  expect(await call(readDeal, { id: deal.id })).toMatchObject({ status: 'open', recycled: null, nextStepAt: null })
  expect(await tasks()).toEqual([])
})

test('the story mixes the deal and its people, page by page, without what the deal told them or machines did', async () => {
  const hans = await person('hans', [
    ['content_viewed', { object: '/cases/b', content: 'case_study' }],
    ['email_opened', { verdict: 'machine' }],
  ])
  const deal = await open('Story', hans)
  await call(sayOfDeal, { id: deal.id, say: { kind: 'noted', data: { body: 'Careful people' } } })
  const whole = await call(readDealStory, { id: deal.id })
  expect(whole.machines).toBe(1)
  expect(whole.items.map(({ part, kind }) => `${part} ${kind}`)).toEqual(
    expect.arrayContaining(['note noted', 'stage opened', 'people content_viewed', 'people page_viewed']),
  )
  expect(whole.items.filter(({ kind }) => kind.startsWith('deal_'))).toEqual([])
  const paged = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await call(readDealStory, { id: deal.id, limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    paged.push(...page.items)
    cursor = page.next
  }
  expect(paged).toEqual(whole.items)
  expect((await call(readDealStory, { id: deal.id, part: ['note'] })).items).toMatchObject([{ kind: 'noted' }])
})

test('fields of one’s own: defined by managers, filled in by whoever works the deal', async () => {
  const field = { key: 'region', label: 'Region', kind: 'choice', options: ['North', 'South'] }
  await expect(call(defineDealField, field, seller)).rejects.toThrow('forbidden')
  await call(defineDealField, field, manager)
  await expect(call(defineDealField, { ...field, kind: 'text' }, manager)).rejects.toThrow('conflict')
  expect((await call(listDealFields, {})).items).toEqual([field])
  const deal = await open('Fields', await person('ida'))
  const { revision } = await call(readDeal, { id: deal.id })
  await call(changeDeal, { id: deal.id, revision, fields: { custom: { region: 'North' } } })
  await call(removeDealField, { key: 'region' }, manager)
  expect((await call(listDealFields, {})).items).toEqual([])
  expect((await call(readDeal, { id: deal.id })).custom).toEqual({ region: 'North' })
})

test('a workspace sees nothing of another’s', async () => {
  const mine = await open('Mine', await person('jan'))
  const doubt = await call(raiseObjection, { id: mine.id, kind: 'trust', said: 'Who are you?' })
  const owed = await call(askProof, { id: mine.id, what: 'A reference' })
  const elsewhere = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, elsewhere)
  const stranger: Actor = { kind: 'user', userId: randomUUIDv7(), name: 'Spy', workspaceId: elsewhere, role: 'admin' }
  const reads = [readDealGroup, readDealStory, readDealMemory, listAnswers, listObjections, listProofs, readDealGates]
  for (const verb of reads as Verb<unknown>[]) {
    await expect(call(verb, { id: mine.id, stage: 'meeting' }, stranger)).rejects.toThrow('not_found')
  }
  await expect(call(changeObjection, { id: doubt.id, said: 'x' }, stranger)).rejects.toThrow('not_found')
  await expect(call(changeProof, { id: owed.id, given: true }, stranger)).rejects.toThrow('not_found')
  expect((await call(summariseObjections, { kind: 'trust' }, stranger)).answers).toEqual([])
  expect((await call(readAnswerLengths, {}, stranger)).questions).toEqual([])
})
