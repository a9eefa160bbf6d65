import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const launcher = join(import.meta.dirname, '..', 'bin', 'hourglass.js')

/** The product's server as a process of its own, so that its memory is its own. */
export interface BenchServer {
  /** http://localhost:port */
  address: string
  /** the most resident memory seen so far, in MB of a million bytes; null where the system does not tell */
  peakRssMb(): number | null
  stop(): Promise<void>
}

/** Starts `hourglass start` (with `args`, and `more` in its environment) on any free port over that data folder, and watches its memory. */
export async function benchServer(
  dataDir: string,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), PORT: '0', HOURGLASS_DATA: dataDir, ...more }
  const child = spawn(process.execPath, [launcher, 'start', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let text = ''
  const address = await new Promise<string>((done, fail) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      const found = /Hourglass runs at (http:\/\/\S+)[^]*Ctrl-C stops/.exec(text)?.[1]
      if (found !== undefined) done(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', () => fail(new Error(`The server ended:\n${text}`)))
  })
  let peak: number | null = null
  const watch = setInterval(async () => {
    const rss = await residentMb(child.pid as number)
    if (rss !== null) peak = Math.max(peak ?? 0, rss)
  }, 50)
  return {
    address,
    peakRssMb: () => peak,
    async stop() {
      clearInterval(watch)
      child.kill('SIGINT')
      await ended
    },
  }
}

/** Resident memory of a process by /proc, which Linux has. */
async function residentMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kb === undefined ? null : (Number(kb) * 1024) / 1e6
}
