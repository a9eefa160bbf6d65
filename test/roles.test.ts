import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiRoutes } from '#contract/api.ts'
import { keyScopes } from '#contract/api-key.ts'
import { may, permissions, type Permission, type Role, roles } from '#core/permission.ts'
import { routes } from '#server/http/routes.ts'
import { type ApiKeyKind, insertApiKey, newApiKey } from '#store/api-key.ts'
import { type Browser, createBrowser, startTestApp, type TestApp } from '#test/app.ts'
import { sampleInput, wantsId } from '#test/sample.ts'

/*
 * What roles and keys may do, and what workspaces see of each other, over every verb that is mounted and every address
 * that is described: whoever adds one adds nothing here.
 */

const nobody = '01890000-0000-7000-8000-000000000000'
const addressOf = (path: string, id = nobody): string => path.replace(/:\w+/g, id)
const contractOf = (route: { method: string; path: string }) =>
  apiRoutes.find(({ method, path }) => method === route.method && path === route.path)

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

async function ask(browser: Browser, method: string, path: string, body: object = {}, authorization?: string) {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
  return method === 'GET' ? browser.get(path, headers) : browser.post(path, body, headers)
}

async function userIdOf(browser: Browser): Promise<string> {
  return ((await browser.get('/api/session')).body as { user: { id: string } }).user.id
}

async function makeKey(workspaceId: string, kind: ApiKeyKind, holderId: string, scopes: readonly string[]) {
  const key = newApiKey()
  const row = { id: randomUUIDv7(), kind, name: 'Test', holderId, scopes, key, now: Date.now(), expiresAt: null }
  await insertApiKey(app.pool, workspaceId, row)
  return `Bearer ${key}`
}

