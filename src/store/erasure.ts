import type { ErasureReason } from '#core/privacy/erase.ts'
import type { ErasedThing } from '#store/erasure-tables.ts'
import type { Kept, SharedNames } from '#store/erasure-tied.ts'
import { insertPlaces } from '#store/erasure-place.ts'
import { isoTime, type Db } from '#store/rows.ts'

export type ErasureState = 'asked' | 'running' | 'done' | 'declined'

export interface ErasureRow {
  id: string
  kind: 'person' | 'list'
  reason: ErasureReason
  note: string
  state: ErasureState
  askedAt: Date
  askedBy: string
  decidedAt: Date | null
  decidedBy: string | null
  doneAt: Date | null
  targets: number
  /** targets that are done */
  reached: number
  people: number
  counts: Partial<Record<ErasedThing, number>>
  recipients: string[]
  names: SharedNames
  /** texts in which a name stayed that somebody else bears, and how many of them are still to be looked through */
  kept: number
  places: number
  tidiedAt: Date | null
  /** of a person that waits: who; null once it is done */
  personId: string | null
}

const columns = `e.id, e.kind, e.reason, e.note, e.state, e.asked_at as "askedAt", e.asked_by as "askedBy",
  e.decided_at as "decidedAt", e.decided_by as "decidedBy", e.done_at as "doneAt", e.targets,
  case when e.state = 'done' then e.targets else (select count(*)::integer from erasure_target t
    where t.erasure_id = e.id and t.done_at is not null) end as reached,
  e.people, e.counts, e.recipients, e.shared_names as names, e.kept,
  (select count(*)::integer from erasure_place p where p.erasure_id = e.id) as places, e.tidied_at as "tidiedAt",
  (select t.person_id from erasure_target t where t.erasure_id = e.id and e.kind = 'person' limit 1) as "personId"`

/** Newest first; `before` is the last one of the page before. */
export async function listErasures(
  db: Db,
  workspaceId: string,
  before: { at: number; id: string } | null,
  limit: number,
): Promise<ErasureRow[]> {
  const { rows } = await db.query<ErasureRow>(
    `select ${columns} from erasure e
      where e.workspace_id = $1 and ($2::timestamptz is null or (e.asked_at, e.id) < ($2, $3::uuid))
      order by e.asked_at desc, e.id desc limit $4`,
    [workspaceId, isoTime(before?.at), before?.id ?? null, limit],
  )
  return rows
}

export async function findErasure(db: Db, workspaceId: string, id: string): Promise<ErasureRow | null> {
  const { rows } = await db.query<ErasureRow>(
    `select ${columns} from erasure e where e.workspace_id = $1 and e.id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** The erasure of a person that waits or runs. */
export async function openErasureOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select e.id from erasure_target t join erasure e on e.id = t.erasure_id
      where t.workspace_id = $1 and t.person_id = any($2) and e.state in ('asked', 'running') limit 1`,
    [workspaceId, ids],
  )
  return rows[0]?.id ?? null
}

export interface NewErasure {
  id: string
  kind: 'person' | 'list'
  reason: ErasureReason
  note: string
  state: 'asked' | 'running'
  /** epoch ms */
  at: number
  by: string
  names: SharedNames
  targets: readonly { personId?: string; address?: string }[]
}

export async function insertErasure(db: Db, workspaceId: string, one: NewErasure): Promise<void> {
  await db.query(
    `insert into erasure (workspace_id, id, kind, reason, note, state, asked_at, asked_by, decided_at, decided_by, targets,
       shared_names)
     values ($1, $2, $3, $4, $5, $6, $7, $8, case when $6 = 'running' then $7::timestamptz end,
       case when $6 = 'running' then $8 end, $9, $10)`,
    [
      workspaceId,
      one.id,
      one.kind,
      one.reason,
      one.note,
      one.state,
      isoTime(one.at),
      one.by,
      one.targets.length,
      one.names,
    ],
  )
  await db.query(
    `insert into erasure_target (workspace_id, erasure_id, number, person_id, address)
     select $1, $2, n, p, a from unnest($3::uuid[], $4::text[]) with ordinality as t(p, a, n)`,
    [workspaceId, one.id, one.targets.map((t) => t.personId ?? null), one.targets.map((t) => t.address ?? null)],
  )
}

