import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deliverMail } from '#actions/mail-deliver.ts'
import type { MailDoor } from '#actions/mail-door.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { createMailDoor, type MailDoorOptions } from '#server/mail/door.ts'
import { saveTransport } from '#store/mail-transport.ts'
import { testDatabase, testWorkspace, type TestDatabase } from './database.ts'
import { startSmtp, testCa, type SmtpRules, type TestSmtp } from './smtp.ts'

let database: TestDatabase
const servers: TestSmtp[] = []
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
  await database.pool.query('delete from mail')
})
afterAll(() => database.drop())

const minute = 60_000
const secret = 'a secret of tests, long enough for anybody'

async function smtp(rules: SmtpRules = {}): Promise<TestSmtp> {
  const server = await startSmtp(rules)
  servers.push(server)
  return server
}

function door(options: MailDoorOptions = {}): MailDoor {
  return createMailDoor({ secret, allowPrivate: true, connectMs: 1000, silenceMs: 1000, ...options })
}

/** A workspace that sends by the server at that port. */
async function sending(port: number, more: Partial<Parameters<typeof saveTransport>[2]> = {}): Promise<string> {
  const workspaceId = await testWorkspace(database.pool)
  await saveTransport(
    database.pool,
    workspaceId,
    {
      enabled: true,
      host: '127.0.0.1',
      port,
      security: 'none',
      username: null,
      sealedPassword: null,
      fromAddress: 'funnel@sample.example',
      fromName: '샘플 물류',
      replyTo: 'sales@sample.example',
      ...more,
    },
    'operator:test',
    Date.now(),
  )
  return workspaceId
}

let count = 0
async function write(workspaceId: string | null, more: Partial<Parameters<typeof enqueueMail>[2]> = {}): Promise<void> {
  const cause = `test:${++count}`
  const mail = { kind: 'digest', cause, to: 'kim@example.com', subject: 'Good morning', text: 'Three people are hot.' }
  await enqueueMail(database.pool, workspaceId, { ...mail, ...more })
}

async function mails(): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query(
    `select state, attempts, next_at as "nextAt", last_answer as "lastAnswer", body, message_id as "messageId"
       from mail order by length(cause), cause`,
  )
  return rows
}

