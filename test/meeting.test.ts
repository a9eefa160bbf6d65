import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { createDeal } from '#actions/deal-create.ts'
import { readDealGates } from '#actions/deal-move.ts'
import { readDeal } from '#actions/deal-read.ts'
import { cancelMeeting, changeMeeting } from '#actions/meeting-change.ts'
import { createMeeting } from '#actions/meeting-create.ts'
import { noteMeetingOutcome, prepareMeeting } from '#actions/meeting-outcome.ts'
import { listMeetings, readInvitation, readMeeting } from '#actions/meeting-read.ts'
import { deliverMail } from '#actions/mail-deliver.ts'
import type { Verb } from '#actions/verb.ts'
import type { Role } from '#core/permission.ts'
import { createMailDoor } from '#server/mail/door.ts'
import { saveTransport } from '#store/mail-transport.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { startSmtp } from '#test/smtp.ts'

const hour = 3_600_000
const day = 24 * hour
// a Friday afternoon in Seoul
const now = Date.parse('2026-11-20T06:00:00Z')

let t: TestDatabase
let workspaceId: string
let seller: Actor

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  seller = await member('Sven Holt', 'seller')
})
afterAll(() => t.drop())

async function member(name: string, role: Role): Promise<Actor> {
  const userId = randomUUIDv7()
  const email = `${role}.${userId.slice(-6)}@ours.example`
  await insertUser(t.pool, { id: userId, name, email, passwordHash: 'x', language: null, credentialId: randomUUIDv7() })
  await putMember(t.pool, workspaceId, userId, role)
  return { kind: 'user', userId, name, workspaceId, role }
}

const call = <T>(verb: Verb<T>, input: object, actor = seller, at = now): Promise<T> =>
  callVerb(t.pool, actor, at, verb, input)

async function person(name: string): Promise<string> {
  const flow = createFlow({ pool: t.pool, now: () => now })
  const email = `${name}@muster.example`
  const seen = event('page_viewed', now - 9 * day, { keys: keys({ userId: name, email }), object: '/pricing' })
  await flow.accept(workspaceId, [{ event: { ...seen, traits: { name, email, title: 'Head of Logistics' } } }])
  const { rows } = await t.pool.query(
    `select person_id as id from identity where workspace_id = $1 and kind = 'u' and value = $2`,
    [workspaceId, name],
  )
  return rows[0].id
}

const at = (time: number) => new Date(time).toISOString()
const meeting = (person: string, more: object = {}) => ({
  title: 'Demo',
  how: 'video',
  place: 'https://meet.example/1',
  agenda: 'Your ETA problem',
  startsAt: at(now + 5 * day),
  minutes: 45,
  attendees: [{ person }],
  language: 'en',
  invite: true,
  ...more,
})

async function factsOf(id: string): Promise<string[]> {
  const { rows } = await t.pool.query(
    `select name from event where workspace_id = $1 and person_id = $2 and name like 'meeting%' order by time, message_id`,
    [workspaceId, id],
  )
  return rows.map(({ name }) => name as string)
}

async function mails(): Promise<{ subject: string; to: string; calendar: { method: string; content: string } }[]> {
  const { rows } = await t.pool.query(
    `select subject, to_address as "to", calendar from mail where workspace_id = $1 and kind = 'meeting' order by created_at, cause`,
    [workspaceId],
  )
  return rows
}

