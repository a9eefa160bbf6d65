import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import type { DealEntry } from '#actions/deal/write.ts'
import { changeDeal } from '#actions/deal-change.ts'
import { readDeal } from '#actions/deal-read.ts'
import { readDealHygiene } from '#actions/hygiene-deal.ts'
import { readHygiene } from '#actions/hygiene-read.ts'
import { decideReviewItem } from '#actions/review-decide.ts'
import { readHabits } from '#actions/review-habits.ts'
import { listReviews } from '#actions/review-list.ts'
import { readReview } from '#actions/review-read.ts'
import { reopenReviewItem } from '#actions/review-reopen.ts'
import { skipReviewItem } from '#actions/review-skip.ts'
import { listStageQuestions } from '#actions/review-stage-list.ts'
import { changeStageQuestion, openStageQuestion } from '#actions/review-stage-write.ts'
import { startReview } from '#actions/review-start.ts'
import { turnReview } from '#actions/review-turn.ts'
import { listAllTasks } from '#actions/task-list.ts'
import type { Verb } from '#actions/verb.ts'
import { habitDocument } from '#contract/habit.ts'
import { dealHygiene, hygieneList, type HygieneList } from '#contract/hygiene.ts'
import { reviewList, reviewPage } from '#contract/review.ts'
import { stageQuestionList } from '#contract/stage-question.ts'
import type { DealFields } from '#core/deal/event.ts'
import type { Role } from '#core/permission.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb, seedDeals } from '#test/deal-seed.ts'
import { applyBlueprint } from '#test/events.ts'

const day = 86_400_000
const now = Date.parse('2026-11-20T06:00:00Z')
const pipeline = 'sales_pipeline'

let t: TestDatabase
let workspaceId: string
let mina: Actor & { kind: 'user' }
let sven: Actor & { kind: 'user' }
beforeAll(async () => {
  t = await testDatabase()
})
afterAll(() => t.drop())
beforeEach(async () => {
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  mina = await member('Mina', 'manager')
  sven = await member('Sven', 'seller')
})

async function member(name: string, role: Role): Promise<Actor & { kind: 'user' }> {
  const userId = randomUUIDv7()
  const email = `${userId}@team.example`
  await insertUser(t.pool, { id: userId, name, email, passwordHash: 'x', language: null, credentialId: randomUUIDv7() })
  await putMember(t.pool, workspaceId, userId, role)
  return { kind: 'user', userId, name, workspaceId, role }
}

const call = <T>(verb: Verb<T>, input: object = {}, actor: Actor = mina, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

interface Made {
  opened: number
  /** [days before now, stage or outcome, reason] */
  moves?: [number, string, string?][]
  fields?: DealFields
  /** words of theirs, days before now */
  words?: number[]
}

async function deals(made: Record<string, Made>): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  const seed = new Map<string, DealEntry[]>()
  const at = (days: number): number => now - days * day
  for (const [name, { opened, moves = [], fields = {}, words = [] }] of Object.entries(made)) {
    const id = randomUUIDv7()
    ids[name] = id
    const all = { ownerId: sven.userId, ownerName: 'Sven', ...fields, name }
    seed.set(id, [
      { kind: 'opened', at: at(opened), data: { pipeline, stage: 'contact', fields: all } },
      ...moves.map(([days, to, reason]): DealEntry => {
        const where = to === 'lost' || to === 'not_a_buyer' ? { outcome: to } : { stage: to }
        return { kind: 'moved', at: at(days), data: { pipeline, ...where, ...(reason ? { reason } : {}) } }
      }),
      ...words.map((days): DealEntry => ({
        kind: 'touched',
        at: at(days),
        data: { side: 'theirs', what: 'mail', outcome: 'replied' },
      })),
    ])
  }
  await seedDeals(t.pool, mina, seed, now)
  return ids
}

/** Ten deals that stood one to ten days in Qualification, and were lost from there. */
const past = (): Record<string, Made> =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, k) => [
      `past ${k}`,
      {
        opened: 300,
        moves: [
          [200, 'qualification'],
          [199 - k, 'lost', 'no_budget'],
        ] as [number, string, string?][],
      },
    ]),
  )

const money: DealFields = { amountMinor: 5_000_000, currency: 'KRW', closeDate: '2026-12-20' }
const kindsOf = ({ items }: HygieneList, id: string | undefined) =>
  items.find((item) => item.id === id)?.findings.map(({ kind }) => kind)

