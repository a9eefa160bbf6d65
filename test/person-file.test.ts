import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldPerson } from '#actions/person/load.ts'
import { scoresOf } from '#actions/person/scores.ts'
import { stageHistories } from '#actions/person/stages.ts'
import { foldInTurn } from '#actions/person-file/fold.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { stringifyState } from '#core/fold/state.ts'
import type { JsonObject } from '#core/json.ts'
import { fileSections, leftOutReasons, tablePlaces } from '#core/privacy/person-file.ts'
import { fileWords } from '#core/privacy/person-file-words.ts'
import { actorFields, somebodyElse } from '#core/privacy/scrub.ts'
import { intervalsOf } from '#store/person-read.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { annaMail, livePersonLife, type PersonLife } from '#test/person-life.ts'

let t: TestApp
let life: PersonLife
let json: string
let file: Record<string, JsonObject[]>
beforeAll(async () => {
  t = await startTestApp()
  life = await livePersonLife(t)
  json = (await fileOf(life.admin, { id: life.anna, format: 'json' })).text
  file = JSON.parse(json) as Record<string, JsonObject[]>
}, 120_000)
afterAll(() => t.stop())

async function fileOf(browser: Browser, body: object): Promise<{ text: string; headers: Headers; status: number }> {
  const { status, body: ready } = await browser.post('/api/person-file', { because: 'request', ...body })
  expect([status, ready]).toMatchObject([200, { path: expect.any(String) }])
  return download(browser, String(ready['path']))
}

