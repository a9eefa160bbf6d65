import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readImportFlags } from '#cli/import-flags.ts'
import { type TestDatabase, testDatabase, testWorkspace } from '#test/database.ts'
import { applyBlueprint } from '#test/events.ts'

const main = resolve(import.meta.dirname, 'main.ts')
let t: TestDatabase
let folder: string

beforeAll(async () => {
  t = await testDatabase()
  await applyBlueprint(t.pool, await testWorkspace(t.pool, 'Asia/Seoul', 'Hanbit'))
  folder = await mkdtemp(join(tmpdir(), 'hourglass-cli-'))
})
afterAll(async () => {
  await t.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Ended {
  code: number | null
  out: string
  err: string
}
function begin(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, 'import', ...args], { env: { ...process.env, DATABASE_URL: t.url } })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  return { child, ended: new Promise((done) => child.on('close', (code) => done({ code, out, err }))) }
}
const hourglass = (...args: string[]) => begin(...args).ended
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe('hourglass import', { timeout: 120_000 }, () => {
  test('dry run, mapping file, import, errors, list, undo', async () => {
    const path = await file(
      'deals.csv',
      'Сумма;Почта;Дата\n"1 234,50";ivan@vector.example;05.03.2024 14:30\n99;olga@vector.example;06.03.2024\n99;nobody;07.03.2024\n',
    )
    const map = join(folder, 'map.json')
    const dry = await hourglass(
      'events',
      path,
      '--event',
      'closed won',
      '--currency',
      'RUB',
      '--dry-run',
      '--write-map',
      map,
    )
    expect(dry).toMatchObject({ code: 0 })
    expect(dry.out).toContain('delimiter ;')
    expect(dry.out).toMatch(/Дата\s+→ time\s+\(D\.M\.YYYY in Asia\/Seoul/)
    expect(dry.out).toContain('3 rows: 2 good, 1 would be set aside')
    expect(dry.out).toContain('row 4: Почта: “nobody” is not a mail address')
    expect((await t.pool.query('select from event')).rowCount).toBe(0)

    const done = await hourglass('events', path, '--map', map)
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('2 accepted, 0 known already, 1 set aside') })
    const id = /Import (\S+) is done/.exec(done.out)?.[1] ?? ''
    const { rows } = await t.pool.query(
      `select name, time, props from event where name = 'contract_signed' order by time`,
    )
    expect(rows).toMatchObject([
      { name: 'contract_signed', time: new Date('2024-03-05T05:30:00Z'), props: { amount: 1234.5, currency: 'RUB' } },
      { props: { amount: 99 } },
    ])
    expect((await hourglass('errors', id)).out).toBe(
      '\ufeffrow,reason,field,explanation,Сумма,Почта,Дата\n4,bad_email,email,Почта: “nobody” is not a mail address.,99,nobody,07.03.2024\n',
    )
    expect((await hourglass('list')).out).toMatch(new RegExp(`${id}.*events +done +2 +0 +1 +deals.csv`))
    expect(await hourglass('undo', id)).toMatchObject({ code: 0, out: expect.stringContaining('is undone') })
    expect((await t.pool.query('select from event')).rowCount).toBe(0)
    expect(await hourglass('undo', id)).toMatchObject({ code: 2, err: expect.stringContaining('undone already') })
  })

  test('killed in the middle, it goes on when it is run again, and nothing counts twice', async () => {
    const lines = Array.from({ length: 4_000 }, (_, i) => `u${i},2024-01-01 00:00:${String(i % 60).padStart(2, '0')}\n`)
    const path = await file('many.csv', `id,at\n${lines.join('')}`)
    const args = [
      'events',
      path,
      '--event',
      'signed_up',
      '--key',
      'id=userId',
      '--map',
      'at=time',
      '--workspace',
      'Hanbit',
    ]
    const { child, ended } = begin(...args)
    const count = async () =>
      Number((await t.pool.query<{ n: number }>(`select count(*) as n from event where name = 'signed_up'`)).rows[0]?.n)
    while ((await count()) === 0 && child.exitCode === null) await sleep(10)
    child.kill('SIGKILL')
    await ended
    const kept = await count()
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(4_000)
    // the database notices the dead client at its next word
    let second = await hourglass(...args)
    for (let i = 0; second.err.includes('another process') && i < 20; i++) {
      await sleep(200)
      second = await hourglass(...args)
    }
    expect(second.err).toContain('Going on with the import')
    expect(second).toMatchObject({
      code: 0,
      out: expect.stringContaining('4,000 rows, 4,000 accepted, 0 known already'),
    })
    expect(await count()).toBe(4_000)
    expect((await t.pool.query(`select from import where file_name = 'many.csv'`)).rowCount).toBe(1)
  })

  test('used wrongly, it says what to write', async () => {
    expect(await hourglass('bargains', 'x.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('none of people, companies, events'),
    })
    expect(await hourglass('people')).toMatchObject({ code: 2, err: expect.stringContaining('Name one file') })
    expect(await hourglass('people', join(folder, 'none.csv'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no file'),
    })
    expect((await hourglass('--help')).out).toContain('hourglass import undo <id>')
  })
})

describe('flags', () => {
  test('pairs, values, constants and a mapping file come together', async () => {
    const map = await file('base.json', JSON.stringify({ columns: { Email: 'email', Origin: 'channel' }, zone: 'UTC' }))
    const flags = await readImportFlags('events', [
      'x.csv',
      '--map',
      map,
      '--map',
      'When = done=time',
      '--values',
      'Origin: paid=ppc, =direct',
      '--set',
      'props.note=a=b',
      '--zone',
      'Asia/Seoul',
      '--event',
      'x',
    ])
    expect(flags).toMatchObject({
      path: 'x.csv',
      guess: false,
      mapping: {
        kind: 'events',
        event: 'x',
        zone: 'Asia/Seoul',
        columns: {
          Email: 'email',
          'When = done': 'time',
          Origin: [{ to: 'channel', values: { paid: 'ppc', '': 'direct' } }],
        },
        set: { 'props.note': 'a=b' },
      },
    })
  })

  test.each<[string[], RegExp]>([
    [['x.csv', '--map', 'nowhere.json'], /no mapping file/],
    [['x.csv', '--values', 'Origin: a=b'], /Say what “Origin” is before giving its values/],
    [['x.csv', '--frobnicate'], /Unknown option/],
    [['x.csv', '--decimal', ';'], /--decimal is/],
    [['x.csv', '--rows', 'all'], /whole number/],
    [['x.csv', '--header', '--no-header'], /exclude each other/],
    [['x.csv', 'y.csv'], /one file/],
  ])('%j', async (args, sentence) => {
    await expect(readImportFlags('people', args)).rejects.toThrow(sentence)
  })

  test('a mapping file with a slip in it is refused by name', async () => {
    const map = await file('slip.json', JSON.stringify({ columns: {}, colums: {} }))
    await expect(readImportFlags('people', ['x.csv', '--map', map])).rejects.toThrow(/colums/)
    const other = await file('other.json', JSON.stringify({ kind: 'companies', columns: {} }))
    await expect(readImportFlags('people', ['x.csv', '--map', other])).rejects.toThrow(/for companies, not for people/)
    expect(JSON.parse(await readFile(other, 'utf8'))).toEqual({ kind: 'companies', columns: {} })
  })
})
