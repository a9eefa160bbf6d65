import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const launcher = join(import.meta.dirname, '..', 'bin', 'hourglass.js')

/** A real `npm start` of its own, for tests that look at it from outside. */
export interface ServerProcess {
  child: ChildProcess
  /** http://localhost:port, once it says so */
  address: string
  setupLink: string | null
  /** all that it has said, on both streams */
  said(): string
  /** what Ctrl-C in a terminal does: the signal reaches the whole process group */
  pressCtrlC(): void
  /** its exit code, or the signal that ended it */
  ended: Promise<number | NodeJS.Signals>
}

export interface ServerOptions {
  env?: Record<string, string>
  args?: string[]
  as?: { uid?: number; gid?: number }
}

/** Starts Hourglass on any free port and waits for its address. Rejects with all it said when it ends before. */
export async function startServerProcess(options: ServerOptions = {}): Promise<ServerProcess> {
  const server = spawnServer(options)
  const found = await Promise.race([server.address, server.ended.then((code) => ({ code }))])
  if (typeof found !== 'string') throw new Error(`ended with ${found.code}:\n${server.said()}`)
  const setupLink = /http:\/\/\S+\/setup\/\S+/.exec(server.said())?.[0] ?? null
  return { ...server, address: found, setupLink }
}

/** Starts Hourglass and does not wait for it to be up. */
export function spawnServer({ env = {}, args = [], as = {} }: ServerOptions = {}) {
  const child = spawn(process.execPath, [launcher, 'start', ...args], {
    ...as,
    cwd: '/',
    env: { PATH: process.env['PATH'], HOME: tmpdir(), TMPDIR: tmpdir(), PORT: '0', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const said = (): string => text
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals)
  const address = new Promise<string>((done) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      const found = /Hourglass runs at (http:\/\/\S+)[^]*Ctrl-C stops/.exec(text)?.[1]
      if (found !== undefined) done(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  return { child, said, ended, address, pressCtrlC: () => process.kill(-(child.pid ?? 0), 'SIGINT') }
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await holds()); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('it did not come true in time')
  }
}
