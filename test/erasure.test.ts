import { randomUUID } from 'node:crypto'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDemo } from '#actions/demo-load.ts'
import { carryOutErasures } from '#actions/person-erase-run.ts'
import { consentActs } from '#actions/consent/given.ts'
import { confirmConsent } from '#actions/consent/confirm.ts'
import { preferenceLink, unsubscribeLink } from '#actions/consent/links.ts'
import { uploadPath } from '#actions/import-upload.ts'
import { forgetAnonymous } from '#store/erasure-rows.ts'
import { erasureTables, serverTables } from '#store/erasure-tables.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'
import { publishedForm, sendScript } from '#test/form-help.ts'

/*
 * Somebody who took part in everything is erased; afterwards every table of the database, whatever it is called and whoever
 * adds it later, what the planner remembers of it, and the files of the data folder are searched for all that named them.
 */

const now = Date.now()
const day = 86_400_000
const mail = 'zephyrine.quillfeather@quillfeather-one.example'
const second = 'zq.private@mailbox.example'
const name = 'Zephyrine Quillfeather'
const cookie = 'zq-cookie-77b1d0'
const userId = 'zq-user-4711'
const phone = '+49 30 5551 2345'
const profile = 'https://www.linkedin.com/in/zephyrine-q-77/'

let app: TestApp
let workspaceId: string
let admin: Browser
let marketer: Browser
let form: { slug: string }
let felix: string
let deal: string
let erased: string[] = []
let lookalike: string

beforeAll(async () => {
  app = await startTestApp()
  ;({ workspaceId } = await loadDemo({ pool: app.pool, flow: app.flow, now, size: 0.3 }))
  admin = await app.member(workspaceId, 'admin')
  marketer = await app.member(workspaceId, 'marketer')
  form = await publishedForm(marketer, 'demo')
}, 240_000)
afterAll(() => app.stop())

