import { randomUUIDv7 } from 'node:crypto'
import { benchDatabase, benchWorkspace } from './database.ts'
import { createFlow } from '../src/actions/flow.ts'
import { event, keys } from '../test/events.ts'
const n = Number(process.argv[2] ?? 5000),
  secs = Number(process.argv[3] ?? 4)
const d = await benchDatabase()
const w = await benchWorkspace(d.pool)
const ws = w.workspaceId
import pgm from 'pg'
const stat = new Map<string, { n: number; ms: number }>()
const orig = pgm.Client.prototype.query as (...a: unknown[]) => Promise<unknown>
;(pgm.Client.prototype as unknown as { query: unknown }).query = async function (this: unknown, ...a: unknown[]) {
  const text = (typeof a[0] === 'string' ? a[0] : (a[0] as { text: string }).text).replace(/\s+/g, ' ').slice(0, 70)
  const t = performance.now()
  const r = await orig.apply(this, a)
  const e = stat.get(text) ?? { n: 0, ms: 0 }
  e.n++
  e.ms += performance.now() - t
  stat.set(text, e)
  return r
}
const flow = createFlow({ pool: d.pool })
const show = (label: string, t0: number, before: ReturnType<typeof flow.times>) => {
  const t = flow.times()
  const s = (performance.now() - t0) / 1000
  const ev = t.events - before.events
  console.log(
    label,
    (ev / s).toFixed(0) + '/s',
    'batches',
    t.batches - before.batches,
    'per event µs:',
    Object.entries(t.ms)
      .map(([k, v]) => `${k} ${(((v - before.ms[k as 'fold']) * 1000) / ev).toFixed(0)}`)
      .join(' '),
  )
}
let b = flow.times()
let t0 = performance.now()
const now = () => Date.now()
let next = 0
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (next < n) {
      const from = next
      next += 100
      await flow.accept(
        ws,
        Array.from({ length: 100 }, (_, i) => ({
          event: event('profile_updated', now(), {
            messageId: randomUUIDv7(),
            type: 'identify',
            mailKind: 'work',
            keys: keys({
              userId: `u${from + i}`,
              anonymousId: `a${from + i}`,
              email: `p${from + i}@company${(from + i) % 900}.example`,
            }),
            traits: {
              email: `p${from + i}@company${(from + i) % 900}.example`,
              name: `Person ${from + i}`,
              title: 'Head of Logistics',
            },
          }),
        })),
      )
    }
  }),
)
show('identify', t0, b)
stat.clear()
b = flow.times()
t0 = performance.now()
const paths = ['/', '/pricing', '/blog/visibility', '/case-studies/port', '/guides/buyers', '/docs/start', '/security']
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (performance.now() - t0 < secs * 1000) {
      await flow.accept(
        ws,
        Array.from({ length: 100 }, (_, i) => {
          const path = paths[Math.floor(Math.random() * 7)] as string
          return {
            event: event(i % 5 ? 'page_viewed' : 'form_submitted', now(), {
              messageId: randomUUIDv7(),
              type: i % 5 ? 'page' : 'track',
              object: path,
              props: { path, title: path, url: 'https://shop.example' + path },
              keys: keys({ userId: `u${Math.floor(Math.random() * n)}` }),
            }),
          }
        }),
      )
    }
  }),
)
show('behaviour', t0, b)
for (const [k, v] of [...stat].sort((a, b) => b[1].ms - a[1].ms).slice(0, 22))
  console.log(v.ms.toFixed(0).padStart(6), String(v.n).padStart(4), k)
console.log('rss', (process.memoryUsage().rss / 1e6).toFixed(0))
const fs = await import('node:fs')
const src = fs.readFileSync('/work/main/src/store/identity.ts', 'utf8')
const load = /const loadSql = `([^`]*)`/.exec(src)?.[1] as string
const users = Array.from({ length: 400 }, () => `u${Math.floor(Math.random() * n)}`)
const c = await d.pool.connect()
await c.query('begin; set local enable_seqscan = off')
for (let i = 0; i < 3; i++) { const r = await c.query('explain (analyze, buffers) ' + load, [ws, users, [], []]); if (i === 2) console.log((r.rows as Record<string, string>[]).map((x) => x['QUERY PLAN']).join('\n')) }
const folds = (await c.query('select f.* from person_fold f order by random() limit 400')).rows
const sf = fs.readFileSync('/work/main/src/store/person-fold.ts', 'utf8')
const shape = /const foldShape = `([^`]*)`/.exec(sf)?.[1] as string
const cols = shape.split(',').map((x) => x.trim().split(' ')[0]).join(', ')
const up = `explain (analyze, buffers, wal) insert into person_fold (${cols}) select ${cols} from json_to_recordset($1::json) as r(${shape}) on conflict (person_id) do update set state = excluded.state, version = excluded.version, last_at = excluded.last_at, engagement = excluded.engagement + 1, stages = excluded.stages, updated_at = now()`
for (let i = 0; i < 3; i++) { const r = await c.query(up, [JSON.stringify(folds)]); if (i === 2) console.log((r.rows as Record<string, string>[]).map((x) => x['QUERY PLAN']).join('\n')) }
await c.query('rollback'); c.release()
await flow.stop()
await d.drop()
process.exit(0)
