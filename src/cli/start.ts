import { parseArgs } from 'node:util'
import { readConfig } from '#server/config.ts'
import { startServer, type RunningServer } from '#server/main.ts'
import { UsageProblem } from './context.ts'

const help = `Usage: npm start [-- --demo]

Runs Hourglass until Ctrl-C. --demo loads a sample company into a workspace of its own and opens on it.
Settings are environment variables: PORT (4400), HOST (127.0.0.1: this machine only), DATABASE_URL, HOURGLASS_DATA …; see README.md.`

const forced = 130

/** Starts the server and waits for Ctrl-C; a second Ctrl-C does not wait for anybody. */
export async function run(args: string[]): Promise<number> {
  const options = parse(args)
  if (options.help) {
    console.log(help)
    return 0
  }
  const config = readConfig()
  const interruption = new AbortController()
  const interrupted = waitForSignal(interruption)
  const starting = startServer(config, { demo: options.demo, say, signal: interruption.signal })
  let server: RunningServer
  try {
    server = await starting
  } catch (error) {
    if (interruption.signal.aborted) return forced
    throw error
  }
  say(`\nHourglass runs at ${server.address}`)
  if (config.host === '127.0.0.1') say('Only this machine can reach it; HOST=0.0.0.0 opens it to the network.')
  if (server.setupLink) say(`Set it up here (works once): ${server.setupLink}`)
  say('Ctrl-C stops it.')
  await interrupted
  say('\nStopping …')
  await server.stop()
  return 0
}

function parse(args: string[]): { demo: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { demo: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    })
    return { demo: values.demo, help: values.help }
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message}\n\n${help}`)
  }
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
  })
}

function say(sentence: string): void {
  console.log(sentence)
}
