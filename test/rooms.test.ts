import { execFile } from 'node:child_process'
import { cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The directions of the house (docs/map.md), held twice: by lint, which these tests catch sleeping, and by a look at
// every import, dynamic ones too, which lint does not see.

const root = join(import.meta.dirname, '..')
const allowed: Record<string, readonly string[]> = {
  core: ['core'],
  contract: ['core', 'contract'],
  store: ['core', 'contract', 'store'],
  actions: ['core', 'contract', 'store', 'actions'],
  server: ['core', 'contract', 'store', 'actions', 'server'],
  cli: ['core', 'contract', 'store', 'actions', 'server', 'cli'],
  web: ['core', 'contract', 'web'],
  tracker: ['tracker'],
}

describe('lint bites', () => {
  let planted: string
  beforeAll(async () => {
    planted = await mkdtemp(join(tmpdir(), 'hourglass-rooms-'))
    // the real settings, on planted sources
    for (const file of ['.oxlintrc.json', 'package.json', 'tsconfig.json'])
      await cp(join(root, file), join(planted, file))
  })
  afterAll(() => rm(planted, { recursive: true }))

  const violations = Object.entries(allowed).flatMap(([room, may]) =>
    Object.keys(allowed)
      .filter((target) => !may.includes(target))
      .map((target): [room: string, target: string] => [room, target]),
  )

  test.each(violations)('%s may not import %s, by alias or relative path, value or type', async (room, target) => {
    await plant(planted, {
      [`src/${target}/there.ts`]: 'export const there = 1\nexport type There = 1\n',
      [`src/${room}/alias.ts`]: `import { there } from '#${target}/there.ts'\nexport const here = there\n`,
      [`src/${room}/relative.ts`]: `import { there } from '../${target}/there.ts'\nexport const here = there\n`,
      [`src/${room}/deep/relative.ts`]: `import { there } from '../../${target}/there.ts'\nexport const here = there\n`,
      [`src/${room}/type.ts`]: `import type { There } from '../${target}/there.ts'\nexport type Here = There\n`,
      [`src/${room}/again.ts`]: `export { there } from '../${target}/there.ts'\n`,
    })
    const found = await lint(planted)
    for (const file of ['alias', 'relative', 'deep/relative', 'type', 'again']) {
      // the tracker has no alias
      if (file === 'alias' && target === 'tracker') continue
      expect(found, `src/${room}/${file}.ts`).toContain(`src/${room}/${file}.ts no-restricted-imports`)
    }
  })

  test('core has no I/O, no clock and no randomness', async () => {
    await plant(planted, {
      'src/core/file.ts': `import { readFileSync } from 'node:fs'\nexport const here = readFileSync\n`,
      'src/core/database.ts': `import pg from 'pg'\nexport const here = pg\n`,
      'src/core/now.ts': 'export const here = Date.now()\n',
      'src/core/random.ts': 'export const here = Math.random()\n',
      'src/core/timer.ts': 'export const here = performance.now()\n',
      'src/core/uuid.ts': 'export const here = crypto.randomUUID()\n',
      'src/core/fetch.ts': `export const here = fetch('http://localhost')\n`,
      'src/core/environment.ts': 'export const here = process.env\n',
    })
    const found = await lint(planted)
    expect(found.toSorted()).toEqual([
      'src/core/database.ts no-restricted-imports',
      'src/core/environment.ts no-restricted-globals',
      'src/core/fetch.ts no-restricted-globals',
      'src/core/file.ts no-restricted-imports',
      'src/core/now.ts no-restricted-properties',
      'src/core/random.ts no-restricted-properties',
      'src/core/timer.ts no-restricted-globals',
      'src/core/uuid.ts no-restricted-globals',
    ])
  })

  test.each(['#core', '.'])('a cycle is found through %s imports', async (from) => {
    await plant(planted, {
      'src/core/one.ts': `import { two } from '${from}/two.ts'\nexport const one = (): number => two()\n`,
      'src/core/two.ts': `import { three } from '${from}/three.ts'\nexport const two = (): number => three()\n`,
      'src/core/three.ts': `import { one } from '${from}/one.ts'\nexport const three = (): number => one()\n`,
    })
    const found = await lint(planted)
    expect(found.toSorted()).toEqual(['one', 'three', 'two'].map((name) => `src/core/${name}.ts no-cycle`))
  })

  test('any is found, and what is allowed passes', async () => {
    await plant(planted, { 'src/core/loose.ts': 'export const here = (x: any): unknown => x\n' })
    expect(await lint(planted)).toEqual(['src/core/loose.ts no-explicit-any'])
    await plant(planted, {
      'src/core/fine.ts': 'export const fine = 1\n',
      'src/store/fine.ts': `import { fine } from '#core/fine.ts'\nexport const here = fine\n`,
      'src/web/fine.ts': `import { fine } from '../core/fine.ts'\nexport const here = fine\n`,
      'src/cli/fine.ts': `import { here } from '#store/fine.ts'\nexport const there = here\n`,
    })
    expect(await lint(planted)).toEqual([])
  })
})

test('every import in src keeps the directions, dynamic ones too', async () => {
  const wrong: string[] = []
  let seen = 0
  for await (const file of glob('src/**/*.{ts,tsx}', { cwd: root })) {
    const room = file.split('/')[1] ?? ''
    if (/\.test\.tsx?$/.test(file)) continue
    const text = await readFile(join(root, file), 'utf8')
    for (const target of importedRooms(file, text)) {
      seen += 1
      if (!allowed[room]?.includes(target)) wrong.push(`${file} imports ${target}`)
    }
  }
  expect(wrong).toEqual([])
  expect(seen).toBeGreaterThan(20)
})

test('core asks no clock by an empty Date', async () => {
  const wrong: string[] = []
  for await (const file of glob('src/core/**/*.ts', { cwd: root })) {
    if (/\bnew Date\(\s*\)|\bTemporal\.Now\b/.test(await readFile(join(root, file), 'utf8'))) wrong.push(file)
  }
  expect(wrong).toEqual([])
})

test('the look at imports sees static, dynamic and exported ones', () => {
  const text = `import a from '#store/a.ts'\nconst b = await import('../server/b.ts')\nexport * from './c.ts'\nimport type d from '#web/d.ts'`
  expect(importedRooms('src/core/x.ts', text).toSorted()).toEqual(['core', 'server', 'store', 'web'])
})

function importedRooms(file: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g)].map(
    (match) => match[1] ?? '',
  )
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('#')) return [specifier.slice(1).split('/')[0] ?? '']
    if (!specifier.startsWith('.')) return []
    const path = relative(join(root, 'src'), join(root, dirname(file), specifier))
    return path.startsWith('..') ? [] : [path.split('/')[0] ?? '']
  })
}

async function plant(folder: string, files: Record<string, string>): Promise<void> {
  await rm(join(folder, 'src'), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

/** What lint says, as `file rule`. */
function lint(folder: string): Promise<string[]> {
  const program = join(root, 'node_modules', '.bin', 'oxlint')
  return new Promise((done, fail) => {
    execFile(program, ['--deny-warnings', '-f', 'json'], { cwd: folder }, (_error, stdout) => {
      try {
        const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }
        done(diagnostics.map(({ filename, code }) => `${filename} ${/\(([^)]+)\)/.exec(code)?.[1] ?? code}`))
      } catch (error) {
        fail(error as Error)
      }
    })
  })
}