async function download(browser: Browser, path: string) {
  const answer = await fetch(t.base + path, { headers: { cookie: browser.cookie() } })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

interface Table {
  schema: string
  name: string
}

/** Tables of ours; partitions go by the name of the whole. */
async function tables(): Promise<Table[]> {
  const { rows } = await t.pool.query<Table>(
    `select c.table_schema as schema, c.table_name as name from information_schema.tables c
      where c.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')
        and not exists (select from pg_inherits i join pg_class p on p.oid = i.inhrelid where p.relname = c.table_name)
      order by 1, 2`,
  )
  return rows
}

/** How many rows of a table say one of these words anywhere: text, JSON, arrays, search words, bytes. */
async function rowsWith({ schema, name }: Table, words: readonly string[]): Promise<number> {
  const { rows } = await t.pool.query<{ count: number }>(
    `select count(*)::int as count from ${schema}.${name} r
      where exists (select from unnest($1::text[]) w where position(lower(w) in lower(r::text)) > 0
        or position(lower(encode(convert_to(w, 'UTF8'), 'hex')) in r::text) > 0)`,
    [words],
  )
  return rows[0]?.count ?? 0
}

describe('everything about somebody who took part in everything', () => {
  test('every table has its place in the file, or a reason why it has none', async () => {
    const there = await tables()
    expect(there.length).toBeGreaterThan(100)
    const unnamed = there.map(({ name }) => name).filter((name) => !Object.hasOwn(tablePlaces, name))
    expect(unnamed, 'name them in core/privacy/person-file.ts').toEqual([])
    const names = new Set(there.map(({ name }) => name))
    expect(
      Object.keys(tablePlaces).filter((name) => !names.has(name)),
      'these are gone',
    ).toEqual([])
    const known: readonly string[] = [...fileSections, ...leftOutReasons]
    expect(
      Object.values(tablePlaces)
        .flatMap((place) => place)
        .filter((one) => !known.includes(one)),
    ).toEqual([])
  })

  test('whatever table speaks of her has a place; nothing of the team’s or the server’s own does', async () => {
    const speaking: string[] = []
    for (const table of await tables()) {
      if ((await rowsWith(table, life.traces)) === 0) continue
      const place = tablePlaces[table.name] ?? 'team'
      if (place === 'team' || place === 'server') speaking.push(table.name)
      if (typeof place !== 'string') {
        const filled = place.filter((section) => (file[section] ?? []).length > 0)
        expect([table.name, filled.length > 0]).toEqual([table.name, true])
      }
    }
    expect(speaking).toEqual([])
  })

  test('a column that holds a person makes its table one that stands in the file or says of two people', async () => {
    const { rows } = await t.pool.query<{ name: string }>(
      `select distinct table_name as name from information_schema.columns
        where table_schema = 'hourglass' and table_name not like 'reach%'
          and column_name ~ '(^|_)(person|person_id|subject_id|anonymous_id)$' order by 1`,
    )
    const held = rows.filter(({ name }) => ['team', 'server', 'handed_in'].includes(String(tablePlaces[name])))
    expect(held).toEqual([])
    expect(rows.length).toBeGreaterThan(20)
  })

  test('each part that these doors lead to is filled', () => {
    const empty = fileSections.filter((section) => (file[section] ?? []).length === 0)
    expect(empty).toEqual(['erasures'])
  })

  test('it holds what was said, when, by which role, and why', () => {
    expect(file['who']).toMatchObject([{ id: life.anna, name: 'Anna Vogel', company: 'verfracht-west.example' }])
    expect(file['notes']).toMatchObject([{ by: 'seller', text: expect.stringContaining('Wants a word soon') }])
    expect(file['identifiers']).toContainEqual(expect.objectContaining({ kind: 'email', value: annaMail }))
    expect(file['consents']).toContainEqual(
      expect.objectContaining({ what: 'granted', source: 'hand', reason: 'On the phone', by: 'seller' }),
    )
    expect(file['scores']).toContainEqual(expect.objectContaining({ what: 'engagement', rule: expect.any(String) }))
    expect(file['stages']).toContainEqual(expect.objectContaining({ because: 'by_hand', by: 'manager' }))
    expect(file['proposals']).toMatchObject([
      { said: { answer: 'accepted', email: annaMail }, opens: [{ seconds: 6 }] },
    ])
    expect(file['submissions']).toContainEqual(
      expect.objectContaining({ answers: expect.objectContaining({ message: 'A question of Anna Vogel' }) }),
    )
    expect(file['meetings']).toMatchObject([{ state: 'attended', came: true, others: 1 }])
    expect(file['setAside']).toMatchObject([{ reason: 'bad_email' }])
    expect(file['audienceFiles']).toMatchObject([{ network: 'google', included: true, by: 'manager' }])
    expect(file['audit']).toContainEqual(expect.objectContaining({ what: 'person.file', by: 'admin' }))
  })
})

test('an erasure that waits is told, with its reason', async () => {
  const { rows } = await t.pool.query<{ id: string }>(
    `insert into erasure (workspace_id, id, kind, reason, state, asked_at, asked_by, targets)
     values ($1, gen_random_uuid(), 'person', 'objection', 'asked', now(), 'user:' || gen_random_uuid(), 1) returning id`,
    [life.workspaceId],
  )
  const id = rows[0]?.id
  await t.pool.query(
    'insert into erasure_target (workspace_id, erasure_id, number, person_id) values ($1, $2, 1, $3)',
    [life.workspaceId, id, life.anna],
  )
  const { text } = await fileOf(life.admin, { id: life.anna, format: 'json' })
  const { erasures } = JSON.parse(text) as Record<string, JsonObject[]>
  expect(erasures).toMatchObject([{ reason: 'objection', state: 'asked', by: 'former' }])
  await t.pool.query('delete from erasure where id = $1', [id])
})

describe('other people', () => {
  test('nothing of a colleague who took part in the same stands in it, in neither shape', async () => {
    const sheets = await Promise.all(
      ['en', 'ko', 'ru'].map((language) => fileOf(life.admin, { id: life.anna, format: 'html', language })),
    )
    for (const text of [json, ...sheets.map((sheet) => sheet.text)]) {
      const found = life.othersTraces.filter((trace) => text.toLowerCase().includes(trace.toLowerCase()))
      expect(found).toEqual([])
    }
  })

  test('who works here is a role', () => {
    expect(life.colleagues.filter((name) => json.includes(name))).toEqual([])
    expect(file['notes']?.[0]?.['text']).toBe(
      `Wants a word soon. Ask ${somebodyElse}, ${somebodyElse}, as well, says [manager].`,
    )
    expect(file['mails']?.map(({ text }) => String(text)).join(' ')).toContain('From: [manager]')
    const asked = file['events']?.find(({ id }) => id === 'demo_requested')
    expect(asked).toMatchObject({ details: { note: `asked together with ${somebodyElse}` } })
    const referral = file['events']?.find(({ id }) => id === 'referral_given')
    expect([referral?.['object'], referral?.['details']]).toEqual([undefined, undefined])
  })

  test('the file of the other one is not hers, and holds nothing of her', async () => {
    const { text } = await fileOf(life.admin, { id: life.boris, format: 'json' })
    expect(life.othersTraces.filter((trace) => !text.includes(trace))).toEqual([])
    expect(life.traces.filter((trace) => text.toLowerCase().includes(trace.toLowerCase()))).toEqual([])
  })
})

describe('the readable sheet', () => {
  test('has each part with its name in three languages, and calls every field by a word', async () => {
    for (const language of ['en', 'ko', 'ru'] as const) {
      const { text, headers } = await fileOf(life.admin, { id: life.anna, format: 'html', language })
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(text).toContain(`<html lang="${language}">`)
      for (const section of fileSections) expect(text).toContain(fileWords[language].sections[section][0])
      expect(text).toContain('Anna Vogel')
    }
    const fields = new Set(fileSections.flatMap((section) => (file[section] ?? []).flatMap((one) => Object.keys(one))))
    for (const words of Object.values(fileWords))
      expect([...fields].filter((field) => !Object.hasOwn(words.fields, field))).toEqual([])
    // words of the rules' own come out in the language asked for
    const { text: korean } = await fileOf(life.admin, { id: life.anna, format: 'html', language: 'ko' })
    expect(korean).toContain('<h3>데모 요청</h3>')
    expect(korean).toMatch(/<h3>이메일 종류<\/h3><\/header><p>회사 메일<\/p>/)
    const actors = fileSections.flatMap((section) =>
      (file[section] ?? []).flatMap((one) => Object.entries(one).filter(([field]) => actorFields.has(field))),
    )
    expect(new Set(actors.map(([, role]) => role))).toEqual(
      new Set(['admin', 'manager', 'seller', 'system', 'colleague']),
    )
  })

  test('what people wrote runs nowhere: it is text, under a policy that lets nothing run or load', async () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a></style>`
    await life.admin.post(`/api/people/${life.anna}/notes`, { body: hostile })
    const { text, headers } = await fileOf(life.admin, { id: life.anna, format: 'html' })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*sandbox/)
    expect(policy).not.toContain('unsafe')
    expect(text).toContain('http-equiv="content-security-policy"')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const tags = new Set([...text.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag?.toLowerCase()))
    expect(
      [...tags].filter((tag) => ['script', 'img', 'iframe', 'object', 'form', 'link'].includes(tag ?? '')),
    ).toEqual([])
    // the only addresses are those of its own parts
    expect([...text.matchAll(/ href="([^"]*)"/g)].every(([, address]) => address?.startsWith('#'))).toBe(true)
    expect([...text.matchAll(/ on[a-z]+=/g)].filter(([found]) => text.includes(`<img${found}`))).toEqual([])
    expect(text.match(/<\/style>/g)).toHaveLength(1)
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="person-\d{4}-\d\d-\d\d\.html"$/)
    expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['private, no-store', 'noindex'])
  })
})

describe('who may, and for how long', () => {
  test('admins and managers, each by their own leave; the audit keeps who took it out and why', async () => {
    const seller = await t.member(life.workspaceId, 'seller')
    const marketer = await t.member(life.workspaceId, 'marketer')
    const manager = await t.member(life.workspaceId, 'manager')
    const body = { id: life.anna, format: 'json', because: 'own' }
    expect((await seller.post('/api/person-file', body)).status).toBe(403)
    expect((await marketer.post('/api/person-file', body)).status).toBe(403)
    const ready = await manager.post('/api/person-file', body)
    expect(ready.status).toBe(200)
    const path = String(ready.body['path'])
    expect((await download(life.admin, path)).status).toBe(410)
    expect((await download(seller, path)).status).toBe(403)
    expect((await download(manager, path)).status).toBe(200)
    const { rows } = await t.pool.query(
      `select subject, detail from audit where workspace_id = $1 and verb = 'person.file' order by at desc, id desc limit 1`,
      [life.workspaceId],
    )
    expect(rows).toEqual([
      { subject: `person:${life.anna}`, detail: { file: ready.body['id'], format: 'json', because: 'own' } },
    ])
    expect((await life.admin.get('/api/person-file')).body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ because: 'own', person: expect.objectContaining({ id: life.anna }) }),
      ]),
    })
  })

  test('leave ends after ten minutes, and with the person', async () => {
    const { body } = await life.admin.post('/api/person-file', { id: life.anna, format: 'json', because: 'own' })
    await t.pool.query(`update person_export set expires_at = now() - interval '1 second' where id = $1`, [body['id']])
    const late = await download(life.admin, String(body['path']))
    expect([late.status, JSON.parse(late.text)]).toMatchObject([410, { code: 'gone' }])
  })

  test('another workspace has nobody by that id or address, and no leave of this one', async () => {
    const other = await t.workspace('Elsewhere')
    const stranger = await t.member(other.workspaceId, 'admin')
    const asked = { format: 'json', because: 'own' }
    expect((await stranger.post('/api/person-file', { id: life.anna, ...asked })).status).toBe(404)
    expect((await stranger.post('/api/person-file', { email: annaMail, ...asked })).status).toBe(404)
    expect((await stranger.post('/api/person-file/find', { email: annaMail })).body).toEqual({
      people: [],
      trace: false,
    })
    const { body } = await life.admin.post('/api/person-file', { id: life.anna, ...asked })
    const path = String(body['path']).replace(life.workspaceId, other.workspaceId)
    expect((await download(stranger, path)).status).toBe(410)
  })
})

describe('by address', () => {
  test('the person is found by any of their addresses, in any spelling', async () => {
    const found = await life.admin.post('/api/person-file/find', { email: ' Anna.Vogel@Verfracht-West.example ' })
    expect(found.body).toMatchObject({ people: [{ id: life.anna, name: 'Anna Vogel' }], trace: false })
    const wrong = await life.admin.post('/api/person-file/find', { email: 'anna' })
    expect([wrong.status, wrong.body['code']]).toEqual([400, 'invalid'])
  })

  test('of an address that is nobody’s, what was kept out stands in a file of its own', async () => {
    const email = 'nobody.yet@verfracht-nord.example'
    await t.pool.query(
      `insert into set_aside (workspace_id, id, received_at, source, code, message, raw)
       values ($1, gen_random_uuid(), now(), 'server', 'bad_event', 'no event', $2),
              ($1, gen_random_uuid(), now(), 'server', 'bad_event', 'no event', $3)`,
      [life.workspaceId, JSON.stringify({ email }), JSON.stringify({ email: `not.${email}` })],
    )
    const found = await life.admin.post('/api/person-file/find', { email })
    expect(found.body).toEqual({ people: [], trace: true })
    const { text } = await fileOf(life.admin, { email, format: 'json' })
    const kept = JSON.parse(text) as Record<string, JsonObject[]>
    expect(kept['setAside']).toMatchObject([{ raw: JSON.stringify({ email }) }])
    expect([kept['who'], kept['events']]).toEqual([[{ email }], []])
  })
})

test('folded in turn she is who she is folded at once, under several versions of the rules', async () => {
  const db = await t.pool.connect()
  try {
    const { rows } = await db.query<{ document: Blueprint; first: Date; last: Date }>(
      `select document, (select min(time) from event where workspace_id = $1) as first,
              (select max(time) from event where workspace_id = $1) as last
         from blueprint_version where workspace_id = $1 order by version desc limit 1`,
      [life.workspaceId],
    )
    const { document, first, last } = rows[0] as { document: Blueprint; first: Date; last: Date }
    const versions = [first.getTime() - 1000, (first.getTime() + last.getTime()) / 2, last.getTime() + 1].map(
      (at, index) => ({ at, rules: { ...document, scores: withPoints(document.scores, index + 1) } }),
    )
    await db.query('begin isolation level repeatable read')
    await db.query('delete from blueprint_version where workspace_id = $1', [life.workspaceId])
    for (const [index, { at, rules }] of versions.entries())
      await db.query(
        `insert into blueprint_version (workspace_id, version, document, applied_at, applied_by) values ($1, $2, $3, $4, 'test')`,
        [life.workspaceId, 101 + index, JSON.stringify(rules), new Date(at)],
      )
    for (const id of [life.anna, life.boris]) {
      const at = last.getTime() + 60_000
      const [once, inTurn] = [
        await foldPerson(db, life.workspaceId, id, at),
        await foldInTurn(db, life.workspaceId, id, at),
      ]
      expect(once.awards.length).toBeGreaterThan(3)
      expect(inTurn.run.program.version).toBe(103)
      expect(stringifyState(inTurn.run.state)).toBe(stringifyState(once.run.state))
      expect(inTurn.awards).toEqual(once.awards)
      expect(scoresOf(inTurn, at)).toEqual(scoresOf(once, at))
      const intervals = await intervalsOf(db, life.workspaceId, id, at)
      expect(stageHistories(inTurn, intervals)).toEqual(stageHistories(once, intervals))
    }
  } finally {
    await db.query('rollback')
    db.release()
  }
})

function withPoints(scores: Blueprint['scores'], times: number): Blueprint['scores'] {
  const rules = scores.engagement.rules.map((rule) => ({ ...rule, points: rule.points * times }))
  return { ...scores, engagement: { ...scores.engagement, rules } }
}
