import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { refoldPending } from '#actions/blueprint-reevaluate.ts'
import { changeDeal } from '#actions/deal-change.ts'
import { createDeal } from '#actions/deal-create.ts'
import { moveDeal, readDealGates } from '#actions/deal-move.ts'
import { removeDealPerson, setDealPerson } from '#actions/deal-people.ts'
import { readDeal } from '#actions/deal-read.ts'
import { sayOfDeal } from '#actions/deal-say.ts'
import { readDealTimeline } from '#actions/deal-timeline.ts'
import { undoDealEvent } from '#actions/deal-undo.ts'
import { listPipelines } from '#actions/pipeline-list.ts'
import { mergePeople } from '#actions/person-merge.ts'
import { unmergePeople } from '#actions/person-unmerge.ts'
import type { Verb } from '#actions/verb.ts'
import type { DealWritten } from '#contract/deal.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { Role } from '#core/permission.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')

let t: TestDatabase
let workspaceId: string
let manager: Actor
let seller: Actor

beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

const user = (name: string, role: Role): Actor => ({ kind: 'user', userId: randomUUIDv7(), name, workspaceId, role })

async function begin(): Promise<void> {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  manager = user('Mina', 'manager')
  seller = user('Sven', 'seller')
}

const call = <T>(verb: Verb<T>, input: object, actor = manager, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

async function person(name: string): Promise<string> {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const email = `${name}@muster.example`
  await flow.accept(workspaceId, [
    {
      event: event('page_viewed', now - 9 * day, { keys: keys({ userId: name, email }), channel: 'search' }),
    },
  ])
  const { rows } = await t.pool.query(
    `select person_id as id from identity where workspace_id = $1 and kind = 'u' and value = $2`,
    [workspaceId, name],
  )
  return rows[0].id
}

async function lifecycleOf(id: string): Promise<{ stage: string | null; outcome: string | null }> {
  const { rows } = await t.pool.query(
    `select stages -> 'lifecycle' as s from person_fold f join person p on p.id = f.person_id
      where p.id = coalesce((select merged_into from person where id = $1), $1)`,
    [id],
  )
  return { stage: rows[0].s.stage, outcome: rows[0].s.outcome }
}

const move = (deal: DealWritten, to: object, actor = manager, at = now) =>
  call(moveDeal, { id: deal.id, revision: deal.revision, ...to }, actor, at)
const say = (id: string, kind: string, data: object, actor = manager) =>
  call(sayOfDeal, { id, say: { kind, data } }, actor)
const latest = async (id: string): Promise<DealWritten> => {
  const { revision, stage, outcome, status } = await call(readDeal, { id })
  return { id, revision, stage, outcome, status, event: null }
}

describe('a deal', () => {
  beforeAll(begin)

  test('is not won by opening it, and begins behind no gates unless a person or a manager brings it', async () => {
    const open = (more: object, actor = seller) => call(createDeal, { name: 'Shortcut', ...more }, actor)
    for (const actor of [seller, manager]) {
      await expect(open({ stage: 'close' }, actor)).rejects.toThrow('invalid: stage: A deal is not won when it begins')
    }
    await expect(open({ stage: 'proposal' })).rejects.toThrow(/invalid: stage: Before Proposal comes: .*amount/i)
    const lead = await person('shortcut')
    await expect(open({ stage: 'proposal', from: lead })).rejects.toThrow('invalid: stage: Before Proposal comes')
    expect(await open({ stage: 'meeting', from: lead })).toMatchObject({ stage: 'meeting' })
    expect(await open({ stage: 'qualification' })).toMatchObject({ stage: 'qualification' })
    expect(await open({ stage: 'proposal' }, manager)).toMatchObject({ stage: 'proposal' })
  })

  test('opened from a person carries the evidence, their company and first touch; its stage becomes theirs', async () => {
    const anna = await person('anna')
    const made = await call(
      createDeal,
      { name: 'Muster', from: anna, stage: 'meeting', fields: { amountMinor: 900 } },
      seller,
    )
    const page = await call(readDeal, { id: made.id })
    expect(page).toMatchObject({
      name: 'Muster',
      stage: 'meeting',
      status: 'open',
      source: 'search',
      currency: 'KRW',
      baseMinor: 900,
      owner: { name: 'Sven' },
      account: { name: 'muster.example' },
      people: [{ personId: anna }],
      missing: ['decision_maker', 'champion', 'user', 'finance', 'technical'],
      evidence: { person: anna },
    })
    expect(page.gates.map(({ need }) => need)).toContain('should_pursue')
    expect(await lifecycleOf(anna)).toEqual({ stage: 'sql', outcome: null })
  })

  test('goes through its gates, or a manager lets it through; without a signature nobody wins', async () => {
    const ben = await person('ben')
    const made = await call(createDeal, { name: 'Gates', from: ben, stage: 'meeting' }, seller)
    await expect(move(made, { stage: 'proposal' }, seller)).rejects.toThrow(/conflict: Not yet: They came to a meeting/)
    await expect(move(made, { stage: 'proposal', override: true, note: 'trust me' }, seller)).rejects.toThrow(
      'forbidden',
    )
    await expect(move(made, { stage: 'proposal', override: true })).rejects.toThrow('invalid: note')
    for (const gate of ['can_win', 'want_to_win', 'should_pursue'])
      await say(made.id, 'checked', { gate, done: true }, seller)
    await say(made.id, 'touched', { side: 'theirs', what: 'meeting', outcome: 'attended', person: ben }, seller)
    const { revision } = await latest(made.id)
    await call(changeDeal, { id: made.id, revision, fields: { amountMinor: 500, closeDate: '2026-12-01' } }, seller)
    const moved = await move(await latest(made.id), { stage: 'proposal' }, seller)
    expect(moved.stage).toBe('proposal')
    expect((await lifecycleOf(ben)).stage).toBe('opportunity')

    await expect(move(moved, { stage: 'close', reason: 'best_fit' }, seller)).rejects.toThrow('conflict: Not yet')
    // what makes a win is recorded, by a manager too
    await expect(
      move(moved, { stage: 'close', reason: 'best_fit', override: true, note: 'they will sign' }),
    ).rejects.toThrow('conflict: Not yet: Purchase order, contract or payment recorded')
    await say(made.id, 'signed', { what: 'contract', reference: 'C-1' }, seller)
    await expect(move(await latest(made.id), { stage: 'close' }, seller)).rejects.toThrow('invalid: reason')
    const won = await move(await latest(made.id), { stage: 'close', reason: 'best_fit', whyUs: 'Quick' }, seller)
    expect(won.status).toBe('won')
    expect(await call(readDeal, { id: made.id })).toMatchObject({
      whyUs: 'Quick',
      closedAt: new Date(now).toISOString(),
    })
    expect((await lifecycleOf(ben)).stage).toBe('customer')
  })

  test('lost needs a reason of the list; its people are lost with it, and come back with it', async () => {
    const cleo = await person('cleo')
    const made = await call(createDeal, { name: 'Lost', from: cleo, stage: 'meeting' })
    await expect(move(made, { outcome: 'lost' })).rejects.toThrow(/invalid: reason.*price/)
    await expect(move(made, { outcome: 'lost', reason: 'student' })).rejects.toThrow('invalid: reason')
    const lost = await move(made, { outcome: 'lost', reason: 'price' })
    expect(lost).toMatchObject({ status: 'lost', stage: null, outcome: 'lost' })
    // the lifecycle begins a new lap with whoever was lost
    expect(await lifecycleOf(cleo)).toEqual({ stage: 'prospect', outcome: null })

    const undone = await call(undoDealEvent, { id: made.id, event: lost.event })
    expect(undone).toMatchObject({ status: 'open', stage: 'meeting' })
    expect(await lifecycleOf(cleo)).toEqual({ stage: 'sql', outcome: null })
    await expect(call(undoDealEvent, { id: made.id, event: lost.event })).rejects.toThrow(
      'conflict: This cannot be undone',
    )

    const again = await move(undone, { outcome: 'lost', reason: 'price' })
    await say(made.id, 'recycled', { reason: 'not_now', until: '2027-03-01' })
    expect((await call(readDeal, { id: made.id })).recycled).toMatchObject({ until: '2027-03-01' })
    const reopened = await move(
      await latest(again.id),
      { stage: 'meeting', override: true, note: 'they called' },
      manager,
      now + day,
    )
    expect(reopened).toMatchObject({ status: 'open', stage: 'meeting' })
    expect(await call(readDeal, { id: made.id }, manager, now + day)).toMatchObject({ pass: 2, recycled: null })
    expect((await lifecycleOf(cleo)).stage).toBe('sql')
  })

  test('two who move it at once: one wins, the other is told, and nothing of theirs is half written', async () => {
    const made = await call(createDeal, { name: 'Race' })
    const results = await Promise.allSettled([
      move(made, { stage: 'qualification' }),
      move(made, { outcome: 'lost', reason: 'price' }),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { items } = await call(readDealTimeline, { id: made.id })
    expect(items.filter(({ kind }) => kind === 'moved')).toHaveLength(1)
    await expect(call(changeDeal, { id: made.id, revision: made.revision, fields: { tags: ['x'] } })).rejects.toThrow(
      'conflict: Somebody changed “Race”',
    )
  })

  test('takes no day that is a slip of the keys', async () => {
    for (const closeDate of ['0001-01-05', '9999-12-31', '2026-02-30']) {
      const made = call(createDeal, { name: 'Slip', fields: { closeDate } }, seller)
      await expect(made).rejects.toThrow(/invalid: fields.closeDate: Write a day/)
    }
  })

  test('is changed by its owner, by anybody while nobody owns it, and by managers', async () => {
    const other = user('Olga', 'seller')
    const made = await call(createDeal, { name: 'Mine' }, seller)
    await expect(say(made.id, 'noted', { body: 'hi' }, other)).rejects.toThrow('forbidden: This deal is Sven’s')
    expect((await call(readDeal, { id: made.id }, other)).mayChange).toBe(false)
    await call(changeDeal, { id: made.id, revision: made.revision, fields: { ownerId: null } })
    await say(made.id, 'noted', { body: 'hi' }, other)
    expect(await call(readDeal, { id: made.id })).toMatchObject({ owner: null })
  })

  test('keeps its group through a merge and gives it back', async () => {
    const [dora, twin] = [await person('dora'), await person('dora2')]
    const made = await call(createDeal, { name: 'Group', people: [{ person: dora, roles: ['champion'] }] })
    await call(setDealPerson, { id: made.id, person: twin, roles: ['decision_maker'], stance: 'supports' })
    const merged = await call(mergePeople, { one: dora, other: twin })
    expect((await call(readDeal, { id: made.id })).people).toMatchObject([{ personId: merged.id }])
    await call(unmergePeople, { id: merged.id, merged: merged.merged })
    expect((await call(readDeal, { id: made.id })).people).toHaveLength(2)
    await call(removeDealPerson, { id: made.id, person: twin })
    expect((await call(readDeal, { id: made.id })).people).toMatchObject([{ personId: dora, roles: ['champion'] }])
  })

  test('refuses what is not there, and what is of another workspace', async () => {
    const made = await call(createDeal, { name: 'Here' })
    await expect(move(made, { stage: 'nowhere' })).rejects.toThrow('invalid: stage')
    await expect(move(made, { pipeline: 'nowhere', stage: 'contact' })).rejects.toThrow('invalid: pipeline')
    await expect(move(made, {})).rejects.toThrow('invalid: stage')
    await expect(call(createDeal, { name: 'X', fields: { accountId: randomUUIDv7() } })).rejects.toThrow(
      'invalid: accountId',
    )
    await expect(call(createDeal, { name: 'X', from: randomUUIDv7() })).rejects.toThrow('invalid: people')
    await expect(
      call(createDeal, { name: 'X', fields: { products: [{ id: randomUUIDv7(), quantity: 1, priceMinor: null }] } }),
    ).rejects.toThrow('invalid: products')
    await expect(say(made.id, 'touched', { side: 'ours', what: 'call', person: randomUUIDv7() })).rejects.toThrow(
      'invalid',
    )
    await expect(say(made.id, 'recycled', { reason: 'not_now' })).rejects.toThrow('conflict: Only a lost deal')
    const foreign = { ...manager, workspaceId: await testWorkspace(t.pool) }
    await applyBlueprint(t.pool, foreign.workspaceId)
    for (const [verb, more] of [
      [readDeal, {}],
      [readDealTimeline, {}],
      [readDealGates, { stage: 'close' }],
    ] as const) {
      await expect(call<unknown>(verb as Verb<unknown>, { id: made.id, ...more }, foreign)).rejects.toThrow('not_found')
    }
    await expect(move(made, { stage: 'qualification' }, foreign)).rejects.toThrow('not_found')
    expect((await call(listPipelines, {})).items.map(({ id }) => id)).toEqual([
      'sales_pipeline',
      'opportunity_pipeline',
    ])
  })

  test('whose stage a new version of the blueprint no longer has goes to the nearest earlier one', async () => {
    const made = await call(createDeal, { name: 'Stage gone', stage: 'meeting' })
    const kept = await call(createDeal, { name: 'Stage kept', stage: 'proposal' })
    const blueprint = defaultBlueprint()
    const model = blueprint.models.find(({ id }) => id === 'sales_pipeline')
    if (!model) throw new Error('no pipeline')
    model.stages = model.stages.filter(({ id }) => id !== 'meeting')
    await applyBlueprint(t.pool, workspaceId, blueprint, 2, new Date(now + day))
    await refoldPending(t.pool, workspaceId, { now: () => now + 2 * day })
    const stageOf = async (id: string) => (await call(readDeal, { id }, manager, now + 2 * day)).stage
    expect([await stageOf(made.id), await stageOf(kept.id)]).toEqual(['qualification', 'proposal'])
    const { rows } = await t.pool.query(`select distinct version from deal where workspace_id = $1`, [workspaceId])
    expect(rows).toEqual([{ version: 2 }])
  })

  test('stands in another currency by the rate of the day, and apart where there is none', async () => {
    const made = await call(createDeal, { name: 'Dollars', fields: { amountMinor: 12_345, currency: 'USD' } })
    expect((await call(readDeal, { id: made.id })).baseMinor).toBeNull()
    await t.pool.query(`insert into currency_rate values ($1, 'USD', '2026-11-01', 1400.5)`, [workspaceId])
    const { revision } = await latest(made.id)
    await call(changeDeal, { id: made.id, revision, fields: { tags: ['big'] } })
    // $123.45 at 1400.5 won, in whole won
    expect((await call(readDeal, { id: made.id })).baseMinor).toBe(172_892)
  })
})