async function must(asked: ReturnType<Browser['post']>): Promise<Record<string, unknown>> {
  const { status, body } = await asked
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

async function one<Row extends object>(sql: string, values: unknown[] = []): Promise<Row> {
  const { rows } = await app.pool.query<Row>(sql, values)
  if (!rows[0]) throw new Error(`nothing found: ${sql}`)
  return rows[0]
}

async function personOf(address: string): Promise<string> {
  const { id } = await one<{ id: string }>(
    `select coalesce(p.merged_into, p.id) as id from identity i join person p on p.id = i.person_id
      where i.workspace_id = $1 and i.kind = 'e' and i.value = $2`,
    [workspaceId, address],
  )
  return id
}

const accept = (...items: Parameters<typeof event>[]) =>
  app.flow.accept(
    workspaceId,
    items.map((item) => ({ event: event(...item) })),
  )

/** Every table, also those of other schemas, and where in it something stands; bytes as text and as hexadecimal. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await app.pool.query<{ name: string; quoted: string }>(
    `select table_schema || '.' || table_name as name, format('%I.%I', table_schema, table_name) as quoted
       from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  const all = words.flatMap((word) => [word.toLowerCase(), Buffer.from(word).toString('hex')])
  const any = all.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  for (const { name: table, quoted } of [...tables, { name: 'pg_stats', quoted: 'pg_stats' }]) {
    // the longer address is somebody else's
    const { rows } = await app.pool.query<{ row: string }>(
      `select row from (select replace(lower(t::text), $2, '') as row from ${quoted} t) r where row like any($1::text[]) limit 20`,
      [any, `x${mail}`],
    )
    found.push(
      ...rows.map(
        ({ row }) => `${table}: ${all.filter((word) => row.includes(word)).join(' ')} in ${row.slice(0, 500)}`,
      ),
    )
  }
  for (const file of await readdir(app.uploads)) {
    const text = (await readFile(join(app.uploads, file))).toString('latin1').toLowerCase()
    for (const word of words)
      if (text.includes(Buffer.from(word.toLowerCase()).toString('latin1'))) found.push(`${file}: ${word}`)
  }
  return found
}

type Rows = Map<string, Map<string, string>>

/** Every row of the workspace as text, by table and primary key. */
async function workspaceRows(): Promise<Rows> {
  const { rows: tables } = await app.pool.query<{ name: string; key: string }>(
    `select c.relname as name, coalesce(string_agg('t.' || quote_ident(a.attname), ', ' order by a.attnum), 't') as key
       from pg_class c left join pg_index i on i.indrelid = c.oid and i.indisprimary
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
      where c.relnamespace = current_schema()::regnamespace and c.relname = any($1) group by c.relname`,
    [Object.keys(erasureTables)],
  )
  const all: Rows = new Map()
  for (const { name: table, key } of tables) {
    const { rows } = await app.pool.query<{ key: string; row: string }>(
      `select row(${key})::text as key, to_jsonb(t)::text as row from ${table} t where t.workspace_id = $1`,
      [workspaceId],
    )
    all.set(table, new Map(rows.map((one) => [one.key, one.row])))
  }
  return all
}

/** What is told of rows that went, were cleared, or lost a name that stood in them: each once, by what it is counted as. */
function whatBecame(before: Rows, after: Rows, words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  const lower = words.map((word) => word.toLowerCase())
  for (const [table, rows] of before) {
    const { theirs, cleared, counts: thing, others } = erasureTables[table] ?? { others: 'never' }
    for (const [key, row] of rows) {
      const stays = after.get(table)?.get(key)
      if (stays === row) continue
      const said = row.replaceAll(`x${mail}`, '').toLowerCase()
      const named = lower.some((word) => said.includes(word))
      const as =
        stays === undefined
          ? (theirs ?? others === 'removed') && thing
          : (cleared !== undefined && (thing ?? 'elsewhere')) ||
            (named && others === 'cleaned' && table !== 'erasure' && 'elsewhere')
      if (as) counts[as] = (counts[as] ?? 0) + 1
    }
  }
  return counts
}

async function tablesNaming(words: readonly string[]): Promise<Set<string>> {
  return new Set((await placesOf(words)).map((place) => place.split(/[.:]/)[1] ?? ''))
}

describe('what a new table has to say', () => {
  test('every table of the database says what an erasure does with it', async () => {
    const { rows } = await app.pool.query<{ name: string }>(
      `select c.relname as name from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    )
    const known = [...Object.keys(erasureTables), ...serverTables]
    expect(rows.map((row) => row.name).filter((table) => !known.includes(table))).toEqual([])
  })
})

describe('somebody who took part in everything', () => {
  test('stands in many tables before', async () => {
    const { id, email } = await one<{ id: string; email: string }>(
      `select p.id, p.email from person p join deal_person d on d.person_id = p.id join proposal r on r.person_id = p.id
         join meeting_person m on m.person_id = p.id where p.workspace_id = $1 order by p.id limit 1`,
      [workspaceId],
    )
    felix = id
    // the same person under other names, addresses, devices, and an own domain
    await accept(
      ['page_viewed', now - 40 * day, { source: 'browser', trust: 'public', keys: keys({ anonymousId: cookie }) }],
      [
        'page_viewed',
        now - 39 * day,
        { keys: keys({ anonymousId: cookie, email: mail }), traits: { email: mail, name, phone } },
      ],
      [
        'profile_updated',
        now - 38 * day,
        { keys: keys({ userId, email: mail }), traits: { email: mail, linkedin: profile } },
      ],
      [
        'page_viewed',
        now - 30 * day,
        { keys: keys({ email: second }), traits: { email: second, firstName: 'Zephyrine', lastName: 'Quillfeather' } },
      ],
    )
    const zeph = await personOf(mail)
    const other = await personOf(second)
    const list = {
      name: 'For the trade fair',
      source: 'A fair',
      basis: 'legitimate_interest',
      reason: 'They make what we carry',
    }
    const suspects = await must(admin.post('/api/suspects', list))
    await must(admin.post(`/api/suspects/${String(suspects['id'])}/add`, { text: `${mail}\nnobody@fair.example` }))
    await must(admin.post('/api/people/merge', { one: zeph, other, note: `${name} has two addresses` }))
    await must(admin.post('/api/people/merge', { one: felix, other: zeph }))
    felix = (await one<{ id: string }>(`select coalesce(merged_into, id) as id from person where id = $1`, [felix])).id
    deal = (await one<{ id: string }>(`select deal_id as id from deal_person where person_id = $1 limit 1`, [id])).id

    await must(admin.post(`/api/people/${felix}/notes`, { body: `${name} prefers ${mail}` }))
    await must(admin.post('/api/tasks', { kind: 'call', title: `Call ${name}`, personId: felix }))
    await must(admin.post('/api/tasks', { kind: 'mail', title: `Ask ${mail}`, personId: felix, dealId: deal }))
    await must(admin.post('/api/touches', { kind: 'call', outcome: 'talked', personId: felix, note: `${phone} works` }))
    await must(
      admin.post(`/api/deals/${deal}/say`, { say: { kind: 'noted', data: { body: `${name} (${mail}) decides` } } }),
    )
    const said = { side: 'theirs', what: 'call', person: felix, note: 'wants it' }
    await must(admin.post(`/api/deals/${deal}/say`, { say: { kind: 'touched', data: said } }))
    const invitation = {
      how: 'video',
      startsAt: new Date(now + day).toISOString(),
      minutes: 30,
      language: 'en',
      invite: true,
    }
    const attendees = [
      { person: felix, name, email: mail },
      { name: 'Somebody Else', email: 'else@other.example' },
    ]
    await must(admin.post('/api/meetings', { ...invitation, title: `With ${name}`, deal, attendees }))
    await must(admin.post('/api/meetings', { ...invitation, title: 'Alone', attendees: attendees.slice(0, 1) }))
    await must(
      admin.post(`/api/people/${felix}/consent`, { purpose: 'linkedin', state: 'granted', reason: `${name} said so` }),
    )
    const condition = { field: 'person.email', op: 'is', value: mail }
    await must(admin.post('/api/views', { name: `Like ${name}`, query: { q: mail } }))
    await must(admin.post('/api/segments', { name: 'Her', condition: { all: [condition] } }))
    await must(admin.post('/api/exclusions', { kind: 'do_not_contact', personIds: [felix], reason: `${name} asked` }))
    const asset = await one<{ id: string }>(`select id from content_asset where workspace_id = $1 limit 1`, [
      workspaceId,
    ])
    await must(admin.post(`/api/content/${asset.id}/links`, { person: felix }))
    const audience = await one<{ id: string }>(`select id from audience where workspace_id = $1 limit 1`, [workspaceId])
    await app.pool.query(
      `insert into audience_export_person (workspace_id, export_id, person_id)
       select $1, id, $3 from audience_export where audience_id = $2 on conflict do nothing`,
      [workspaceId, audience.id, felix],
    )

    // a form, with what it asks of consent, and a mail to confirm it
    const values = { name, company: 'Quill', email: mail, title: 'Head', about: `I am ${name}`, marketing: 'yes' }
    const body = { values, page: randomUUID(), anonymousId: cookie, tracking: true, language: 'en' }
    expect((await sendScript(app, form.slug, body)).status).toBe(200)
    // what could not count
    const { write } = await one<{ write: string }>(
      `select shown as write from write_key where workspace_id = $1 and kind = 'public'`,
      [workspaceId],
    )
    await fetch(`${app.base}/v1/track`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${write}:`)}` },
      body: JSON.stringify({ anonymousId: cookie, event: '', context: { traits: { email: mail } } }),
    })
    // imports: one that is in, with a row that was refused, and two files that wait
    const file = [
      'Name,Email,Job title',
      `${name},${mail},Head`,
      `${name},zephyrine.quillfeather@@broken,Head`,
      'Jonas Ek,jonas@nordlager.example,IT',
    ].join('\n')
    const upload = async (text: string, label: string): Promise<string> => {
      const answer = await fetch(`${app.base}/api/imports/uploads?name=${label}`, {
        method: 'POST',
        headers: { cookie: admin.cookie(), origin: app.base, 'content-type': 'application/octet-stream' },
        body: text,
      })
      return ((await answer.json()) as { id: string }).id
    }
    const first = await upload(file, 'in.csv')
    const seen = await must(admin.post(`/api/imports/uploads/${first}/preview`))
    const run = await must(admin.post(`/api/imports/uploads/${first}/run`, { mapping: seen['mapping'] }))
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
      const task = (await admin.get(`/api/import-tasks/${String(run['id'])}`)).body
      if (task['state'] === 'done') break
    }
    const waiting = await upload(file, 'waits.csv')
    expect(await readFile(uploadPath(app.uploads, waiting), 'utf8')).toContain(mail)
    await writeFile(uploadPath(app.uploads, await upload(file, 'utf16.csv')), Buffer.from(`\ufeff${file}`, 'utf16le'))
    // others say things of them
    await accept(
      [
        'page_viewed',
        now - 5 * day,
        {
          keys: keys({ email: 'colleague@nordlager.example' }),
          props: { cc: mail, referrer: `https://a.example/?who=${encodeURIComponent(mail)}` },
        },
      ],
      [
        'profile_updated',
        now - 4 * day,
        {
          keys: keys({ email: 'colleague@nordlager.example' }),
          traits: { email: 'colleague@nordlager.example', boss: name },
        },
      ],
      // a namesake in another place, and a longer address
      [
        'profile_updated',
        now - 4 * day,
        { keys: keys({ email: `x${mail}` }), traits: { email: `x${mail}`, name: 'Zephyrine Quill' } },
      ],
    )
    lookalike = await personOf(`x${mail}`)
    const { rows } = await app.pool.query<{ id: string }>(
      `with recursive all_of as (select id from person where id = $1
         union select p.id from person p join all_of a on p.merged_into = a.id) select id from all_of`,
      [felix],
    )
    erased = rows.map((row) => row.id)
    const tables = await tablesNaming([...erased, mail, second, name, cookie, userId])
    for (const table of [
      'event',
      'person',
      'identity',
      'note',
      'task',
      'touch',
      'deal_event',
      'deal_person',
      'meeting',
      'mail',
      'audit',
    ])
      expect([table, tables.has(table)]).toEqual([table, true])
    for (const table of [
      'form_submission',
      'set_aside',
      'suspect_member',
      'exclusion',
      'content_link',
      'person_view',
      'stage_interval',
    ])
      expect([table, tables.has(table)]).toEqual([table, true])
    expect(erased.length).toBeGreaterThanOrEqual(3)
    expect(email).not.toBe(mail)
  })

  test('is shown before: what goes, what stays, what is to be typed; a marketer asks, an admin decides', async () => {
    const look = (await marketer.get(`/api/people/${felix}/erasure`)).body
    expect(look).toMatchObject({
      person: { id: felix, merged: erased.length - 1 },
      atOnce: false,
      open: null,
      backupDays: 35,
    })
    expect(look['goes']).toMatchObject({
      events: expect.any(Number),
      submissions: expect.any(Number),
      notes: 1,
      proposals: 1,
    })
    const confirm = String(look['confirm'])
    const wrong = await marketer.post(`/api/people/${felix}/erasure`, { reason: 'request', confirm: 'yes' })
    expect(wrong.status).toBe(400)
    const asked = await must(
      marketer.post(`/api/people/${felix}/erasure`, { reason: 'request', note: `${name} wrote`, confirm }),
    )
    expect(asked).toMatchObject({ state: 'asked', person: { id: felix } })
    expect((await marketer.post(`/api/people/${felix}/erasure`, { reason: 'request', confirm })).status).toBe(409)
    expect((await marketer.post(`/api/erasures/${String(asked['id'])}/decide`, { start: true })).status).toBe(403)
    expect(await carryOutErasures({ pool: app.pool })).toBe(0)
    const bell = (await admin.get('/api/notifications')).body as { items: { kind: string; link: string }[] }
    expect(bell.items[0]).toMatchObject({ kind: 'erasure_asked', link: '/consent/privacy' })
    const begun = await must(admin.post(`/api/erasures/${String(asked['id'])}/decide`, { start: true }))
    expect(begun).toMatchObject({ state: 'running' })
    expect((await admin.post(`/api/erasures/${String(asked['id'])}/decide`, { start: false })).status).toBe(409)
  })

  test('is in no table, no statistic and no file afterwards', async () => {
    const { emails, tied } = await one<{ emails: string[]; tied: string[] }>(
      `select array(select value from identity where person_id = $1 and kind = 'e') as emails,
              array(select value from identity where person_id = $1 and kind <> 'e') as tied`,
      [felix],
    )
    const { full } = await one<{ full: string }>(`select facts ->> 'name' as full from person where id = $1`, [felix])
    // by day, depth and outcome; whether times of one day stood in order is no longer told
    const counted = async () =>
      (
        await app.pool.query<{ row: string }>(
          `select concat_ws(' ', model, pass, shape & 15, imputed, channel, outcome, date_trunc('day', s1 at time zone w.zone),
             date_trunc('day', s3 at time zone w.zone), count(*)) as row
             from reach r join workspace w using (workspace_id) where r.workspace_id = $1
            group by model, pass, shape & 15, imputed, channel, outcome, date_trunc('day', s1 at time zone w.zone),
              date_trunc('day', s3 at time zone w.zone) order by 1`,
          [workspaceId],
        )
      ).rows.map(({ row }) => row)
    const before = await counted()
    const services = { pool: app.pool, address: app.base }
    const links = [
      await preferenceLink(services, workspaceId, felix),
      await unsubscribeLink(services, workspaceId, felix, 'marketing'),
    ]
    const amount = await one(`select name, amount_minor, account_id, status, stage from deal where id = $1`, [deal])
    const seen = (await admin.get(`/api/people/${felix}/erasure`)).body['goes'] as Record<string, number>
    const wasNamed = [...erased, ...emails, ...tied, mail, second, name, full, phone, '493055512345', 'zephyrine-q-77']
    const rowsBefore = await workspaceRows()
    expect(await carryOutErasures({ pool: app.pool, uploads: app.uploads })).toBe(1)
    // each figure of the preview is what the record says, and what became of the rows
    const [record] = ((await admin.get('/api/erasures')).body as { items: { counts: Record<string, number> }[] }).items
    expect(record?.counts).toEqual(seen)
    const became = whatBecame(rowsBefore, await workspaceRows(), wasNamed)
    expect(became).toEqual(Object.fromEntries(Object.entries(seen).filter(([thing]) => thing !== 'deals')))
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(['events', 'tasks', 'proposals', 'deals', 'set_aside']))
    const words = [
      ...erased,
      ...emails,
      ...tied,
      mail,
      second,
      name,
      full,
      cookie,
      userId,
      phone,
      '493055512345',
      'zephyrine-q-77',
    ]
    expect(await placesOf(words)).toEqual([])
    // counts of the past, and deals, are what they were
    expect(await counted()).toEqual(before)
    expect(await one(`select name, amount_minor, account_id, status, stage from deal where id = $1`, [deal])).toEqual(
      amount,
    )
    const { items } = (await admin.get('/api/erasures')).body as { items: Record<string, unknown>[] }
    expect(items[0]).toMatchObject({ state: 'done', people: 1, note: '[erased] wrote', person: null })
    expect(items[0]?.['backupsUntil']).not.toBeNull()
    expect((await admin.get(`/api/people/${felix}`)).status).toBe(404)
    // links in mails of the past lead nowhere, and break nothing
    for (const link of links) expect([404, 410]).toContain((await fetch(link)).status)
    // done once more, there is nothing to do
    expect(await carryOutErasures({ pool: app.pool, uploads: app.uploads })).toBe(0)
  })

  test('takes nobody else along', async () => {
    expect(await personOf(`x${mail}`)).toBe(lookalike)
    const { facts } = await one<{ facts: Record<string, unknown> }>(`select facts from person where id = $1`, [
      await personOf('colleague@nordlager.example'),
    ])
    expect(facts).toMatchObject({ boss: '[erased]', email: 'colleague@nordlager.example' })
    const { attendees } = await one<{ attendees: Record<string, unknown>[] }>(
      `select attendees from meeting where workspace_id = $1 and title = 'With [erased]'`,
      [workspaceId],
    )
    expect(attendees).toMatchObject([{ name: '[erased]' }, { name: 'Somebody Else', email: 'else@other.example' }])
    const waits = await readFile(
      uploadPath(
        app.uploads,
        (await one<{ id: string }>(`select id from import_upload where file_name = 'waits.csv'`)).id,
      ),
      'utf8',
    )
    expect(waits).toContain('Jonas Ek,jonas@nordlager.example,IT')
    expect(waits.split('\n').length).toBe(4)
    const deals = (await admin.get(`/api/deals/${deal}`)).status
    expect(deals).toBe(200)
  })

  test('is refused later: by the same address, cookie or user id, by imports and forms; nothing of it is kept', async () => {
    const outcomes = await accept(
      [
        'page_viewed',
        now,
        { source: 'browser', trust: 'public', keys: keys({ anonymousId: cookie }), props: { who: mail } },
      ],
      ['profile_updated', now, { keys: keys({ email: mail }), traits: { email: mail, name } }],
      ['profile_updated', now, { keys: keys({ userId }), traits: { name } }],
      [
        'page_viewed',
        now,
        {
          keys: keys({ anonymousId: cookie, email: 'new.owner@other.example' }),
          traits: { email: 'new.owner@other.example' },
        },
      ],
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['set_aside', 'set_aside', 'set_aside', 'counted'])
    expect(outcomes[0]).toMatchObject({ rejection: { code: 'erased' } })
    const values = { name, company: 'Quill', email: mail, title: 'Head', about: 'Again' }
    expect(
      (
        await sendScript(app, form.slug, {
          values,
          page: randomUUID(),
          anonymousId: cookie,
          tracking: true,
          language: 'en',
        })
      ).status,
    ).toBe(200)
    expect(await placesOf([mail, name, cookie, userId])).toEqual([])
  })

  test('comes back by their own hand: a link in a mail to their address', async () => {
    await consentActs(app.pool, workspaceId, {
      cause: 'form:comes-back',
      chosen: ['marketing'],
      email: mail,
      source: 'form:newsletter',
      language: 'en',
      proof: { address: null, agent: null, page: null },
      address: app.base,
      now: Date.now(),
    })
    const { body } = await one<{ body: string }>('select body from mail where to_address = $1', [mail])
    const token = /\/consent\/(\S+)/.exec(body)?.[1] ?? ''
    const visitor = {
      anonymousId: null,
      agent: 'A browser',
      signals: { doNotTrack: false, globalPrivacyControl: false },
      page: null,
      visitId: () => 'visit',
    }
    const proof = { address: null, agent: null, page: null }
    const confirmed = await confirmConsent({ ...app, address: app.base }, token, visitor, proof, Date.now())
    expect(confirmed?.confirmedAt).not.toBeNull()
    const again = await personOf(mail)
    expect(erased).not.toContain(again)
    const outcomes = await accept([
      'profile_updated',
      Date.now(),
      { keys: keys({ email: mail }), traits: { email: mail } },
    ])
    expect(outcomes).toEqual([{ status: 'counted' }])
  })

  test('counts of the erased go when the stages of a model become others', async () => {
    const kept = () =>
      one<{ count: number }>(`select count(*)::integer as count from anonymous_subject where model = 'six_stage'`)
    expect((await kept()).count).toBeGreaterThan(0)
    const { document } = await one<{ document: { models: { id: string; stages: object[] }[] } }>(
      'select document from blueprint_version where workspace_id = $1 order by version desc limit 1',
      [workspaceId],
    )
    const db = await app.pool.connect()
    try {
      await db.query('begin')
      await forgetAnonymous(
        db,
        workspaceId,
        document.models.map(({ id }) => id).filter((id) => id === 'six_stage'),
      )
      await db.query('commit')
    } finally {
      db.release()
    }
    expect((await kept()).count).toBe(0)
    const { count } = await one<{ count: number }>(
      `select count(*)::integer as count from reach r where r.workspace_id = $1 and r.model = 'six_stage'
         and r.subject_kind = 'person' and not exists (select from person p where p.id = r.subject_id)`,
      [workspaceId],
    )
    expect(count).toBe(0)
  })
})