/** Starts or declines one that waits for it; false when it does not (any more). What named anybody goes with a refusal. */
export async function decideErasure(
  db: Db,
  workspaceId: string,
  id: string,
  { start, at, by }: { start: boolean; at: number; by: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update erasure set state = $3, decided_at = $4, decided_by = $5 where workspace_id = $1 and id = $2 and state = 'asked'`,
    [workspaceId, id, start ? 'running' : 'declined', isoTime(at), by],
  )
  if (rowCount === 1 && !start)
    await db.query('delete from erasure_target where workspace_id = $1 and erasure_id = $2', [workspaceId, id])
  return rowCount === 1
}

export interface OpenErasure {
  workspaceId: string
  id: string
  state: 'running' | 'done'
  decidedBy: string
  names: SharedNames
}

/** Those that are to be carried out, or tidied up after, of all workspaces. */
export async function openErasures(db: Db): Promise<OpenErasure[]> {
  const { rows } = await db.query<OpenErasure>(
    `select workspace_id as "workspaceId", id, state, coalesce(decided_by, asked_by) as "decidedBy", shared_names as names
       from erasure
      where state = 'running' or (state = 'done' and tidied_at is null) order by asked_at, id`,
  )
  return rows
}

export interface ErasureTarget {
  number: number
  personId: string | null
  address: string | null
}

/** The next target, locked until the transaction ends; null when none is left, or others are at the last ones. */
export async function nextTarget(db: Db, workspaceId: string, erasureId: string): Promise<ErasureTarget | null> {
  const { rows } = await db.query<ErasureTarget>(
    `select number, person_id as "personId", address from erasure_target
      where workspace_id = $1 and erasure_id = $2 and done_at is null order by number limit 1 for update skip locked`,
    [workspaceId, erasureId],
  )
  return rows[0] ?? null
}

/** Takes what a target came to into the sums; what named them goes. */
export async function endTarget(
  db: Db,
  workspaceId: string,
  erasureId: string,
  target: ErasureTarget,
  came: {
    at: number
    people: number
    counts: ReadonlyMap<ErasedThing, number>
    recipients: readonly string[]
    kept: Kept
  },
): Promise<void> {
  // a person may stand in several lists at once, as an id or as an address
  await db.query(
    `update erasure_target set done_at = $4, person_id = null, address = null
      where workspace_id = $1 and erasure_id = $2 and number = $3`,
    [workspaceId, erasureId, target.number, isoTime(came.at)],
  )
  await db.query(
    `update erasure e set people = e.people + $3, kept = e.kept + $6,
       counts = (select coalesce(jsonb_object_agg(k, coalesce((e.counts ->> k)::integer, 0) + coalesce(($4::jsonb ->> k)::integer, 0)), '{}')
         from (select jsonb_object_keys(e.counts) union select jsonb_object_keys($4::jsonb)) as keys(k)),
       recipients = array(select distinct u from unnest(e.recipients || $5::text[]) u order by u)
      where e.workspace_id = $1 and e.id = $2`,
    [
      workspaceId,
      erasureId,
      came.people,
      JSON.stringify(Object.fromEntries(came.counts)),
      came.recipients,
      came.kept.count,
    ],
  )
  await insertPlaces(db, workspaceId, erasureId, came.kept.places)
}

/** The records of erasures that are about these people, done or not. */
export async function erasuresOf(
  db: Db,
  workspaceId: string,
  { ids, mails }: { ids: readonly string[]; mails: readonly string[] },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct erasure_id as id from erasure_target
      where workspace_id = $1 and (person_id = any($2) or lower(address) = any($3))`,
    [workspaceId, ids, mails],
  )
  return rows.map(({ id }) => id)
}

/** Ends an erasure all of whose targets are done; false when some are not, or it ended before. */
export async function endErasure(db: Db, workspaceId: string, id: string, at: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update erasure e set state = 'done', done_at = $3 where workspace_id = $1 and id = $2 and state = 'running'
       and not exists (select from erasure_target t where t.erasure_id = e.id and t.done_at is null)`,
    [workspaceId, id, isoTime(at)],
  )
  if (rowCount === 1)
    await db.query('delete from erasure_target where workspace_id = $1 and erasure_id = $2', [workspaceId, id])
  return rowCount === 1
}

export async function markTidied(db: Db, workspaceId: string, id: string, at: number): Promise<void> {
  await db.query('update erasure set tidied_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    isoTime(at),
  ])
}

/** Days after which the last backup that still holds the erased is gone, as the team keeps them; 35 where nobody said. */
export async function backupDays(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await db.query<{ days: number }>(
    `select coalesce((settings ->> 'backupDays')::integer, 35) as days from workspace where workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]?.days ?? 35
}

export async function saveBackupDays(db: Db, workspaceId: string, days: number): Promise<void> {
  await db.query(
    `update workspace set settings = settings || jsonb_build_object('backupDays', $2::integer) where workspace_id = $1`,
    [workspaceId, days],
  )
}
