import { parseArgs } from 'node:util'
import type { Pool, PoolClient } from 'pg'
import { funnelDocument, type FunnelDocument } from '#contract/funnel.ts'
import { benchDatabase, benchWorkspace } from './database.ts'
import { scanFloor } from './floor.ts'
import { machineLine, percentile, timed, type BenchResult } from './report.ts'
import { benchServer } from './server.ts'

const rounds = 15

/**
 * Lifecycle by channel over a million people and four million intervals, asked of a real server over HTTP: without
 * medians (`counts_ms`), with them (`medians_ms`), with a window, and the server's memory. `--people 100000` is quicker.
 */
export async function run(args: string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args, options: { people: { type: 'string', default: '1000000' } } })
  const people = Number(values.people)
  const database = await benchDatabase()
  try {
    const { workspaceId, keys } = await benchWorkspace(database.pool)
    console.log(await machineLine(database.pool))
    const made = await fill(database.pool, workspaceId, people)
    console.log(
      `${people} people, ${made.reaches} passes of the lifecycle, ${made.intervals} intervals, ${made.others} passes of other models`,
    )
    const floor = await scanFloor(database.pool, workspaceId, 'lifecycle')
    const server = await benchServer(database.dataDir)
    try {
      const ask = async (query: string): Promise<FunnelDocument> => {
        const answer = await fetch(`${server.address}/api/funnel?by=channel&${query}`, {
          headers: { authorization: `Bearer ${keys.secret}` },
        })
        if (!answer.ok) throw new Error(await answer.text())
        return funnelDocument.parse(await answer.json())
      }
      await check(ask, people)
      const counts = await timed(rounds, () => ask('medians=false'))
      const windowed = await timed(rounds, () => ask('medians=false&window=90d'))
      const medians = await timed(rounds, () => ask('medians=true'))
      const narrow = await timed(rounds, () => ask('medians=true&from=2026-03-01&to=2026-03-08'))
      const rss = server.peakRssMb()
      console.log(`floor, how many of each channel in bare SQL: ${floor.toFixed(0)} ms`)
      for (const [name, samples] of Object.entries({
        counts,
        'counts within 90 days': windowed,
        medians,
        'medians of one week': narrow,
      })) {
        const p50 = percentile(samples, 0.5)
        console.log(
          `${name}: p50 ${p50.toFixed(0)} ms, p95 ${percentile(samples, 0.95).toFixed(0)} ms, ${(p50 / floor).toFixed(1)} × the floor`,
        )
      }
      console.log(`server’s resident memory, the most: ${rss?.toFixed(0) ?? 'unknown'} MB`)
      return {
        bench: 'funnel',
        measures: {
          counts_ms: percentile(counts, 0.5),
          counts_p95_ms: percentile(counts, 0.95),
          counts_window_ms: percentile(windowed, 0.5),
          medians_ms: percentile(medians, 0.5),
          medians_p95_ms: percentile(medians, 0.95),
          counts_ratio: percentile(counts, 0.5) / floor,
          rss_mb: rss,
        },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await database.drop()
  }
}

/** Both ways of counting agree before either is timed. */
async function check(ask: (query: string) => Promise<FunnelDocument>, people: number): Promise<void> {
  const fast = await ask('medians=false')
  const slow = await ask('medians=true')
  const numbers = (funnel: FunnelDocument) =>
    JSON.stringify(
      funnel.groups.map(({ key, members, steps }) => [
        key,
        members,
        steps.map(({ reached, faults }) => [reached, faults]),
      ]),
    )
  if (fast.total.members !== people || numbers(fast) !== numbers(slow))
    throw new Error('the two ways of counting differ')
}

interface Filled {
  reaches: number
  intervals: number
  others: number
}

/** Half a year of a generated company: skipped stages, second laps, late evidence, ten channels, one of them missing. */
export async function fill(pool: Pool, workspaceId: string, people: number): Promise<Filled> {
  const db = await pool.connect()
  try {
    await db.query(`set synchronous_commit = off; set work_mem = '128MB'; select setseed(0.42)`)
    await db.query(
      `insert into person (workspace_id, id, name, first_channel)
       select $1, uuidv7(), 'Person ' || i,
         (array['organic_search', 'paid_search', 'social', 'referral', 'email', 'direct', 'event', 'outbound', 'partner', null])
           [1 + floor(power(random(), 1.5) * 10)::int]
       from generate_series(1, $2::int) i`,
      [workspaceId, people],
    )
    const others = await otherModels(pool, workspaceId)
    const reaches = await fillLifecycle(db, workspaceId)
    let copied = 0
    for (const model of others) {
      const { rowCount } = await db.query(
        `insert into reach (workspace_id, model, subject_id, pass, subject_kind, channel, imputed, s1, s2, s3, s4, s5, s6, s7)
         select workspace_id, $2, subject_id, pass, subject_kind, channel, imputed, s1, s2, s3, s4, s5, s6, s7
         from reach where workspace_id = $1 and model = 'lifecycle'`,
        [workspaceId, model],
      )
      copied += rowCount ?? 0
    }
    let intervals = 0
    for (const [k, stage] of (await lifecycleStages(pool, workspaceId)).entries()) {
      const { rowCount } = await db.query(
        `insert into stage_interval (workspace_id, id, model, subject_kind, subject_id, pass, stage, visit, entered_at, cause,
           version, recorded_at)
         select workspace_id, uuidv7(), model, 'person', subject_id, pass, $2, 1, s${k + 1}, '{"kind": "entry"}', 1, s${k + 1}
         from reach where workspace_id = $1 and model = 'lifecycle' and s${k + 1} is not null and (imputed >> ${k}) & 1 = 0`,
        [workspaceId, stage],
      )
      intervals += rowCount ?? 0
    }
    await db.query('vacuum analyze')
    // what the filling has left to write would be written while funnels are timed
    await db.query('checkpoint')
    return { reaches, intervals, others: copied }
  } finally {
    db.release(true)
  }
}

async function lifecycleStages(pool: Pool, workspaceId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select stage ->> 'id' as id from blueprint_version b,
        jsonb_path_query(b.document, '$.models[*] ? (@.id == "lifecycle").stages[*]') stage where b.workspace_id = $1`,
    [workspaceId],
  )
  return rows.map(({ id }) => id)
}

/** The other person models that the flow keeps beside the lifecycle. */
async function otherModels(pool: Pool, workspaceId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select model ->> 'id' as id from blueprint_version b, jsonb_array_elements(b.document -> 'models') model
      where b.workspace_id = $1 and model ->> 'subject' = 'person' and model ->> 'id' <> 'lifecycle'`,
    [workspaceId],
  )
  return rows.map(({ id }) => id)
}

