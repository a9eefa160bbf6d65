import { parseArgs } from 'node:util'
import { readConfig } from '#server/config.ts'
import { startServer, type RunningServer } from '#server/main.ts'
import { UsageProblem } from './context.ts'
import { readSize, showDemo } from './demo.ts'

const help = `Usage: npm start [-- --demo [--size 0.1]]

Runs Hourglass until Ctrl-C.
  --demo   loads a sample company into a workspace of its own and opens on it
  --size   how large a part of it, above 0 and up to 1
Settings are environment variables: PORT (4400), HOST (127.0.0.1: this machine only), DATABASE_URL, HOURGLASS_DATA …; see README.md.`

const forced = 130

/** Starts the server and waits for Ctrl-C; a second Ctrl-C does not wait for anybody. */
export async function run(args: string[]): Promise<number> {
  const flags = parse(args)
  if (flags.help) {
    console.log(help)
    return 0
  }
  const config = readConfig()
  const interruption = new AbortController()
  const interrupted = waitForSignal(interruption)
  const server = await unless(interruption, startServer(config, { demo: flags.demo, say, signal: interruption.signal }))
  if (server === null) return forced
  try {
    if (flags.demo) {
      const { pool, flow } = server
      const demo = { fresh: false, size: flags.size, seed: 'demo' }
      const shown = await unless(interruption, showDemo({ pool, flow, flags: demo, say, signal: interruption.signal }))
      if (shown === null) return forced
    }
    greet(server, config.host)
    await interrupted
    say('\nStopping …')
  } finally {
    await server.stop()
  }
  return 0
}

function parse(args: string[]): { demo: boolean; size: number; help: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        demo: { type: 'boolean', default: false },
        size: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return { demo: values.demo, size: readSize(values.size), help: values.help }
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message}\n\n${help}`)
  }
}

/** What comes of the work, or null when it was interrupted. */
async function unless<T>(interruption: AbortController, work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (interruption.signal.aborted) return null
    throw error
  }
}

function greet(server: RunningServer, host: string): void {
  say(`\nHourglass runs at ${server.address}`)
  if (host === '127.0.0.1') say('Only this machine can reach it; HOST=0.0.0.0 opens it to the network.')
  if (server.setupLink) say(`Set it up here (works once): ${server.setupLink}`)
  say('Ctrl-C stops it.')
}

function waitForSignal(interruption: AbortController): Promise<void> {
  return new Promise((done) => {
    const onSignal = (): void => {
      // npm and the terminal may both send the first one
      if (interruption.signal.aborted && Date.now() - firstAt > 500) process.exit(forced)
      if (interruption.signal.aborted) return
      firstAt = Date.now()
      interruption.abort()
      done()
    }
    let firstAt = 0
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
    if (process.env['npm_lifecycle_event'] !== undefined) watchParent(onSignal)
  })
}

/** npm hands a SIGTERM to the shell between us only: that shell's end is our signal. */
function watchParent(gone: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    gone()
  }, 250)
  timer.unref()
}

function say(sentence: string): void {
  console.log(sentence)
}
