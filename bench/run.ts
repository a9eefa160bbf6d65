import type { BenchResult } from './report.ts'
import { printResult } from './report.ts'

// `npm run bench -- NAME [size flags]`: each bench is a file here that exports `run`.

const benches: Record<string, () => Promise<{ run(args: string[]): Promise<BenchResult> }>> = {
  board: () => import('./board.ts'),
  collect: () => import('./collect.ts'),
  forms: () => import('./forms.ts'),
  funnel: () => import('./funnel.ts'),
  people: () => import('./people.ts'),
  pipeline: () => import('./pipeline.ts'),
  rows: () => import('./rows.ts'),
  slots: () => import('./slots.ts'),
  start: () => import('./start.ts'),
  web: () => import('./web.ts'),
}

const [name, ...args] = process.argv.slice(2)
const load = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined
if (load) {
  const { run } = await load()
  printResult(await run(args))
} else {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')}`)
  process.exitCode = 2
}
