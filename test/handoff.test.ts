import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createDeal } from '#actions/deal-create.ts'
import { readDeal } from '#actions/deal-read.ts'
import { createFlow } from '#actions/flow.ts'
import { acceptHandoff } from '#actions/handoff-accept.ts'
import { passHandoff } from '#actions/handoff-assign.ts'
import { listHandoffs } from '#actions/handoff-list.ts'
import { returnHandoff } from '#actions/handoff-return.ts'
import { undoHandoff } from '#actions/handoff-undo.ts'
import { readMemberHolds } from '#actions/member-holds.ts'
import { removeMember } from '#actions/member-remove.ts'
import { notifyAll } from '#actions/notify-feed.ts'
import { movePerson } from '#actions/person-move.ts'
import { changeFollowUp } from '#actions/routing-follow-up.ts'
import { changeRouting } from '#actions/routing-change.ts'
import { createTask } from '#actions/task-create.ts'
import { listAllTasks } from '#actions/task-list.ts'
import { readTaskQueue } from '#actions/task-today.ts'
import type { Verb } from '#actions/verb.ts'
import type { HandoffList } from '#contract/handoff.ts'
import type { Role } from '#core/permission.ts'
import { defaultFollowUp } from '#core/task/plan.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { expectFresh } from '#test/fresh.ts'

const hour = 3_600_000
// a Friday, 16:00 in Seoul
const now = Date.parse('2026-11-20T07:00:00Z')

type Member = Actor & { kind: 'user' }
let t: TestDatabase
let workspaceId: string
let mina: Member
let dana: Member
let sven: Member
beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

async function member(name: string, role: Role): Promise<Member> {
  const userId = randomUUIDv7()
  const email = `${name}.${userId}@team.example`
  await insertUser(t.pool, { id: userId, name, email, passwordHash: 'x', language: null, credentialId: randomUUIDv7() })
  await putMember(t.pool, workspaceId, userId, role)
  return { kind: 'user', userId, name, workspaceId, role }
}

beforeEach(async () => {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  mina = await member('Mina', 'admin')
  dana = await member('Dana', 'sdr')
  sven = await member('Sven', 'seller')
})

