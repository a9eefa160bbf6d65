import { createHash, randomUUID, randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { createDeal } from '#actions/deal-create.ts'
import { moveDeal, readDealGates } from '#actions/deal-move.ts'
import { readDeal } from '#actions/deal-read.ts'
import { readDealTimeline } from '#actions/deal-timeline.ts'
import { sayOfDeal } from '#actions/deal-say.ts'
import { changeProposal } from '#actions/proposal-change.ts'
import { createProposal } from '#actions/proposal-create.ts'
import { listProposals } from '#actions/proposal-list.ts'
import { acceptProposal, declineProposal, findPublic, openProposal } from '#actions/proposal-public.ts'
import { readProposal } from '#actions/proposal-read.ts'
import { listRenewals, listWins } from '#actions/proposal-renewal.ts'
import { relinkProposal, sendProposal } from '#actions/proposal-send.ts'
import { createTemplate, listTemplates, retireTemplate } from '#actions/proposal-template.ts'
import { discardProposal, newVersion, withdrawProposal } from '#actions/proposal-withdraw.ts'
import type { Verb } from '#actions/verb.ts'
import type { ProposalContent } from '#core/proposal/document.ts'
import { starterTemplate } from '#core/proposal/starter.ts'
import type { Role } from '#core/permission.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T09:00:00Z')

let t: TestDatabase
let workspaceId: string
let seller: Actor
let manager: Actor
let anna: string
let deal: string

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  seller = user('Sven', 'seller')
  manager = user('Mina', 'manager')
  for (const actor of [seller, manager]) await beMember(actor)
})
afterAll(() => t.drop())

function user(name: string, role: Role): Actor & { kind: 'user' } {
  return { kind: 'user', userId: randomUUIDv7(), name, workspaceId, role }
}

async function beMember(actor: Actor): Promise<void> {
  if (actor.kind !== 'user') return
  const { userId: id, name } = actor
  const email = `${id}@example.com`
  await insertUser(t.pool, { id, name, email, passwordHash: '', language: null, credentialId: randomUUIDv7() })
  await putMember(t.pool, workspaceId, id, actor.role)
}

