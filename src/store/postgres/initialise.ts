import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedProblem, own, type Place } from './place.ts'
import { user } from './postmaster.ts'

/** Makes the data directory when there is none: whole or not at all, whoever interrupts it. */
export async function initialise(at: Place, binaries: Binaries, durable: boolean): Promise<void> {
  if (existsSync(join(at.data, 'PG_VERSION'))) return checkVersion(at, binaries)
  await removeLeftovers(at)
  const unfinished = `${at.data}.new-${process.pid}`
  await mkdir(unfinished, { mode: 0o700 })
  await own(unfinished, at.account)
  await runInitdb(at, binaries, unfinished, durable)
  try {
    await rename(unfinished, at.data)
  } catch (error) {
    // another start was quicker
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(join(at.data, 'PG_VERSION'))) throw error
  }
}

async function checkVersion(at: Place, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(at.data, 'PG_VERSION'), 'utf8')).trim()
  const needed = binaries.version.split('.')[0] ?? ''
  if (found !== needed) {
    throw new EmbeddedProblem(
      `The database in ${at.data} was made by PostgreSQL ${found}, and this Hourglass brings ${needed}. Use the earlier Hourglass to back it up, and restore it here.`,
    )
  }
}

async function removeLeftovers(at: Place): Promise<void> {
  for (const name of await readdir(at.home)) {
    const pid = /^postgres\.new-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(at.home, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function runInitdb(at: Place, binaries: Binaries, folder: string, durable: boolean): Promise<void> {
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const flags = ['-D', folder, '-U', user, '-E', 'UTF8', ...locale, '--auth=trust', '--no-instructions']
  if (!durable) flags.push('--no-sync')
  return new Promise((done, fail) => {
    const child = spawn(binaries.initdb, flags, {
      ...at.account,
      cwd: folder,
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      // its own process group: a Ctrl-C in the terminal reaches us, and we decide
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stop = (): void => void child.kill()
    process.once('exit', stop)
    let said = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', fail)
    child.on('close', (code) => {
      process.removeListener('exit', stop)
      if (code === 0) return done()
      if (said.includes('could not look up effective user ID')) {
        return fail(
          new EmbeddedProblem(
            'PostgreSQL needs a user with a name: this user id has none in /etc/passwd. Add one, or set DATABASE_URL to a PostgreSQL 15 or later.',
          ),
        )
      }
      fail(new EmbeddedProblem(`PostgreSQL could not make its data directory ${folder}:\n${said.trim()}`))
    })
  })
}
