import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportRequest, ImportSummary } from '#contract/import.ts'
import type { Problem, Result } from '#contract/problem.ts'
import type { ImportMapping } from '#core/import/mapping.ts'
import type { Actor } from '#actions/actor.ts'
import { createFlow } from '#actions/flow.ts'
import { type Flow, FlowBusy } from '#actions/flow-types.ts'
import { dryRunImport } from '#actions/import-dry-run.ts'
import { errorsToCsv, readImportErrors } from '#actions/import-errors.ts'
import { listAllImports, readImport } from '#actions/import-list.ts'
import { runImport } from '#actions/import-run.ts'
import { previewUndo } from '#actions/import-overview.ts'
import { undoImport } from '#actions/import-undo.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

let t: TestDatabase
let folder: string
let flow: Flow

beforeAll(async () => {
  t = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-import-'))
  flow = createFlow({ pool: t.pool })
})
afterAll(async () => {
  await flow.stop()
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

async function workspace(): Promise<Actor> {
  const workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
  return { kind: 'operator', name: 'test', workspaceId }
}
let files = 0
async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `file-${files++}.csv`)
  await writeFile(path, content)
  return path
}
function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}
function bad(result: Result<unknown>): Problem {
  if (result.ok) throw new Error('was expected to be refused')
  return result.problem
}
const run = (actor: Actor, input: ImportRequest, through: Flow = flow) =>
  runImport({ pool: t.pool, flow: through }, actor, input)
async function rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
  return (await t.pool.query<T>(sql, values)).rows
}
async function eventsOf(actor: Actor): Promise<number> {
  const [row] = await rows<{ n: number }>('select count(*) as n from event where workspace_id = $1', actor.workspaceId)
  return row?.n ?? -1
}
const counts = ({ read, accepted, duplicate, setAside, state }: ImportSummary) => ({
  state,
  read,
  accepted,
  duplicate,
  setAside,
})

const leads: ImportMapping = {
  kind: 'events',
  event: 'first_contact',
  zone: 'UTC',
  columns: { mql_id: 'userId', first_contact_date: 'time', origin: ['channel', 'props.origin'] },
}
const leadsFile =
  'mql_id,first_contact_date,landing_page_id,origin\na1,2018-02-01,p1,paid_search\na2,2018-02-02,p1,\na3,2018-02-30,p1,social\na4,2018-02-04,p2,unknown\n,2018-02-05,p2,social\n'