describe('a mail', () => {
  test('arrives with its headers and both its texts, once', async () => {
    const server = await smtp()
    const workspaceId = await sending(server.port)
    await write(workspaceId, {
      toName: 'Дмитрий Павлов',
      subject: '오늘의 소식: 3명이 뜨겁습니다',
      html: '<p>Three <b>people</b></p>',
    })
    expect(await deliverMail(database.pool, door())).toBe(1)
    expect(await deliverMail(database.pool, door())).toBe(0)
    expect(server.arrived).toHaveLength(1)
    const [mail] = server.arrived as [TestSmtp['arrived'][number]]
    expect([mail.from, mail.to]).toEqual(['funnel@sample.example', ['kim@example.com']])
    expect(server.header(mail, 'Message-ID')).toMatch(/^<[0-9a-f-]{36}@sample\.example>$/)
    expect(server.header(mail, 'Reply-To')).toBe('sales@sample.example')
    expect(server.header(mail, 'Auto-Submitted')).toBe('auto-generated')
    expect(mail.raw).toContain('multipart/alternative')
    expect(await mails()).toMatchObject(
      [{ state: 'sent', attempts: 1, nextAt: null, lastAnswer: /^250/ }].map(matching),
    )
  })

  test('has the headers that we wrote and no others, whatever its words are', async () => {
    const server = await smtp()
    const workspaceId = await sending(server.port, { fromName: 'Evil\r\nBcc: b@evil.example' })
    const nasty = 'Hello\r\nBcc: all@evil.example\r\n\r\n<script>alert(1)</script>'
    await write(workspaceId, { subject: nasty, toName: nasty, text: `.\r\nRCPT TO:<x@evil.example>\r\n.\r\n${nasty}` })
    await deliverMail(database.pool, door())
    const [mail] = server.arrived as [TestSmtp['arrived'][number]]
    expect(mail.to).toEqual(['kim@example.com'])
    const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
    const names = head.split('\r\n').map((line) => line.split(':', 1)[0]?.toLowerCase())
    expect(names).not.toContain('bcc')
    expect(new Set(names).size).toBe(names.length)
    expect(server.arrived).toHaveLength(1)
  })

  test('that carries a one-time link keeps its text only until it is sent', async () => {
    const server = await smtp()
    const workspaceId = await sending(server.port)
    await write(workspaceId, { kind: 'invitation', text: 'Come in: https://example.com/join/once' })
    expect((await mails())[0]?.['body']).toContain('/join/once')
    await deliverMail(database.pool, door())
    expect(server.arrived[0]?.raw).toContain('/join/once')
    expect(await mails()).toMatchObject([{ state: 'sent', body: '' }])
  })

  test('goes again under the same Message-ID when nobody noted that it went', async () => {
    const server = await smtp()
    const workspaceId = await sending(server.port)
    await write(workspaceId)
    await deliverMail(database.pool, door())
    // as a process that died after the server's yes would leave it
    await database.pool.query(`update mail set state = 'sending', next_at = now() + interval '5 minutes'`)
    expect(await deliverMail(database.pool, door())).toBe(0)
    expect(await deliverMail(database.pool, door(), { now: () => Date.now() + 6 * minute })).toBe(1)
    const ids = server.arrived.map((mail) => server.header(mail, 'Message-ID'))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  test('is sent once though two processes deliver', async () => {
    const server = await smtp()
    const workspaceId = await sending(server.port)
    for (let n = 0; n < 12; n++) await write(workspaceId)
    const done = await Promise.all([1, 2, 3].map(() => deliverMail(database.pool, door())))
    expect(done.reduce((sum, one) => sum + one, 0)).toBe(12)
    expect(server.arrived).toHaveLength(12)
  })
})

describe('a server that refuses', () => {
  test('for now is asked again, after 1, 2, 4 minutes', async () => {
    const server = await smtp({ recipient: (_, n) => (n <= 2 ? { code: 451, text: '4.7.1 Greylisted' } : null) })
    const workspaceId = await sending(server.port)
    await write(workspaceId)
    const began = Date.now()
    for (const [after, attempts, state] of [
      [0, 1, 'waiting'],
      [0.5, 1, 'waiting'],
      [1.5, 2, 'waiting'],
      [2.5, 2, 'waiting'],
      [4, 3, 'sent'],
    ] as const) {
      await deliverMail(database.pool, door(), { now: () => began + after * minute })
      expect(await mails()).toMatchObject([{ attempts, state }])
    }
    const { rows } = await database.pool.query(`select number, outcome, code, answer from mail_attempt order by number`)
    expect(rows).toMatchObject([
      { number: 1, outcome: 'temporary', code: 451, answer: expect.stringContaining('Greylisted') },
      { number: 2, outcome: 'temporary', code: 451 },
      { number: 3, outcome: 'sent', code: 250 },
    ])
  })

  test('for good is not asked again, and the others go through', async () => {
    const server = await smtp({
      recipient: (address) => (address.startsWith('nobody') ? { code: 550, text: '5.1.1 No such user' } : null),
    })
    const workspaceId = await sending(server.port)
    await write(workspaceId, { to: 'nobody@example.com' })
    await write(workspaceId)
    expect(await deliverMail(database.pool, door())).toBe(2)
    expect(await mails()).toMatchObject([
      { state: 'failed', lastAnswer: expect.stringContaining('No such user'), nextAt: null },
      { state: 'sent' },
    ])
  })

  test('the whole message is told from one that refuses the password: that is the settings’ fault', async () => {
    const spam = await smtp({ message: () => ({ code: 554, text: '5.7.1 Looks like spam' }) })
    await write(await sending(spam.port))
    const locked = await smtp({ user: { name: 'me', password: 'right' } })
    const own = door({ ca: testCa })
    const transport = { security: 'starttls', username: 'me', sealedPassword: own.seal('wrong') } as const
    await write(await sending(locked.port, transport))
    await deliverMail(database.pool, own)
    expect(await mails()).toMatchObject([
      { state: 'failed', lastAnswer: expect.stringContaining('spam') },
      { state: 'waiting', lastAnswer: expect.stringMatching(/^535/) },
    ])
  })

  test('everything costs its workspace one attempt a run, and nobody else any', async () => {
    const server = await smtp()
    const dead = await sending(1)
    const alive = await sending(server.port)
    await write(dead)
    await write(dead)
    await write(alive)
    expect(await deliverMail(database.pool, door())).toBe(2)
    expect(server.arrived).toHaveLength(1)
    const attempts = (await mails()).map((mail) => mail['attempts'])
    // of two written in one moment either may be the first
    expect([attempts.slice(0, 2).toSorted(), attempts[2]]).toEqual([[0, 1], 1])
  })
})

describe('encryption', () => {
  test('that was asked for is never given up', async () => {
    const plain = await smtp()
    await write(await sending(plain.port, { security: 'starttls' }))
    await deliverMail(database.pool, door())
    expect(plain.arrived).toEqual([])
    expect(await mails()).toMatchObject([{ state: 'waiting' }])
  })

  test('needs a certificate that somebody vouches for', async () => {
    const server = await smtp({ user: { name: 'me', password: 'right' } })
    const trusting = door({ ca: testCa })
    const transport = { security: 'starttls', username: 'me', sealedPassword: trusting.seal('right') } as const
    const workspaceId = await sending(server.port, transport)
    await write(workspaceId)
    await deliverMail(database.pool, door())
    expect(server.arrived).toEqual([])
    expect((await mails())[0]?.['lastAnswer']).toMatch(/certificate/i)
    await deliverMail(database.pool, trusting, { now: () => Date.now() + 2 * minute })
    expect(server.arrived).toHaveLength(1)
  })

  test('of the password needs the key that the database does not hold', async () => {
    const server = await smtp({ user: { name: 'me', password: 'right' } })
    const sealed = door().seal('right')
    expect(sealed).not.toContain('right')
    await write(await sending(server.port, { security: 'starttls', username: 'me', sealedPassword: sealed }))
    await deliverMail(database.pool, door({ secret: 'another secret, as long as the one of before' }))
    expect(await mails()).toMatchObject([{ state: 'waiting', lastAnswer: expect.stringContaining('type it again') }])
  })
})

describe('without a transport', () => {
  test('mail stands in the outbox; a demo’s stands there always', async () => {
    const server = await smtp()
    const { pool } = database
    await write(await testWorkspace(pool))
    const demo = await sending(server.port)
    await pool.query('update workspace set demo = true where workspace_id = $1', [demo])
    await write(demo)
    expect(await deliverMail(pool, door({ operator: null }))).toBe(0)
    expect((await mails()).map(({ state }) => state)).toEqual(['held', 'held'])
    expect(server.arrived).toEqual([])
  })

  test('of its own, a workspace sends by the operator’s, and so does the server itself', async () => {
    const server = await smtp()
    const operator = {
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      username: null,
      password: null,
      fromAddress: 'noreply@host.example',
      fromName: null,
      replyTo: null,
      trusted: true,
    } as const
    await write(await testWorkspace(database.pool))
    await write(null)
    await deliverMail(database.pool, door({ operator, allowPrivate: false }))
    expect(server.arrived.map(({ from }) => from)).toEqual(['noreply@host.example', 'noreply@host.example'])
  })

  test('that the operator allows, nothing connects to a private network', async () => {
    const server = await smtp()
    const workspaceId = await sending(server.port)
    await write(workspaceId)
    await deliverMail(database.pool, door({ allowPrivate: false }))
    expect(server.arrived).toEqual([])
    expect((await mails())[0]?.['lastAnswer']).toContain('HOURGLASS_SMTP_PRIVATE')
  })
})

function matching(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof RegExp ? expect.stringMatching(value) : value]),
  )
}
