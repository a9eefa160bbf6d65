import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliverMail } from '#actions/mail-deliver.ts'
import { writeDigests } from '#actions/notify-digest.ts'
import { notifyAll } from '#actions/notify-feed.ts'
import type { MailTransport } from '#actions/mail-door.ts'
import type { CreatedWorkspace } from '#actions/workspace-create.ts'
import { createMailDoor } from '#server/mail/door.ts'
import { startTestApp, type TestApp } from './app.ts'
import { startSmtp, type TestSmtp } from './smtp.ts'

let app: TestApp
let smtp: TestSmtp
beforeAll(async () => {
  app = await startTestApp()
  smtp = await startSmtp()
})
afterAll(async () => {
  await smtp.close()
  await app.stop()
})

const hour = 3_600_000
const day = 24 * hour

let here: CreatedWorkspace
beforeEach(async () => {
  here = await app.workspace('Sample Logistics')
})

async function send(key: string, batch: object[]): Promise<void> {
  const answer = await fetch(`${app.base}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  expect(answer.status).toBe(200)
}

/** Somebody who fits, agreed, and asks to talk: an MQL, and hot. */
function keen(userId: string, name: string, agoMs = 0): object[] {
  const context = { userAgent: 'Mozilla/5.0' }
  const one = { userId, context }
  const events: object[] = [
    {
      type: 'identify',
      ...one,
      traits: { name, email: `${userId}@muster-trading.example`, title: 'CTO', company: 'Muster Trading' },
    },
    {
      type: 'group',
      ...one,
      groupId: 'muster',
      traits: { name: 'Muster Trading', employees: 400, industry: 'logistics' },
    },
    { type: 'track', ...one, event: 'consent_granted', properties: { purpose: 'marketing', wording: 'Write me.' } },
    { type: 'track', ...one, event: 'demo_requested', properties: { form: 'demo' } },
    { type: 'track', ...one, event: 'price_asked' },
    { type: 'track', ...one, event: 'quote_requested' },
  ]
  // one after the other: of one moment any might have come last
  const first = Date.now() - agoMs - events.length
  return events.map((event, index) => ({ ...event, timestamp: new Date(first + index).toISOString() }))
}

async function told(workspaceId: string): Promise<{ role: string; kind: string; data: Record<string, unknown> }[]> {
  const { rows } = await app.pool.query(
    `select m.role, n.kind, n.data from notification n
       join workspace_member m on m.workspace_id = n.workspace_id and m.user_id = n.user_id
      where n.workspace_id = $1 order by n.at, m.role, n.kind`,
    [workspaceId],
  )
  return rows
}

describe('the bell', () => {
  test('rings for whoever owns the stage when somebody is handed over, once', async () => {
    const { workspaceId, keys } = here
    const sdr = await app.member(workspaceId, 'sdr')
    await app.member(workspaceId, 'seller')
    const stranger = await app.member((await app.workspace('There')).workspaceId, 'sdr')
    await send(keys.secret, keen('u1', '김서연'))
    expect(await notifyAll(app.pool, Date.now())).toContain(workspaceId)
    await notifyAll(app.pool, Date.now() + 6 * 60_000)
    expect(await told(workspaceId)).toMatchObject([
      { role: 'sdr', kind: 'handoff', data: { team: 'sdr', reason: 'entered:mql', stage: 'mql' } },
    ])
    const { body } = await sdr.get('/api/notifications')
    const [item] = body['items'] as { id: string; link: string; person: object; readAt: null }[]
    expect(item).toMatchObject({ person: { name: '김서연', account: 'Muster Trading' }, readAt: null })
    expect(item?.link).toMatch(/^\/people\/[0-9a-f-]{36}$/)
    expect((await sdr.get('/api/notifications/count')).body).toEqual({ unread: 1 })
    expect((await stranger.get('/api/notifications')).body).toMatchObject({ items: [], unread: 0 })

    // another's cannot be marked, one's own can, and unmarked again
    await stranger.post('/api/notifications/read', { ids: [item?.id] })
    expect((await sdr.get('/api/notifications/count')).body).toEqual({ unread: 1 })
    const read = await sdr.post('/api/notifications/read', { ids: [item?.id] })
    expect(read.body).toEqual({ changed: 1, unread: 0 })
    expect((await sdr.get('/api/notifications?unread=true')).body).toMatchObject({ items: [] })
    await sdr.post('/api/notifications/read', { ids: [item?.id], read: false })
    expect((await sdr.post('/api/notifications/read', {})).body).toEqual({ changed: 1, unread: 0 })
  })

  test('rings for admins and managers where nobody has the role', async () => {
    const { workspaceId, keys } = here
    await app.member(workspaceId, 'admin')
    await app.member(workspaceId, 'viewer')
    await send(keys.secret, keen('u1', 'Kim'))
    await notifyAll(app.pool, Date.now())
    expect(await told(workspaceId)).toMatchObject([{ role: 'admin', kind: 'handoff' }])
  })

  test('rings when somebody becomes hot, with what they did; not for those who were hot before', async () => {
    const { workspaceId, keys } = here
    await app.member(workspaceId, 'marketer')
    const hot = (events: object[]) => events.filter((one) => !JSON.stringify(one).includes('consent_granted'))
    await send(keys.secret, hot(keen('old', 'Long ago', 3 * day)))
    await send(keys.secret, [{ type: 'page', userId: 'old', context: { userAgent: 'Mozilla/5.0' } }])
    await send(keys.secret, hot(keen('new', 'Dmitri')))
    const { rows } = await app.pool.query(`select stage, fit from person_fold where workspace_id = $1`, [workspaceId])
    expect(rows).toHaveLength(2)
    await notifyAll(app.pool, Date.now())
    await notifyAll(app.pool, Date.now() + 10 * 60_000)
    const heard = (await told(workspaceId)).filter(({ kind }) => kind === 'hot')
    expect(heard).toHaveLength(1)
    expect(heard[0]?.data['event']).toMatch(/^(demo_requested|price_asked|quote_requested)$/)
    expect(heard[0]?.data['total']).toBeGreaterThan(40)
  })

  test('rings for whoever imported when the import ends, and when far more is set aside than usual', async () => {
    const { workspaceId, keys } = here
    await app.member(workspaceId, 'marketer')
    await app.pool.query(
      `insert into import (workspace_id, id, kind, file_name, mapping, state, rows_accepted, rows_set_aside, created_by,
         created_at, finished_at)
       select $1, gen_random_uuid(), 'people', state || '.csv', '{}', state, 120, 3,
              'user:' || (select user_id from workspace_member where workspace_id = $1), now(), now()
         from unnest('{done,failed}'::text[]) state`,
      [workspaceId],
    )
    const bad = Array.from({ length: 25 }, (_, n) => ({
      type: 'track',
      userId: `u${n}`,
      event: 'x',
      timestamp: 'never',
    }))
    await send(keys.secret, bad)
    await notifyAll(app.pool, Date.now())
    // once a day: later, and still the same day in Seoul
    const dayIn = (at: number) => Math.floor((at + 9 * hour) / day)
    const later = Date.now() + 2 * hour
    await notifyAll(app.pool, dayIn(later) === dayIn(Date.now()) ? later : Date.now() + 1)
    const heard = await told(workspaceId)
    expect(heard.map(({ kind }) => kind).toSorted()).toEqual(['import_done', 'import_failed', 'set_aside_grew'])
    expect(heard.find(({ kind }) => kind === 'set_aside_grew')?.data).toEqual({ count: 25, usual: 0 })
    expect(heard.find(({ kind }) => kind === 'import_done')?.data).toMatchObject({ file: 'done.csv', accepted: 120 })
  })
})

describe('the digest', () => {
  const operator = (): MailTransport => ({
    host: '127.0.0.1',
    port: smtp.port,
    security: 'none',
    username: null,
    password: null,
    fromAddress: 'noreply@host.example',
    fromName: null,
    replyTo: null,
    trusted: true,
  })
  const door = () => createMailDoor({ operator: operator(), secret: 'x'.repeat(40), connectMs: 2000, silenceMs: 2000 })
  const address = 'https://funnel.example'
  /** how many digests the workspace has written after that moment's run */
  async function digest(now: number, by = door()): Promise<number> {
    await writeDigests(app.pool, by, { now, address })
    const { rows } = await app.pool.query(
      `select count(*)::integer as count from mail where workspace_id = $1 and kind = 'digest'`,
      [here.workspaceId],
    )
    return rows[0]?.count
  }

  /** The next time that clocks in Seoul show this hour; on a Monday, if wanted. */
  function seoul(atHour: number, { onMonday = false } = {}): number {
    let at = Temporal.Now.zonedDateTimeISO('Asia/Seoul').with({ hour: atHour, minute: 5 })
    while (at.epochMilliseconds < Date.now() || (at.dayOfWeek === 1) !== onMonday) at = at.add({ days: 1 })
    return at.epochMilliseconds
  }

  /** Something to say: a hand-off, an hour before that moment. */
  async function handOver(workspaceId: string, before: number): Promise<void> {
    const person = await app.pool.query(`select id from person where workspace_id = $1 limit 1`, [workspaceId])
    await app.pool.query(
      `insert into notification (workspace_id, id, user_id, kind, cause, person_id, link, data, at)
       select $1, gen_random_uuid(), user_id, 'handoff', 'test:' || $2::text, $3::uuid, '/people/' || $3::uuid, '{}',
              to_timestamp($2::text::double precision / 1000) - interval '1 hour'
         from workspace_member where workspace_id = $1`,
      [workspaceId, before, person.rows[0]?.id],
    )
  }

  test('is written at eight where the team is, once a day, in each one’s language, and delivered', async () => {
    const { workspaceId, keys } = here
    const { email } = await app.member(workspaceId, 'manager')
    await app.pool.query(`update auth_user set locale = 'ko' where email = $1`, [email])
    await send(keys.secret, keen('u1', '김서연'))
    await handOver(workspaceId, seoul(8))
    expect(await digest(seoul(8) - 10 * 60_000)).toBe(0)
    expect(await digest(seoul(8))).toBe(1)
    expect(await digest(seoul(8) + 15 * 60_000)).toBe(1)
    await deliverMail(app.pool, door(), { now: () => seoul(9) })
    const arrived = smtp.arrived.filter(({ to }) => to.includes(email))
    expect(arrived).toHaveLength(1)
    const text = arrived[0] ? smtp.texts(arrived[0]) : ''
    expect(text).toContain('영업 인계')
    expect(text).toContain('https://funnel.example/people/')
  })

  test('names hand-offs past their deadline as the bell does, until they are answered', async () => {
    const { workspaceId, keys } = here
    const boss = await app.member(workspaceId, 'manager')
    const sdr = await app.member(workspaceId, 'sdr')
    await send(keys.secret, keen('u1', '김서연'))
    const at = seoul(8)
    await app.pool.query(`update effect set due_at = $2 where workspace_id = $1`, [workspaceId, new Date(at - hour)])
    await notifyAll(app.pool, at)
    await app.pool.query(`delete from notification where workspace_id = $1 and kind <> 'handoff_overdue'`, [
      workspaceId,
    ])
    expect(await digest(at)).toBe(2)
    const { rows } = await app.pool.query<{ subject: string; to_address: string }>(
      `select subject, to_address from mail where workspace_id = $1 order by to_address`,
      [workspaceId],
    )
    expect(rows).toHaveLength(2)
    for (const { subject } of rows) expect(subject).toContain('1 hand-off is overdue')
    await app.pool.query(`update effect set state = 'done' where workspace_id = $1`, [workspaceId])
    await app.pool.query(
      `update person_fold f set handoff = false from person p
      where p.id = f.person_id and p.workspace_id = $1`,
      [workspaceId],
    )
    await app.pool.query(`delete from notice_look where workspace_id = $1`, [workspaceId])
    expect(await digest(at + day)).toBe(2)
    expect([boss.email, sdr.email].toSorted()).toEqual(rows.map((row) => row.to_address))
  })

  test('is not written without news, nor to who wants none, nor weekly before Monday', async () => {
    const { workspaceId, keys } = here
    const silent = await app.member(workspaceId, 'manager')
    const weekly = await app.member(workspaceId, 'manager')
    expect((await silent.post('/api/notification-settings', { digest: 'off' })).body).toMatchObject({ digest: 'off' })
    await weekly.post('/api/notification-settings', { digest: 'weekly' })
    await send(keys.secret, keen('u1', 'Kim'))
    const again = () => app.pool.query(`delete from notice_look where workspace_id = $1`, [workspaceId])
    expect(await digest(seoul(8, { onMonday: true }))).toBe(0)
    await again()
    await handOver(workspaceId, seoul(8))
    expect(await digest(seoul(8))).toBe(0)
    await again()
    await handOver(workspaceId, seoul(8, { onMonday: true }))
    expect(await digest(seoul(8, { onMonday: true }))).toBe(1)
    const { rows } = await app.pool.query(`select to_address from mail where workspace_id = $1`, [workspaceId])
    expect(rows).toEqual([{ to_address: weekly.email }])
  })

  test('is not written where no mail can go, and never in a demo', async () => {
    const { workspaceId, keys } = here
    await app.member(workspaceId, 'manager')
    await send(keys.secret, keen('u1', 'Kim'))
    await handOver(workspaceId, seoul(8))
    const closed = createMailDoor({ secret: 'x'.repeat(40) })
    expect(await digest(seoul(8), closed)).toBe(0)
    await app.pool.query(`update workspace set demo = true where workspace_id = $1`, [workspaceId])
    expect(await digest(seoul(8))).toBe(0)
  })
})