describe('events', () => {
  test('good rows count, bad ones are set aside with their reason, and the file twice counts once', async () => {
    const actor = await workspace()
    const path = await file(leadsFile)
    const first = good(await run(actor, { path, mapping: leads }))
    expect(counts(first)).toEqual({ state: 'done', read: 5, accepted: 3, duplicate: 0, setAside: 2 })
    expect(
      await rows(
        'select user_id, name, channel, props, source, trust, verdict, import_id::text from event where workspace_id = $1 order by time',
        actor.workspaceId,
      ),
    ).toMatchObject([
      {
        user_id: 'a1',
        name: 'first_contact',
        channel: 'ppc',
        props: { origin: 'paid_search' },
        source: 'import',
        trust: 'secret',
        verdict: 'human',
        import_id: first.id,
      },
      { user_id: 'a2', channel: null, props: {} },
      { user_id: 'a4', channel: 'unknown' },
    ])
    expect(
      await rows(
        'select first_channel from person where workspace_id = $1 order by first_channel nulls last',
        actor.workspaceId,
      ),
    ).toEqual([{ first_channel: 'ppc' }, { first_channel: 'unknown' }, { first_channel: null }])
    const again = good(await run(actor, { path, mapping: leads }))
    expect(counts(again)).toEqual({ state: 'done', read: 5, accepted: 0, duplicate: 3, setAside: 2 })
    expect(await eventsOf(actor)).toBe(3)
    const all = good(await listAllImports({ pool: t.pool }, actor, {}))
    expect(all.map((one) => one.id)).toEqual([again.id, first.id])
  })

  test('the rows set aside come back as CSV with reasons, and no spreadsheet runs them', async () => {
    const actor = await workspace()
    const path = await file(
      'mql_id,first_contact_date,origin\n"=cmd|calc",2018-02-31,"a, b"\n@sum,soon,"x"y\nok,2018-02-01,z\n',
    )
    const summary = good(await run(actor, { path, mapping: { ...leads, dateFormat: 'iso' } }))
    expect(counts(summary)).toMatchObject({ read: 3, accepted: 1, setAside: 2 })
    const errors = good(await readImportErrors(t.pool, actor, { id: summary.id }))
    let csv = ''
    for await (const page of errors.pages()) csv += errorsToCsv(errors.headers, page, csv === '')
    const lines = csv.trimEnd().split('\n')
    // without the mark a spreadsheet garbles Hangul
    expect(lines[0]).toBe('\ufeffrow,reason,field,explanation,mql_id,first_contact_date,origin')
    expect(lines[1]).toMatch(/^2,bad_time,time,.*no such date or time.*'=cmd\|calc,2018-02-31,"a, b"$/)
    expect(lines[2]).toMatch(/^3,unreadable,,.*closing quote.*"'@sum,soon,""x""y"$/)
  })

  test('a queue that is full is waited for', async () => {
    const actor = await workspace()
    let refused = 0
    const full: Flow = {
      ...flow,
      accept: (workspaceId, items) =>
        refused++ < 2 ? Promise.reject(new FlowBusy(0.01)) : flow.accept(workspaceId, items),
    }
    expect(counts(good(await run(actor, { path: await file(leadsFile), mapping: leads }, full)))).toMatchObject({
      accepted: 3,
    })
  })

  test('undo takes every event back, people with them, and the file can be imported again', async () => {
    const actor = await workspace()
    const path = await file(leadsFile)
    const first = good(await run(actor, { path, mapping: leads }))
    const undone = good(await undoImport({ pool: t.pool }, actor, { id: first.id }))
    expect(undone.import.state).toBe('undone')
    expect(await eventsOf(actor)).toBe(0)
    expect(await rows('select from person where workspace_id = $1 and merged_into is null', actor.workspaceId)).toEqual(
      [],
    )
    expect(bad(await undoImport({ pool: t.pool }, actor, { id: first.id })).code).toBe('gone')
    expect(counts(good(await run(actor, { path, mapping: leads })))).toMatchObject({ accepted: 3, duplicate: 0 })
    expect(await eventsOf(actor)).toBe(3)
  })

  test('before an undoing it is said which imports state the same rows', async () => {
    const actor = await workspace()
    const first = good(await run(actor, { path: await file(leadsFile), mapping: leads }))
    const overlap = `${leadsFile.trimEnd().split('\n').slice(0, 3).join('\n')}\nnew,2018-04-01,social\n`
    const second = good(await run(actor, { path: await file(overlap), name: 'overlap.csv', mapping: leads }))
    expect(counts(second)).toMatchObject({ accepted: 1, duplicate: 2 })
    const look = async (id: string) => good(await previewUndo({ pool: t.pool }, actor, { id }))
    expect((await look(first.id)).repeated).toEqual([{ id: second.id, fileName: 'overlap.csv', rows: 2 }])
    expect((await look(second.id)).repeated).toEqual([])
    good(await undoImport({ pool: t.pool }, actor, { id: second.id }))
    expect((await look(first.id)).repeated).toEqual([])
  })
})

describe('people and companies', () => {
  const peopleFile =
    'Email,First Name,Last Name,Company,Job Title,마케팅 수신동의,동의일시,Lists\nkim@hanbit.example,민수,김,한빛,CTO,동의,2024-01-03 10:00,Fair;Webinar\nivan@vector.example,Иван,Петров,Вектор,Директор,нет,,\nbroken,x,y,z,,,,\n'

  test('facts, consent and lists of people reach their page', async () => {
    const actor = await workspace()
    const summary = good(await run(actor, { path: await file(peopleFile), mapping: { kind: 'people', columns: {} } }))
    expect(counts(summary)).toEqual({ state: 'done', read: 3, accepted: 2, duplicate: 0, setAside: 1 })
    const people = await rows<{ email: string; facts: object; consent: Record<string, object>; lists: object }>(
      'select email, facts, consent, lists from person where workspace_id = $1 order by email desc',
      actor.workspaceId,
    )
    expect(people).toMatchObject([
      {
        email: 'kim@hanbit.example',
        facts: { firstName: '민수', title: 'CTO', company: '한빛' },
        lists: { Fair: true, Webinar: true },
      },
      { email: 'ivan@vector.example', facts: { lastName: 'Петров' }, consent: {}, lists: {} },
    ])
    expect(people[0]?.consent['marketing']).toMatchObject({ state: 'granted', at: Date.UTC(2024, 0, 3, 1) })
  })

  test('a company’s row sets its facts and meets the people of its domain', async () => {
    const actor = await workspace()
    await run(actor, { path: await file(peopleFile), mapping: { kind: 'people', columns: {} } })
    const path = await file(
      'Company name,Company Domain Name,Industry,Number of Employees,Type,Company owner\nHanbit,hanbit.example,software,120,customer,lee\n',
    )
    expect(counts(good(await run(actor, { path, mapping: { kind: 'companies', columns: {} } })))).toMatchObject({
      accepted: 1,
    })
    const [account] = await rows<{ facts: object; people: number }>(
      `select a.facts, (select count(*) from person p where p.account_id = a.id) as people
         from account a where a.workspace_id = $1 and a.domain = 'hanbit.example'`,
      actor.workspaceId,
    )
    expect(account).toMatchObject({
      facts: { name: 'Hanbit', industry: 'software', employees: 120, relationship: 'customer', owner: 'lee' },
      people: 1,
    })
  })

  test('the same people again are known; --again states them anew', async () => {
    const actor = await workspace()
    const path = await file(peopleFile)
    const mapping: ImportMapping = { kind: 'people', columns: {} }
    await run(actor, { path, mapping })
    expect(counts(good(await run(actor, { path, mapping })))).toMatchObject({ accepted: 0, duplicate: 2 })
    expect(counts(good(await run(actor, { path, mapping, again: true })))).toMatchObject({ accepted: 2, duplicate: 0 })
  })
})

describe('a dry run', () => {
  test('shows the difference to what is known, and changes nothing', async () => {
    const actor = await workspace()
    await run(actor, {
      path: await file('Email,Title\nkim@hanbit.example,CTO\n'),
      mapping: { kind: 'people', columns: {} },
    })
    const tables = ['event', 'person', 'identity', 'account', 'set_aside', 'import', 'audit']
    const census = async () =>
      Object.fromEntries(
        await Promise.all(
          tables.map(async (table) => [
            table,
            await rows(`select md5(string_agg(x::text, '' order by x::text)) from ${table} x`),
          ]),
        ),
      )
    const before = await census()
    const path = await file(
      'Email,Title,Lists\nkim@hanbit.example,CEO,\nlee@gaon.example,CFO,Fair\nlee@gaon.example,CFO,Fair 2\nnobody,,\n',
    )
    const mapping: ImportMapping = { kind: 'people', columns: {} }
    const dry = good(await dryRunImport({ pool: t.pool }, actor, { path, mapping }))
    expect(dry).toMatchObject({
      rows: 4,
      complete: true,
      good: 3,
      setAside: 1,
      faults: [
        {
          code: 'bad_email',
          field: 'email',
          count: 1,
          examples: [{ row: 5, message: expect.stringContaining('“nobody”') }],
        },
      ],
      people: { new: 1, matched: 1 },
      changes: { facts: 1, sample: [{ row: 2, fact: 'title', from: 'CTO', to: 'CEO' }] },
      events: {
        alreadyThere: 0,
        names: [
          { name: 'profile_updated', count: 3 },
          { name: 'list_added', count: 2 },
        ],
      },
    })
    expect(dry.outline.columns.map(({ header, to }) => [header, to])).toEqual([
      ['Email', 'email'],
      ['Title', 'traits.title'],
      ['Lists', 'lists'],
    ])
    expect(good(await dryRunImport({ pool: t.pool }, actor, { path, mapping, rows: 2 }))).toMatchObject({
      rows: 2,
      complete: false,
      setAside: 0,
    })
    expect(await census()).toEqual(before)
    // the mapping it shows does the same without guessing
    expect(counts(good(await run(actor, { path, mapping: dry.mapping, guess: false })))).toMatchObject({
      accepted: 3,
      setAside: 1,
    })
    expect(good(await dryRunImport({ pool: t.pool }, actor, { path, mapping }))).toMatchObject({
      events: { alreadyThere: 5 },
      changes: { facts: 0 },
    })
  })
})

describe('an import that breaks off', { timeout: 120_000 }, () => {
  const many =
    'id,at\n' +
    Array.from({ length: 2_500 }, (_, i) =>
      i % 1000 === 7 ? `u${i},never\n` : `u${i},2024-01-01 00:00:${String(i % 60).padStart(2, '0')}\n`,
    ).join('')
  const mapping: ImportMapping = {
    kind: 'events',
    event: 'signed_up',
    columns: { id: 'userId', at: 'time' },
    dateFormat: 'iso',
  }

  test('says how far it came, keeps what counted, and the same request goes on', async () => {
    const actor = await workspace()
    const path = await file(many)
    // connections are cut by the database in the middle, as by a restart
    let batches = 0
    const cut: Flow = {
      ...flow,
      async accept(workspaceId, items) {
        let settled = false
        const accepted = flow.accept(workspaceId, items).finally(() => (settled = true))
        accepted.catch(() => {})
        for (batches++; batches === 3 && !settled; await sleep(2)) {
          await t.pool
            .query(
              `select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
            )
            .catch(() => {})
        }
        return accepted
      },
    }
    const problem = bad(await run(actor, { path, mapping }, cut))
    expect(problem.message).toMatch(
      /broke off: The database went away.*The same command goes on|broke off: The database went away.*same command goes on/,
    )
    const [failed] = good(await listAllImports({ pool: t.pool }, actor, {}))
    expect(failed?.state).toBe('failed')
    const resumed = good(await run(actor, { path, mapping }))
    expect(resumed.id).toBe(failed?.id)
    expect(counts(resumed)).toEqual({ state: 'done', read: 2_500, accepted: 2_497, duplicate: 0, setAside: 3 })
    expect(await eventsOf(actor)).toBe(2_497)
    expect(await rows('select from set_aside where import_id = $1', resumed.id)).toHaveLength(3)
  })

  test('stopped by hand, it goes on later', async () => {
    const actor = await workspace()
    const path = await file(many)
    const stop = new AbortController()
    const result = await runImport(
      { pool: t.pool, flow },
      actor,
      { path, mapping },
      { signal: stop.signal, onProgress: () => stop.abort() },
    )
    expect(bad(result).message).toMatch(/Stopped by hand/)
    expect(counts(good(await run(actor, { path, mapping })))).toMatchObject({
      read: 2_500,
      accepted: 2_497,
      setAside: 3,
    })
  })

  test('never runs twice at once, nor while it is undone', async () => {
    const actor = await workspace()
    const path = await file(many)
    let release = () => {}
    const gate = new Promise<void>((open) => (release = open))
    const slow: Flow = { ...flow, accept: async (workspaceId, items) => (await gate, flow.accept(workspaceId, items)) }
    const first = run(actor, { path, mapping }, slow)
    while (good(await listAllImports({ pool: t.pool }, actor, {})).length === 0) await sleep(5)
    const [running] = good(await listAllImports({ pool: t.pool }, actor, {}))
    expect(bad(await run(actor, { path, mapping })).code).toBe('conflict')
    expect(bad(await undoImport({ pool: t.pool }, actor, { id: running?.id })).code).toBe('conflict')
    release()
    expect(good(await first).state).toBe('done')
  })

  test('takes no more than a few batches while the flow is slow', async () => {
    const actor = await workspace()
    const path = await file('id,at\n' + 'u,2024-01-01\n'.repeat(50_000))
    let release = () => {}
    const gate = new Promise<void>((open) => (release = open))
    let waiting = 0
    let most = 0
    const slow: Flow = {
      ...flow,
      async accept(_workspaceId, items) {
        most = Math.max(most, (waiting += items.length))
        await gate
        waiting -= items.length
        return items.map(() => ({ status: 'duplicate' }))
      },
    }
    const importing = run(actor, { path, mapping }, slow)
    while (most < 1_500) await sleep(5)
    await sleep(200)
    expect(most).toBe(1_500)
    release()
    expect(good(await importing).read).toBe(50_000)
    expect(most).toBeLessThanOrEqual(2_000)
  })
})

describe('what is no table, or not to be had', () => {
  test.each([
    ['', /is empty/],
    ['PK\u0003\u0004', /Excel workbook/],
    ['<!doctype html><title>Sign in</title>', /web page/],
    ['Email,Name\n', /a header and no rows/],
    ['kim@team.example,Kim\n', /looks like data.*--no-header/],
  ])('%j', async (content, sentence) => {
    const actor = await workspace()
    expect(
      bad(await run(actor, { path: await file(content), mapping: { kind: 'people', columns: {} } })).message,
    ).toMatch(sentence)
    expect(good(await listAllImports({ pool: t.pool }, actor, {}))).toEqual([])
  })

  test('a file that is not there, a folder, an encoding nobody knows', async () => {
    const actor = await workspace()
    const mapping: ImportMapping = { kind: 'people', columns: {} }
    expect(bad(await run(actor, { path: join(folder, 'none.csv'), mapping })).message).toMatch(/There is no file/)
    expect(bad(await run(actor, { path: folder, mapping })).message).toMatch(/is a folder/)
    const path = await file(leadsFile)
    expect(bad(await run(actor, { path, mapping: { ...mapping, encoding: 'klingon' } })).message).toMatch(/no encoding/)
  })

  test('CP949, UTF-16 and a table without a header', async () => {
    const actor = await workspace()
    const cp949 = Buffer.from('c0ccb8a7c0cf2cc0ccb8a70a', 'hex')
    const path = await file(
      Buffer.concat([cp949, Buffer.from('kim@team.example,'), Buffer.from('b1e8b9cebcf6', 'hex'), Buffer.from('\n')]),
    )
    const mapping: ImportMapping = {
      kind: 'people',
      columns: { 'column 1': 'email', 'column 2': 'name' },
      header: false,
    }
    expect(counts(good(await run(actor, { path, mapping })))).toMatchObject({ accepted: 1, setAside: 1 })
    const wide = await file(Buffer.from('\ufeffEmail\tName\r\nlee@team.example\t이서연\r\n', 'utf16le'))
    expect(counts(good(await run(actor, { path: wide, mapping: { kind: 'people', columns: {} } })))).toMatchObject({
      accepted: 1,
    })
    expect(await rows('select name from person where workspace_id = $1 order by email', actor.workspaceId)).toEqual([
      { name: '김민수' },
      { name: '이서연' },
    ])
  })
})

describe('who may', () => {
  test('a viewer may neither import nor look nor undo; another workspace sees nothing', async () => {
    const actor = await workspace()
    const path = await file(leadsFile)
    const done = good(await run(actor, { path, mapping: leads }))
    const viewer: Actor = { kind: 'user', userId: 'v', name: 'v', workspaceId: actor.workspaceId, role: 'viewer' }
    expect(bad(await run(viewer, { path, mapping: leads })).code).toBe('forbidden')
    expect(bad(await dryRunImport({ pool: t.pool }, viewer, { path, mapping: leads })).code).toBe('forbidden')
    expect(bad(await listAllImports({ pool: t.pool }, viewer, {})).code).toBe('forbidden')
    expect(bad(await readImportErrors(t.pool, viewer, { id: done.id })).code).toBe('forbidden')
    expect(bad(await undoImport({ pool: t.pool }, viewer, { id: done.id })).code).toBe('forbidden')
    const other = await workspace()
    expect(good(await listAllImports({ pool: t.pool }, other, {}))).toEqual([])
    expect(bad(await readImport({ pool: t.pool }, other, { id: done.id })).code).toBe('not_found')
    expect(bad(await readImportErrors(t.pool, other, { id: done.id })).code).toBe('not_found')
    expect(bad(await undoImport({ pool: t.pool }, other, { id: done.id })).code).toBe('not_found')
  })
})
