import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, createBrowser, password, startTestApp, type TestApp } from '#test/app.ts'

type Member = Browser & { email: string }

let app: TestApp
let workspaceId: string
let admin: Member
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())
beforeEach(async () => {
  ;({ workspaceId } = await app.workspace('Sample Logistics'))
  admin = await app.member(workspaceId, 'admin')
})

let count = 0
const newAddress = (): string => `colleague.${++count}@example.com`
const visitor = (): Browser => createBrowser(app.base)
const tokenOf = (link: unknown): string => String(link).split('/').at(-1) ?? ''
const person = { name: 'Jonas Ohlsson', password, language: 'ko' }

async function invite(role = 'marketer', email = newAddress()) {
  const sent = await admin.post('/api/team/invitations', { email, role, language: 'ru' })
  expect(sent.status).toBe(200)
  return { email, id: String(sent.body['id']), link: String(sent.body['link']), token: tokenOf(sent.body['link']) }
}

async function idOf(member: Browser): Promise<string> {
  const { user } = (await member.get('/api/session')).body as { user: { id: string } }
  return user.id
}

describe('an invitation', () => {
  test('stands in the outbox in the language chosen, and its link makes a member with that role', async () => {
    const { email, token, link } = await invite('sdr')
    expect(link).toBe(`${app.base}/invitation/${token}`)
    const { rows } = await app.pool.query(
      `select workspace_id, subject, body from mail where kind = 'invitation' and to_address = $1`,
      [email],
    )
    expect(rows).toMatchObject([{ workspace_id: workspaceId }])
    expect(rows[0].subject).toContain('Приглашение')
    expect(rows[0].body).toContain(link)

    const newcomer = visitor()
    const shown = await newcomer.post('/api/invitations/check', { token })
    expect(shown.body).toMatchObject({ workspace: 'Sample Logistics', by: 'A admin', email, role: 'sdr', known: false })
    const accepted = await newcomer.post('/api/invitations/accept', { token, person })
    expect(accepted.body).toEqual({ ok: true, workspaceId })
    const session = await newcomer.get('/api/session')
    expect(session.body).toMatchObject({
      user: { name: 'Jonas Ohlsson', email, language: 'ko' },
      workspaces: [{ id: workspaceId, role: 'sdr' }],
    })
    expect((await newcomer.get('/api/audit')).status).toBe(403)
    expect((await visitor().post('/api/sign-in', { email, password })).status).toBe(200)
  })

  test('looking uses nothing up; accepting does, once', async () => {
    const { token } = await invite()
    await visitor().get(`/invitation/${token}`)
    await visitor().post('/api/invitations/check', { token })
    const both = await Promise.all([1, 2].map(() => visitor().post('/api/invitations/accept', { token, person })))
    expect(both.map(({ status }) => status).toSorted()[0]).toBe(200)
    expect(both.map(({ status }) => status).toSorted()[1]).toBeGreaterThanOrEqual(400)
    expect((await visitor().post('/api/invitations/check', { token })).status).toBe(410)
  })

  test('keeps nothing of its link but a hash', async () => {
    const { token } = await invite()
    const { rows } = await app.pool.query(`select encode(hash, 'escape') as hash, i.* from invitation i`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('sent again, the former link dies; revoked, the new one too; old, any', async () => {
    const { id, token, email } = await invite()
    const again = await admin.post(`/api/team/invitations/${id}/resend`)
    expect(again.status).toBe(200)
    const second = tokenOf(again.body['link'])
    expect((await visitor().post('/api/invitations/check', { token })).status).toBe(410)
    expect((await visitor().post('/api/invitations/check', { token: second })).status).toBe(200)
    const { rows } = await app.pool.query('select from mail where to_address = $1', [email])
    expect(rows).toHaveLength(2)
    expect((await admin.post(`/api/team/invitations/${id}/revoke`)).status).toBe(200)
    expect((await visitor().post('/api/invitations/accept', { token: second, person })).status).toBe(410)
    expect((await admin.post(`/api/team/invitations/${id}/resend`)).status).toBe(404)

    const old = await invite()
    await app.pool.query(`update invitation set expires_at = now() - interval '1 second' where id = $1`, [old.id])
    expect((await visitor().post('/api/invitations/accept', { token: old.token, person })).status).toBe(410)
    const listed = (await admin.get('/api/team')).body['invitations']
    expect(listed).toMatchObject([{ id: old.id, expired: true }])
  })

  test('is refused for a member, and for an address that has one', async () => {
    const { email } = await invite()
    const twice = await admin.post('/api/team/invitations', {
      email: email.toUpperCase(),
      role: 'viewer',
      language: 'en',
    })
    expect([twice.status, twice.body['code']]).toEqual([409, 'conflict'])
    const member = await admin.post('/api/team/invitations', { email: admin.email, role: 'viewer', language: 'en' })
    expect(member.status).toBe(409)
    const wrong = await admin.post('/api/team/invitations', { email: 'kim', role: 'owner', language: 'xx' })
    expect((wrong.body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['email', 'role', 'language'])
  })

  test('a link alone opens nobody’s account: who has one signs in to it first', async () => {
    const elsewhere = await app.workspace('Elsewhere')
    const colleague = await app.member(elsewhere.workspaceId, 'admin')
    const { token } = await invite('viewer', colleague.email)
    const stranger = await visitor().post('/api/invitations/accept', { token, person })
    expect([stranger.status, stranger.body['code']]).toEqual([401, 'unauthenticated'])
    const other = await app.member(elsewhere.workspaceId, 'seller')
    expect((await other.post('/api/invitations/check', { token })).body).toMatchObject({ known: true, mine: false })
    expect((await other.post('/api/invitations/accept', { token })).status).toBe(403)
    expect((await colleague.post('/api/invitations/check', { token })).body).toMatchObject({ known: true, mine: true })
    expect((await colleague.post('/api/invitations/accept', { token })).status).toBe(200)
    const { workspaces } = (await colleague.get('/api/session')).body as { workspaces: { role: string }[] }
    expect(workspaces.map(({ role }) => role)).toEqual(['admin', 'viewer'])
    // nothing of theirs was changed by the one who tried
    expect((await visitor().post('/api/sign-in', { email: colleague.email, password })).status).toBe(200)
  })

  test('a guessed link is none', async () => {
    for (const token of ['x', '', '../../etc', 'a'.repeat(199)])
      expect([400, 410]).toContain((await visitor().post('/api/invitations/check', { token })).status)
  })
})

describe('members', () => {
  test('all see who is here; only admins see invitations and how others sign in', async () => {
    await invite()
    const viewer = await app.member(workspaceId, 'viewer')
    const seen = (await viewer.get('/api/team')).body as { members: object[]; invitations: object[] }
    expect(seen.members).toHaveLength(2)
    expect(seen.members).toMatchObject([
      { lastSeen: null, secured: null },
      { lastSeen: null, secured: null },
    ])
    expect(seen.invitations).toEqual([])
    const known = (await admin.get('/api/team')).body as { members: object[]; invitations: object[] }
    expect(known.members).toContainEqual(
      expect.objectContaining({ email: viewer.email, role: 'viewer', secured: false }),
    )
    expect(known.invitations).toHaveLength(1)
  })

  test('another role is in force with the next request', async () => {
    const member = await app.member(workspaceId, 'viewer')
    expect((await member.get('/api/keys')).status).toBe(403)
    const changed = await admin.post(`/api/team/members/${await idOf(member)}/role`, { role: 'marketer' })
    expect(changed.body).toMatchObject({ from: 'viewer', role: 'marketer' })
    expect((await member.get('/api/keys')).status).toBe(200)
  })

  test('the last admin stays admin, whoever asks, and however many ask at once', async () => {
    const id = await idOf(admin)
    expect((await admin.post(`/api/team/members/${id}/role`, { role: 'viewer' })).status).toBe(409)
    expect((await admin.post(`/api/team/members/${id}/remove`)).status).toBe(409)
    const other = await app.member(workspaceId, 'admin')
    const both = await Promise.all([
      admin.post(`/api/team/members/${await idOf(other)}/role`, { role: 'viewer' }),
      other.post(`/api/team/members/${id}/role`, { role: 'viewer' }),
    ])
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    const { rows } = await app.pool.query(`select from workspace_member where workspace_id = $1 and role = 'admin'`, [
      workspaceId,
    ])
    expect(rows).toHaveLength(1)
  })

  test('who is removed loses access at once: pages, sessions, personal keys', async () => {
    const member = await app.member(workspaceId, 'admin')
    const scopes = ['funnel.read']
    const personal = await member.post('/api/api-keys', { kind: 'personal', name: 'Mine', scopes, days: null })
    const service = await member.post('/api/api-keys', { kind: 'service', name: 'CRM', scopes, days: null })
    const ask = (key: unknown) => visitor().get('/api/funnel', { authorization: `Bearer ${String(key)}` })
    expect((await ask(personal.body['key'])).status).toBe(200)
    const removed = await admin.post(`/api/team/members/${await idOf(member)}/remove`)
    expect(removed.body).toMatchObject({ keysRevoked: 1, keysTaken: 1 })
    expect((await member.get('/api/funnel')).status).toBe(403)
    expect((await member.get('/api/funnel', { 'hourglass-workspace': workspaceId })).status).toBe(404)
    expect((await ask(personal.body['key'])).status).toBe(401)
    expect((await ask(service.body['key'])).status).toBe(200)
    const { keys } = (await admin.get('/api/api-keys')).body as { keys: { name: string; holder: { id: string } }[] }
    expect(keys.find(({ name }) => name === 'CRM')?.holder.id).toBe(await idOf(admin))
  })

  test('nobody but an admin invites, changes or removes', async () => {
    const manager = await app.member(workspaceId, 'manager')
    const id = await idOf(admin)
    const { id: invitation } = await invite()
    for (const [path, body] of [
      ['/api/team/invitations', { email: newAddress(), role: 'viewer', language: 'en' }],
      [`/api/team/invitations/${invitation}/resend`, {}],
      [`/api/team/invitations/${invitation}/revoke`, {}],
      [`/api/team/members/${id}/role`, { role: 'viewer' }],
      [`/api/team/members/${id}/remove`, {}],
    ] as const)
      expect([path, (await manager.post(path, body)).status]).toEqual([path, 403])
  })
})

describe('the audit', () => {
  test('says who did what to whom, page by page, by person, by deed and by day', async () => {
    const { email, id } = await invite('seller')
    await admin.post(`/api/team/invitations/${id}/revoke`)
    const member = await app.member(workspaceId, 'viewer')
    await admin.post(`/api/team/members/${await idOf(member)}/role`, { role: 'sdr' })
    const all = (await admin.get('/api/audit')).body as { items: Record<string, unknown>[]; verbs: string[] }
    expect(all.items.map(({ verb }) => verb)).toEqual([
      'member.role',
      'member.invite_revoke',
      'member.invite',
      'workspace.create',
    ])
    expect(all.items[0]).toMatchObject({
      actorName: 'A admin',
      subjectName: 'A viewer',
      detail: { from: 'viewer', role: 'sdr' },
    })
    expect(all.items[2]).toMatchObject({ detail: { email, role: 'seller' } })

    const pages: string[] = []
    for (let next: unknown = ''; typeof next === 'string';) {
      const page = await admin.get(`/api/audit?limit=1${next === '' ? '' : `&cursor=${next}`}`)
      pages.push(...(page.body['items'] as { verb: string }[]).map(({ verb }) => verb))
      next = page.body['next']
    }
    expect(pages).toEqual(all.items.map(({ verb }) => verb))

    // what it was done to is called by its name; what only an id is left of has none
    await admin.post('/api/deals', { name: 'Muster' })
    const latest = (await admin.get('/api/audit?verb=deal.create')).body['items']
    expect(latest).toMatchObject([{ verb: 'deal.create', subjectName: 'Muster' }])
    await app.pool.query('delete from deal where workspace_id = $1', [workspaceId])
    expect((await admin.get('/api/audit?verb=deal.create')).body['items']).toMatchObject([{ subjectName: null }])

    const by = async (query: string) => ((await admin.get(`/api/audit?${query}`)).body['items'] as object[]).length
    expect(await by('verb=member.invite')).toBe(1)
    expect(await by(`actor=user:${await idOf(admin)}`)).toBe(4)
    expect(await by('actor=operator:test')).toBe(1)
    expect(await by('to=2020-01-01')).toBe(0)
    expect((await admin.get('/api/audit?from=yesterday')).status).toBe(400)
    expect((await admin.get('/api/audit?cursor=none')).status).toBe(400)
  })

  test('a day is the workspace’s own', async () => {
    // 23:30 of the 4th in Seoul is 14:30 of the 4th in London; half an hour past midnight there is still the 4th here
    for (const at of ['2026-03-04T14:30:00Z', '2026-03-04T15:30:00Z'])
      await app.pool.query(
        `insert into audit (workspace_id, id, at, actor, verb) values ($1, gen_random_uuid(), $2, 'operator:test', 'x')`,
        [workspaceId, at],
      )
    const of = async (day: string) =>
      ((await admin.get(`/api/audit?from=${day}&to=${day}`)).body['items'] as { at: string }[]).map(({ at }) => at)
    expect(await of('2026-03-04')).toEqual(['2026-03-04T14:30:00.000Z'])
    expect(await of('2026-03-05')).toEqual(['2026-03-04T15:30:00.000Z'])
  })
})
