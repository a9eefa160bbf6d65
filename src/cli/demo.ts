import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { batchSize, type DemoResult, loadDemo } from '#actions/demo-load.ts'
import { createFlow } from '#actions/flow.ts'
import type { Flow } from '#actions/flow-types.ts'
import { openContext, UsageProblem } from './context.ts'

const help = `Usage: npx hourglass demo [--fresh] [--size 0.1] [--seed text]

Loads the sample company into a workspace of its own, ending today, beside a running server or alone.
What was interrupted goes on where it stopped. "npm start -- --demo" does the same and then serves it.
  --fresh   makes another one although there is one
  --size    how large a part of it, above 0 and up to 1 (the whole: some 33,000 events)
  --seed    another text, another half year`

export interface DemoFlags {
  fresh: boolean
  size: number
  seed: string
}

export async function run(args: string[]): Promise<number> {
  const flags = parse(args)
  if (flags === null) {
    console.log(help)
    return 0
  }
  const context = await openContext()
  const flow = createFlow({ pool: context.pool })
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    await showDemo({ pool: context.pool, flow, flags, say: (text) => console.log(text), signal: interruption.signal })
    return 0
  } catch (error) {
    if (!interruption.signal.aborted) throw error
    console.error('Stopped. The same command goes on where it stopped.')
    return 130
  } finally {
    await flow.stop()
    await context.close()
  }
}

function parse(args: string[]): DemoFlags | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        fresh: { type: 'boolean', default: false },
        size: { type: 'string', default: '1' },
        seed: { type: 'string', default: 'demo' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values.help ? null : { fresh: values.fresh, size: readSize(values.size), seed: values.seed }
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message}\n\n${help}`)
  }
}

/** A part of the whole, above 0 and up to 1. Throws UsageProblem. */
export function readSize(text: string): number {
  const size = Number(text)
  if (text.trim() === '' || !(size > 0 && size <= 1)) {
    throw new UsageProblem(`The size of the demo is a number above 0 and up to 1, such as 0.1; not “${text}”.`)
  }
  return size
}

export interface DemoShow {
  pool: Pool
  flow: Flow
  flags: DemoFlags
  say(sentence: string): void
  signal: AbortSignal
}

/** Loads the sample company and tells how far it is; says nothing when it is there already. */
export async function showDemo({ pool, flow, flags, say, signal }: DemoShow): Promise<DemoResult> {
  const began = Date.now()
  let told = 0
  const result = await loadDemo({
    pool,
    flow,
    now: began,
    ...flags,
    signal,
    onProgress(sent, of, day) {
      const tenth = Math.floor((sent * 10) / of)
      if (told === 0 && sent <= batchSize)
        say(`Loading half a year of a sample company: ${of.toLocaleString('en')} events …`)
      else if (told === 0) say(`Going on with the sample company, of which a part is there …`)
      if (tenth > told && tenth < 10) say(`  ${tenth * 10} %, ${dayText(day)}`)
      told = Math.max(told, tenth, 0.5)
    },
  })
  if (!result.loaded) {
    say(`The sample company is there; its half year ends on ${dayText(result.end)}.`)
    return result
  }
  const seconds = Math.max(1, Math.round((Date.now() - began) / 1000))
  const counted = result.counted.toLocaleString('en')
  say(
    `Loaded in ${seconds} s: ${counted} events counted, ${result.duplicates} sent twice, ${result.setAside} set aside with a reason.`,
  )
  return result
}

function dayText(at: number): string {
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}
