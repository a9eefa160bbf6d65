import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'

/** What PostgreSQL writes into postmaster.pid of its data directory. */
export interface Postmaster {
  pid: number
  port: number
  socketFolder: string
  status: string
}

/** The database user of an embedded server. */
export const user = 'hourglass'

/** The server that a data directory says is running, or null; it may be long dead. */
export function readPostmaster(data: string): Postmaster | null {
  let lines: string[]
  try {
    lines = readFileSync(pidFile(data), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const pid = Number(lines[0])
  // written line by line while the server comes up
  if (!Number.isInteger(pid) || pid <= 1) return null
  return { pid, port: Number(lines[3] ?? 0), socketFolder: (lines[4] ?? '').trim(), status: (lines[7] ?? '').trim() }
}

/** Whether that process id is a living PostgreSQL: not a zombie, not another program that got the number since. */
export function isLivingPostgres(pid: number): boolean {
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
      if (state === 'Z' || state === 'X') return false
      const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? ''
      return basename(program).startsWith('postgres')
    }
    const line = execFileSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    const [state = '', ...command] = line.split(/\s+/)
    return !state.startsWith('Z') && basename(command.join(' ')).startsWith('postgres')
  } catch {
    return false
  }
}

/**
 * Whether the server behind a socket works on this very data directory: `ours`, `other`, `starting` (ask again), or
 * `silent` when it does not answer.
 */
export async function whoAnswers(server: Postmaster, data: string): Promise<'ours' | 'other' | 'starting' | 'silent'> {
  const client = new pg.Client({
    host: server.socketFolder,
    port: server.port,
    user,
    database: 'postgres',
    connectionTimeoutMillis: 3000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
    return sameFolder(rows[0]?.folder ?? '', data) ? 'ours' : 'other'
  } catch (error) {
    const code = (error as { code?: string }).code
    // 57P03: cannot connect now (starting up, recovering, shutting down)
    return code === '57P03' ? 'starting' : 'silent'
  } finally {
    await client.end().catch(() => {})
  }
}

function sameFolder(a: string, b: string): boolean {
  try {
    const one = statSync(a)
    const two = statSync(b)
    return one.dev === two.dev && one.ino === two.ino
  } catch {
    return false
  }
}

/** Whether a process works in this folder, by its current directory; null where the system does not tell. */
export function worksIn(pid: number, data: string): boolean | null {
  const cwd = `/proc/${pid}/cwd`
  try {
    const one = statSync(cwd)
    const two = statSync(data)
    return one.dev === two.dev && one.ino === two.ino
  } catch {
    return null
  }
}

/**
 * Frees a data directory from a pid file whose number now belongs to a zombie, to another program, or to the server of
 * another folder (a copy). PostgreSQL would refuse to start for a living number. The file itself stays: its other lines
 * let PostgreSQL find back-ends that still use the old shared memory.
 */
export function disown(data: string): void {
  const lines = readFileSync(pidFile(data), 'utf8').split('\n')
  const dead = spawnSync(process.execPath, ['--version']).pid
  lines[0] = String(dead)
  writeFileSync(pidFile(data), lines.join('\n'))
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid')
}
