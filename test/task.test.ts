import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { listAnswers } from '#actions/deal-answer.ts'
import { createDeal } from '#actions/deal-create.ts'
import { setDealPerson } from '#actions/deal-people.ts'
import { readDeal } from '#actions/deal-read.ts'
import { createFlow } from '#actions/flow.ts'
import { answerByPerson, listPersonAnswers, undoPersonAnswer } from '#actions/person-answer.ts'
import { changeTask } from '#actions/task-change.ts'
import { createTask } from '#actions/task-create.ts'
import { finishTask } from '#actions/task-done.ts'
import { listAllTasks } from '#actions/task-list.ts'
import { snoozeTask } from '#actions/task-snooze.ts'
import { readTaskQueue } from '#actions/task-today.ts'
import { undoTask } from '#actions/task-undo.ts'
import { readTouchContext } from '#actions/touch-context.ts'
import { logTouch } from '#actions/touch-log.ts'
import { listUntouched } from '#actions/touch-never.ts'
import { undoTouch } from '#actions/touch-undo.ts'
import type { Verb } from '#actions/verb.ts'
import type { TaskRow } from '#contract/task.ts'
import type { Role } from '#core/permission.ts'
import { putHolidays } from '#store/holiday.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { expectFresh } from '#test/fresh.ts'

const day = 86_400_000
// a Friday afternoon in Seoul
const now = Date.parse('2026-11-20T06:00:00Z')

let t: TestDatabase
let workspaceId: string
let mina: Actor & { kind: 'user' }
let sven: Actor & { kind: 'user' }
beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())

async function member(name: string, role: Role) {
  const userId = randomUUIDv7()
  const email = `${name}.${userId}@team.example`
  await insertUser(t.pool, { id: userId, name, email, passwordHash: 'x', language: null, credentialId: randomUUIDv7() })
  await putMember(t.pool, workspaceId, userId, role)
  return { kind: 'user' as const, userId, name, workspaceId, role }
}

beforeEach(async () => {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  mina = await member('Mina', 'manager')
  sven = await member('Sven', 'seller')
})

