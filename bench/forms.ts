import { randomUUID, randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { formTemplate } from '#core/form/templates.ts'
import { insertForm, publishDraft } from '#store/form.ts'
import { openClient } from './client.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { singleInsertFloor } from './floor.ts'
import { machineLine, percentile } from './report.ts'
import type { BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const agent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const connections = 64

/**
 * Accepted posts of a form, checked, kept and thanked, against what bare inserts of single rows reach on the same machine (the
 * single-row floor of bench `collect`), and how long after the flood the last of them is counted (`caught_up_s`). None may be
 * lost. Half of them are of people who sent before. `--seconds N` (8).
 */
export async function run(args: string[]): Promise<BenchResult> {
  const at = args.indexOf('--seconds')
  const seconds = at < 0 ? 8 : Number(args[at + 1])
  const database = await benchDatabase()
  try {
    const { workspaceId } = await benchWorkspace(database.pool)
    const slug = await makeForm(database.pool, workspaceId)
    console.log(await machineLine(database.pool))
    const server = await benchServer(database.dataDir, [], { HOURGLASS_TRUST_PROXY: '1' })
    try {
      await posts(server.address, slug, Math.min(seconds, 3), 0)
      const before = await singleInsertFloor(database.url, workspaceId, seconds / 2)
      const sent = await posts(server.address, slug, seconds, 1_000_000)
      const caughtUp = await counted(database.pool)
      const after = await singleInsertFloor(database.url, workspaceId, seconds / 2)
      const floor = (before.rowsPerSecond + after.rowsPerSecond) / 2
      const lost = await lostOf(database.pool, sent.pages)
      console.log(`${sent.rate.toFixed(0)} posts/s of ${floor.toFixed(0)} rows/s; ${lost} of ${sent.pages.length} lost`)
      if (lost > 0) throw new Error(`${lost} accepted posts are not there.`)
      return {
        bench: 'forms',
        measures: {
          ratio: sent.rate / floor,
          posts_per_second: sent.rate,
          p99_ms: percentile(sent.samples, 0.99),
          lost,
          caught_up_s: caughtUp,
          rss_mb: server.peakRssMb(),
        },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

async function makeForm(pool: Pool, workspaceId: string): Promise<string> {
  const id = randomUUIDv7()
  const slug = `bench-${id.slice(-6)}`
  const draft = formTemplate('demo', ['en'])
  await insertForm(pool, workspaceId, { id, slug, name: 'Bench', draft, by: 'operator:bench' }, Date.now())
  await publishDraft(pool, workspaceId, id, 'operator:bench', Date.now())
  return slug
}

interface Sent {
  rate: number
  samples: number[]
  /** what each accepted post said of itself: it must be found */
  pages: string[]
}

async function posts(address: string, slug: string, seconds: number, from: number): Promise<Sent> {
  const samples: number[] = []
  const pages: string[] = []
  const begin = performance.now()
  const until = begin + seconds * 1000
  let next = from
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await openClient(address)
      while (performance.now() < until) {
        const n = next++
        const mark = randomUUID()
        const began = performance.now()
        const status = await client.send(requestOf(slug, n, mark))
        if (status !== 200) throw new Error(`The server answered ${status}.`)
        samples.push(performance.now() - began)
        pages.push(mark)
      }
      client.close()
    }),
  )
  return { rate: samples.length / ((performance.now() - begin) / 1000), samples, pages }
}

/** A post as the script sends it; every second one is of somebody who sent before. */
function requestOf(slug: string, n: number, mark: string): Buffer {
  const who = n % 2 === 0 ? n : Math.max(0, n - 1001)
  const body = JSON.stringify({
    values: {
      name: `Person ${who}`,
      company: `Company ${who % 9000}`,
      email: `p${who}@company${who % 9000}.example`,
      title: 'Head of Logistics',
      about: `Late shipments ${mark}`,
    },
    page: mark,
    language: 'en',
    anonymousId: `visitor-${who}`,
    url: 'https://shop.example/demo',
    title: 'Demo',
    referrer: 'https://www.google.com/',
  })
  const place = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
  return Buffer.from(
    `POST /f/${slug} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nUser-Agent: ${agent}\r\nX-Forwarded-For: ${place}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** Seconds until nothing is left to be counted; stops waiting when nothing goes on any more. */
async function counted(pool: Pool): Promise<number> {
  const began = performance.now()
  let before = Infinity
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      `select count(*)::int as left from form_submission s where s.state = 'counted'
         and not exists (select from event e where e.workspace_id = s.workspace_id and e.message_id = 'form:' || s.id)`,
    )
    const left = rows[0]?.left ?? 0
    console.log(`${left} to be counted`)
    if (left === 0 || left === before) return (performance.now() - began) / 1000
    before = left
    await new Promise((done) => setTimeout(done, 2000))
  }
}

/** Accepted posts whose row, or whose event, is not there. */
async function lostOf(pool: Pool, marks: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ found: number }>(
    `select count(*)::int as found from unnest($1::text[]) as m(mark)
     where exists (select from form_submission s join event e on e.workspace_id = s.workspace_id and e.message_id = 'form:' || s.id
       where s.fields ->> 'about' = 'Late shipments ' || m.mark and s.state = 'counted')`,
    [marks],
  )
  return marks.length - (rows[0]?.found ?? 0)
}