const call = <T>(verb: Verb<T>, input: object, actor = seller, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

async function person(name: string): Promise<string> {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const email = `${name}@muster.example`
  await flow.accept(workspaceId, [
    { event: event('page_viewed', now - 9 * day, { keys: keys({ userId: name, email }) }) },
  ])
  const { rows } = await t.pool.query(
    `select person_id as id from identity where workspace_id = $1 and kind = 'u' and value = $2`,
    [workspaceId, name],
  )
  return rows[0].id
}

beforeEach(async () => {
  anna = await person(`anna-${randomUUID().slice(0, 8)}`)
  const opened = {
    name: 'Muster, dispatch',
    stage: 'proposal',
    from: anna,
    people: [{ person: anna, roles: ['champion'] }],
    fields: { amountMinor: 4_000_000, ...(seller.kind === 'user' ? { ownerId: seller.userId } : {}) },
  }
  const made = await call(createDeal, opened, manager)
  deal = made.id
  const answer = {
    letter: 'need',
    answer: 'We lose a day a week on phone calls',
    source: 'call',
    confidence: 'said',
    met: true,
    person: anna,
  }
  await call(sayOfDeal, { id: deal, say: { kind: 'answered', data: answer } })
})

const filled = (content: ProposalContent): ProposalContent => ({
  ...content,
  title: 'No more calls about where the truck is',
  change: 'Your drivers report by themselves.',
  value: { costs: [{ label: 'A day a week', minor: 20_000_000 }], source: 'Anna, 12 November' },
  options: [
    { ...option('small'), priceMinor: 3_000_000 },
    { ...option('big'), priceMinor: 9_000_000 },
    { ...option('monthly'), priceMinor: 500_000, period: 'month' },
  ],
})

function option(id: string): ProposalContent['options'][number] {
  return { id, name: `The ${id} one`, about: '', includes: [], products: [], priceMinor: null, period: 'year' }
}

async function draft(change: Partial<ProposalContent> = {}, validUntil = '2026-12-20') {
  const made = await call(createProposal, { deal, language: 'en' })
  const { content, revision, personId } = await call(readProposal, { id: made.id })
  const body = { ...filled(content), ...change }
  const written = await call(changeProposal, {
    id: made.id,
    revision,
    language: 'en',
    currency: 'KRW',
    validUntil,
    personId,
    content: body,
  })
  return { id: made.id, revision: written.revision }
}

async function sent(change: Partial<ProposalContent> = {}) {
  const made = await draft(change)
  const { link } = await call(sendProposal, made)
  const token = link.slice(link.lastIndexOf('/') + 1)
  const page = await call(readProposal, { id: made.id })
  return { id: made.id, token, hash: page.textHash ?? '', text: page.text ?? '' }
}

const human = { verdict: 'human' as const, reason: null }
const open = (token: string, more: object = {}) =>
  openProposal(t.pool, { token, view: randomUUID(), seconds: 6, judgement: human, userId: null, ...more }, now + 1000)
const accept = (one: { token: string; hash: string }, more: object = {}, at = now + 2000) =>
  acceptProposal(
    t.pool,
    { token: one.token, textHash: one.hash, optionId: 'big', name: 'Anna Berg', email: null, address: null, ...more },
    at,
  )
const gate = async (need: string, at = now) => {
  const { gates } = await call(readDealGates, { id: deal, stage: 'close' }, seller, at)
  return gates.find((one) => one.need === need)?.met
}

describe('a draft', () => {
  test('is filled from the talks, sorted from highest to lowest by its first year, and says what it still lacks', async () => {
    const made = await call(createProposal, { deal, language: 'en' })
    const first = await call(readProposal, { id: made.id })
    expect(first.content.problem).toBe('We lose a day a week on phone calls')
    expect(first.faults).toContain('option_unpriced')
    expect(first.material.phrases.map(({ text }) => text)).toEqual(['We lose a day a week on phone calls'])
    await expect(call(sendProposal, { id: made.id, revision: first.revision })).rejects.toThrow(
      'conflict: It cannot go out',
    )

    const { id } = await draft()
    const page = await call(readProposal, { id })
    expect(page.content.options.map((one) => one.id)).toEqual(['big', 'monthly', 'small'])
    expect(page.faults).toEqual([])
    expect(page).toMatchObject({ state: 'draft', high: { minor: 9_000_000 }, low: { minor: 3_000_000 } })
  })

  test('is changed by one at a time, and only by whoever may change its deal', async () => {
    const { id, revision } = await draft()
    const { content } = await call(readProposal, { id })
    const input = { id, language: 'en', currency: 'KRW', validUntil: '2026-12-20', personId: null, content }
    await expect(call(changeProposal, { ...input, revision: revision - 1 })).rejects.toThrow('conflict')
    await expect(call(changeProposal, { ...input, revision }, user('Olga', 'seller'))).rejects.toThrow('forbidden')
    await expect(call(changeProposal, { ...input, revision }, user('Vic', 'viewer'))).rejects.toThrow('forbidden')
    await expect(
      call(changeProposal, { ...input, revision, personId: await person(`stranger-${id}`) }),
    ).rejects.toThrow('buying group')
    expect((await call(changeProposal, { ...input, revision }, manager)).revision).toBe(revision + 1)
    await call(discardProposal, { id })
    await expect(call(readProposal, { id })).rejects.toThrow('not_found')
  })
})

describe('a proposal that is sent', () => {
  test('is frozen with its exact text and the hash of it; only the hash of its link is kept', async () => {
    const one = await sent()
    expect(createHash('sha256').update(one.text).digest('hex')).toBe(one.hash)
    expect(one.text).toContain('We lose a day a week on phone calls')
    expect(one.text.indexOf('₩9,000,000')).toBeLessThan(one.text.indexOf('₩3,000,000'))
    const { content } = await call(readProposal, { id: one.id })
    const input = {
      id: one.id,
      revision: 3,
      language: 'en',
      currency: 'KRW',
      validUntil: null,
      personId: null,
      content,
    }
    await expect(call(changeProposal, input)).rejects.toThrow('conflict: This proposal was sent')
    const { rows } = await t.pool.query('select p::text as all from proposal p where id = $1', [one.id])
    expect(rows[0].all).not.toContain(one.token)
    expect(Buffer.from(one.token, 'base64url')).toHaveLength(32)
    expect((await call(readDeal, { id: deal })).ours).toMatchObject({ what: 'proposal', outcome: 'sent' })
    expect((await findPublic(t.pool, one.token, now))?.row.id).toBe(one.id)
    expect(await findPublic(t.pool, 'x'.repeat(43), now)).toBe(null)
  })

  test('goes out by mail in the buyer’s language, and the link can be made anew', async () => {
    const { id, revision } = await draft()
    const { link } = await call(sendProposal, { id, revision, mail: { to: 'anna@muster.example' } })
    const { rows } = await t.pool.query(
      `select subject, body as text from mail where workspace_id = $1 and kind = 'proposal'`,
      [workspaceId],
    )
    expect(rows).toMatchObject([{ subject: 'Proposal: No more calls about where the truck is' }])
    expect(rows[0].text).toContain(link)
    const again = await call(relinkProposal, { id })
    expect(await findPublic(t.pool, link.split('/p/')[1] ?? '', now)).toBe(null)
    expect((await findPublic(t.pool, again.link.split('/p/')[1] ?? '', now))?.row.id).toBe(id)
  })

  test('is opened by people only: machines, colleagues and glances are kept apart', async () => {
    const { id, token } = await sent()
    const before = (await call(readDeal, { id: deal })).theirs
    await open(token, { judgement: { verdict: 'machine', reason: 'agent_is_bot' } })
    await open(token, { seconds: 1 })
    if (seller.kind === 'user') await open(token, { userId: seller.userId })
    expect(await call(readProposal, { id })).toMatchObject({ state: 'sent', opens: 0 })
    expect((await call(readDeal, { id: deal })).theirs).toEqual(before)
    const view = randomUUID()
    await open(token, { view })
    await open(token, { view })
    const page = await call(readProposal, { id })
    expect(page).toMatchObject({ state: 'opened', opens: 1, openedAt: new Date(now + 1000).toISOString() })
    expect(page.visits.map(({ verdict }) => verdict).toSorted()).toEqual(['colleague', 'human', 'machine', 'unsure'])
    const { theirs } = await call(readDeal, { id: deal }, seller, now + 5000)
    expect(theirs).toMatchObject({ what: 'proposal', outcome: 'opened', person: { id: anna } })
    const { rows } = await t.pool.query(`select kind, data from notification where workspace_id = $1 and link = $2`, [
      workspaceId,
      `/proposals/${id}`,
    ])
    expect(rows).toMatchObject([{ kind: 'proposal_opened' }])
  })

  test('is accepted once, with option, name, time and the exact text; the gate is met and everybody hears of it', async () => {
    const one = await sent()
    expect(await gate('signed')).toBe(false)
    const first = await accept(one, { email: 'anna@muster.example', address: '203.0.113.0/24' })
    expect(first).toMatchObject({ ok: true, value: { again: false } })
    expect(await accept(one)).toMatchObject({ ok: true, value: { again: true } })
    expect(await accept(one, { optionId: 'small' })).toMatchObject({ ok: false, problem: { code: 'conflict' } })
    const page = await call(readProposal, { id: one.id })
    expect(page).toMatchObject({
      state: 'accepted',
      answer: {
        name: 'Anna Berg',
        option: { id: 'big' },
        address: '203.0.113.0/24',
        at: new Date(now + 2000).toISOString(),
      },
    })
    const { rows } = await t.pool.query(
      `select encode(text_hash, 'hex') as hash from proposal_answer where proposal_id = $1`,
      [one.id],
    )
    expect(rows).toEqual([{ hash: one.hash }])
    const told = await t.pool.query(
      `select name, props ->> 'outcome' as outcome from event where workspace_id = $1 and person_id = $2
          and name like 'proposal%' order by time`,
      [workspaceId, anna],
    )
    expect(told.rows.map(({ name }) => name)).toEqual(['proposal_sent', 'proposal_accepted'])
    const timeline = await call(readDealTimeline, { id: deal }, seller, now + 5000)
    expect(timeline.items).toContainEqual(
      expect.objectContaining({
        kind: 'said',
        by: 'Anna Berg',
        data: expect.objectContaining({ name: 'proposal_accepted' }),
      }),
    )
    const { rows: notices } = await t.pool.query(`select data from notification where cause = $1`, [
      `proposal:${one.id}:proposal_accepted`,
    ])
    expect(notices).toMatchObject([{ data: { who: 'Anna Berg', option: 'The big one' } }])
    const { rows: tasks } = await t.pool.query(
      `select kind, source, state, assignee_name as assignee, title from task where deal_id = $1`,
      [deal],
    )
    expect(tasks).toEqual([
      {
        kind: 'contract',
        source: 'proposal',
        state: 'open',
        assignee: 'Sven',
        title: 'No more calls about where the truck is · The big one',
      },
    ])
    // accepted is not won: that takes the recorded signature
    expect((await call(readDeal, { id: deal }, seller, now + 5000)).status).toBe('open')
    await call(
      sayOfDeal,
      { id: deal, say: { kind: 'signed', data: { what: 'contract', reference: 'C-7' } } },
      seller,
      now + 6000,
    )
    expect(await gate('signed', now + 7000)).toBe(true)
    // whoever was to get it signed has done so
    const { rows: after } = await t.pool.query(`select state, done_by as by from task where deal_id = $1`, [deal])
    expect(after).toEqual([{ state: 'done', by: 'Sven' }])
    const { revision } = await call(readDeal, { id: deal }, seller, now + 7000)
    const win = { id: deal, revision, stage: 'close', reason: 'best_fit', whyUs: 'They listened' }
    expect((await call(moveDeal, win, seller, now + 8000)).status).toBe('won')
    const { account, renewalDate } = await call(readDeal, { id: deal }, seller, now + 9000)
    expect(renewalDate).toBe('2027-11-20')
    const { items } = await call(listWins, { id: account?.id }, seller, now + 9000)
    expect(items).toContainEqual(
      expect.objectContaining({
        deal: expect.objectContaining({ id: deal }),
        whyUs: 'They listened',
        proposal: expect.objectContaining({ id: one.id, problem: 'We lose a day a week on phone calls' }),
      }),
    )
    const soon = await call(listRenewals, { days: '30' }, seller, Date.parse('2027-11-01T09:00:00Z'))
    expect(soon.items).toMatchObject([{ deal: { id: deal }, daysLeft: 19, whyUs: 'They listened' }])
    expect((await call(listRenewals, {}, seller)).items).toEqual([])
  })

  test('cannot be accepted in another text, after its last day, or once it is withdrawn or replaced', async () => {
    const one = await sent()
    expect(await accept(one, { textHash: 'f'.repeat(64) })).toMatchObject({ problem: { code: 'conflict' } })
    expect(await accept(one, { optionId: 'none' })).toMatchObject({ problem: { code: 'invalid' } })
    expect(await accept(one, {}, now + 60 * day)).toMatchObject({
      problem: { code: 'gone' },
      found: { state: 'expired' },
    })
    // until the end of its last day in the workspace's zone
    const lastMoment = Date.parse('2026-12-20T14:59:59Z')
    expect((await findPublic(t.pool, one.token, lastMoment))?.state).toBe('sent')
    expect((await findPublic(t.pool, one.token, lastMoment + 1000))?.state).toBe('expired')

    const next = await call(newVersion, { id: one.id })
    expect((await findPublic(t.pool, one.token, now))?.state).toBe('sent')
    const { revision } = await call(readProposal, { id: next.id })
    const { link } = await call(sendProposal, { id: next.id, revision })
    expect(await accept(one)).toMatchObject({ problem: { code: 'gone' }, found: { state: 'superseded' } })
    await call(withdrawProposal, { id: next.id })
    const newer = { token: link.split('/p/')[1] ?? '', hash: one.hash }
    expect(await accept(newer)).toMatchObject({ problem: { code: 'gone' }, found: { state: 'withdrawn' } })
    await expect(call(withdrawProposal, { id: next.id })).rejects.toThrow('conflict')
    const { versions } = await call(readProposal, { id: one.id })
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'withdrawn'],
      [1, 'superseded'],
    ])
  })

  test('two who answer at once: one counts, the other is told', async () => {
    const one = await sent()
    const refusal = {
      token: one.token,
      textHash: one.hash,
      reason: 'price' as const,
      words: 'Too dear',
      name: '',
      address: null,
    }
    const answers = await Promise.all([accept(one), declineProposal(t.pool, refusal, now + 2000), accept(one)])
    const said = await call(readProposal, { id: one.id })
    const right = answers.filter(({ ok }) => ok).length
    expect(right).toBe(said.state === 'accepted' ? 2 : 1)
    expect(answers.filter((one) => !one.ok && one.problem.code === 'conflict')).toHaveLength(3 - right)
  })

  test('is declined with a reason and words, and a new version may follow', async () => {
    const one = await sent()
    const input = {
      token: one.token,
      textHash: one.hash,
      reason: 'price' as const,
      words: 'Too dear',
      name: 'Anna',
      address: null,
    }
    expect(await declineProposal(t.pool, input, now + 2000)).toMatchObject({ ok: true })
    expect(await call(readProposal, { id: one.id })).toMatchObject({
      state: 'declined',
      answer: { reason: 'price', words: 'Too dear', name: 'Anna' },
    })
    expect((await call(newVersion, { id: one.id })).state).toBe('draft')
  })
})

