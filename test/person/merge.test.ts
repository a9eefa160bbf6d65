import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { mergePeople } from '#actions/person-merge.ts'
import { movePerson } from '#actions/person-move.ts'
import { readPerson } from '#actions/person-read.ts'
import { unmergePeople } from '#actions/person-unmerge.ts'
import type { Verb } from '#actions/verb.ts'
import type { PersonPage } from '#contract/person.ts'
import type { Event } from '#core/event.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const day = 86_400_000
const hour = 3_600_000
const now = Date.parse('2026-11-20T09:00:00Z')
const start = now - 10 * day

let t: TestDatabase
let workspaceId: string
let actor: Actor
let send: (events: Event[]) => Promise<void>

beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

/** A workspace of its own for each test. */
async function begin(): Promise<void> {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  actor = { kind: 'user', userId: 'u1', name: 'Kim Minsu', workspaceId, role: 'admin' }
  const flow = createFlow({ pool: t.pool, now: () => now })
  send = async (events) => {
    const outcomes = await flow.accept(
      workspaceId,
      events.map((one) => ({ event: one })),
    )
    expect(outcomes.every((outcome) => outcome.status === 'counted')).toBe(true)
  }
}

async function call<T>(verb: Verb<T>, input: object): Promise<T> {
  const result = await verb({ pool: t.pool, now: () => now }, actor, input)
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`)
  return result.value
}

async function idOf(kind: 'a' | 'u' | 'e', value: string): Promise<string> {
  const { rows } = await t.pool.query(
    'select person_id as id from identity where workspace_id = $1 and kind = $2 and value = $3',
    [workspaceId, kind, value],
  )
  return rows[0]?.id
}

/** What folding came to, apart from ids of this database: the page and what lists and funnels read. */
async function picture(id: string) {
  const page: PersonPage = await call(readPerson, { id })
  const fold = await t.pool.query(
    `select fit, engagement, stage, stages, channel, first_at, last_at from person_fold where person_id = $1`,
    [page.id],
  )
  const reach = await t.pool.query(
    `select model, pass, channel, imputed, outcome, s1, s2, s3, s4, s5, s6, s7, s8 from reach
     where workspace_id = $1 and subject_id = $2 order by model, pass`,
    [workspaceId, page.id],
  )
  const { id: _, account, merges: __, events, ...rest } = page
  return {
    ...rest,
    account: account && { ...account, id: null },
    messages: events.items.map((one) => one.messageId),
    fold: fold.rows,
    reach: reach.rows,
  }
}

const anna = (
  at: number,
  names = ['form_submitted', 'consent_granted', 'demo_requested'],
  who = { email: 'anna@acme.test' },
) =>
  names.map((name, index) =>
    event(name, at + index * hour, {
      keys: keys(who),
      mailKind: 'work',
      channel: 'search',
      traits: { title: 'Head of Logistics', name: 'Anna Berg' },
    }),
  )
const visitor = (at: number, who: Partial<Event['keys']> = { userId: 'app-7' }) =>
  ['page_viewed', 'content_downloaded', 'price_asked'].map((name, index) =>
    event(name, at + index * hour, {
      keys: keys(who),
      object: `/page/${index}`,
      channel: 'social',
      content: 'case_study',
    }),
  )

describe('merging by hand', () => {
  it('gives what folding the union gives; the old id leads to the survivor; taking it back restores both', async () => {
    await begin()
    // the younger person has the earlier events
    await send(anna(start + day))
    await send(visitor(start))
    const [a, b] = [await idOf('e', 'anna@acme.test'), await idOf('u', 'app-7')]
    const before = [await picture(a), await picture(b)]
    expect(before[0]?.scores.engagement).toBeGreaterThan(0)
    expect(before[1]?.scores.engagement).toBeGreaterThan(0)

    expect(await call(mergePeople, { one: b, other: a, note: 'same desk' })).toEqual({ id: a, merged: b })
    const merged = await picture(a)
    expect((await call(readPerson, { id: b })).id).toBe(a)
    expect((await call(readPerson, { id: a })).merges).toMatchObject([{ id: b }])
    expect(await idOf('u', 'app-7')).toBe(a)
    expect(merged.eventCounts.human).toBe(6)
    const audit = await t.pool.query(`select verb, subject, detail from audit where workspace_id = $1`, [workspaceId])
    expect(audit.rows).toEqual([
      { verb: 'person.merge', subject: `person:${a}`, detail: { merged: b, note: 'same desk' } },
    ])

    // later events of either go to the survivor
    const later = event('page_viewed', now - hour, { keys: keys({ userId: 'app-7' }) })
    await send([later])
    expect((await call(readPerson, { id: a })).events.items[0]?.messageId).toBe(later.messageId)

    expect(await call(unmergePeople, { id: a, merged: b })).toEqual({ id: a, restored: b })
    expect(await picture(a)).toEqual(before[0])
    const restored = await call(readPerson, { id: b })
    expect(restored.id).toBe(b)
    expect(restored.events.items.map((one) => one.messageId)).toEqual([later.messageId, ...(before[1]?.messages ?? [])])
    const intervals = (page: Pick<PersonPage, 'stages'> | undefined) => page?.stages.map((one) => one.intervals)
    expect(intervals(restored)).toEqual(intervals(before[1]))

    // and the same two, never apart, under one user id
    await begin()
    await send(
      [...anna(start + day), ...visitor(start)].map((one) => ({
        ...one,
        keys: keys({ ...one.keys, userId: 'app-7' }),
      })),
    )
    const union = await picture(await idOf('u', 'app-7'))
    const comparable = ({ identities: _, messages: __, scores, stages, consent, fold, ...rest }: typeof union) => ({
      ...rest,
      consent,
      fold,
      stages: stages.map((model) => ({
        ...model,
        intervals: model.intervals.map(({ cause, leftCause, ...interval }) => ({
          ...interval,
          cause: { ...cause, event: cause.event && { ...cause.event, messageId: '' } },
          leftCause: leftCause && { ...leftCause, event: leftCause.event && { ...leftCause.event, messageId: '' } },
        })),
      })),
      scores: {
        ...scores,
        engagementLedger: scores.engagementLedger.map((line) => ({ ...line, event: { ...line.event, messageId: '' } })),
      },
    })
    expect(comparable(merged)).toEqual(comparable(union))
  })

  it('may be done and taken back again and again, in either direction', async () => {
    await begin()
    await send(visitor(start))
    await send(anna(start + day))
    const [a, b] = [await idOf('u', 'app-7'), await idOf('e', 'anna@acme.test')]
    const before = [await picture(a), await picture(b)]
    for (const [one, other] of [
      [a, b],
      [b, a],
      [a, b],
    ]) {
      expect(await call(mergePeople, { one, other })).toEqual({ id: a, merged: b })
      await call(unmergePeople, { id: a, merged: b })
      expect([await picture(a), await picture(b)]).toEqual(before)
    }
  })

  it('takes one of two merges back, also the earlier, and leads nested ids where they belong', async () => {
    await begin()
    await send(anna(start, undefined, { email: 'anna@acme.test' }))
    await send(visitor(start + hour, { userId: 'app-7' }))
    await send(visitor(start + 2 * hour, { userId: 'app-8' }))
    const [a, b, c] = [await idOf('e', 'anna@acme.test'), await idOf('u', 'app-7'), await idOf('u', 'app-8')]
    const before = [await picture(a), await picture(b), await picture(c)]
    await call(mergePeople, { one: b, other: c })
    const both = await picture(b)
    await call(mergePeople, { one: a, other: b })
    expect((await call(readPerson, { id: c })).id).toBe(a)
    await call(unmergePeople, { id: a, merged: b })
    expect([await picture(a), await picture(b)]).toEqual([before[0], both])
    expect((await call(readPerson, { id: c })).id).toBe(b)
    await call(unmergePeople, { id: b, merged: c })
    expect([await picture(a), await picture(b), await picture(c)]).toEqual(before)
  })

  it('brings hand-offs and hand moves along, and gives them back', async () => {
    await begin()
    await send(visitor(start))
    // now, so that the hand-off is live and recorded as a fact of hers
    await send(anna(now - 5 * hour))
    const [a, b] = [await idOf('u', 'app-7'), await idOf('e', 'anna@acme.test')]
    await call(movePerson, { id: b, stage: 'sql' })
    const before = [await picture(a), await picture(b)]
    expect(before[1]?.messages.some((id) => id.startsWith(`handoff:${b}:`))).toBe(true)
    expect(before[1]?.messages.some((id) => id.startsWith(`move:${b}:`))).toBe(true)
    await call(mergePeople, { one: a, other: b })
    expect((await picture(a)).messages.length).toBe(
      (before[0]?.messages.length ?? 0) + (before[1]?.messages.length ?? 0),
    )
    await call(unmergePeople, { id: a, merged: b })
    expect([await picture(a), await picture(b)]).toEqual(before)
  })

  it('refuses what makes no sense', async () => {
    await begin()
    await send([...anna(start), ...visitor(start)])
    const [a, b] = [await idOf('e', 'anna@acme.test'), await idOf('u', 'app-7')]
    await expect(call(mergePeople, { one: a, other: a })).rejects.toThrow('conflict')
    await expect(call(unmergePeople, { id: a, merged: b })).rejects.toThrow('conflict')
    const elsewhere = { ...actor, workspaceId: await testWorkspace(t.pool, 'UTC', 'Another') }
    expect(await mergePeople({ pool: t.pool }, elsewhere, { one: a, other: b })).toMatchObject({
      problem: { code: 'not_found' },
    })
  })
})

describe('merging by itself', () => {
  it('a visitor who was identified by mistake is a visitor again, and stays so', async () => {
    await begin()
    await send(visitor(start, { anonymousId: 'cookie' }))
    const v = await idOf('a', 'cookie')
    const before = await picture(v)
    await send(anna(start + day))
    const a = await idOf('e', 'anna@acme.test')
    const apart = await picture(a)
    const mistake = event('newsletter_clicked', start + 2 * day, {
      keys: keys({ anonymousId: 'cookie', email: 'anna@acme.test' }),
      mailKind: 'work',
    })
    await send([mistake])
    const survivor = await idOf('e', 'anna@acme.test')
    const other = survivor === a ? v : a
    expect((await call(readPerson, { id: other })).id).toBe(survivor)
    await call(unmergePeople, { id: survivor, merged: other })
    expect(await idOf('a', 'cookie')).toBe(v)
    expect(await idOf('e', 'anna@acme.test')).toBe(a)
    expect((await picture(v)).scores).toEqual(before.scores)
    // the mistaken event names Anna itself, and stays with her
    expect((await picture(a)).messages).toEqual([mistake.messageId, ...apart.messages])
    await send([
      event('page_viewed', now - hour, {
        keys: keys({ anonymousId: 'cookie', email: 'anna@acme.test' }),
        mailKind: 'work',
      }),
    ])
    expect([await idOf('a', 'cookie'), await idOf('e', 'anna@acme.test')]).toEqual([v, a])
    // and a person may change their mind about it
    await call(mergePeople, { one: a, other: v })
    expect(await idOf('a', 'cookie')).toBe(await idOf('e', 'anna@acme.test'))
  })

  it('an address that met a user id in one event can be told apart from it', async () => {
    await begin()
    await send(anna(start))
    await send(visitor(start + hour, { userId: 'app-7' }))
    const [a, u] = [await idOf('e', 'anna@acme.test'), await idOf('u', 'app-7')]
    const before = [await picture(a), await picture(u)]
    await send([
      event('signed_in', start + 3 * day, {
        keys: keys({ userId: 'app-7', email: 'anna@acme.test' }),
        mailKind: 'work',
      }),
    ])
    const survivor = await idOf('u', 'app-7')
    expect(await idOf('e', 'anna@acme.test')).toBe(survivor)
    const other = survivor === a ? u : a
    await call(unmergePeople, { id: survivor, merged: other })
    expect([await idOf('e', 'anna@acme.test'), await idOf('u', 'app-7')]).toEqual([a, u])
    expect((await picture(a)).scores).toEqual(before[0]?.scores)
    expect((await picture(u)).messages.length).toBe((before[1]?.messages.length ?? 0) + 1)
  })

  it('never of two user ids, nor of two confirmed addresses, nor by a shared box', async () => {
    await begin()
    const say = (some: Partial<Event['keys']>, mailKind: Event['mailKind'] = 'work') =>
      event('page_viewed', start, { keys: keys(some), mailKind })
    await send([
      say({ userId: 'one', anonymousId: 'shared' }),
      say({ userId: 'two', anonymousId: 'shared' }),
      say({ userId: 'one', email: 'both@acme.test' }),
      say({ userId: 'two', email: 'both@acme.test' }),
    ])
    expect(await idOf('u', 'one')).not.toBe(await idOf('u', 'two'))
    await send([say({ email: 'first@acme.test' }), say({ email: 'second@acme.test' })])
    await send([
      event('page_viewed', start + hour, { keys: keys({ userId: 'x', email: 'first@acme.test' }), mailKind: 'work' }),
      event('page_viewed', start + 2 * hour, {
        keys: keys({ userId: 'x', email: 'second@acme.test' }),
        mailKind: 'work',
      }),
    ])
    expect(await idOf('e', 'first@acme.test')).not.toBe(await idOf('e', 'second@acme.test'))
    await send([
      say({ userId: 'three', email: 'info@acme.test' }, 'role'),
      say({ userId: 'four', email: 'info@acme.test' }, 'role'),
    ])
    expect(await idOf('u', 'three')).not.toBe(await idOf('u', 'four'))
  })
})
