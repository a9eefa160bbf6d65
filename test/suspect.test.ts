import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { mayReach } from '#actions/consent/may.ts'
import { suppressAddresses } from '#actions/consent-suppress.ts'
import { createFlow } from '#actions/flow.ts'
import { addSuspects, checkSuspects, removeSuspects, undoSuspects } from '#actions/suspect-add.ts'
import { exclude, listExcluded, readmit } from '#actions/suspect-exclude.ts'
import { addSuspectList, changeSuspectList, listSuspectLists, readSuspectList } from '#actions/suspect-list.ts'
import { readPersonHead } from '#actions/person-read-head.ts'
import { listPeople } from '#actions/person-list.ts'
import { noteSuspectStep } from '#actions/suspect-step.ts'
import type { Verb } from '#actions/verb.ts'
import {
  exclusionPage,
  suspectAdded,
  suspectCheck,
  suspectPage,
  suspectStepDone,
  type SuspectList,
} from '#contract/suspect.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const day = 86_400_000
const start = Date.parse('2026-11-20T09:00:00Z')
// each deed has its own time
let now = start

let t: TestDatabase
let workspaceId: string
let sdr: Actor
beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  sdr = { kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role: 'sdr' }
  const flow = createFlow({ pool: t.pool, now: () => start })
  const company = (id: string, domain: string, relationship: string | null, at: number) =>
    event('account_updated', at, { type: 'group', groupId: id, accountTraits: { name: id, domain, relationship } })
  const outcomes = await flow.accept(
    workspaceId,
    [
      company('Buyer', 'buyer.test', 'customer', start - 9 * day),
      company('Rival', 'rival.test', 'competitor', start - 9 * day + 1),
      event('page_viewed', start - 5 * day, {
        keys: keys({ userId: 'crm-1', email: 'known@fresh.test' }),
        mailKind: 'work',
        traits: { email: 'known@fresh.test', name: 'Known One', linkedin: 'https://www.linkedin.com/in/Known-One/' },
      }),
      event('page_viewed', start - 4 * day, {
        keys: keys({ email: 'left@fresh.test' }),
        mailKind: 'work',
        traits: { email: 'left@fresh.test' },
      }),
      event('consent_withdrawn', start - 3 * day, {
        keys: keys({ email: 'left@fresh.test' }),
        mailKind: 'work',
        props: { purpose: 'marketing' },
      }),
    ].map((one) => ({ event: one })),
  )
  await flow.stop()
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'counted'))
}, 60_000)
afterAll(() => t.drop())

const call = <T>(verb: Verb<T>, input: object = {}): Promise<T> => callVerb(t.pool, sdr, (now += 1000), verb, input)
const ground = {
  source: 'Freight Forum 2026',
  basis: 'legitimate_interest',
  reason: 'Heads of logistics, our product is for them',
}
const stageOf = async (id: string) =>
  (await t.pool.query<{ stage: string }>('select stage from person_list where person_id = $1', [id])).rows[0]?.stage

let list: string

test('a list asks for its ground; names are judged before they are added, with the reason', async () => {
  await expect(
    call(addSuspectList, { name: 'Forum', source: 'Forum', basis: 'legitimate_interest', reason: '' }),
  ).rejects.toThrow('reason')
  list = (await call(addSuspectList, { name: 'Freight Forum', ...ground })).id
  const marketer: Actor = { kind: 'user', userId: randomUUIDv7(), name: 'Olga', workspaceId, role: 'marketer' }
  await callVerb(t.pool, marketer, now, suppressAddresses, {
    addresses: 'gone@fresh.test',
    reason: 'hand',
  })
  await call(exclude, { kind: 'do_not_contact', entries: 'quiet.test', reason: 'Their lawyers asked us' })
  const text = [
    'Name,Email,LinkedIn,Title',
    'Anna Kim,Anna@fresh.test,,Head of Logistics',
    'Boris,,https://ru.linkedin.com/in/Boris-P/,Директор по логистике',
    'Known,,linkedin.com/in/known-one,',
    'Buyer,someone@buyer.test,,',
    'Rival,someone@rival.test,,',
    'Quiet,someone@quiet.test,,',
    'Gone,gone@fresh.test,,',
    'Left,left@fresh.test,,',
    'Anna again,anna@fresh.test,,',
    'Nobody,,,',
  ].join('\n')
  const check = suspectCheck.parse(await call(checkSuspects, { id: list, text }))
  expect(check.lines.map(({ verdict, why }) => why ?? verdict)).toEqual([
    'new',
    'new',
    'known',
    'customer',
    'competitor',
    'do_not_contact',
    'suppressed',
    'withdrawn',
    'repeated',
    'invalid',
  ])
  expect((await t.pool.query('select from suspect_member')).rowCount).toBe(0)

  const added = suspectAdded.parse(await call(addSuspects, { id: list, text }))
  expect([added.new, added.known, added.refused]).toEqual([2, 1, 7])
  const page = suspectPage.parse(await call(readSuspectList, { id: list }))
  expect(page.list).toMatchObject({ people: 3, requested: 0, key: 'freight-forum' })
  expect(page.items.map(({ name }) => name).toSorted()).toEqual(['Anna Kim', 'Boris', 'Known One'])
  for (const { id, basis, reason } of page.items) {
    expect([basis, reason]).toEqual([ground.basis, ground.reason])
    const { rows } = await t.pool.query<{ lists: object }>('select lists from person where id = $1', [id])
    expect(rows[0]?.lists).toEqual({ 'freight-forum': true })
  }
  const anna = page.items.find(({ name }) => name === 'Anna Kim')?.id as string
  const head = await call(readPersonHead, { id: anna })
  expect([head.lists, head.outbound]).toEqual([
    ['freight-forum'],
    [{ key: 'freight-forum', id: list, name: 'Freight Forum' }],
  ])
  const again = suspectCheck.parse(await call(checkSuspects, { id: list, text: 'anna@fresh.test' }))
  expect(again.lines[0]?.why).toBe('listed')
})