describe('lists and templates', () => {
  test('a list of each state, a page at a time', async () => {
    const one = await sent()
    await draft()
    const of = async (query: object) => (await call(listProposals, query, manager)).items
    expect((await of({ deal })).map(({ state }) => state).toSorted()).toEqual(['draft', 'sent'])
    for (const state of ['draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn', 'superseded', 'opened'])
      expect(new Set((await of({ state })).map((item) => item.state))).toEqual(
        new Set((await of({ state })).length > 0 ? [state] : []),
      )
    const seen: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await call(listProposals, { limit: '2', ...(cursor ? { cursor } : {}) }, manager)
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toContain(one.id)
    expect(
      (await call(listProposals, { state: 'expired' }, manager, now + 60 * day)).items.map(({ id }) => id),
    ).toContain(one.id)
  })

  test('are kept by admins, managers and marketers; a retired one is offered no more', async () => {
    const content = { ...starterTemplate('ko'), title: '{company} 배차 자동화', validDays: 14 }
    await expect(call(createTemplate, { name: 'X', language: 'ko', content })).rejects.toThrow('forbidden')
    const made = await call(createTemplate, { name: '배차', language: 'ko', content }, manager)
    expect((await call(listTemplates, {})).items).toMatchObject([{ name: '배차', updatedBy: 'Mina' }])
    const written = await call(createProposal, { deal, template: made.id })
    expect(await call(readProposal, { id: written.id })).toMatchObject({
      language: 'ko',
      title: 'muster.example 배차 자동화',
      validUntil: '2026-12-04',
    })
    await call(retireTemplate, { id: made.id }, manager)
    await expect(call(createProposal, { deal, template: made.id })).rejects.toThrow('not_found')
    await call(retireTemplate, { id: made.id, undo: true }, manager)
    expect((await call(listTemplates, {})).items).toHaveLength(1)
  })
})
