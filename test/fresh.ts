import { expect } from 'vitest'
import type { Pool } from 'pg'
import { foldDue, refoldPending } from '#actions/blueprint-reevaluate.ts'
import { Histories } from '#actions/flow/history.ts'
import { withAccounts } from '#actions/flow/people.ts'
import { comparePosition } from '#core/event.ts'
import { merge } from '#core/fold/facts.ts'
import { fold } from '#core/fold/fold.ts'
import type { Enter, Leave, Reach } from '#core/fold/op.ts'
import { runningReaches } from '#core/fold/run.ts'
import type { Run } from '#core/fold/run.ts'
import { stringifyState } from '#core/fold/state.ts'
import { unpackState } from '#core/fold/pack.ts'
import type { JsonObject } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'

/**
 * Every kept state, score, stage, interval, reach and account of a workspace equals a fresh fold of the events that are
 * stored, as of `now` (epoch ms). Whoever is pending or due is folded first, as the jobs do.
 */
export async function expectFresh(pool: Pool, workspaceId: string, now: number = Date.now()): Promise<void> {
  await refoldPending(pool, workspaceId, { now: () => now })
  await foldDue(pool, workspaceId, () => now)
  const { rows } = await pool.query<FoldRow>(
    `select person_id, state, fit, engagement, stage, next_due_at from person_fold where workspace_id = $1`,
    [workspaceId],
  )
  const ids = rows.map((row) => row.person_id)
  const { programs } = await new Histories().of(pool, workspaceId)
  const events = await foldEventsOf(pool, workspaceId, ids)
  const accounts = [...new Set([...events.values()].flat().flatMap((one) => one.accountId ?? []))]
  const ofAccounts = await accountEventsOf(pool, workspaceId, accounts)
  const intervals = await intervalsOf(pool, workspaceId)
  const reaches = await reachesOf(pool, workspaceId)
  for (const row of rows) {
    const id = row.person_id
    const run = fold(withAccounts(id, events.get(id) ?? [], ofAccounts), programs, now)
    expect(stringifyState(unpackState(row.state))).toBe(stringifyState(run.state))
    expect(scoresOf(row)).toEqual(scoresOfRun(run))
    if (run.state.due !== null) expect(row.next_due_at?.getTime() ?? Infinity).toBeLessThanOrEqual(run.state.due)
    expect((intervals.get(id) ?? []).sort()).toEqual(intervalsOfRun(run))
    expect((reaches.get(id) ?? []).sort()).toEqual(reachesOfRun(run))
  }
  await expectAllFolded(pool, workspaceId, new Set(ids))
  await expectListed(pool, workspaceId)
  await expectFreshAccounts(pool, workspaceId)
}

/** The narrow rows that lists read say what the folds say. */
async function expectListed(pool: Pool, workspaceId: string): Promise<void> {
  const { rows } = await pool.query(
    `select f.person_id as folded, l.person_id as listed
     from (select f.*, p.signature from person_fold f join person p on p.id = f.person_id where f.workspace_id = $1) f
       full join (select * from person_list where workspace_id = $1) l on l.person_id = f.person_id
     where (f.heat, f.fit, f.stage, f.channel, f.last_span, f.signature)
       is distinct from (l.heat, l.fit, l.stage, l.channel, l.last_span, l.signature)`,
    [workspaceId],
  )
  expect(rows).toEqual([])
}

interface FoldRow {
  person_id: string
  state: string
  fit: number
  engagement: number | null
  stage: string | null
  next_due_at: Date | null
}

function scoresOf({ fit, engagement, stage }: FoldRow) {
  return { fit, engagement, stage }
}

function scoresOfRun({ state, program }: Run) {
  return {
    fit: roundPoints(state.fitPoints),
    engagement: state.engagement,
    stage: state.models[program.blueprint.lifecycle]?.stage ?? null,
  }
}

interface IntervalRow {
  subject_id: string
  model: string
  pass: number
  stage: string
  visit: number
  entered_at: Date
  left_at: Date | null
  left_to: string | null
}

async function intervalsOf(pool: Pool, workspaceId: string): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<IntervalRow>(
    `select subject_id, model, pass, stage, visit, entered_at, left_at, left_to from stage_interval
     where workspace_id = $1 and superseded_at is null`,
    [workspaceId],
  )
  return grouped(rows, (row) => [
    row.model,
    row.pass,
    row.stage,
    row.visit,
    row.entered_at.getTime(),
    row.left_at?.getTime() ?? null,
    row.left_to,
  ])
}