const call = <T>(verb: Verb<T>, input: object, actor: Actor = dana, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

const send = async (events: Parameters<typeof event>[], at = now): Promise<void> => {
  const flow = createFlow({ pool: t.pool, now: () => at })
  await flow.accept(
    workspaceId,
    events.map((one) => ({ event: event(...one) })),
  )
}

/** Somebody who fits, has agreed to mail, and has just asked for a demo: an MQL, handed to sales development. */
function qualified(name: string, { at = now, country = 'KR' } = {}): Parameters<typeof event>[] {
  const keyed = { keys: keys({ userId: name, email: `${name}@${name}.example` }) }
  const traits = {
    name,
    title: 'Head of logistics',
    country,
    company: `${name} Ltd`,
    industry: 'logistics',
    employees: 400,
  }
  return [
    ['page_viewed', at - 50 * hour, { ...keyed, channel: 'search', object: '/pricing', content: 'price' }],
    ['profile_updated', at - 49 * hour, { ...keyed, traits }],
    [
      'account_updated',
      at - 49 * hour + 1,
      {
        ...keyed,
        groupId: `${name}-co`,
        accountTraits: { name: `${name} Ltd`, employees: 400, industry: 'logistics', country },
      },
    ],
    ['consent_granted', at - 48 * hour, { ...keyed, props: { purpose: 'marketing' } }],
    ['demo_requested', at - 1000, { ...keyed }],
  ]
}

const open = (actor: Actor = dana, query: object = {}, at = now): Promise<HandoffList> =>
  call(listHandoffs, query, actor, at)

async function one(actor: Actor = dana) {
  const { items } = await open(actor)
  expect(items).toHaveLength(1)
  return items[0] as HandoffList['items'][number]
}

const stageOf = async (id: string) => {
  const { rows } = await t.pool.query(
    `select stages #>> '{lifecycle,stage}' as stage, stages #>> '{lifecycle,outcome}' as outcome, handoff
       from person_fold where person_id = $1`,
    [id],
  )
  return rows[0]
}

const states = async () =>
  (
    await t.pool.query(
      `select team, state, answer from effect where workspace_id = $1 and kind = 'handoff' order by at, id`,
      [workspaceId],
    )
  ).rows.map(({ team, state, answer }) => [team, state, answer].join(' '))

describe('a hand-off', () => {
  test('is opened with a deadline in working hours and what is known at that moment, and keeps it', async () => {
    await send(qualified('kim'))
    const handoff = await one()
    // four working hours after 16:00 on Friday: Monday 11:00
    expect(handoff).toMatchObject({ team: 'sdr', dueAt: '2026-11-23T02:00:00.000Z', overdue: false, assigned: null })
    expect(handoff.evidence).toMatchObject({
      threshold: expect.any(Number),
      icp: true,
      stage: { id: 'mql' },
      facts: { title: 'Head of logistics', country: 'KR' },
      asked: [{ event: 'demo_requested' }],
      read: [{ name: '/pricing', kind: { en: expect.any(String) } }],
      first: { channel: 'search' },
      company: { name: 'kim Ltd' },
    })
    const before = handoff.evidence
    await send([['price_asked', now + hour, { keys: keys({ userId: 'kim', email: 'kim@kim.example' }) }]], now + hour)
    expect((await one()).evidence).toEqual(before)
    expect((await open(dana, {}, Date.parse('2026-11-23T02:00:01Z'))).items[0]).toMatchObject({ overdue: true })
    expect(await call(readTaskQueue, {}, dana, now)).toMatchObject({ all: 1, items: [{ handoff: { id: handoff.id } }] })
    expect(await call(readTaskQueue, {}, sven, now)).toMatchObject({ all: 0 })
  })

  test('that an SDR takes on leaves them where they stand, closes its row and sets the first attempt', async () => {
    await send(qualified('kim'))
    const { id, person } = await one()
    await expect(call(acceptHandoff, { id }, sven)).rejects.toThrow('forbidden')
    const accepted = await call(acceptHandoff, { id })
    expect(accepted.task).toMatchObject({ kind: 'call', attempt: 1, source: 'handoff', assignee: { name: 'Dana' } })
    expect(await stageOf(person.id)).toEqual({ stage: 'mql', outcome: null, handoff: false })
    expect(await states()).toEqual(['sdr done accepted'])
    await expect(call(acceptHandoff, { id })).rejects.toThrow('conflict')
    const { items } = await open(dana, { state: 'answered' })
    expect(items[0]).toMatchObject({ answer: 'accepted', answeredBy: 'Dana' })
    await expectFresh(t.pool, workspaceId, now)

    await call(undoHandoff, { id })
    expect(await states()).toEqual(['sdr open '])
    expect(await stageOf(person.id)).toMatchObject({ handoff: true })
    expect((await call(listAllTasks, {})).items).toEqual([])
    await expectFresh(t.pool, workspaceId, now)
  })

  test('that an SDR calls qualified makes an SQL, whom sales accepts in turn', async () => {
    await send(qualified('kim'))
    const { id, person, qualifies } = await one()
    expect(qualifies?.en).toContain('SQL')
    await call(acceptHandoff, { id, as: 'qualify' })
    expect(await stageOf(person.id)).toEqual({ stage: 'sql', outcome: null, handoff: true })
    expect(await states()).toEqual(['sdr done qualified', 'sales open '])
    const next = (await open(sven, { who: 'me' })).items[0]
    expect(next).toMatchObject({ team: 'sales', mayAnswer: true, evidence: { stage: { id: 'sql' } } })
    await call(acceptHandoff, { id: next?.id }, sven, now + 1000)
    expect(await stageOf(person.id)).toEqual({ stage: 'sql', outcome: null, handoff: false })
    expect(await states()).toEqual(['sdr done qualified', 'sales done accepted'])
    await expectFresh(t.pool, workspaceId, now + 1000)
  })

  test('is returned with a reason of the list, which recycles; and that can be taken back', async () => {
    await send(qualified('kim'))
    const { id, person } = await one()
    const { reasons } = await open()
    expect(reasons.map((reason) => reason.id)).toContain('no_answer')
    await expect(call(returnHandoff, { id, reason: 'because' })).rejects.toThrow('no_answer')
    await call(returnHandoff, { id, reason: 'no_answer', note: 'Three calls' })
    expect((await stageOf(person.id)).handoff).toBe(false)
    expect((await stageOf(person.id)).stage).not.toBe('mql')
    expect((await open(dana, { state: 'answered' })).items[0]).toMatchObject({
      answer: 'returned',
      answerReason: { en: 'Does not answer' },
      answerNote: 'Three calls',
    })
    await call(undoHandoff, { id })
    expect(await stageOf(person.id)).toEqual({ stage: 'mql', outcome: null, handoff: true })
    await expectFresh(t.pool, workspaceId, now)
  })

  test('closes as well when it is accepted elsewhere, or somebody is moved by hand', async () => {
    await send([...qualified('kim'), ...qualified('lee')])
    expect(await states()).toEqual(['sdr open ', 'sdr open '])
    const accepted = {
      keys: keys({ userId: 'kim', email: 'kim@kim.example' }),
      trust: 'secret' as const,
      props: { by: 'crm' },
    }
    await send([['lead_accepted', now, accepted]])
    expect(await states()).toEqual(['sdr done accepted', 'sdr open ', 'sales open '])
    const lee = (await open()).items.find(({ person, team }) => person.name === 'lee' && team === 'sdr')
    await call(movePerson, { id: lee?.person.id, stage: 'lead' })
    expect((await states()).toSorted()).toEqual(['sales open ', 'sdr done ', 'sdr done accepted'])
  })

  test('that was opened before there were deadlines gets one, and what is known', async () => {
    await send(qualified('kim'))
    await t.pool.query('update effect set due_at = null, evidence = null where workspace_id = $1', [workspaceId])
    await notifyAll(t.pool, now)
    expect(await one()).toMatchObject({ dueAt: '2026-11-23T02:00:00.000Z', evidence: { stage: { id: 'mql' } } })
  })

  test('past its deadline is told once: to whose it is, and to managers', async () => {
    const boss = await member('Boss', 'manager')
    await send(qualified('kim'))
    const { id } = await one()
    await call(passHandoff, { id, to: dana.userId }, mina)
    const told = async () =>
      (
        await t.pool.query(
          `select user_id as id from notification where workspace_id = $1 and kind = 'handoff_overdue' order by user_id`,
          [workspaceId],
        )
      ).rows.map((row) => row.id)
    await notifyAll(t.pool, Date.parse('2026-11-23T01:59:00Z'))
    expect(await told()).toEqual([])
    for (const minute of ['01', '02']) await notifyAll(t.pool, Date.parse(`2026-11-23T02:${minute}:00Z`))
    expect(await told()).toEqual([dana.userId, boss.userId].toSorted())
  })
})

describe('assignment', () => {
  const rule = (more: object) => ({ name: 'A rule', team: 'sdr', when: null, way: 'round_robin', members: [], ...more })

  test('goes round in turn, fairly, when many come at once', async () => {
    for (const name of ['Eun', 'Faye']) await member(name, 'sdr')
    await call(changeRouting, { rules: [rule({ name: 'In turn' })] }, mina)
    const flows = [1, 2, 3].map(() => createFlow({ pool: t.pool, now: () => now }))
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        flows[n % 3]?.accept(
          workspaceId,
          qualified(`p${n}`).map((each) => ({ event: event(...each) })),
        ),
      ),
    )
    const { items } = await open()
    const counts = Map.groupBy(items, ({ assigned }) => assigned?.name)
    expect([...counts].map(([name, given]) => [name, given.length]).toSorted()).toEqual([
      ['Dana', 4],
      ['Eun', 4],
      ['Faye', 4],
    ])
    expect(items[0]?.assigned).toMatchObject({ way: 'round_robin', rule: { name: 'In turn' } })
  })

  test('asks its rules in order: territory, the company’s owner, the least busy', async () => {
    const eun = await member('Eun', 'sdr')
    await call(
      changeRouting,
      {
        rules: [
          rule({ name: 'Owner', team: null, way: 'account_owner' }),
          rule({
            name: 'Germany',
            way: 'person',
            members: [eun.userId],
            when: { field: 'person.country', op: 'is', value: 'DE' },
          }),
          rule({ name: 'Least busy', way: 'least_loaded' }),
        ],
      },
      mina,
    )
    await call(createTask, { kind: 'todo', assigneeId: eun.userId }, mina)
    await send(qualified('berlin', { country: 'DE' }))
    await send(qualified('seoul'))
    const owned = qualified('owned', { country: 'DE' })
    const facts = owned[2]?.[2] as { accountTraits: object }
    facts.accountTraits = { ...facts.accountTraits, owner: 'Sven' }
    await send(owned)
    const found = (await open()).items.map(({ person, assigned }) => [
      person.name,
      assigned?.name,
      assigned?.rule?.name,
    ])
    expect(found.toSorted()).toEqual([
      ['berlin', 'Eun', 'Germany'],
      ['owned', 'Sven', 'Owner'],
      ['seoul', 'Dana', 'Least busy'],
    ])
    const counting = { count: { field: 'event.name', op: 'is', value: 'x' }, op: 'gte', value: 1 }
    await expect(call(changeRouting, { rules: [rule({ when: counting })] }, mina)).rejects.toThrow('reads facts')
    await expect(call(changeRouting, { rules: [] }, dana)).rejects.toThrow('forbidden')
  })

  test('hours and plan are the team’s own', async () => {
    await call(changeFollowUp, { ...defaultFollowUp, within: { ...defaultFollowUp.within, sdr: 1 } }, mina)
    await send(qualified('kim'))
    expect((await one()).dueAt).toBe('2026-11-20T08:00:00.000Z')
  })
})