const call = <T>(verb: Verb<T>, input: object, actor: Actor = sven, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

async function person(name: string, did: readonly [event: string, daysAgo: number][] = []): Promise<string> {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const keyed = { keys: keys({ userId: name, email: `${name}@muster.example` }) }
  await flow.accept(workspaceId, [
    { event: event('page_viewed', now - 30 * day, { ...keyed, channel: 'search' }) },
    ...did.map(([what, ago]) => ({ event: event(what, now - ago * day, keyed) })),
  ])
  const { rows } = await t.pool.query(
    `select person_id as id from identity where workspace_id = $1 and kind = 'u' and value = $2`,
    [workspaceId, name],
  )
  return rows[0].id
}

const eventsOf = async (id: string) =>
  (
    await t.pool.query(
      `select name, props ->> 'outcome' as outcome from event where workspace_id = $1 and person_id = $2
          and source = 'app' order by time, message_id`,
      [workspaceId, id],
    )
  ).rows.map(({ name, outcome }) => `${name}:${outcome}`)

/** What an undoing would set a task back to: as it stands. */
function fields({ kind, title, note, dueDay, dueTime, promised, state, snoozed }: TaskRow) {
  return { kind, title, note, dueDay, dueTime, promised, state, snoozed }
}

describe('tasks', () => {
  test('are set, put off over weekend and holiday, done and taken back; a deal’s next step follows', async () => {
    await putHolidays(t.pool, workspaceId, [{ day: '2026-11-23', name: 'A day off' }])
    const deal = await call(createDeal, { name: 'Muster, fleet' })
    const nextStep = async () => (await call(readDeal, { id: deal.id })).nextStepAt
    expect(await nextStep()).toBe(null)
    const { task } = await call(createTask, { kind: 'call', dealId: deal.id, dueTime: '16:30' })
    expect(task).toMatchObject({ dueDay: '2026-11-20', dueTime: '16:30', assignee: { name: 'Sven' }, state: 'open' })
    expect(await nextStep()).toBe('2026-11-20T07:30:00.000Z')

    const snoozed = await call(snoozeTask, { id: task.id, days: 1 })
    expect(snoozed.task).toMatchObject({ dueDay: '2026-11-24', dueTime: null, snoozed: 1 })
    expect(await nextStep()).toBe('2026-11-23T15:00:00.000Z')
    const back = await call(undoTask, { id: task.id, revision: snoozed.task.revision, before: snoozed.before })
    expect(back.task).toMatchObject({ dueDay: '2026-11-20', dueTime: '16:30', snoozed: 0 })

    const done = await call(finishTask, { id: task.id })
    expect([done.task.state, done.task.doneBy, await nextStep()]).toEqual(['done', 'Sven', null])
    await expect(call(finishTask, { id: task.id })).rejects.toThrow('conflict')
    await call(undoTask, { id: task.id, revision: done.task.revision, before: done.before })
    expect(await nextStep()).toBe('2026-11-20T07:30:00.000Z')
  })

  test('about a colleague’s deal are set for oneself only; its owner and managers set them for anybody', async () => {
    const olga = await member('Olga', 'seller')
    const { id: dealId } = await call(createDeal, { name: 'Muster, fleet' })
    const about = { kind: 'todo', title: 'Look at it', dealId }
    for (const assigneeId of [sven.userId, mina.userId, null]) {
      await expect(call(createTask, { ...about, assigneeId }, olga)).rejects.toThrow('forbidden')
    }
    const own = await call(createTask, about, olga)
    expect(own.task.assignee?.name).toBe('Olga')
    const { id, revision } = own.task
    await expect(call(changeTask, { id, revision, assigneeId: sven.userId }, olga)).rejects.toThrow('forbidden')
    const before = { ...fields(own.task), assigneeId: sven.userId }
    await expect(call(undoTask, { id, revision, before }, olga)).rejects.toThrow('forbidden')
    expect((await call(changeTask, { id, revision, dueDay: '2026-12-01' }, olga)).task.dueDay).toBe('2026-12-01')
    for (const setter of [sven, mina]) {
      const { task } = await call(createTask, { ...about, assigneeId: olga.userId }, setter)
      expect(task.assignee?.name).toBe('Olga')
    }
    // of no deal, one asks any colleague; of a deal that nobody owns, anybody who sells
    await call(createTask, { kind: 'todo', title: 'Order badges', assigneeId: sven.userId }, olga)
    const free = await call(createDeal, { name: 'Nobody’s', fields: { ownerId: null } })
    await call(createTask, { ...about, dealId: free.id, assigneeId: sven.userId }, olga)
  })

  test('of others are theirs; two who change one at once are told', async () => {
    const { task } = await call(createTask, { kind: 'todo', title: 'Send the plan', assigneeId: mina.userId }, mina)
    expect(task.mayChange).toBe(true)
    await expect(call(changeTask, { id: task.id, revision: 1, promised: true })).rejects.toThrow('forbidden')
    await call(changeTask, { id: task.id, revision: 1, assigneeId: sven.userId }, mina)
    await expect(call(changeTask, { id: task.id, revision: 1, promised: true })).rejects.toThrow('conflict')
    const mine = await call(changeTask, { id: task.id, revision: 2, promised: true })
    expect(mine.task).toMatchObject({ promised: true, assignee: { name: 'Sven' } })
    await expect(call(createTask, { kind: 'todo', assigneeId: randomUUIDv7() })).rejects.toThrow('no member')
  })

  test('are listed by whose they are and when they are due, page by page', async () => {
    const about = await person('kim')
    for (const [title, dueDay] of [
      ['late', '2026-11-18'],
      ['today', '2026-11-20'],
      ['soon', '2026-11-24'],
      ['one day', '2026-12-24'],
    ])
      await call(createTask, { kind: 'todo', title, dueDay, personId: about })
    const titles = async (query: object) => (await call(listAllTasks, query)).items.map(({ title }) => title)
    expect(await titles({ who: 'me' })).toEqual(['late', 'today', 'soon', 'one day'])
    expect(await titles({ due: 'overdue' })).toEqual(['late'])
    expect(await titles({ due: 'week' })).toEqual(['today', 'soon'])
    expect(await titles({ due: 'later', person: about })).toEqual(['one day'])
    expect(await titles({ who: 'nobody' })).toEqual([])
    const first = await call(listAllTasks, { limit: 3 })
    expect(first.items[0]).toMatchObject({ overdue: true, person: { id: about } })
    expect(await titles({ limit: 3, cursor: first.next })).toEqual(['one day'])
  })
})

describe('today’s queue', () => {
  test('stands in the order of worth, and says why', async () => {
    const kim = await person('kim')
    const large = { amountMinor: 90_000_000, currency: 'KRW', ownerId: sven.userId }
    const deal = await call(createDeal, { name: 'Large', stage: 'proposal', from: kim, fields: large }, mina)
    await call(createDeal, { name: 'Usual', fields: { amountMinor: 1_000_000, currency: 'KRW' } })
    await call(createTask, { kind: 'todo', title: 'plain' })
    await call(createTask, { kind: 'mail', title: 'late', dueDay: '2026-11-16' })
    await call(createTask, { kind: 'call', title: 'large', dealId: deal.id })
    await call(createTask, { kind: 'call', title: 'promised', promised: true, personId: kim })
    await call(createTask, { kind: 'call', title: 'tomorrow', dueDay: '2026-11-23', promised: true })
    await call(createTask, { kind: 'call', title: 'Mina’s', assigneeId: mina.userId }, mina)
    const queue = await call(readTaskQueue, {})
    expect(queue.items.map(({ task }) => task?.title)).toEqual(['promised', 'large', 'late', 'plain'])
    expect(queue.items.map(({ reasons }) => reasons[0]?.code)).toEqual(['promised', 'value', 'late', undefined])
    expect(queue.items[2]?.reasons[0]).toMatchObject({ days: 4 })
    for (const { worth, reasons } of queue.items)
      expect(worth).toBe(reasons.reduce((sum, { points }) => sum + points, 0))
    expect(queue).toMatchObject({ all: 4, promised: 1, overdue: 1, doneToday: 0, tomorrow: '2026-11-23' })
    expect((await call(readTaskQueue, { who: 'all' })).all).toBe(5)
    await call(finishTask, { id: queue.items[0]?.task?.id })
    expect(await call(readTaskQueue, {})).toMatchObject({ all: 3, promised: 0, doneToday: 1 })
  })
})

describe('what is logged', () => {
  test('of a person counts attempts against the plan, until they answer', async () => {
    const kim = await person('kim')
    const context = (at = now) => call(readTouchContext, { person: kim }, sven, at)
    // the plan's second step comes one business day later: after a Friday, on Monday
    expect(await context()).toMatchObject({
      attempts: 0,
      of: 8,
      ifUnanswered: { attempt: 2, kind: 'mail', dueDay: '2026-11-23' },
    })
    const { task } = await call(createTask, { kind: 'call', personId: kim, attempt: 1 })
    const first = await call(logTouch, {
      kind: 'call',
      outcome: 'no_answer',
      personId: kim,
      taskId: task.id,
      next: { kind: 'mail', dueDay: '2026-11-23', attempt: 2 },
    })
    expect(first).toMatchObject({ attempt: 1, done: { state: 'done' }, next: { attempt: 2, source: 'plan' } })
    await call(logTouch, { kind: 'mail', outcome: 'sent', personId: kim }, sven, now + 1000)
    expect(await context(now + 2000)).toMatchObject({ attempts: 2, ifUnanswered: { attempt: 4, kind: 'call' } })
    await call(logTouch, { kind: 'call', outcome: 'talked', note: 'Wants a demo', personId: kim }, sven, now + 3000)
    expect((await context(now + 4000)).attempts).toBe(0)
    expect(await eventsOf(kim)).toEqual(['call_logged:no_answer', 'email_sent:sent', 'call_logged:talked'])
    await expect(call(logTouch, { kind: 'call', outcome: 'attended', personId: kim })).rejects.toThrow('no_answer')
    await expectFresh(t.pool, workspaceId, now + 4000)
  })

  test('of a deal moves its clocks and tells its people once', async () => {
    const kim = await person('kim')
    const deal = await call(createDeal, { name: 'Muster', people: [{ person: kim, roles: ['champion'] }] })
    expect((await call(readTouchContext, { person: kim })).deals.map(({ id }) => id)).toEqual([deal.id])
    const missed = await call(logTouch, { kind: 'call', outcome: 'voicemail', personId: kim, dealId: deal.id })
    const clocks = async () => {
      const { ours, theirs } = await call(readDeal, { id: deal.id }, sven, now + day)
      return [ours && ours.outcome, theirs && theirs.outcome]
    }
    expect(await clocks()).toEqual(['voicemail', null])
    const talk = await call(
      logTouch,
      { kind: 'call', outcome: 'talked', personId: kim, dealId: deal.id },
      sven,
      now + 1000,
    )
    expect(await clocks()).toEqual(['talked', 'talked'])
    expect((await eventsOf(kim)).filter((name) => name.startsWith('call'))).toEqual([
      'call_logged:voicemail',
      'call_logged:talked',
    ])
    await call(undoTouch, { id: talk.id }, sven, now + 2000)
    expect(await clocks()).toEqual(['voicemail', null])
    await call(undoTouch, { id: missed.id }, sven, now + 3000)
    expect(await clocks()).toEqual([null, null])
    expect((await eventsOf(kim)).filter((name) => name.startsWith('call'))).toEqual([])
    await expect(call(undoTouch, { id: missed.id })).rejects.toThrow('not_found')
    await expectFresh(t.pool, workspaceId, now + 4000)
  })

  test('about somebody outside the buying group reaches both histories', async () => {
    const [kim, lee] = [await person('kim'), await person('lee')]
    const deal = await call(createDeal, { name: 'Muster', people: [{ person: kim }] })
    await call(logTouch, { kind: 'mail', outcome: 'replied', personId: lee, dealId: deal.id })
    expect(await eventsOf(lee)).toEqual(['email_replied:replied'])
    expect((await call(readDeal, { id: deal.id })).theirs).toMatchObject({ what: 'mail' })
    await call(setDealPerson, { id: deal.id, person: lee, roles: [] })
    await call(logTouch, { kind: 'mail', outcome: 'sent', personId: lee, dealId: deal.id }, sven, now + 1000)
    expect((await eventsOf(lee)).filter((name) => name.startsWith('email'))).toEqual([
      'email_replied:replied',
      'email_sent:sent',
    ])
  })

  test('is taken back with the task that it did and the one that it set', async () => {
    const kim = await person('kim')
    const { task } = await call(createTask, { kind: 'call', personId: kim })
    const logged = await call(logTouch, {
      kind: 'call',
      outcome: 'no_answer',
      personId: kim,
      taskId: task.id,
      next: { kind: 'mail', dueDay: '2026-11-23', attempt: 2 },
    })
    await call(undoTouch, { id: logged.id })
    const open = await call(listAllTasks, { person: kim })
    expect(open.items.map(({ id, state }) => [id, state])).toEqual([[task.id, 'open']])
    expect(await eventsOf(kim)).toEqual([])
  })
})

test('never followed up: who asked and has not heard from us, with their share', async () => {
  const [asked, called, machine] = [
    await person('asked', [['demo_requested', 5]]),
    await person('called', [['callback_requested', 4]]),
    await person('mailed', [
      ['quote_requested', 3],
      ['email_sent', 2],
    ]),
  ]
  await person('quiet')
  await call(logTouch, { kind: 'call', outcome: 'no_answer', personId: called })
  const found = await call(listUntouched, {})
  // a mail of a program is no follow-up
  expect(found.items.map(({ person: one, event: what }) => [one.id, what])).toEqual([
    [asked, 'demo_requested'],
    [machine, 'quote_requested'],
  ])
  expect(found).toMatchObject({ all: 3, never: 2 })
  await call(createTask, { kind: 'call', personId: asked })
  expect((await call(listUntouched, { limit: 1 })).items[0]).toMatchObject({ planned: true })
})

describe('questions without a deal', () => {
  const said = {
    question: 'What would it mean to solve it?',
    answer: 'A day a week for each dispatcher.',
    playbook: 'tofu',
  }

  test('are those of the stage; answers stay with the person, and go to the deal that is opened with them', async () => {
    const kim = await person('kim')
    expect(await call(readTouchContext, { person: kim })).toMatchObject({ playbook: 'tofu', deals: [] })
    const plain = await call(answerByPerson, { id: kim, ...said }, sven, now - 2 * day)
    await call(answerByPerson, { id: kim, ...said, letter: 'need', answer: 'Nobody sees the trucks.' }, sven, now - day)
    const { items } = await call(listPersonAnswers, { id: kim })
    expect(items.map(({ answer, letter, by }) => [answer, letter, by])).toEqual([
      ['Nobody sees the trucks.', 'need', 'Sven'],
      ['A day a week for each dispatcher.', null, 'Sven'],
    ])
    await expectFresh(t.pool, workspaceId, now)

    const { id } = await call(createDeal, { name: 'Muster', from: kim })
    const deal = await call(readDeal, { id })
    expect(deal.bant.need).toMatchObject({ answer: 'Nobody sees the trucks.', person: { id: kim }, stale: false })
    expect(deal.bant.need?.at).toBe(new Date(now - day).toISOString())
    const carried = await call(listAnswers, { id })
    expect(carried.items.map(({ answer, at }) => [answer, at])).toEqual([
      ['Nobody sees the trucks.', new Date(now - day).toISOString()],
      ['A day a week for each dispatcher.', new Date(now - 2 * day).toISOString()],
    ])
    expect(deal).toMatchObject({ stage: 'contact', openedAt: new Date(now).toISOString() })

    await call(undoPersonAnswer, { id: kim, messageId: plain.messageId })
    expect((await call(listPersonAnswers, { id: kim })).items).toHaveLength(1)
    await expect(call(undoPersonAnswer, { id: kim, messageId: plain.messageId })).rejects.toThrow('conflict')
  })

  test('are asked by who may log a call, of nobody in another workspace', async () => {
    const kim = await person('kim')
    const reader = await member('Vera', 'viewer')
    await expect(call(answerByPerson, { id: kim, ...said }, reader)).rejects.toThrow('forbidden')
    await expect(call(answerByPerson, { id: randomUUIDv7(), ...said })).rejects.toThrow('not_found')
    await expect(call(answerByPerson, { id: kim, ...said, answer: ' ' })).rejects.toThrow('invalid')
  })
})