describe('a meeting', () => {
  test('is booked, invited to, moved and called off under one id with rising sequence; people and deal hear of it', async () => {
    const anna = await person('anna')
    const deal = await call(createDeal, { name: 'Muster', from: anna, stage: 'meeting' })
    const made = await call(createMeeting, meeting(anna, { deal: deal.id }))
    expect(made.invited).toBe(1)
    // its next step is the rehearsal, two business days before: Wednesday 25 is the meeting, Monday 23 in Seoul
    const page = await call(readMeeting, { id: made.id })
    expect(page).toMatchObject({ rehearseOn: '2026-11-23', state: 'planned', prepared: 0, deal: { name: 'Muster' } })
    expect((await call(readDeal, { id: deal.id })).nextStepAt).toBe('2026-11-22T15:00:00.000Z')
    expect((await call(readDeal, { id: deal.id })).ours).toMatchObject({ what: 'meeting', outcome: 'booked' })

    const later = at(now + 6 * day)
    const changed = await call(changeMeeting, { id: made.id, revision: made.revision, startsAt: later })
    expect(changed.sequence).toBe(1)
    await expect(call(changeMeeting, { id: made.id, revision: made.revision, title: 'Old' })).rejects.toThrow(
      'conflict',
    )
    const off = await call(cancelMeeting, { id: made.id, revision: changed.revision })
    const sent = await mails()
    expect(sent.map(({ calendar }) => calendar.method)).toEqual(['REQUEST', 'REQUEST', 'CANCEL'])
    const of = (name: string) =>
      sent.map(({ calendar }) => new RegExp(`^${name}:(.*)$`, 'm').exec(calendar.content)?.[1]?.trim())
    expect(of('SEQUENCE')).toEqual(['0', '1', '2'])
    expect(new Set(of('UID')).size).toBe(1)
    expect(await factsOf(anna)).toEqual(['meeting_booked', 'meeting_moved', 'meeting_cancelled'])
    await expect(call(cancelMeeting, { id: made.id, revision: off.revision })).rejects.toThrow('conflict')
    expect((await call(readDeal, { id: deal.id })).nextStepAt).toBeNull()
  })

  test('that was attended opens the gate, and moves who waited for it; absence is told of who was absent', async () => {
    const [ben, cleo] = [await person('ben'), await person('cleo')]
    const deal = await call(createDeal, { name: 'Gate', from: ben, stage: 'meeting' })
    const made = await call(
      createMeeting,
      meeting(ben, { deal: deal.id, attendees: [{ person: ben }, { person: cleo }] }),
    )
    const gate = async (when = now) =>
      (await call(readDealGates, { id: deal.id, stage: 'proposal' }, seller, when)).gates.find(
        ({ need }) => need === 'meeting_attended',
      )?.met
    expect(await gate()).toBe(false)
    const outcome = { id: made.id, revision: made.revision, outcome: 'attended', came: [ben] }
    await expect(call(noteMeetingOutcome, outcome)).rejects.toThrow('conflict: This meeting has not begun')
    const after = now + 6 * day
    expect((await call(listMeetings, { when: 'unanswered' }, seller, after)).items).toMatchObject([
      { unanswered: true },
    ])
    await call(noteMeetingOutcome, { ...outcome, note: 'Liked it' }, seller, after)
    expect(await gate(after)).toBe(true)
    expect(await factsOf(ben)).toEqual(['meeting_booked', 'meeting_attended'])
    expect(await factsOf(cleo)).toEqual(['meeting_booked', 'meeting_missed'])
    const { rows } = await t.pool.query(
      `select stages -> 'six_stage' ->> 'stage' as stage from person_fold where person_id = $1`,
      [ben],
    )
    expect(rows[0].stage).toBe('opportunity')
    await expect(call(noteMeetingOutcome, outcome, seller, after)).rejects.toThrow('conflict')
  })

  test('is prepared step by step, with what is known of who comes', async () => {
    const dora = await person('dora')
    const made = await call(createMeeting, meeting(dora, { invite: false }))
    await call(prepareMeeting, { id: made.id, step: 'research', note: 'They run 40 trucks', done: true })
    await call(prepareMeeting, { id: made.id, step: 'rehearsal', done: true })
    const page = await call(readMeeting, { id: made.id })
    expect(page).toMatchObject({ prepared: 2, people: [{ id: dora, title: 'Head of Logistics' }], brief: null })
    expect(page.prep['research']).toMatchObject({ note: 'They run 40 trucks', done: { by: 'Sven Holt' } })
    const open = await t.pool.query(`select from task where workspace_id = $1 and cause like $2 and state = 'open'`, [
      workspaceId,
      `meeting:${made.id}%`,
    ])
    expect(open.rowCount).toBe(0)
    expect((await call(readInvitation, { id: made.id })).text).toContain('METHOD:REQUEST')
  })

  test('is refused in the past, without anybody, by whom it is not, and in another workspace', async () => {
    const emil = await person('emil')
    await expect(call(createMeeting, meeting(emil, { startsAt: at(now - hour) }))).rejects.toThrow('invalid: startsAt')
    await expect(call(createMeeting, meeting(randomUUIDv7()))).rejects.toThrow('invalid: attendees.0.person')
    await expect(call(createMeeting, meeting(emil, { attendees: [] }))).rejects.toThrow('invalid')
    const made = await call(createMeeting, meeting(emil, { invite: false }))
    const other = await member('Olga', 'seller')
    await expect(call(cancelMeeting, { id: made.id, revision: 1 }, other)).rejects.toThrow(
      'forbidden: This meeting is Sven Holt’s',
    )
    const foreign = { ...seller, workspaceId: await testWorkspace(t.pool) }
    await expect(call(readMeeting, { id: made.id }, foreign)).rejects.toThrow('not_found')
    await expect(call(readInvitation, { id: made.id }, foreign)).rejects.toThrow('not_found')
    expect((await call(listMeetings, {}, foreign)).items).toEqual([])
  })

  test('arrives at a real server as something that calendars read', async () => {
    const smtp = await startSmtp()
    try {
      const fritz = await person('fritz')
      await saveTransport(
        t.pool,
        workspaceId,
        {
          enabled: true,
          host: '127.0.0.1',
          port: smtp.port,
          security: 'none',
          username: null,
          sealedPassword: null,
          fromAddress: 'sales@ours.example',
          fromName: 'Ours',
          replyTo: null,
        },
        'operator:test',
        now,
      )
      await call(createMeeting, meeting(fritz, { language: 'ko' }))
      const door = createMailDoor({
        secret: 'a secret of tests, long enough for anybody',
        allowPrivate: true,
        connectMs: 2000,
        silenceMs: 2000,
      })
      await deliverMail(t.pool, door, { now: () => now + hour })
      const raw = smtp.arrived.find(({ to }) => to.includes('fritz@muster.example'))?.raw ?? ''
      expect(raw).toMatch(/Content-Type: text\/calendar;[^]*?method=REQUEST/i)
      expect(raw).toContain('invitation.ics')
    } finally {
      await smtp.close()
    }
  })
})