test('somebody known by a profile alone joins their address when it is learnt', async () => {
  const { items } = suspectPage.parse(await call(readSuspectList, { id: list, q: 'boris' }))
  expect(items[0]).toMatchObject({ email: null, linkedin: 'https://www.linkedin.com/in/boris-p', step: 'listed' })
  const other = (await call(addSuspectList, { name: 'Second', ...ground })).id
  const text = 'https://www.linkedin.com/in/boris-p, boris@fresh.test'
  expect(suspectAdded.parse(await call(addSuspects, { id: other, text })).known).toBe(1)
  const { items: there } = suspectPage.parse(await call(readSuspectList, { id: other }))
  expect(there.map(({ id, email }) => [id, email])).toEqual([[items[0]?.id, 'boris@fresh.test']])
})

test('a connection that is accepted is consent to that network alone, and makes a subscriber; it can be undone', async () => {
  const page = suspectPage.parse(await call(readSuspectList, { id: list }))
  const boris = page.items.find(({ name }) => name === 'Boris')?.id as string
  const anna = page.items.find(({ name }) => name === 'Anna Kim')?.id as string
  expect(await stageOf(anna)).not.toBe('subscriber')
  expect(
    suspectStepDone.parse(await call(noteSuspectStep, { step: 'requested', people: [anna, boris] })),
  ).toMatchObject({ changed: 2, there: 0 })
  const linkedin =
    'First Name,Last Name,URL,Email Address\nBoris,P,https://www.linkedin.com/in/boris-p,\nX,Y,https://www.linkedin.com/in/nobody-here,'
  const done = suspectStepDone.parse(await call(noteSuspectStep, { step: 'accepted', text: linkedin }))
  expect(done).toMatchObject({ changed: 1, unknown: 1 })
  const reach = async (purpose: string) => {
    const db = await t.pool.connect()
    try {
      return (await mayReach(db, workspaceId, [boris], purpose)).get(boris)
    } finally {
      db.release()
    }
  }
  expect(await reach('linkedin')).toEqual({ may: true, why: 'granted' })
  expect(await reach('marketing')).toEqual({ may: false, why: 'no_consent' })
  expect((await call(readSuspectList, { id: list, step: 'accepted' })).items.map(({ id }) => id)).toEqual([boris])
  const before = (await call(listSuspectLists)).items.find(({ id }) => id === list)
  expect(before).toMatchObject({ people: 3, requested: 2, accepted: 1, optedIn: 0 })

  await expect(call(noteSuspectStep, { step: 'opted_in', people: [anna] })).rejects.toThrow('reason')
  expect(
    (await call(noteSuspectStep, { step: 'opted_in', people: [anna], reason: 'Said so on the phone' })).changed,
  ).toBe(1)
  expect(await stageOf(anna)).not.toBe('prospect')

  await call(undoSuspects, { bulk: done.bulk as string })
  expect(await reach('linkedin')).toEqual({ may: false, why: 'no_consent' })
})