describe('hygiene', () => {
  test('stuck is measured by the stays of that stage that ended, and says how many lasted longer', async () => {
    const ids = await deals({
      ...past(),
      long: { opened: 40, moves: [[10, 'qualification']], fields: money, words: [1] },
      short: { opened: 40, moves: [[9, 'qualification']], fields: money, words: [1] },
      elsewhere: { opened: 90, moves: [[80, 'meeting']], fields: money, words: [1] },
    })
    const list = hygieneList.parse(await call(readHygiene))
    expect(list.stages.find(({ stage }) => stage === 'qualification')).toMatchObject({
      stays: 10,
      usualDays: 9,
      stuck: 1,
    })
    // nobody has left Meeting yet: nothing is said of it
    expect(list.stages.find(({ stage }) => stage === 'meeting')).toMatchObject({ stays: 0, usualDays: null, stuck: 0 })
    const stuck = await call(readHygiene, { kind: 'stuck' })
    expect(stuck.items.map(({ name }) => name)).toEqual(['long'])
    expect(stuck.items[0]?.findings).toContainEqual({ kind: 'stuck', days: 10, usualDays: 9, longer: 0, of: 10 })
    expect(stuck.items[0]?.clocks.theirs).toMatchObject({ days: 1, what: 'mail', outcome: 'replied' })
    expect(stuck.items[0]?.clocks.ours).toBeNull()
    const one = dealHygiene.parse(await call(readDealHygiene, { id: ids['long'] }))
    expect(one.deal?.findings).toEqual(stuck.items[0]?.findings)
    expect((await call(readDealHygiene, { id: ids['past 1'] })).deal).toBeNull()
  })

  test('silence is learned from gaps that were answered; two weeks until there are enough', async () => {
    const ids = await deals({ quiet: { opened: 60, fields: money, words: [20] } })
    expect((await call(readHygiene)).silence).toEqual({ days: 14, learned: false, of: 0 })
    expect(kindsOf(await call(readHygiene), ids['quiet'])).toContain('silent')
    // a talk in which they answer every thirty days
    await deals({ slow: { opened: 400, fields: money, words: Array.from({ length: 12 }, (_, k) => 331 - k * 30) } })
    const list = await call(readHygiene)
    expect(list.silence).toEqual({ days: 30, learned: true, of: 11 })
    expect(kindsOf(list, ids['quiet'])).not.toContain('silent')
  })

  test('kinds add up to money at stake, what has no rate apart; pages follow each other; owners and pipelines narrow', async () => {
    await deals({
      late: { opened: 5, moves: [[4, 'qualification']], fields: { ...money, closeDate: '2026-11-01' } },
      dollars: {
        opened: 5,
        moves: [[4, 'qualification']],
        fields: { amountMinor: 700, currency: 'USD', closeDate: '2026-11-01' },
      },
      bare: { opened: 5, moves: [[4, 'qualification']], fields: { closeDate: '2026-11-19', ownerId: mina.userId } },
    })
    const all = await call(readHygiene, { kind: 'past_close' })
    expect(all.kinds.find(({ kind }) => kind === 'past_close')).toEqual({
      kind: 'past_close',
      count: 3,
      baseMinor: 5_000_000,
      apart: [{ currency: 'USD', amountMinor: 700, count: 1 }],
      bare: 1,
    })
    const first = await call(readHygiene, { kind: 'past_close', limit: 2 })
    const second = await call(readHygiene, { kind: 'past_close', limit: 2, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id))
    expect(second.next).toBeNull()
    // as bad as each other: the largest comes first
    expect(all.items[0]?.name).toBe('late')
    expect((await call(readHygiene, { owner: mina.userId })).open.count).toBe(1)
    await expect(call(readHygiene, { pipeline: 'nowhere' })).rejects.toThrow('There is no pipeline nowhere')
    await expect(call(readHygiene, { cursor: first.next ?? '' })).rejects.toThrow('cursor')
  })
})

