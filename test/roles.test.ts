import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiRoutes } from '#contract/api.ts'
import { keyScopes, scopesOf } from '#contract/api-key.ts'
import { may, permissions, type Permission, type Role, roles } from '#core/permission.ts'
import { routes } from '#server/http/routes.ts'
import { type ApiKeyKind, insertApiKey, newApiKey } from '#store/api-key.ts'
import { type Browser, createBrowser, startTestApp, type TestApp } from '#test/app.ts'
import { sampleInputs, wantsId } from '#test/sample.ts'

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
  const keyRoles: readonly Role[] = ['admin', 'seller', 'viewer']
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

  const narrow = new Map<string, Promise<string>>()
  /** An admin's key with that permission alone, or with all others. */
  function narrowKey(permission: Permission, alone: boolean): Promise<string> {
    const scopes = alone ? [permission] : keyScopes.filter((scope) => scope !== permission)
    const name = `${alone} ${permission}`
    const key = narrow.get(name) ?? makeKey(workspaceId, 'personal', adminId, scopes)
    narrow.set(name, key)
    return key
  }

  test('every verb is described, under the doors that the table of permissions opens', () => {
    const wrong = routes.flatMap((route) => {
      const { permission } = route.verb
      const doors = [
        // what no API key can be given leave to do is for people only
        ...(roles.some((role) => may(role, permission)) ? [keyScopes.includes(permission) ? 'session' : 'person'] : []),
        ...(may('secret_key', permission) ? ['secretKey'] : []),
      ]
      const described = contractOf(route)?.doors.toSorted() ?? []
      return JSON.stringify(described) === JSON.stringify(doors.toSorted())
        ? []
        : [{ path: route.path, described, doors }]
    })
    expect(wrong).toEqual([])
  })

  test('every permission is asked for by something, or is for keys and the command line alone', () => {
    const asked = new Set<Permission>(routes.map(({ verb }) => verb.permission))
    // the collectors, the stream of live updates, and verbs that ask for a second permission
    const elsewhere: Permission[] = [
      'event.send',
      'fact.send',
      'live.read',
      'api_key.service',
      'view.share',
      'deal.write_any',
      'deal.override',
    ]
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
        // one function bounds a key by its holder's role: three roles show it
        if (!keyRoles.includes(role)) continue
        const byKey = await letIn(stranger, personal.get(role))
        expect(['key of', role, byKey]).toEqual(['key of', role, scoped && may(role, permission)])
      }
      expect(['service', await letIn(stranger, service)]).toEqual(['service', scopesOf('service').includes(permission)])
      for (const kind of ['public', 'secret'] as const) {
        const allowed = may(`${kind}_key`, permission)
        expect([kind, await letIn(stranger, `Bearer ${writeKeys[kind]}`)]).toEqual([kind, allowed])
      }
      expect((await ask(stranger, method, path)).status).toBe(401)
    })

    test('holds an admin’s key to its scopes', async () => {
      expect(await letIn(stranger, await narrowKey(permission, false))).toBe(false)
      expect(await letIn(stranger, await narrowKey(permission, true))).toBe(scoped)
    })

    test('changes things by POST only', () => {
      expect([method, verb.changes]).not.toEqual(['GET', true])
    })
  })

  const own = apiRoutes.filter(
    (route) => route.doors.includes('person') && !routes.some((one) => one.path === route.path),
  )
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
  /** verbs that take something away: they come last, when all has been looked at */
  const ending = /\/(delete|revoke|remove|discard|forget|cancel|retire|dismiss|undo|unmerge|steer)$/
  let here: Browser
  let there: Browser
  let thereId: string
  let ownerId: string
  const answered = new Set<string>()
  const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`

  beforeAll(async () => {
    const one = await app.workspace('Here')
    const other = await app.workspace('There-secret')
    thereId = other.workspaceId
    here = await app.member(one.workspaceId, 'admin')
    there = await app.member(thereId, 'admin')
    ownerId = await userIdOf(there)
    await app.member(thereId, 'seller')
    await sendPeople(other.keys.secret)
    // whatever can be made with inputs made up is made, so that there is something to be seen of each kind; twice, since
    // some things are made of others
    for (let round = 0; round < 2; round++) await useAll(routes.filter(({ path }) => !ending.test(path)))
    await app.pool.query(`update workspace set name = 'There-secret' where workspace_id = $1`, [thereId])
  })

  /** Asks as who owns the things there, each verb until it answers. */
  async function useAll(some: readonly (typeof routes)[number][]): Promise<void> {
    const ids = (await idsThere(2)).filter((id) => id !== ownerId)
    for (const route of some) {
      if (answered.has(nameOf(route))) continue
      for (const request of requestsOf(route, ids)) {
        const { status } = await ask(there, route.method, request.path, request.body)
        expect([request.path, status >= 500]).toEqual([request.path, false])
        if (status >= 300) continue
        answered.add(nameOf(route))
        break
      }
    }
  }

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

  /** Ids of the workspace there, of each column of each table some, and of its members. */
  async function idsThere(each: number): Promise<string[]> {
    const { rows } = await app.pool.query<{ table: string; column: string }>(
      `select c.table_name as table, c.column_name as column from information_schema.columns c
         join information_schema.columns w using (table_schema, table_name)
        where c.table_schema = current_schema() and w.column_name = 'workspace_id' and c.data_type = 'uuid'
          and c.column_name <> 'workspace_id' order by 1, 2`,
    )
    const found = new Set<string>([thereId])
    for (const { table, column } of rows) {
      const some = await app.pool.query<{ id: string }>(
        `select distinct "${column}" as id from "${table}" where workspace_id = $1 and "${column}" is not null limit $2`,
        [thereId, each],
      )
      for (const { id } of some.rows) found.add(id)
    }
    return [...found]
  }

  /** All that can be made up for a verb from its description: with each id, if it takes any. */
  function requestsOf(route: (typeof routes)[number], ids: readonly string[]) {
    const contract = contractOf(route)
    const input = route.method === 'GET' ? contract?.query : contract?.body
    const named = route.path.includes(':') || wantsId(input)
    return (named ? ids : [nobody]).flatMap((id) =>
      sampleInputs(input, id).map((body) => {
        const path = addressOf(route.path, id)
        const query = route.method === 'GET' ? `?${new URLSearchParams(flat(body))}` : ''
        return { id, path: path + query, body }
      }),
    )
  }

  /** Everything that belongs to the workspace there, by table, as one hash each. */
  async function everythingThere(): Promise<Record<string, string>> {
    const { rows } = await app.pool.query<{ table: string }>(
      `select table_name as table from information_schema.columns
        where table_schema = current_schema() and column_name = 'workspace_id' order by 1`,
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

  test(
    'whoever asks for a thing by its id finds only their own: every verb, with the ids of everything there',
    { timeout: 300_000 },
    async () => {
      const ids = await idsThere(1)
      expect(ids.length).toBeGreaterThan(15)
      const before = await everythingThere()
      expect(Object.values(before).filter((hash) => hash !== '').length).toBeGreaterThan(15)
      for (const route of routes) {
        const requests = requestsOf(route, ids)
        for (let at = 0; at < requests.length; at += 6) {
          const some = requests.slice(at, at + 6)
          const answers = await Promise.all(some.map(({ path, body }) => ask(here, route.method, path, body)))
          answers.forEach(({ status, body }, index) => {
            const { path = '', id = '' } = some[index] ?? {}
            // what we sent ourselves may be said back
            const said = JSON.stringify(body).replaceAll(id, '')
            expect([path, status >= 500, secret.exec(said)?.[0] ?? null]).toEqual([path, false, null])
          })
        }
      }
      expect(await everythingThere()).toEqual(before)
      const lists = await Promise.all(['/api/people', '/api/team', '/api/keys'].map((path) => there.get(path)))
      expect(secret.test(JSON.stringify(lists.map(({ body }) => body)))).toBe(true)
    },
  )

  test('the inputs made up get through: most verbs do their work for those whose things they are', async () => {
    await useAll(routes.filter(({ path }) => ending.test(path)))
    const silent = routes.map(nameOf).filter((name) => !answered.has(name))
    expect(silent.length, `not answered: ${silent.join(', ')}`).toBeLessThan(routes.length / 3)
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