describe('roles and keys', () => {
  const members = new Map<Role, Browser>()
  const personal = new Map<Role, string>()
  let workspaceId: string
  let adminId: string
  let service: string
  let writeKeys: { public: string; secret: string }
  let stranger: Browser
  beforeAll(async () => {
    const made = await app.workspace('Matrix')
    ;({ workspaceId } = made)
    writeKeys = made.keys
    stranger = createBrowser(app.base)
    for (const role of roles) {
      const member = await app.member(workspaceId, role)
      members.set(role, member)
      personal.set(role, await makeKey(workspaceId, 'personal', await userIdOf(member), keyScopes))
    }
    adminId = await userIdOf(members.get('admin') as Browser)
    service = await makeKey(workspaceId, 'service', adminId, keyScopes)
  })

  test('every verb is described, under the doors that the table of permissions opens', () => {
    const wrong = routes.flatMap((route) => {
      const { permission } = route.verb
      const doors = [
        ...(roles.some((role) => may(role, permission)) ? ['session'] : []),
        ...(may('secret_key', permission) ? ['secretKey'] : []),
      ]
      const described = contractOf(route)?.doors.toSorted() ?? []
      return JSON.stringify(described) === JSON.stringify(doors.toSorted()) ? [] : [{ path: route.path, described, doors }]
    })
    expect(wrong).toEqual([])
  })

  test('every permission is asked for by something, or is for keys and the command line alone', () => {
    const asked = new Set<Permission>(routes.map(({ verb }) => verb.permission))
    // the collectors, the stream of live updates, and one verb that asks for a second permission
    const elsewhere: Permission[] = ['event.send', 'fact.send', 'live.read', 'api_key.service']
    const idle = permissions.filter((permission) => !asked.has(permission) && !elsewhere.includes(permission))
    // the command line asks for these
    expect(idle.filter((permission) => !/^(import|blueprint)\./.test(permission))).toEqual([])
  })

  describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
    const { method, path: pattern, verb } = route
    const path = addressOf(pattern)
    const { permission } = verb
    const scoped = keyScopes.includes(permission)

    /** Whether it was let in: refused for want of permission, or anything else that is not our fault. */
    async function letIn(browser: Browser, authorization?: string): Promise<boolean> {
      const { status } = await ask(browser, method, path, {}, authorization)
      expect([path, status]).not.toEqual([path, 401])
      expect(status).toBeLessThan(500)
      return status !== 403
    }

    test('lets in whom the table lets in, by session and by key, and nobody else', async () => {
      for (const role of roles) {
        expect([role, await letIn(members.get(role) as Browser)]).toEqual([role, may(role, permission)])
        const byKey = await letIn(stranger, personal.get(role))
        expect(['key of', role, byKey]).toEqual(['key of', role, scoped && may(role, permission)])
      }
      expect(['service', await letIn(stranger, service)]).toEqual(['service', scoped])
      for (const kind of ['public', 'secret'] as const) {
        const allowed = may(`${kind}_key`, permission)
        expect([kind, await letIn(stranger, `Bearer ${writeKeys[kind]}`)]).toEqual([kind, allowed])
      }
      expect((await ask(stranger, method, path)).status).toBe(401)
    })

    test('holds an admin’s key to its scopes', async () => {
      const rest = keyScopes.filter((scope) => scope !== permission)
      expect(await letIn(stranger, await makeKey(workspaceId, 'personal', adminId, rest))).toBe(false)
      expect(await letIn(stranger, await makeKey(workspaceId, 'personal', adminId, [permission]))).toBe(scoped)
    })

    test('changes things by POST only', () => {
      expect([method, verb.changes]).not.toEqual(['GET', true])
    })
  })

  const own = apiRoutes.filter(({ doors }) => doors.includes('person'))
  test.each(own.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is for people who are signed in, not for keys',
    async (_name, { method, path }) => {
      for (const authorization of [undefined, service, personal.get('admin'), `Bearer ${writeKeys.secret}`]) {
        // signing out is open to whoever is not in
        if (path === '/api/sign-out') continue
        const { status } = await ask(stranger, method, addressOf(path), {}, authorization)
        expect([400, 401]).toContain(status)
      }
    },
  )

  test('a key that is revoked or expired, or whose holder has left or lost the right, opens nothing', async () => {
    const member = await app.member(workspaceId, 'admin')
    const id = await userIdOf(member)
    const status = async (key: string) => (await ask(stranger, 'GET', '/api/keys', {}, key)).status
    const keys = await Promise.all([1, 2, 3].map(() => makeKey(workspaceId, 'service', id, ['key.list'])))
    for (const key of keys) expect(await status(key)).toBe(200)
    const [revoked = '', expired = '', left = ''] = keys
    const set = (what: string, key: string) =>
      app.pool.query(`update api_key set ${what} where hash = sha256($1)`, [key.replace('Bearer ', '')])
    await set('revoked_at = now()', revoked)
    await set(`expires_at = now() - interval '1 second'`, expired)
    expect([await status(revoked), await status(expired), await status(left)]).toEqual([401, 401, 200])
    await app.pool.query(`update workspace_member set role = 'viewer' where user_id = $1`, [id])
    expect(await status(left)).toBe(403)
    await app.pool.query(`delete from workspace_member where user_id = $1`, [id])
    expect(await status(left)).toBe(401)
  })

  test('nobody gives a key more than they have, and no key makes another', async () => {
    const seller = members.get('seller') as Browser
    const made = (browser: Browser, input: object, authorization?: string) =>
      ask(browser, 'POST', '/api/api-keys', { name: 'X', days: null, ...input }, authorization)
    const beyond = await made(seller, { kind: 'personal', scopes: ['funnel.read', 'member.change'] })
    expect([beyond.status, beyond.body['fields']]).toMatchObject([400, [{ path: 'scopes' }]])
    expect((await made(seller, { kind: 'service', scopes: ['funnel.read'] })).status).toBe(403)
    expect((await made(seller, { kind: 'personal', scopes: ['api_key.create'] })).status).toBe(400)
    expect((await made(stranger, { kind: 'personal', scopes: ['funnel.read'] }, service)).status).toBe(403)
    const fine = await made(seller, { kind: 'personal', scopes: ['funnel.read'] })
    expect(fine.status).toBe(200)
    const { rows } = await app.pool.query('select k.* from api_key k where id = $1', [fine.body['id']])
    expect(JSON.stringify(rows)).not.toContain(String(fine.body['key']).slice(9))
  })

  test('the audit says which program, or by which key of whom', async () => {
    const name = { name: 'From the CRM', kind: 'public' }
    await ask(stranger, 'POST', '/api/keys', name, service)
    await ask(stranger, 'POST', '/api/keys', name, personal.get('admin'))
    const { body } = await (members.get('admin') as Browser).get('/api/audit?verb=key.create&limit=2')
    expect(body['items']).toMatchObject([
      { actor: `user:${adminId}`, byKey: 'Test' },
      { actor: expect.stringMatching(/^api_key:/), actorName: 'Test', byKey: null },
    ])
  })
})