describe('a review', () => {
  async function seeded() {
    return deals({
      late: { opened: 30, moves: [[25, 'proposal']], fields: { ...money, closeDate: '2026-11-01' }, words: [1] },
      silent: { opened: 60, moves: [[25, 'meeting']], fields: money },
      moved: { opened: 3, moves: [[1, 'qualification']], fields: money },
      gone: {
        opened: 50,
        moves: [
          [20, 'proposal'],
          [2, 'lost', 'no_budget'],
        ],
        fields: money,
      },
      early: { opened: 50, moves: [[2, 'not_a_buyer', 'no_budget']], fields: money },
      signed: {
        opened: 50,
        moves: [
          [20, 'meeting'],
          [3, 'close'],
        ],
        fields: money,
      },
    })
  }

  test('goes through what needs attention, what moved, what was lost late, what was won oddly', async () => {
    await seeded()
    const { id } = await call(startReview, { most: 2 })
    const page = reviewPage.parse(await call(readReview, { id }))
    const parts = Object.groupBy(page.items, ({ part }) => part)
    expect(parts.attention?.map(({ deal }) => deal.name)).toEqual(['late', 'silent'])
    expect(parts.moving?.map(({ deal, why }) => [deal.name, why.from])).toEqual([['moved', 'contact']])
    expect(parts.lost?.map(({ deal, why }) => [deal.name, why.from, why.reason])).toEqual([
      ['gone', 'proposal', 'no_budget'],
    ])
    expect(parts.won?.map(({ deal, why }) => [deal.name, why.odd, why.skipped])).toEqual([
      ['signed', ['skipped'], ['qualification', 'proposal']],
    ])
    expect(page.stood.open.count).toBe(3)
  })

  test('a decision changes the deal, tells its owner and gives them a task; the time is kept; it can be taken back', async () => {
    const ids = await seeded()
    const { id } = await call(startReview, { most: 2, guests: ['The CEO'] })
    const minute = (n: number) => now + n * 60_000
    const decided = await call(
      decideReviewItem,
      {
        id,
        place: 1,
        decision: 'close_date',
        closeDate: '2026-12-15',
        note: 'Ask for the budget round',
        taskTitle: 'Date',
      },
      mina,
      minute(2),
    )
    expect(decided.seconds).toBe(120)
    const task = (await call(listAllTasks, { deal: ids['late'] })).items[0]
    expect(task).toMatchObject({
      id: decided.taskId,
      title: 'Date',
      note: 'Ask for the budget round',
      assignee: { id: sven.userId },
      dueDay: '2026-11-23',
    })
    const told = await t.pool.query(`select kind, data, link from notification where user_id = $1`, [sven.userId])
    expect(told.rows).toEqual([
      {
        kind: 'review_decided',
        data: { deal: 'late', decision: 'close_date', by: 'Mina' },
        link: `/deals/${ids['late']}`,
      },
    ])
    expect((await call(readDeal, { id: ids['late'] })).closeDate).toBe('2026-12-15')
    // somebody who came second
    await expect(call(decideReviewItem, { id, place: 1, decision: 'keep' })).rejects.toThrow('conflict')
    await call(reopenReviewItem, { id, place: 1 }, mina, minute(3))
    expect((await call(readDeal, { id: ids['late'] })).closeDate).toBe('2026-11-01')
    expect((await call(listAllTasks, { deal: ids['late'] })).items).toEqual([])
    // an hour without a deed counts as a quarter of one
    await call(skipReviewItem, { id, place: 1 }, mina, minute(63))
    const page = await call(readReview, { id })
    expect(page.seconds).toBe(180 + 900)
    expect(page.items[0]).toMatchObject({ state: 'skipped', decision: null, seconds: 120 + 900 })
    expect(page.present).toEqual([
      { id: mina.userId, name: 'Mina' },
      { id: null, name: 'The CEO' },
    ])
  })

  test('each decision does what it says', async () => {
    const ids = await seeded()
    const anna = await member('Anna', 'seller')
    const { id } = await call(startReview, { most: 3 })
    const { items } = await call(readReview, { id })
    const placeOf = (name: string) => items.find(({ deal }) => deal.name === name)?.place
    await call(decideReviewItem, { id, place: placeOf('late'), decision: 'owner', ownerId: anna.userId })
    expect((await call(readDeal, { id: ids['late'] })).owner).toEqual({ id: anna.userId, name: 'Anna' })
    expect((await call(listAllTasks, { deal: ids['late'] })).items[0]?.assignee?.id).toBe(anna.userId)
    await expect(call(decideReviewItem, { id, place: placeOf('silent'), decision: 'lose' })).rejects.toThrow('reason')
    const lose = { id, place: placeOf('silent'), decision: 'lose', outcome: 'lost', reason: 'no_budget' }
    await call(decideReviewItem, lose)
    expect((await call(readDeal, { id: ids['silent'] })).status).toBe('lost')
    await call(decideReviewItem, { id, place: placeOf('moved'), decision: 'keep' })
    expect((await call(listAllTasks, { deal: ids['moved'] })).items).toEqual([])
    await expect(call(decideReviewItem, { id, place: placeOf('signed'), decision: 'push' })).rejects.toThrow('won')
    await call(decideReviewItem, { id, place: placeOf('signed'), decision: 'coach', note: 'How did you do that?' })
    expect((await call(listAllTasks, { deal: ids['signed'] })).items[0]?.kind).toBe('meeting')
    // what has changed since cannot be taken back from here
    const { revision } = await call(readDeal, { id: ids['late'] })
    await call(changeDeal, { id: ids['late'], revision, fields: { tags: ['x'] } })
    await expect(call(reopenReviewItem, { id, place: placeOf('late') })).rejects.toThrow('changed since')
  })

  test('a pause counts for nothing; the end keeps the summary; a review that is over is not changed', async () => {
    await seeded()
    const { id } = await call(startReview, { guided: true })
    const minute = (n: number) => now + n * 60_000
    await call(turnReview, { id, to: 'paused' }, mina, minute(5))
    await call(turnReview, { id, to: 'running' }, mina, minute(125))
    const done = await call(turnReview, { id, to: 'done', note: 'A good week' }, mina, minute(130))
    expect(done).toMatchObject({ state: 'done', seconds: 600 })
    await expect(call(skipReviewItem, { id, place: 1 })).rejects.toThrow('over')
    const list = reviewList.parse(await call(listReviews, {}, sven))
    expect(list.items[0]).toMatchObject({ state: 'done', seconds: 600, decided: 0 })
    expect(list).toMatchObject({ month: { reviews: 1, seconds: 600 }, mayRun: false, guidedBefore: false })
    expect((await call(listReviews)).guidedBefore).toBe(true)
    expect((await call(readReview, { id }, sven)).note).toBe('A good week')
    await expect(call(startReview, {}, sven)).rejects.toThrow('forbidden')
  })
})

