import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { notify } from '#actions/notify.ts'
import type { Role } from '#core/permission.ts'
import { insertUser } from '#store/user.ts'
import { putMember } from '#store/workspace.ts'
import { testDatabase, testWorkspace, type TestDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function member(workspaceId: string, role: Role): Promise<string> {
  const id = randomUUIDv7()
  await insertUser(database.pool, {
    id,
    name: role,
    email: `${id}@example.com`,
    passwordHash: null,
    language: null,
    credentialId: randomUUIDv7(),
  })
  await putMember(database.pool, workspaceId, id, role)
  return id
}

describe('the outbox', () => {
  const invitation = {
    kind: 'invitation',
    cause: 'invitation:1',
    to: 'kim@example.com',
    subject: 'Hello',
    text: 'Come in',
  }

  test('takes a mail once per cause, in its workspace and for the server itself', async () => {
    const { pool } = database
    const one = await testWorkspace(pool)
    const other = await testWorkspace(pool)
    expect(await enqueueMail(pool, one, invitation)).toBe(true)
    expect(await enqueueMail(pool, one, { ...invitation, subject: 'Again' })).toBe(false)
    expect(await enqueueMail(pool, other, invitation)).toBe(true)
    expect(await enqueueMail(pool, null, invitation)).toBe(true)
    expect(await enqueueMail(pool, null, invitation)).toBe(false)
    const { rows } = await pool.query(`select subject, state, secret from mail where workspace_id = $1`, [one])
    expect(rows).toEqual([{ subject: 'Hello', state: 'waiting', secret: true }])
  })

  test('goes with the transaction that wrote it', async () => {
    const { pool } = database
    const workspaceId = await testWorkspace(pool)
    const db = await pool.connect()
    await db.query('begin')
    await enqueueMail(db, workspaceId, invitation)
    await db.query('rollback')
    db.release()
    expect((await pool.query('select from mail where workspace_id = $1', [workspaceId])).rowCount).toBe(0)
  })

  test('makes one harmless line of subject and name, and takes no address that is more than one', async () => {
    const { pool } = database
    const workspaceId = await testWorkspace(pool)
    await enqueueMail(pool, workspaceId, {
      ...invitation,
      toName: 'Kim\r\nBcc: all@example.com',
      subject: 'Hello\r\nBcc: all@example.com\u2028there',
    })
    const { rows } = await pool.query(`select subject, to_name from mail where workspace_id = $1`, [workspaceId])
    expect(rows).toEqual([{ subject: 'Hello Bcc: all@example.com there', to_name: 'Kim Bcc: all@example.com' }])
    for (const to of [
      'kim',
      'a@b.example, c@d.example',
      'a@b.example\r\nRCPT TO:<x@y>',
      '"a b"@c.example',
      'Kim <a@b.c>',
    ])
      await expect(enqueueMail(pool, workspaceId, { ...invitation, cause: to, to })).rejects.toThrow('no mail address')
  })
})

describe('notifications', () => {
  test('reach those of a role and those named, each once per cause', async () => {
    const { pool } = database
    const workspaceId = await testWorkspace(pool)
    const seller = await member(workspaceId, 'seller')
    const viewer = await member(workspaceId, 'viewer')
    await member(workspaceId, 'marketer')
    const stranger = await member(await testWorkspace(pool), 'seller')
    const request = {
      kind: 'handoff',
      cause: 'effect:1',
      roles: ['seller'] as const,
      userIds: [viewer, seller, stranger],
    }
    expect(await notify(pool, workspaceId, request)).toBe(2)
    expect(await notify(pool, workspaceId, request)).toBe(0)
    const { rows } = await pool.query(`select user_id from notification where workspace_id = $1 order by 1`, [
      workspaceId,
    ])
    expect(rows.map((row) => row.user_id)).toEqual([seller, viewer].toSorted())
  })

  test('go to admins and managers where nobody has the role', async () => {
    const { pool } = database
    const workspaceId = await testWorkspace(pool)
    const admin = await member(workspaceId, 'admin')
    await member(workspaceId, 'viewer')
    expect(await notify(pool, workspaceId, { kind: 'handoff', cause: 'effect:2', roles: ['sdr'] })).toBe(1)
    const { rows } = await pool.query(`select user_id from notification where workspace_id = $1`, [workspaceId])
    expect(rows).toEqual([{ user_id: admin }])
  })

  test('lead within the app only', async () => {
    const workspaceId = await testWorkspace(database.pool)
    for (const link of ['//evil.example', 'https://evil.example', '/\\evil', 'people'])
      await expect(notify(database.pool, workspaceId, { kind: 'x', cause: 'x', link })).rejects.toThrow(
        'within the app',
      )
  })
})
