import type { JsonObject } from '#core/json.ts'
import { arraysOf, insertColumns, unnested } from '#store/columns.ts'
import type { Column } from '#store/columns.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

export interface FoldRow {
  personId: string
  state: string | null
  /** version it was folded under; another than the state's own when pending */
  version: number
  nextDueAt: number | null
}

/** The kept states of persons; those never folded have none. */
export async function loadFolds(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, FoldRow>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await db.query<{ person_id: string; state: string; version: number; next_due_at: Date | null }>(
    prepared(
      `select person_id, state, version, next_due_at from person_fold
       where workspace_id = $1 and person_id = any($2)`,
      [workspaceId, personIds],
    ),
  )
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        personId: row.person_id,
        state: row.state,
        version: row.version,
        nextDueAt: row.next_due_at?.getTime() ?? null,
      },
    ]),
  )
}

/** What folding came to; times in epoch ms. */
export interface FoldWrite {
  personId: string
  state: string
  version: number
  firstAt: number | null
  lastAt: number | null
  fit: number
  engagement: number | null
  stage: string | null
  /** {model: {stage, furthest, outcome, pass, since}} as JSON text; empty where it is not written */
  stages: string
  /** first-touch channel */
  channel: string | null
  /** a hand-off waits for acceptance */
  handoff: boolean
  nextDueAt: number | null
}

const scored: Column<FoldWrite>[] = [
  { name: 'state', type: 'text', of: (row) => row.state },
  { name: 'version', type: 'integer', of: (row) => row.version },
  { name: 'first_at', type: 'timestamptz', of: (row) => row.firstAt },
  { name: 'last_at', type: 'timestamptz', of: (row) => row.lastAt },
  { name: 'fit', type: 'float8', of: (row) => row.fit },
  { name: 'engagement', type: 'float8', of: (row) => row.engagement },
  { name: 'handoff', type: 'boolean', of: (row) => row.handoff },
  { name: 'next_due_at', type: 'timestamptz', of: (row) => row.nextDueAt },
]
const moved: Column<FoldWrite>[] = [
  ...scored,
  { name: 'stage', type: 'text', of: (row) => row.stage },
  { name: 'stages', type: 'jsonb', text: (row) => row.stages },
  { name: 'channel', type: 'text', of: (row) => row.channel },
]
const personId: Column<FoldWrite> = { name: 'person_id', type: 'uuid', of: (row) => row.personId }

// as the columns of person_fold are generated
const heat = "coalesce(r.engagement, '-Infinity')"
const lastSpan = "coalesce(date_bin('10 minutes', r.last_at at time zone 'UTC', '2000-01-01'), '-infinity')"

/** The states of people folded for the first time; a trigger gives them their places in lists. */
export async function insertFolds(db: Db, workspaceId: string, rows: readonly FoldWrite[]): Promise<void> {
  await insertColumns(db, 'person_fold', workspaceId, [personId, ...moved], rows)
}

/** Rewrites states, the commonest write of all: by arrays and by key; lists change only where a score or a span has. */
export function updateFolds(db: Db, workspaceId: string, rows: readonly FoldWrite[]): Promise<void> {
  return updateColumns(db, workspaceId, scored, { heat, fit: 'r.fit', last_span: lastSpan }, rows)
}

/** The same for those who have moved, or whose first touch has become known: also where they stand. */
export function updateMovedFolds(db: Db, workspaceId: string, rows: readonly FoldWrite[]): Promise<void> {
  const listed = { heat, fit: 'r.fit', last_span: lastSpan, stage: 'r.stage', channel: 'r.channel' }
  return updateColumns(db, workspaceId, moved, listed, rows)
}