test('what is asked of a stage is kept, with what was heard there and whether a change helped', async () => {
  const before = Array.from({ length: 25 }, (_, k) => [
    `before ${k}`,
    {
      opened: 150,
      moves: [
        [140, 'qualification'],
        [135, 'lost', 'no_budget'],
      ] as [number, string, string?][],
    },
  ])
  const after = Array.from({ length: 25 }, (_, k) => [
    `after ${k}`,
    {
      opened: 80,
      moves: [
        [70, 'qualification'],
        [68, 'meeting'],
      ] as [number, string, string?][],
    },
  ])
  await deals(Object.fromEntries([...before, ...after]) as Record<string, Made>)
  const { id } = await call(openStageQuestion, { pipeline, stage: 'qualification', kind: 'leak' })
  const changed = await call(changeStageQuestion, {
    id,
    revision: 1,
    answers: { promised: 'A demo within a day', words: '' },
    meetsNeed: true,
    change: 'We call at once',
    changeBy: 'Mina',
    changeDay: '2026-08-20',
  })
  await expect(call(changeStageQuestion, { id, revision: 1, meetsNeed: false })).rejects.toThrow('conflict')
  const list = stageQuestionList.parse(await call(listStageQuestions, {}, sven))
  expect(list.items[0]).toMatchObject({
    revision: changed.revision,
    answers: { promised: 'A demo within a day' },
    meetsNeed: true,
    effect: { days: 46, before: { rate: 0, of: 25 }, after: { rate: 1, of: 25 }, verdict: 'up' },
  })
  expect(list.heard.find(({ stage }) => stage === 'qualification')?.reasons).toEqual([
    { reason: 'no_budget', count: 25 },
  ])
  await expect(call(openStageQuestion, { pipeline, stage: 'nowhere', kind: 'test' })).rejects.toThrow('stage:')
})

test('the nine habits say what the team does', async () => {
  await deals({
    fast: { opened: 20, moves: [[10, 'close']], fields: { ...money, source: 'referral' } },
    old: { opened: 200, moves: [[100, 'close']], fields: money },
    open: { opened: 5, fields: { ...money, source: 'partner' } },
  })
  const { id } = await call(startReview, { guided: true })
  await call(turnReview, { id, to: 'done' }, mina, now + 600_000)
  const test = { pipeline, stage: 'meeting', kind: 'test', answers: { why: 'They see it work' } }
  await call(openStageQuestion, test)
  const habits = habitDocument.parse(await call(readHabits, {}, sven))
  expect(habits).toMatchObject({
    meetings: { seconds: 600, reviews: 1, targetSeconds: 14_400 },
    trained: { managers: 1, guided: 1 },
    cycle: { days: 10, won: 1, daysBefore: 100, wonBefore: 1 },
    referrals: { came: 1, won: 1 },
    clean: { open: 1, troubled: 1 },
    partners: { open: 1, openAll: 1, won: 0, wonAll: 1 },
    why: { asked: 1 },
  })
  expect(habits.clean.before).toMatchObject([{ open: 1, troubled: 1 }])
})