test('what they had agreed to before is no step of the list; steps count from being added, with their rate', async () => {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const of = (email: string) => ({ keys: keys({ email }), mailKind: 'work' as const, traits: { email, name: email } })
  await flow.accept(
    workspaceId,
    [
      event('consent_granted', start - 2 * day, { ...of('early@fresh.test'), props: { purpose: 'marketing' } }),
      event('connection_accepted', start - 2 * day + 1, of('early@fresh.test')),
      event('consent_granted', start - 2 * day + 2, { ...of('turned@fresh.test'), props: { purpose: 'marketing' } }),
      event('consent_withdrawn', start - day, { ...of('turned@fresh.test'), props: { purpose: 'calls' } }),
    ].map((one) => ({ event: one })),
  )
  await flow.stop()
  const id = (await call(addSuspectList, { name: 'Before and after', ...ground })).id
  await call(addSuspects, { id, text: 'early@fresh.test\nturned@fresh.test\nlater@fresh.test\nnever@fresh.test' })
  const counts = async () => {
    const one = (await call(listSuspectLists)).items.find((item) => item.id === id)
    const { people, requested, accepted, optedIn, connectedBefore, agreedBefore } = one as SuspectList
    return [people, requested, accepted, optedIn, connectedBefore, agreedBefore]
  }
  expect(await counts()).toEqual([4, 0, 0, 0, 1, 2])
  const { items } = suspectPage.parse(await call(readSuspectList, { id }))
  const who = (email: string) => items.find((item) => item.email === email)?.id as string
  expect(items.map(({ email, step }) => `${email} ${step}`).toSorted()).toEqual([
    'early@fresh.test agreed_before',
    'later@fresh.test listed',
    'never@fresh.test listed',
    'turned@fresh.test agreed_before',
  ])
  await call(noteSuspectStep, { step: 'requested', people: [who('later@fresh.test'), who('never@fresh.test')] })
  await call(noteSuspectStep, { step: 'accepted', people: [who('later@fresh.test')] })
  const said = { step: 'opted_in', people: [who('later@fresh.test')], reason: 'Said so on the phone' }
  await call(noteSuspectStep, said)
  expect(await counts()).toEqual([4, 2, 1, 1, 1, 2])
  const { list: after } = suspectPage.parse(await call(readSuspectList, { id }))
  expect(after.acceptedRate).toMatchObject({ reached: 1, of: 2, rate: 0.5 })
  expect(after.optInRate).toMatchObject({ reached: 1, of: 2, rate: 0.5 })
  expect(after.optInRate.low).toBeGreaterThan(0)
  const opted = await call(readSuspectList, { id, step: 'opted_in' })
  expect(opted.items.map(({ email }) => email)).toEqual(['later@fresh.test'])
  expect((await call(readSuspectList, { id, step: 'agreed_before' })).items).toHaveLength(2)
  // a list they are put on afterwards
  const other = (await call(addSuspectList, { name: 'Afterwards', ...ground })).id
  await call(addSuspects, { id: other, text: 'later@fresh.test' })
  expect((await call(readSuspectList, { id: other })).items[0]?.step).toBe('agreed_before')
})

test('an opt-in to mail takes an address; who has none is refused or left out, with the number', async () => {
  const id = (await call(addSuspectList, { name: 'Profiles', ...ground })).id
  await call(addSuspects, { id, text: 'https://www.linkedin.com/in/jane-only, Jane\nwith@address.test, With' })
  const { items } = suspectPage.parse(await call(readSuspectList, { id }))
  const [jane, other] = ['Jane', 'With'].map((name) => items.find((item) => item.name === name)?.id as string)
  const said = { step: 'opted_in', reason: 'Ticked the box at our stand' }
  await expect(call(noteSuspectStep, { ...said, people: [jane] })).rejects.toThrow('no mail address')
  const done = suspectStepDone.parse(await call(noteSuspectStep, { ...said, people: [jane, other] }))
  expect(done).toMatchObject({ changed: 1, noAddress: 1, barred: 0 })
  const { rows } = await t.pool.query<{ consent: object }>('select consent from person where id = $1', [jane])
  expect(rows[0]?.consent).toEqual({})
  const text = 'https://www.linkedin.com/in/jane-only, jane@address.test'
  await call(addSuspects, { id: (await call(addSuspectList, { name: 'Learnt', ...ground })).id, text })
  expect((await call(noteSuspectStep, { ...said, people: [jane] })).changed).toBe(1)
})

test('people are found by any word of name, address or profile', async () => {
  const id = (await call(addSuspectList, { name: 'Finding', ...ground })).id
  const text = [
    'linkedin.com/in/janedoe-walk',
    'https://kr.linkedin.com/in/%ED%99%8D%EA%B8%B8%EB%8F%99',
    'walker@find.test, Anna Walk',
  ].join('\n')
  await call(addSuspects, { id, text })
  const found = async (q: string) =>
    (await call(readSuspectList, { id, q })).items.map(({ name, linkedin }) => name ?? linkedin?.slice(28)).toSorted()
  const [jane, hong] = ['janedoe-walk', '%ED%99%8D%EA%B8%B8%EB%8F%99']
  expect(await found('janedoe')).toEqual([jane])
  expect(await found('홍길동')).toEqual([hong])
  expect(await found('길동')).toEqual([hong])
  expect(await found('https://www.linkedin.com/in/홍길동/')).toEqual([hong])
  expect(await found('linkedin.com')).toEqual([hong, jane])
  expect(await found('walk')).toEqual(['Anna Walk', jane])
  expect(await found('find.test')).toEqual(['Anna Walk'])
  expect(await found('nobody')).toEqual([])
  const people = await call(listPeople, { q: 'janedoe-walk' })
  expect(people.items).toHaveLength(1)
})

