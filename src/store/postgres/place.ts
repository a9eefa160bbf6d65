import { createHash } from 'node:crypto'
import { existsSync, lstatSync, statSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, realpath, rename, rmdir, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Tells the person at the console; `detail` goes to the log only. */
export type Say = (sentence: string) => void

/** The embedded PostgreSQL cannot start; the message is one sentence that says what to do. */
export class EmbeddedProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EmbeddedProblem'
  }
}

/** The user that PostgreSQL runs as; empty: the one who runs us. Fits spawn's options. */
export interface Account {
  uid?: number
  gid?: number
}

/** Where one embedded server keeps its things. All paths are absolute, links resolved. */
export interface Place {
  account: Account
  /** folder asked for, or the one in the state folder that it points to */
  home: string
  /** PostgreSQL's data directory */
  data: string
  log: string
  stateFolder: string
}

// nobody, on Linux and most others; root may not run PostgreSQL
const nobody = { uid: 65534, gid: 65534 }
const pointer = 'moved-to'
// 104 bytes on macOS, 108 on Linux, with a closing zero
const longestSocketPath = 103
const socketName = '.s.PGSQL.5432'

/**
 * Decides where the server of `dataDir` lives and as whom it runs. As root it runs as the owner of existing data, else
 * as nobody; when that user cannot reach `dataDir`, the data lives in the system's state folder under a hash of the
 * path, a file in `dataDir` remembers it, and `say` tells.
 */
export async function findPlace(dataDir: string, say: Say): Promise<Place> {
  const asked = await makeFolder(resolve(dataDir), isRoot() ? 0o755 : 0o700)
  const stateFolder = systemStateFolder()
  const home = (await remembered(asked)) ?? asked
  const account = accountFor(join(home, 'postgres'))
  if (home === asked) await letThrough(asked, account)
  if (home === asked && account.uid !== undefined && !canReach(asked, account)) {
    const moved = await makeFolder(join(stateFolder, hash(asked)), 0o755)
    await writeFile(join(moved, 'project'), `${asked}\n`)
    await writeFile(join(asked, `${pointer}.new`), `${moved}\n`)
    await rename(join(asked, `${pointer}.new`), join(asked, pointer))
    say(`PostgreSQL may not run as root, and user ${account.uid} cannot reach ${asked}: the data is kept in ${moved}.`)
    return place(moved, account, stateFolder)
  }
  if (home !== asked) say(`The data of ${asked} is kept in ${home}.`)
  return place(home, account, stateFolder)
}

/** A private folder of root's that is ours alone (new, or with our data in it) may be passed through, not listed. */
async function letThrough(folder: string, account: Account): Promise<void> {
  const { uid, mode } = statSync(folder)
  if (account.uid === undefined || uid !== 0 || !canReach(dirname(folder), account)) return
  const names = await readdir(folder)
  if (names.length === 0 || names.includes('postgres')) await chmod(folder, (mode & 0o777) | 0o011)
}

function place(home: string, account: Account, stateFolder: string): Place {
  return { account, home, data: join(home, 'postgres'), log: join(home, 'postgres.log'), stateFolder }
}

async function remembered(folder: string): Promise<string | null> {
  try {
    const path = (await readFile(join(folder, pointer), 'utf8')).trim()
    if (!existsSync(path)) {
      throw new EmbeddedProblem(
        `The data of ${folder} was kept in ${path}, which is gone. Bring that folder back, or delete ${join(folder, pointer)} to begin with an empty database.`,
      )
    }
    return path
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function accountFor(data: string): Account {
  if (!isRoot()) {
    const owner = existsSync(data) ? statSync(data).uid : process.getuid?.()
    if (owner !== process.getuid?.()) {
      throw new EmbeddedProblem(
        `The database in ${data} belongs to another user (${owner}). Start Hourglass as the user who started it first, or set HOURGLASS_DATA to another folder.`,
      )
    }
    return {}
  }
  if (!existsSync(data)) return nobody
  const { uid, gid } = statSync(data)
  return uid === 0 ? nobody : { uid, gid }
}

/**
 * A folder for the socket that only the server's user (and root) may enter: `socket` in the server's home or, where
 * that path is too long for a socket, a hashed one under the temporary folder.
 */
export async function makeSocketFolder(at: Place): Promise<string> {
  const near = join(at.home, 'socket')
  if (fits(near)) {
    await makeFolder(near, 0o700)
    await own(near, at.account)
    await chmod(near, 0o700)
    return near
  }
  const user = at.account.uid ?? process.getuid?.() ?? 0
  const roots = [...new Set([tmpdir(), '/tmp'])].filter((root) => canReach(root, at.account))
  for (const root of roots) {
    const folder = join(root, `hourglass-${hash(at.data)}`)
    if (!fits(folder)) continue
    await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await ownIfOurs(folder, at.account)
    const seen = lstatSync(folder)
    if (seen.isDirectory() && seen.uid === user && (seen.mode & 0o77) === 0) return folder
    // somebody else made a folder of that name
    const fresh = await mkdtemp(join(root, 'hourglass-'))
    await own(fresh, at.account)
    if (fits(fresh)) return fresh
  }
  throw new EmbeddedProblem(`No folder with a path short enough for a socket; set TMPDIR to a short one, such as /tmp.`)
}

/** Removes a socket folder outside the server's home, once its server has stopped. */
export async function removeSocketFolder(at: Place, folder: string): Promise<void> {
  if (folder === '' || folder.startsWith(at.home)) return
  // only when it is empty
  await rmdir(folder).catch(() => {})
}

async function ownIfOurs(folder: string, account: Account): Promise<void> {
  const seen = lstatSync(folder)
  if (seen.isDirectory() && seen.uid === process.getuid?.()) await own(folder, account)
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, socketName)) <= longestSocketPath
}

/** Gives a folder that we made to the server's user. */
export async function own(path: string, account: Account): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid)
}

async function makeFolder(path: string, mode: number): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode })
    return await realpath(path)
  } catch (error) {
    throw new EmbeddedProblem(
      `Cannot make the folder ${path} (${(error as Error).message}). Set HOURGLASS_DATA to a folder that you may write.`,
      { cause: error },
    )
  }
}

/** Whether that user may enter a folder, by the modes of all folders above it. */
export function canReach(folder: string, account: Account): boolean {
  if (account.uid === undefined) return true
  for (let at = resolve(folder); ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(at) === at) return true
  }
}

function systemStateFolder(): string {
  const given = process.env['STATE_DIRECTORY']?.split(':')[0]
  if (given) return given
  if (isRoot()) return process.platform === 'darwin' ? '/Library/Application Support/Hourglass' : '/var/lib/hourglass'
  const xdg = process.env['XDG_STATE_HOME']
  return xdg ? join(xdg, 'hourglass') : join(homedir(), '.local', 'state', 'hourglass')
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
