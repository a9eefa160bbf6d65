import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import type { Result } from '#contract/problem.ts'
import { testWorkspace } from '#test/database.ts'

export const hour = 3_600_000
export const day = 24 * hour
export const start = Date.parse('2026-03-01T00:00:00Z')
export const stages = ['a', 'b', 'c', 'd', 'e']

/** One pass of one person. */
export interface Row {
  id: string
  pass: number
  /** evidence per stage, epoch ms */
  evidence: (number | null)[]
  channel: string | null
  facts: Record<string, string | null>
}

/** What the flow keeps: evidence, or the earliest evidence of a later stage. */
function reachOf(evidence: (number | null)[]): { at: (number | null)[]; imputed: number } {
  const furthest = evidence.findLastIndex((time) => time !== null)
  let imputed = 0
  const at = evidence.map((time, k) => {
    if (k > furthest || time !== null) return time
    imputed |= 1 << k
    return Math.min(...evidence.slice(k + 1).filter((later) => later !== null))
  })
  return { at, imputed }
}

/** A workspace whose lifecycle `m` has these people. */
export async function workspaceWith(pool: Pool, rows: readonly Row[], zone: string): Promise<string> {
  const workspaceId = await testWorkspace(pool, zone)
  const model = {
    id: 'm',
    name: { en: 'Model' },
    subject: 'person',
    stages: stages.map((id) => {
      const text = { en: id }
      return { id, name: text, owner: text, goal: text, enters: text, band: ['TOFU'] }
    }),
  }
  await pool.query(
    `insert into blueprint_version (workspace_id, version, document, applied_at, applied_by) values ($1, 1, $2, now(), 'test')`,
    [workspaceId, JSON.stringify({ lifecycle: 'm', models: [model] })],
  )
  const people = [...new Map(rows.map((row) => [row.id, row])).values()]
  await pool.query(
    `insert into person (workspace_id, id, name, facts)
     select $1, id, id, facts from json_to_recordset($2) as r(id uuid, facts jsonb)`,
    [workspaceId, JSON.stringify(people)],
  )
  const reach = rows.map((row) => {
    const { at, imputed } = reachOf(row.evidence)
    return {
      ...row,
      imputed,
      ...Object.fromEntries(at.map((time, k) => [`s${k + 1}`, time === null ? null : new Date(time)])),
    }
  })
  await pool.query(
    `insert into reach (workspace_id, model, subject_id, pass, subject_kind, channel, imputed, s1, s2, s3, s4, s5)
     select $1, 'm', id, pass, 'person', channel, imputed, s1, s2, s3, s4, s5
       from json_to_recordset($2) as r(id uuid, pass int, channel text, imputed int, s1 timestamptz, s2 timestamptz,
         s3 timestamptz, s4 timestamptz, s5 timestamptz)`,
    [workspaceId, JSON.stringify(reach)],
  )
  return workspaceId
}

/** The operator of the machine, in that workspace. */
export const actorIn = (workspaceId: string): Actor => ({ kind: 'operator', name: 'test', workspaceId })

/** What a verb answers; throws its refusal. */
export async function value<T>(result: Promise<Result<T>>): Promise<T> {
  const got = await result
  if (!got.ok) throw new Error(got.problem.message)
  return got.value
}

// ── generated histories ─────────────────────────────────────────────────────────────────────────────────────────────

// whole days too, so that windows end at the very moment of asking
export const moment = fc.oneof(
  fc.integer({ min: 0, max: 60 * 24 * 4 }).map((quarter) => start + quarter * 15 * 60_000),
  fc.integer({ min: 0, max: 8 }).map((days) => start + days * 5 * day),
)
const forward = fc
  .tuple(
    moment,
    fc.array(fc.oneof(fc.integer({ min: 0, max: 12 * 24 }), fc.constant(10 * 24)), { maxLength: stages.length - 1 }),
  )
  .map(([first, gaps]) => {
    const times: (number | null)[] = [first]
    for (const gap of gaps) times.push(times.at(-1)! + gap * hour)
    return times
  })
const skipping = fc
  .tuple(forward, fc.nat(31))
  .map(([times, skip]) => times.map((time, k) => ((skip >> k) & 1 ? null : time)))
const wild = fc.array(fc.option(moment), { minLength: 1, maxLength: stages.length })
const evidence = fc
  .oneof(forward, skipping, wild)
  .map((times): (number | null)[] => stages.map((_, k) => times[k] ?? null))
const text = fc.constantFrom(null, '', 'unknown', 'paid_search', '페이스북', 'Яндекс', "o'hara", '=x')
const person = fc.record({
  laps: fc.array(evidence, { minLength: 1, maxLength: 3 }),
  channel: text,
  origin: text,
})
export const histories = fc.array(person, { maxLength: 25 }).map((people) =>
  people.flatMap(({ laps, channel, origin }): Row[] => {
    const id = randomUUIDv7()
    return laps.map((times, i) => ({ id, pass: i + 1, evidence: times, channel, facts: { origin } }))
  }),
)