async function updateColumns(
  db: Db,
  workspaceId: string,
  written: readonly Column<FoldWrite>[],
  listed: Record<string, string>,
  rows: readonly FoldWrite[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = [personId, ...written]
  const places = Object.entries(listed)
  const text = `with r as materialized (
      select * from unnest(${unnested(columns, 2)}) as r(${columns.map(({ name }) => name).join(', ')})),
    f as (update person_fold f set updated_at = now(), ${written.map(({ name }) => `${name} = r.${name}`).join(', ')}
      from r where f.person_id = r.person_id and (f.workspace_id = $1) is true)
    update person_list l set ${places.map(([name, value]) => `${name} = ${value}`).join(', ')}
    from r where l.workspace_id = $1 and l.person_id = r.person_id
      and (${places.map(([name, value]) => `l.${name} is distinct from ${value}`).join(' or ')})`
  await db.query(prepared(text, [workspaceId, ...arraysOf(columns, rows)]))
}

export interface PersonWrite {
  id: string
  name: string | null
  email: string | null
  account_id: string | null
  /** the domain among the facts of their account as they know it, of their work address if nobody told another */
  account_domain: string | null
  facts: JsonObject
  folded: JsonObject | null
  consent: JsonObject
  lists: JsonObject
  persona: string | null
  icp: boolean
  first_channel: string | null
  first_campaign: string | null
  first_object: string | null
  /** of the three, what differs when folded */
  first_folded: JsonObject | null
  /** by which they are found; the database keeps what lists need of them (0023_person_list.sql) */
  words: string[]
  /** name, else mail address, folded: what lists are sorted by */
  sort_name: string | null
}

/** New persons, empty until their facts are written. */
export async function insertPersons(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  await db.query(
    prepared('insert into person (workspace_id, id) select $1, id from unnest($2::uuid[]) as id', [workspaceId, ids]),
  )
}

/** Writes the facts of persons who have just changed. */
export async function savePersons(db: Db, workspaceId: string, rows: readonly PersonWrite[]): Promise<void> {
  if (rows.length === 0) return
  await db.query(
    prepared(
      `update person p set name = r.name, email = r.email, account_id = r.account_id,
         account_domain = r.account_domain, facts = r.facts, folded = r.folded, consent = r.consent,
         lists = r.lists, persona = r.persona, icp = r.icp,
         first_channel = r.first_channel, first_campaign = r.first_campaign, first_object = r.first_object,
         first_folded = r.first_folded, words = r.words, sort_name = r.sort_name
       from json_to_recordset($2::json) as r(id uuid, name text, email text, account_id uuid, account_domain text,
         facts jsonb, folded jsonb, consent jsonb, lists jsonb, persona text, icp boolean, first_channel text,
         first_campaign text, first_object text, first_folded jsonb, words text[], sort_name text)
       where p.workspace_id = $1 and p.id = r.id`,
      [workspaceId, JSON.stringify(rows)],
    ),
  )
}

/** A merge is a pointer: losers point to their survivors, also those merged into them before. */
export async function mergePersons(
  db: Db,
  workspaceId: string,
  merges: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, string[]>,
): Promise<void> {
  const losers = [...merges.keys()]
  const survivors = [...merges.values()]
  await db.query(
    `update person p set merged_into = m.survivor, merged_at = now(), words = '{}', sort_name = null, account_id = null,
       merged_keys = array(select jsonb_array_elements_text(m.keys))
     from unnest($2::uuid[], $3::uuid[], $4::jsonb[]) as m(loser, survivor, keys)
     where p.workspace_id = $1 and p.id = m.loser`,
    [workspaceId, losers, survivors, losers.map((loser) => JSON.stringify(keys.get(loser) ?? []))],
  )
  await db.query(
    `update person p set merged_into = m.survivor from unnest($2::uuid[], $3::uuid[]) as m(loser, survivor)
     where p.workspace_id = $1 and p.merged_into = m.loser`,
    [workspaceId, losers, survivors],
  )
  await clearFolds(db, workspaceId, losers)
}

/** Merged persons that stand for themselves again. */
export async function revivePersons(db: Db, workspaceId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await db.query(
    'update person set merged_into = null, merged_at = null, merged_keys = null where workspace_id = $1 and id = any($2)',
    [workspaceId, personIds],
  )
}

/** Takes away what was folded of persons that have no events any more. */
export async function clearFolds(db: Db, workspaceId: string, personIds: readonly string[]): Promise<void> {
  await db.query('delete from person_fold where workspace_id = $1 and person_id = any($2)', [workspaceId, personIds])
  await db.query('delete from reach where workspace_id = $1 and subject_id = any($2)', [workspaceId, personIds])
  await db.query(
    `update stage_interval set superseded_at = now()
     where workspace_id = $1 and subject_id = any($2) and superseded_at is null`,
    [workspaceId, personIds],
  )
}

/** A due moment as it is stored: within what a timestamp holds, and never later than the moment. */
export function dueAt(ms: number | null): number | null {
  return ms === null || ms > 8.64e15 ? null : Math.floor(Math.min(ms, 253402300799000))
}