describe('somebody leaves', () => {
  async function held(): Promise<string> {
    await send(qualified('kim'))
    const { id, person } = await one()
    await call(passHandoff, { id, to: dana.userId }, mina)
    await call(createTask, { kind: 'call', personId: person.id })
    const deal = await call(createDeal, { name: 'Muster', people: [{ person: person.id }] })
    expect(await call(readMemberHolds, { id: dana.userId }, mina)).toEqual({ tasks: 1, handoffs: 1, deals: 1 })
    return deal.id
  }

  test('and what they looked after goes to whoever is named', async () => {
    const deal = await held()
    const eun = await member('Eun', 'sdr')
    const gone = await call(removeMember, { id: dana.userId, to: eun.userId }, mina)
    expect(gone).toMatchObject({ tasks: 1, handoffs: 1, deals: 1 })
    expect((await one(eun)).assigned).toMatchObject({ name: 'Eun', way: 'by_hand' })
    expect((await call(listAllTasks, { who: 'me' }, eun)).items).toHaveLength(1)
    expect((await call(readDeal, { id: deal }, eun)).owner).toEqual({ id: eun.userId, name: 'Eun' })
  })

  test('or back to the rules; nothing is left with nobody to see it', async () => {
    const deal = await held()
    const eun = await member('Eun', 'sdr')
    const turn = { name: 'In turn', team: 'sdr', when: null, way: 'round_robin', members: [] }
    await call(changeRouting, { rules: [turn] }, mina)
    await call(removeMember, { id: dana.userId }, mina)
    expect((await one(eun)).assigned).toMatchObject({ name: 'Eun', rule: { name: 'In turn' } })
    expect((await call(listAllTasks, { who: 'me' }, eun)).items).toHaveLength(1)
    expect((await call(readDeal, { id: deal }, eun)).owner).toEqual({ id: eun.userId, name: 'Eun' })

    // without rules they are the team's: whoever comes first
    await call(changeRouting, { rules: [] }, mina)
    await call(removeMember, { id: eun.userId }, mina)
    const faye = await member('Faye', 'sdr')
    expect(await one(faye)).toMatchObject({ assigned: null, mayAnswer: true })
    expect((await call(listAllTasks, { who: 'nobody' }, faye)).items).toHaveLength(1)
    expect((await call(readDeal, { id: deal }, faye)).owner).toBe(null)
    await expectFresh(t.pool, workspaceId, now)
  })
})
