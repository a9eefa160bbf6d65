import { execFile } from 'node:child_process'
import { randomUUIDv7 } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { applyBlueprint, previewBlueprint } from '#actions/blueprint-apply.ts'
import { exportBlueprint, readBlueprintHistory } from '#actions/blueprint-export.ts'
import { lintDocument } from '#actions/blueprint-lint.ts'
import type { Result } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { defaultBlueprint, firstContactToWon } from '#core/blueprint/default.ts'
import { printBlueprint } from '#core/blueprint/print.ts'
import { allBlueprints } from '#store/blueprint.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'

let t: TestDatabase
let folder: string
beforeAll(async () => {
  t = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hourglass-blueprint-'))
})
afterAll(async () => {
  await t.drop()
  await rm(folder, { recursive: true })
})

async function workspace(name = 'Acme'): Promise<Actor & { workspaceId: string }> {
  const workspaceId = randomUUIDv7()
  await t.pool.query('insert into workspace (workspace_id, name) values ($1, $2)', [workspaceId, name])
  return { kind: 'operator', name: 'test', workspaceId }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

function changed(change: (blueprint: Blueprint) => void): Blueprint {
  const blueprint = defaultBlueprint()
  change(blueprint)
  return blueprint
}

describe('applying a blueprint', () => {
  test('makes versions, keeps the old ones, and does nothing when it says the same', async () => {
    const actor = await workspace()
    const first = value(await applyBlueprint(t, actor, { document: printBlueprint(defaultBlueprint()), note: 'start' }))
    expect(first).toMatchObject({ version: 1, changed: true, changes: [] })
    const same = value(await applyBlueprint(t, actor, { document: defaultBlueprint() }))
    expect(same).toMatchObject({ version: 1, changed: false })
    const next = value(await applyBlueprint(t, actor, { document: changed((b) => (b.scores.threshold = 90)) }))
    expect(next).toMatchObject({ version: 2, changed: true, changes: [{ kind: 'changed', what: 'sales threshold' }] })
    expect(value(await readBlueprintHistory(t, actor, {}))).toMatchObject([
      { version: 2, appliedBy: 'operator:test', note: null },
      { version: 1, note: 'start' },
    ])
    expect(value(await exportBlueprint(t, actor, { version: 1 })).blueprint).toEqual(defaultBlueprint())
  })

  test('export, lint, apply: the bytes stay the same through the database', async () => {
    const actor = await workspace()
    value(await applyBlueprint(t, actor, { document: defaultBlueprint() }))
    const { text } = value(await exportBlueprint(t, actor, {}))
    expect(text).toBe(printBlueprint(defaultBlueprint()))
    expect(value(await lintDocument(t, actor, { document: text })).findings.map(({ severity }) => severity)).toEqual([
      'note',
    ])
    expect(value(await applyBlueprint(t, actor, { document: text })).changed).toBe(false)
    expect(value(await exportBlueprint(t, actor, {})).text).toBe(text)
  })

  test('errors of the linter and broken documents are refused, and nothing is kept', async () => {
    const actor = await workspace()
    const broken = await applyBlueprint(t, actor, { document: '{"schema": 1}' })
    expect(broken).toMatchObject({
      ok: false,
      problem: { code: 'invalid', message: expect.stringContaining('no blueprint') },
    })
    const unsound = await applyBlueprint(t, actor, { document: changed((b) => (b.lifecycle = 'nowhere')) })
    expect(unsound).toMatchObject({ ok: false, problem: { code: 'invalid', fields: [{ path: 'lifecycle' }] } })
    expect(await applyBlueprint(t, actor, {})).toMatchObject({ ok: false, problem: { code: 'invalid' } })
    expect(await exportBlueprint(t, actor, {})).toMatchObject({ ok: false, problem: { code: 'not_found' } })
  })

  test('warnings are told and do not stop it', async () => {
    const actor = await workspace()
    const document = changed((b) => (b.models[0]!.stages[3]!.entry = { field: 'icp', op: 'is', value: true }))
    const applied = value(await applyBlueprint(t, actor, { document }))
    expect(applied.findings.map(({ code }) => code)).toContain('mql_without_consent')
  })

  test('a preview tells the same and keeps nothing', async () => {
    const actor = await workspace()
    const preview = value(await previewBlueprint(t, actor, { document: firstContactToWon() }))
    expect(preview).toMatchObject({ version: null, changed: true })
    expect(await allBlueprints(t.pool, actor.workspaceId)).toEqual([])
  })

  test('applies at one moment come one after the other', async () => {
    const actor = await workspace()
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        applyBlueprint({ pool: t.pool, now: () => 1_767_225_600_000 }, actor, {
          document: changed((b) => (b.scores.threshold = 60 + (n % 4))),
        }),
      ),
    )
    const versions = await allBlueprints(t.pool, actor.workspaceId)
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1))
    expect(results.map((result) => value(result)).filter(({ changed: did }) => did)).toHaveLength(versions.length)
    const times = versions.map(({ appliedAt }) => appliedAt)
    expect(new Set(times).size).toBe(times.length)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    versions.slice(1).forEach(({ blueprint }, index) => expect(blueprint).not.toEqual(versions[index]?.blueprint))
  })

  test('another workspace sees none of it, and not everybody may', async () => {
    const [one, other] = [await workspace(), await workspace('Other')]
    value(await applyBlueprint(t, one, { document: defaultBlueprint() }))
    expect(value(await readBlueprintHistory(t, other, {}))).toEqual([])
    expect(await exportBlueprint(t, other, { version: 1 })).toMatchObject({ ok: false })
    const seller: Actor = { kind: 'user', userId: 'u', name: 'Seller', role: 'seller', workspaceId: one.workspaceId }
    expect(await applyBlueprint(t, seller, { document: firstContactToWon() })).toMatchObject({
      problem: { code: 'forbidden' },
    })
    expect(await readBlueprintHistory(t, seller, {})).toMatchObject({ ok: true })
    const page: Actor = { kind: 'key', keyId: 'k', trust: 'public', workspaceId: one.workspaceId }
    expect(await exportBlueprint(t, page, {})).toMatchObject({ problem: { code: 'forbidden' } })
  })

  test('is told in the audit', async () => {
    const actor = await workspace()
    value(await applyBlueprint(t, actor, { document: defaultBlueprint(), note: 'why' }))
    const { rows } = await t.pool.query('select verb, subject, detail from audit where workspace_id = $1', [
      actor.workspaceId,
    ])
    expect(rows).toEqual([
      { verb: 'blueprint.apply', subject: 'blueprint:1', detail: { changed: true, changes: 0, note: 'why' } },
    ])
  })
})

