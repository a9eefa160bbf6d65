import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// What bin/stripped.js keeps is only a shorter way: whatever lies there, what runs is the source as it is now.

let root: string
const source = (name: string) => join(root, 'src', name)
const kept = (name: string) => join(root, 'dist', 'stripped', `${name}.js`)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hourglass-stripped-'))
  await cp(join(import.meta.dirname, '..', 'bin'), join(root, 'bin'), { recursive: true })
  await writeFile(join(root, 'package.json'), '{"type": "module"}')
  await mkdir(source('cli'), { recursive: true })
  await writeFile(
    source('cli/main.ts'),
    `import { told } from '../told.ts'\nconst line: string = told satisfies string\nconsole.log(line, process.argv.slice(2).join(' '))\n`,
  )
  await writeFile(source('told.ts'), `export const told: string = 'one'\n`)
})
afterEach(() => rm(root, { recursive: true }))

function start(): Promise<{ out: string; told: string }> {
  return new Promise((done, fail) =>
    execFile(process.execPath, [join(root, 'bin', 'hourglass.js'), 'start', '--demo'], (error, out, told) =>
      error ? fail(error) : done({ out: out.trim(), told }),
    ),
  )
}

test('what is kept has no types, stands in the same lines, and is what runs', async () => {
  expect(await start()).toEqual({ out: 'one start --demo', told: '' })
  expect(await readFile(kept('told.ts'), 'utf8')).toMatch(/^export const told {9}= 'one'\n\n\/\/# of [0-9a-f]{64}\n$/)
  // seen to be read: the mark still holds, the words are others
  await writeFile(kept('told.ts'), (await readFile(kept('told.ts'), 'utf8')).replace('one', 'two'))
  expect(await start()).toEqual({ out: 'two start --demo', told: '' })
})

test('a source that changes is what runs, though its size and date are as before', async () => {
  await start()
  const { atime, mtime } = await stat(source('told.ts'))
  await writeFile(source('told.ts'), `export const told: string = 'six'\n`)
  await utimes(source('told.ts'), atime, mtime)
  expect((await start()).out).toBe('six start --demo')
  await writeFile(source('told.ts'), `export const told: string = 'a longer one'\n`)
  expect((await start()).out).toBe('a longer one start --demo')
  expect(await readFile(kept('told.ts'), 'utf8')).toContain('a longer one')
})

test('what is broken off, or cannot be kept at all, is stripped on the way', async () => {
  await start()
  await writeFile(kept('told.ts'), 'export const tol')
  expect((await start()).out).toBe('one start --demo')
  await rm(join(root, 'dist'), { recursive: true })
  await writeFile(join(root, 'dist'), 'no folder')
  const { out, told } = await start()
  expect(out).toBe('one start --demo')
  expect(told).toContain('could not be kept')
})

test('several that start at once all run', async () => {
  const all = await Promise.all([start(), start(), start()])
  expect(all).toEqual(Array.from({ length: 3 }, () => ({ out: 'one start --demo', told: '' })))
  expect((await start()).out).toBe('one start --demo')
})