describe('two workspaces', () => {
  const secret = /there-secret|onlythere/i
  let here: Browser
  let there: Browser
  let thereId: string
  /** by table: ids of things in the workspace there */
  let ids: string[]
  const answered = new Map<string, number>()

  beforeAll(async () => {
    const one = await app.workspace('Here')
    const other = await app.workspace('There-secret')
    thereId = other.workspaceId
    here = await app.member(one.workspaceId, 'admin')
    there = await app.member(thereId, 'admin')
    await app.member(thereId, 'seller')
    await sendPeople(other.keys.secret)
    // whatever can be made with an input made up is made, so that there is something to be seen of each kind
    for (let round = 0; round < 2; round++) {
      ids = await idsThere()
      for (const route of routes) await tryAll(there, route, round === 0 ? ids.slice(0, 12) : ids)
    }
    await app.pool.query(`update workspace set name = 'There-secret' where workspace_id = $1`, [thereId])
    ids = await idsThere()
  })

  async function sendPeople(key: string): Promise<void> {
    const at = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
    const batch = ['a', 'b'].flatMap((letter) => [
      {
        type: 'identify',
        userId: letter,
        timestamp: at(3),
        traits: {
          name: `Onlythere ${letter}`,
          email: `${letter}@there-secret.example`,
          title: 'CTO',
          company: 'There-secret Ltd',
        },
      },
      {
        type: 'track',
        userId: letter,
        timestamp: at(2),
        event: 'Demo Requested',
        properties: { form: 'there-secret' },
      },
      { type: 'page', userId: letter, timestamp: at(1), properties: { path: '/there-secret' } },
    ])
    const sent = await fetch(`${app.base}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        batch: [...batch, { type: 'track', userId: 'a', event: 'x', timestamp: 'there-secret' }],
      }),
    })
    expect(sent.status).toBe(200)
  }

  /** Ids of the workspace there, of each table a few, and of its members. */
  async function idsThere(): Promise<string[]> {
    const { rows } = await app.pool.query<{ table: string; column: string }>(
      `select c.table_name as table, c.column_name as column from information_schema.columns c
         join information_schema.columns w using (table_schema, table_name)
        where c.table_schema = 'public' and w.column_name = 'workspace_id' and c.data_type = 'uuid'
          and c.column_name <> 'workspace_id' order by 1, 2`,
    )
    const found = new Set<string>([thereId])
    for (const { table, column } of rows) {
      const some = await app.pool.query<{ id: string }>(
        `select distinct "${column}" as id from "${table}" where workspace_id = $1 and "${column}" is not null limit 3`,
        [thereId],
      )
      for (const { id } of some.rows) found.add(id)
    }
    return [...found]
  }

  /** Asks with everything made up that the description allows, once for each id if it takes any. */
  async function tryAll(browser: Browser, route: (typeof routes)[number], known: readonly string[]): Promise<string[]> {
    const contract = contractOf(route)
    const input = route.method === 'GET' ? contract?.query : contract?.body
    const named = route.path.includes(':') || wantsId(input)
    const seen: string[] = []
    for (const id of named ? known : [nobody]) {
      const made = (input && sampleInput(input, id)) ?? {}
      const path = addressOf(route.path, id)
      const query = route.method === 'GET' ? `?${new URLSearchParams(flat(made))}` : ''
      const answer = await ask(browser, route.method, path + query, made)
      // what we sent ourselves may be said back
      seen.push(JSON.stringify(answer.body).replaceAll(id, '').replaceAll('made up', ''))
      expect([path, answer.status >= 500]).toEqual([path, false])
      if (browser === there && answer.status < 300)
        answered.set(`${route.method} ${route.path}`, (answered.get(`${route.method} ${route.path}`) ?? 0) + 1)
    }
    return seen
  }

  /** Everything that belongs to the workspace there, by table, as one hash each. */
  async function everythingThere(): Promise<Record<string, string>> {
    const { rows } = await app.pool.query<{ table: string }>(
      `select table_name as table from information_schema.columns
        where table_schema = 'public' and column_name = 'workspace_id' order by 1`,
    )
    const hashes: Record<string, string> = {}
    for (const { table } of rows) {
      const { rows: all } = await app.pool.query<{ hash: string | null }>(
        `select md5(string_agg(t::text, '|' order by t::text)) as hash from "${table}" t where workspace_id = $1`,
        [thereId],
      )
      hashes[table] = all[0]?.hash ?? ''
    }
    const { rows: users } = await app.pool.query<{ hash: string }>(
      `select md5(string_agg(u::text || s::text, '|' order by s.id)) as hash
         from auth_user u join workspace_member m on m.user_id = u.id left join auth_session s on s.user_id = u.id
        where m.workspace_id = $1`,
      [thereId],
    )
    return { ...hashes, users: users[0]?.hash ?? '' }
  }

  test('the inputs that are made up get through: most verbs do their work for those whose things they are', () => {
    const silent = routes.map(({ method, path }) => `${method} ${path}`).filter((name) => !answered.has(name))
    expect(silent.length, `not answered: ${silent.join(', ')}`).toBeLessThan(routes.length / 2)
    expect(ids.length).toBeGreaterThan(20)
  })

  test('whoever asks for a thing by its id finds only their own: every verb, with the ids of everything there', async () => {
    const before = await everythingThere()
    for (const route of routes)
      for (const said of await tryAll(here, route, ids))
        expect([route.path, secret.exec(said)?.[0] ?? null]).toEqual([route.path, null])
    expect(await everythingThere()).toEqual(before)
    const lists = await Promise.all(['/api/people', '/api/team', '/api/keys'].map((path) => there.get(path)))
    expect(secret.test(JSON.stringify(lists.map(({ body }) => body)))).toBe(true)
  })

  test('one who left a workspace sees nothing of it from that moment', async () => {
    const member = await app.member(thereId, 'marketer')
    expect((await member.get('/api/keys')).status).toBe(200)
    await app.pool.query(`delete from workspace_member where user_id = $1`, [await userIdOf(member)])
    for (const { method, path } of routes) {
      const { status } = await ask(member, method, addressOf(path))
      expect([path, status]).toEqual([path, 403])
    }
    expect((await member.get('/api/keys', { 'hourglass-workspace': thereId })).status).toBe(404)
  })

  test('another’s workspace looks like one that does not exist', async () => {
    for (const { method, path } of routes) {
      const headers = { 'hourglass-workspace': thereId }
      const send = method === 'GET' ? here.get(addressOf(path), headers) : here.post(addressOf(path), {}, headers)
      expect([path, (await send).status]).toEqual([path, 404])
    }
  })
})

describe('doors of better-auth', () => {
  test('none of its endpoints stands open by itself, by GET or POST', async () => {
    const { createAuth } = await import('#server/auth/auth.ts')
    const auth = await createAuth(app.pool, { publicUrl: null, secret: 'a secret of tests, long enough for anybody' })
    const endpoints = Object.values(auth.api) as unknown as { path?: string }[]
    const paths = endpoints.flatMap(({ path }) => (path === undefined ? [] : [path]))
    expect(paths.length).toBeGreaterThan(20)
    const member = await app.member((await app.workspace('Doors')).workspaceId, 'admin')
    for (const path of paths)
      for (const method of ['GET', 'POST'])
        expect([path, (await ask(member, method, `/api/auth${path}`)).status]).toEqual([path, 404])
  })
})

function flat(input: object): [string, string][] {
  return Object.entries(input).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [key, String(one)]),
  )
}