async function fillLifecycle(db: PoolClient, workspaceId: string): Promise<number> {
  const gap = (k: number): string =>
    `case when depth >= ${k} then -ln(1 - random()) * interval '${k * 2} days' end as g${k}`
  const { rowCount } = await db.query(
    `insert into reach (workspace_id, model, subject_id, pass, subject_kind, channel, imputed, s1, s2, s3, s4, s5, s6, s7)
     select $1, 'lifecycle', id, lap, 'person', channel, case when skips then 4 else 0 end, t,
       case when late and depth > 2 then t + g2 + g3 + interval '2 days' else t + g2 end,
       case when skips then t + g2 + g3 + g4 else t + g2 + g3 end, t + g2 + g3 + g4, t + g2 + g3 + g4 + g5,
       t + g2 + g3 + g4 + g5 + g6, t + g2 + g3 + g4 + g5 + g6 + g7
     from (
       select *, random() < 0.1 and depth > 3 as skips, random() < 0.01 as late,
         timestamptz '2026-01-01' + random() * interval '180 days' + (lap - 1) * interval '60 days' as t,
         ${[2, 3, 4, 5, 6, 7].map(gap).join(', ')}
       from (
         select id, first_channel as channel, again, 1 + (draw < .9)::int + (draw < .765)::int + (draw < .612)::int
           + (draw < .459)::int + (draw < .321)::int + (draw < .193)::int as depth
         from (select id, first_channel, random() as draw, random() as again from person where workspace_id = $1) p) walk,
         generate_series(1, case when again < 0.03 then 2 else 1 end) lap) timed`,
    [workspaceId],
  )
  return rowCount ?? 0
}
