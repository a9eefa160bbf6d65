import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

// What `npm test` does: lint, format, types, then all tests; with HOURGLASS_TEST_SERVER_URL the database tests run a
// first time against that server. `npm test -- src/core` runs the tests of those paths only.

const root = join(import.meta.dirname, '..')
const programs = join(root, 'node_modules', '.bin')
const environment = { ...process.env, PATH: `${programs}:${process.env['PATH'] ?? ''}` }

process.exitCode = await main(process.argv.slice(2))

async function main(paths: string[]): Promise<number> {
  const failed: string[] = []
  const step = async (name: string, program: string, args: string[], env: Record<string, string> = {}) => {
    console.log(`\n> ${name}`)
    if (!(await succeeds(program, args, env))) failed.push(name)
  }
  if (paths.length === 0) {
    await step('lint', 'oxlint', ['--deny-warnings'])
    await step('format', 'oxfmt', ['--check'])
    await step('types', 'tsc', ['-p', 'tsconfig.json'])
  }
  await prepareBrowser(paths)
  const server = process.env['HOURGLASS_TEST_SERVER_URL']
  if (server) {
    const files = await databaseTests(paths)
    if (files.length > 0) {
      await step('database tests against the given server', 'vitest', ['run', ...files], { TEST_DATABASE_URL: server })
    }
  }
  await step('tests', 'vitest', ['run', ...paths], { TEST_DATABASE_URL: '', DATABASE_URL: '' })
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
}

function succeeds(program: string, args: string[], env: Record<string, string>): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(join(programs, program), args, { cwd: root, stdio: 'inherit', env: { ...environment, ...env } })
    child.on('error', (error) => {
      console.error(error.message)
      done(false)
    })
    child.on('exit', (code) => done(code === 0))
  })
}

/** Browser tests need chromium: installs Debian's where we may, else says how many tests are skipped. */
async function prepareBrowser(paths: string[]): Promise<void> {
  const wanted = paths.length === 0 || paths.some((path) => path.startsWith('test/e2e'))
  if (!wanted || !existsSync(join(root, 'test', 'e2e')) || findChromium() !== null) return
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('\n> chromium for the browser tests (apt-get)')
    const quiet = ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0']
    const install = [...quiet, 'install', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
    const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive' }
    const options: SpawnSyncOptions = { env, timeout: 420_000, stdio: ['ignore', 'ignore', 'inherit'] }
    if (spawnSync('apt-get', install, options).status !== 0) {
      spawnSync('apt-get', [...quiet, 'update'], options)
      spawnSync('apt-get', install, options)
    }
    if (findChromium() !== null) return
  }
  const list = spawnSync(join(programs, 'vitest'), ['list', 'test/e2e'], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  })
  const count = list.stdout.split('\n').filter((line) => line.includes(' > ')).length
  console.log(
    `\nNo chromium on this machine: ${count} browser tests are skipped. Install it (Debian: apt-get install chromium fonts-noto-cjk), or name one in HOURGLASS_CHROMIUM.`,
  )
}

/** The tests that ask for a database, found by what they import. */
async function databaseTests(paths: string[]): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob('{src,test}/**/*.test.{ts,tsx}', { cwd: root })) {
    if (file.startsWith('test/e2e') || (paths.length > 0 && !paths.some((path) => file.startsWith(path)))) continue
    if (/#test\/database\.ts|\.\/database\.ts/.test(await readFile(join(root, file), 'utf8'))) files.push(file)
  }
  return files.toSorted()
}
