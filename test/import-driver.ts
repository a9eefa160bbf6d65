import { openDatabase } from '#store/database.ts'
import type { Flow } from '#actions/flow-types.ts'
import { runImport } from '#actions/import-run.ts'

// Imports a file in a process of its own, whose memory is bounded, into a flow that only counts: says one line of JSON.
const [url = '', workspaceId = '', path = ''] = process.argv.slice(2)
const { pool, close } = openDatabase(url)
let events = 0
let peak = 0
const flow: Flow = {
  async accept(_workspaceId, items) {
    events += items.length
    peak = Math.max(peak, process.memoryUsage.rss())
    await new Promise((done) => setImmediate(done))
    return items.map(() => ({ status: 'counted' }))
  },
  depth: () => 0,
  stop: () => Promise.resolve(),
}
const began = performance.now()
const result = await runImport(
  { pool, flow },
  { kind: 'operator', name: 'test', workspaceId },
  {
    path,
    mapping: { kind: 'people', columns: {} },
  },
)
const seconds = (performance.now() - began) / 1000
console.log(
  JSON.stringify({ result, events, rssMb: Math.round(peak / 1024 / 1024), seconds: Math.round(seconds * 10) / 10 }),
)
await close()