test('leave that an organiser passed on is consent, and is said so', async () => {
  const fair = (
    await call(addSuspectList, {
      name: 'Fair',
      source: 'Fair Busan',
      basis: 'consent_passed_on',
      reason: 'Visitors ticked the box of the fair',
    })
  ).id
  const { bulk } = suspectAdded.parse(await call(addSuspects, { id: fair, text: 'Dana, visitor@fair.test' }))
  const [dana] = (await call(readSuspectList, { id: fair })).items
  expect(dana).toMatchObject({ step: 'opted_in', barred: null })
  expect(['subscriber', 'lead']).toContain(await stageOf(dana?.id as string))
  await call(undoSuspects, { bulk: bulk as string })
  expect((await call(readSuspectList, { id: fair })).items).toEqual([])
  expect((await t.pool.query(`select from person where email = 'visitor@fair.test'`)).rowCount).toBe(0)
})

test('a domain or company as competitor reaches the fold, and what was before comes back', async () => {
  const page = suspectPage.parse(await call(readSuspectList, { id: list }))
  const anna = page.items.find(({ name }) => name === 'Anna Kim')?.id as string
  const { ids, wrong } = await call(exclude, {
    kind: 'competitor',
    entries: 'https://www.fresh.test/about\nNo Such Company\ngmail.com',
    reason: 'They sell the same',
  })
  expect(wrong).toEqual(['No Such Company', 'gmail.com'])
  // Buyer and Rival are known for what they are; fresh.test has an entry
  const { counts, recognised } = exclusionPage.parse(await call(listExcluded, { kind: 'customer' }))
  expect([counts, recognised]).toEqual([
    { do_not_contact: 1, competitor: 1, customer: 0 },
    { competitor: 1, customer: 1 },
  ])
  const outcome = async () =>
    (
      await t.pool.query<{ outcome: string | null }>(
        `select stages -> 'lifecycle' ->> 'outcome' as outcome from person_fold where person_id = $1`,
        [anna],
      )
    ).rows[0]?.outcome
  expect(await outcome()).toBe('disqualified')
  expect((await call(readSuspectList, { id: list, q: 'anna' })).items[0]?.barred).toBe('competitor')
  expect(exclusionPage.parse(await call(listExcluded, { kind: 'competitor' })).items).toMatchObject([
    { value: 'fresh.test', subject: 'domain' },
  ])
  await call(readmit, { ids })
  expect(await outcome()).toBeNull()
  await expect(call(readmit, { ids })).rejects.toThrow('not_found')
})

test('do-not-contact of a person, a domain or a company stops every purpose', async () => {
  const page = suspectPage.parse(await call(readSuspectList, { id: list }))
  const id = page.items.find(({ name }) => name === 'Known One')?.id as string
  const why = async () => {
    const db = await t.pool.connect()
    try {
      return (await mayReach(db, workspaceId, [id], 'calls')).get(id)?.why
    } finally {
      db.release()
    }
  }
  expect(await why()).toBe('no_consent')
  const { rows } = await t.pool.query<{ account: string }>('select account_id as account from person where id = $1', [
    id,
  ])
  for (const entry of [
    { personIds: [id] },
    { entries: 'known@fresh.test' },
    { entries: 'fresh.test' },
    { companyIds: [rows[0]?.account] },
  ]) {
    const { ids } = await call(exclude, { kind: 'do_not_contact', reason: 'They asked us to stop', ...entry })
    expect([entry, ids.length, await why()]).toEqual([entry, 1, 'do_not_contact'])
    await call(readmit, { ids })
    expect([entry, await why()]).toEqual([entry, 'no_consent'])
  }
})

test('people are taken off a list; an archived one takes no names', async () => {
  const { items } = suspectPage.parse(await call(readSuspectList, { id: list, limit: 1 }))
  const one = items[0]?.id as string
  expect(await call(removeSuspects, { id: list, people: [one] })).toMatchObject({ removed: 1 })
  const { rows } = await t.pool.query<{ lists: Record<string, boolean> }>('select lists from person where id = $1', [
    one,
  ])
  expect(rows[0]?.lists['freight-forum']).toBeUndefined()
  await call(changeSuspectList, { id: list, archived: true })
  await expect(call(addSuspects, { id: list, text: 'new@one.test' })).rejects.toThrow('archived')
})