describe('hourglass blueprint', () => {
  interface Ran {
    code: number
    out: string
    err: string
  }
  const command = (...args: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const env = { ...process.env, DATABASE_URL: t.url }
      execFile(
        process.execPath,
        ['src/cli/main.ts', 'blueprint', ...args],
        { env, maxBuffer: 1e7 },
        (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
      )
    })

  test('export, lint, apply, history', { timeout: 60_000 }, async () => {
    const { workspaceId } = await workspace('By hand')
    const here = ['--workspace', workspaceId]
    const file = join(folder, 'blueprint.json')
    expect((await command('export', '--template', 'first_contact_to_won', file)).code).toBe(0)
    const text = await readFile(file, 'utf8')
    expect(text).toBe(printBlueprint(firstContactToWon()))
    expect((await command('lint', file)).out).toContain('0 errors, 0 warnings')
    const first = await command('apply', file, '--note', 'from Olist', ...here)
    expect([first.code, first.out]).toEqual([0, expect.stringContaining('Version 1 is in force')])
    expect((await command('apply', file, ...here)).out).toContain('Nothing changed: version 1 says the same')
    expect((await command('export', ...here)).out).toBe(text)

    await writeFile(file, text.replace('"threshold": 80', '"threshold": 85'))
    expect((await command('apply', file, '--dry-run', ...here)).out).toContain('changed sales threshold')
    expect((await command('apply', file, '--wait', ...here)).out).toContain('Version 2 is in force')
    expect((await command('history', ...here)).out).toMatch(/^version 2 .*\nversion 1 .*from Olist$/m)

    await writeFile(file, text.replace('"lifecycle": "simple"', '"lifecycle": "complicated"'))
    const refused = await command('apply', file, ...here)
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('There is no stage model "complicated"')])
    expect((await command('lint', file)).code).toBe(1)
  })

  test('says how it is used', { timeout: 60_000 }, async () => {
    expect((await command()).code).toBe(2)
    expect((await command('--help')).out).toContain('--dry-run')
    expect((await command('apply')).code).toBe(2)
    expect((await command('lint', join(folder, 'none.json'))).err).toContain('cannot be read')
    expect((await command('export', '--template', 'toString')).err).toContain('There is no template')
    expect((await command('frobnicate')).code).toBe(2)
  })
})
