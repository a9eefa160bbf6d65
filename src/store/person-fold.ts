import type { JsonObject } from '#core/json.ts'
import { insertRows, isoTime, prepared } from '#store/rows.ts'
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

export interface FoldWrite {
  person_id: string
  state: string
  version: number
  first_at: string | null
  last_at: string | null
  fit: number
  engagement: number | null
  stage: string | null
  stages: JsonObject
  /** first-touch channel */
  channel: string | null
  /** a hand-off waits for acceptance */
  handoff: boolean
  next_due_at: string | null
}

const foldShape = `workspace_id uuid, person_id uuid, state text, version integer, first_at timestamptz,
  last_at timestamptz, fit float8, engagement float8, stage text, stages jsonb, channel text, handoff boolean,
  next_due_at timestamptz`

/** The states of people folded for the first time. */
export async function insertFolds(db: Db, workspaceId: string, rows: readonly FoldWrite[]): Promise<void> {
  await insertRows(
    db,
    'person_fold',
    foldShape,
    rows.map((row) => ({ workspace_id: workspaceId, ...row })),
    `on conflict (person_id) do update set state = excluded.state, version = excluded.version,
       first_at = excluded.first_at, last_at = excluded.last_at, fit = excluded.fit,
       engagement = excluded.engagement, stage = excluded.stage, stages = excluded.stages,
       channel = excluded.channel, handoff = excluded.handoff, next_due_at = excluded.next_due_at, updated_at = now()`,
  )
}

/** Rewrites states, the commonest write of all: by arrays and by key, no index touched unless a score has changed. */
export async function updateFolds(db: Db, workspaceId: string, rows: readonly FoldWrite[]): Promise<void> {
  if (rows.length === 0) return
  await db.query(prepared(updateSql('', ''), [workspaceId, ...arrays(rows)]))
}

/** The same for those who have moved, or whose first touch has become known: also where they stand. */
export async function updateMovedFolds(db: Db, workspaceId: string, rows: readonly FoldWrite[]): Promise<void> {
  if (rows.length === 0) return
  const stage = rows.map((row) => row.stage)
  const stages = rows.map((row) => JSON.stringify(row.stages))
  const channel = rows.map((row) => row.channel)
  await db.query(prepared(movedSql, [workspaceId, ...arrays(rows), stage, stages, channel]))
}

function updateSql(types: string, columns: string): string {
  const set = columns
    .split(', ')
    .filter((column) => column !== '')
    .map((column) => `${column} = r.${column}, `)
  return `update person_fold f set ${set.join('')}state = r.state, version = r.version, first_at = r.first_at,
      last_at = r.last_at, fit = r.fit, engagement = r.engagement, handoff = r.handoff,
      next_due_at = r.next_due_at, updated_at = now()
    from unnest($2::uuid[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[], $7::float8[],
      $8::float8[], $9::boolean[], $10::timestamptz[]${types})
      as r(person_id, state, version, first_at, last_at, fit, engagement, handoff, next_due_at${columns && `, ${columns}`})
    where f.person_id = r.person_id and (f.workspace_id = $1) is true`
}

const movedSql = updateSql(', $11::text[], $12::jsonb[], $13::text[]', 'stage, stages, channel')

function arrays(rows: readonly FoldWrite[]): unknown[][] {
  const column = (read: (row: FoldWrite) => unknown) => rows.map(read)
  return [
    column((row) => row.person_id),
    column((row) => row.state),
    column((row) => row.version),
    column((row) => row.first_at),
    column((row) => row.last_at),
    column((row) => row.fit),
    column((row) => row.engagement),
    column((row) => row.handoff),
    column((row) => row.next_due_at),
  ]
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

/** ISO text of a due moment, cut so that it never is later than the moment. */
export function dueText(ms: number | null): string | null {
  return ms === null || ms > 8.64e15 ? null : isoTime(Math.min(ms, 253402300799000))
}
