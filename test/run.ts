import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process'
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
    const files = (await testsThatImport(/(#test|\.)\/database\.ts'/, paths)).filter(
      (file) => !file.startsWith('test/e2e'),
    )
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
  const files = await testsThatImport(/\/chromium\.ts'/, paths)
  if (files.length === 0 || findChromium() !== null) return
  if (!process.env['HOURGLASS_CHROMIUM'] && process.getuid?.() === 0) installChromium()
  if (findChromium() !== null) return
  // listed as if there were a browser, and as things are
  const skipped = countTests(files, { HOURGLASS_CHROMIUM: process.execPath }) - countTests(files, {})
  console.log(
    `\nNo chromium on this machine: ${skipped} browser tests are skipped. Install it (Debian: apt-get install chromium fonts-noto-cjk), or name one in HOURGLASS_CHROMIUM.`,
  )
}

function installChromium(): void {
  if (spawnSync('apt-get', ['--version']).status !== 0) return
  console.log('\n> chromium for the browser tests (apt-get)')
  const quiet = ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0']
  const install = [...quiet, 'install', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
  const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive' }
  const options: SpawnSyncOptions = { env, timeout: 420_000, stdio: ['ignore', 'ignore', 'inherit'] }
  if (spawnSync('apt-get', install, options).status === 0) return
  spawnSync('apt-get', [...quiet, 'update'], options)
  spawnSync('apt-get', install, options)
}

function countTests(files: string[], env: Record<string, string>): number {
  const list = spawnSync(join(programs, 'vitest'), ['list', '--no-static-parse', ...files], {
    cwd: root,
    env: { ...environment, ...env },
    encoding: 'utf8',
  })
  return list.stdout.split('\n').filter((line) => line.includes(' > ')).length
}

/** The test files that import something, of those that were asked for. */
async function testsThatImport(what: RegExp, paths: string[]): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob('{src,test}/**/*.test.{ts,tsx}', { cwd: root })) {
    if (paths.length > 0 && !paths.some((path) => file.startsWith(path))) continue
    if (what.test(await readFile(join(root, file), 'utf8'))) files.push(file)
  }
  return files.toSorted()
}