function intervalsOfRun({ ops }: Run): string[] {
  const leaves = ops.filter((op): op is Leave => op.op === 'leave')
  return ops
    .filter((op): op is Enter => op.op === 'enter')
    .map((enter) => {
      const { model, pass, stage, visit, at } = enter
      const leave = leaves.find(
        (one) => one.model === model && one.pass === pass && one.stage === stage && one.visit === visit,
      )
      return JSON.stringify([model, pass, stage, visit, at, leave?.at ?? null, leave?.to ?? null])
    })
    .sort()
}

const places = Array.from({ length: 12 }, (_, index): `s${number}` => `s${index + 1}`)

type ReachRow = Record<`s${number}`, Date | null> & {
  subject_id: string
  model: string
  pass: number
  channel: string | null
  imputed: number
  outcome: string | null
  outcome_at: Date | null
}

async function reachesOf(pool: Pool, workspaceId: string): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<ReachRow>('select * from reach where workspace_id = $1', [workspaceId])
  return grouped(rows, (row) => [
    row.model,
    row.pass,
    row.channel,
    row.imputed,
    row.outcome,
    row.outcome_at?.getTime() ?? null,
    places.map((place) => row[place]?.getTime() ?? null),
  ])
}

function reachesOfRun(run: Run): string[] {
  const channel = run.state.first?.channel ?? null
  // a pass written while it ran is written again when it ends: the last word counts
  const last = new Map<string, Reach>()
  for (const reach of [...run.ops.filter((op) => op.op === 'reach'), ...runningReaches(run)]) {
    last.set(`${reach.model} ${reach.pass}`, reach)
  }
  return [...last.values()]
    .map(({ model, pass, imputed, outcome, outcomeAt, at }) =>
      JSON.stringify([model, pass, channel, imputed, outcome, outcomeAt, places.map((_, index) => at[index] ?? null)]),
    )
    .sort()
}

function grouped<Row extends { subject_id: string }>(
  rows: readonly Row[],
  shown: (row: Row) => unknown[],
): Map<string, string[]> {
  const byPerson = new Map<string, string[]>()
  for (const row of rows) {
    const list = byPerson.get(row.subject_id) ?? []
    list.push(JSON.stringify(shown(row)))
    byPerson.set(row.subject_id, list)
  }
  return byPerson
}

/** Nobody has events and no fold; no stage or reach is left of somebody who was merged away. */
async function expectAllFolded(pool: Pool, workspaceId: string, folded: ReadonlySet<string>): Promise<void> {
  const { rows } = await pool.query<{ id: string; kind: string }>(
    `select distinct person_id as id, 'event' as kind from event where workspace_id = $1 and person_id is not null
     union select distinct subject_id, 'interval' from stage_interval
       where workspace_id = $1 and superseded_at is null and subject_kind <> 'deal'
     union select distinct subject_id, 'reach' from reach where workspace_id = $1 and subject_kind <> 'deal'`,
    [workspaceId],
  )
  expect(rows.filter(({ id }) => !folded.has(id))).toEqual([])
}

async function expectFreshAccounts(pool: Pool, workspaceId: string): Promise<void> {
  const { rows } = await pool.query<{ id: string; facts: JsonObject }>(
    'select id, facts from account where workspace_id = $1',
    [workspaceId],
  )
  const events = await accountEventsOf(
    pool,
    workspaceId,
    rows.map((row) => row.id),
  )
  for (const { id, facts } of rows) {
    const fresh: JsonObject = {}
    for (const event of (events.get(id) ?? []).toSorted(comparePosition))
      merge(fresh, event.accountTraits ?? {}, event.source)
    expect(facts).toEqual(fresh)
  }
}

/** Each person as the messages that are theirs → state, accounts named by their domain instead of by id. */
export async function readPeople(pool: Pool, workspaceId: string): Promise<Map<string, object>> {
  const accounts = await accountNames(pool, workspaceId)
  const { rows } = await pool.query<{ messages: string; state: string }>(
    `select string_agg(e.message_id, ' ' order by e.message_id collate "C") as messages, f.state
     from event e join person_fold f on f.person_id = e.person_id
     where e.workspace_id = $1 and e.verdict <> 'machine' and e.name <> 'handoff_opened' group by e.person_id, f.state`,
    [workspaceId],
  )
  return new Map(
    rows.map((row) => {
      let text = stringifyState(unpackState(row.state))
      for (const [id, domain] of accounts) text = text.replaceAll(id, domain)
      return [row.messages, JSON.parse(text)]
    }),
  )
}

async function accountNames(pool: Pool, workspaceId: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; domain: string }>(
    'select id, domain from account where workspace_id = $1',
    [workspaceId],
  )
  return new Map(rows.map((row) => [row.id, row.domain]))
}
