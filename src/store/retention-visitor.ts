import type { RemovedCounts } from '#core/retention/rule.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** Where somebody stands in the order in which visitors are looked through: by their last ten minutes. */
export interface VisitorPlace {
  span: string
  id: string
}

/*
 * A visitor whom nobody knows: no address, no user id, nobody merged into them, and no colleague ever did anything about
 * them. Whoever refused to be followed stays, so that the refusal does; so does who told us facts about a company.
 */
const unknown = `p.merged_into is null and p.email is null
  and p.consent -> 'tracking' ->> 'state' is distinct from 'withdrawn'
  and not exists (select from identity i where i.person_id = p.id and i.kind <> 'a')
  and not exists (select from identity i join identity_run n on n.workspace_id = i.workspace_id and n.anonymous_id = i.value
    where i.person_id = p.id)
  and not exists (select from identity i join identity_tie t on t.workspace_id = i.workspace_id
      and 'a:' || i.value in (t.one, t.other) where i.person_id = p.id)
  and not exists (select from person m where m.merged_into = p.id)
  and not exists (select from event e where e.workspace_id = p.workspace_id and e.person_id = p.id
    and (e.account_traits is not null or e.source in ('app', 'import')))
  and not exists (select from effect f where f.person_id = p.id and f.state <> 'would_fire')
  and not exists (select from deal_person x where x.person_id = p.id)
  and not exists (select from task x where x.person_id = p.id)
  and not exists (select from touch x where x.person_id = p.id)
  and not exists (select from note x where x.person_id = p.id)
  and not exists (select from meeting_person x where x.person_id = p.id)
  and not exists (select from content_link x where x.person_id = p.id)
  and not exists (select from suspect_member x where x.workspace_id = p.workspace_id and x.person_id = p.id)
  and not exists (select from exclusion x where x.workspace_id = p.workspace_id and x.subject = 'person'
    and x.value = p.id::text)`

// the list is ordered by spans of ten minutes: the exact time decides; who never did anything human has none
const listed = `l.workspace_id = $1 and l.last_span <= $2::timestamptz at time zone 'UTC'`
const people = `join person_fold f on f.person_id = l.person_id join person p on p.id = l.person_id`
const silent = `coalesce(f.last_at, p.created_at) < $2`

const visit = `workspace_id = $1 and person_id is null and cookieless and verdict <> 'machine' and account_traits is null
  and time < $2 and received_at < $2`

/** How many unknown visitors were silent since before `cutoff` (epoch ms), and how many events are theirs or nobody's. */
export async function countVisitors(db: Db, workspaceId: string, cutoff: number): Promise<RemovedCounts> {
  const { rows } = await db.query<{ people: number; events: number }>(
    `with gone as materialized (
       select p.id from person_list l ${people} where ${listed} and ${silent} and ${unknown})
     select (select count(*) from gone) as people,
       (select count(*) from event e join gone on gone.id = e.person_id where e.workspace_id = $1)
       + (select count(*) from event where ${visit}) as events`,
    [workspaceId, isoTime(cutoff)],
  )
  return { people: Number(rows[0]?.people ?? 0), events: Number(rows[0]?.events ?? 0) }
}

/**
 * The next unknown visitors after a place, of `limit` that are looked at; `last` is where to go on, null when nobody was
 * left. Who cannot go is passed over and not looked at again.
 */
export async function silentVisitors(
  db: Db,
  workspaceId: string,
  { cutoff, after, limit }: { cutoff: number; after: VisitorPlace | null; limit: number },
): Promise<{ ids: string[]; last: VisitorPlace | null }> {
  const { rows } = await db.query<{ id: string; span: string; goes: boolean }>(
    `select l.person_id as id, l.last_span::text as span, ${silent} and ${unknown} as goes
       from (select person_id, last_span from person_list l
              where ${listed} and ($3::timestamp is null or (last_span, person_id) > ($3::timestamp, $4::uuid))
              order by last_span, person_id limit $5) l ${people}
      order by l.last_span, l.person_id`,
    [workspaceId, isoTime(cutoff), after?.span ?? null, after?.id ?? null, limit],
  )
  const last = rows.at(-1)
  return {
    ids: rows.filter(({ goes }) => goes).map(({ id }) => id),
    last: last ? { span: last.span, id: last.id } : null,
  }
}

/** Of these people, locked by the caller, those who still are unknown and silent. */
export async function stillSilent(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  cutoff: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select p.id from person_list l ${people}
      where l.workspace_id = $1 and ${silent} and l.person_id = any($3::uuid[]) and ${unknown}`,
    [workspaceId, isoTime(cutoff), ids],
  )
  return rows.map(({ id }) => id)
}

/**
 * Removes visitors with all their events. What was counted of them stays: their rows in `reach` and `stage_interval` go
 * over to ids drawn by lot, one a person and model, that nothing else knows.
 */
export async function removeVisitors(db: Db, workspaceId: string, ids: readonly string[]): Promise<RemovedCounts> {
  if (ids.length === 0) return {}
  const at = [workspaceId, ids]
  await db.query(
    `with old as (
       select distinct subject_id, model from reach where workspace_id = $1 and subject_id = any($2::uuid[])
       union select subject_id, model from stage_interval where workspace_id = $1 and subject_id = any($2::uuid[])),
     lot as materialized (select subject_id, model, gen_random_uuid() as id from old),
     kept as (insert into anonymous_subject (workspace_id, id, model) select $1, id, model from lot),
     reached as (
       update reach r set subject_id = lot.id from lot
        where r.workspace_id = $1 and r.subject_id = lot.subject_id and r.model = lot.model)
     update stage_interval s set subject_id = lot.id, cause = '{}', left_cause = null from lot
      where s.workspace_id = $1 and s.subject_id = lot.subject_id and s.model = lot.model`,
    at,
  )
  const { rowCount } = await db.query('delete from event where workspace_id = $1 and person_id = any($2::uuid[])', at)
  for (const table of loose)
    await db.query(`delete from ${table} where workspace_id = $1 and person_id = any($2::uuid[])`, at)
  const gone = await db.query('delete from person where workspace_id = $1 and id = any($2::uuid[])', at)
  return { people: gone.rowCount ?? 0, events: rowCount ?? 0 }
}

/** Tables that speak of people without a foreign key: looked up with every event, it would cost too much. */
const loose = [
  'person_fold',
  'account_member',
  'segment_member',
  'segment_change',
  'audience_stay',
  'audience_export_person',
  'duplicate_look',
] as const

/** Removes cookieless visits, of nobody by nature; at most `limit`. Gives how many. */
export async function removeVisits(db: Db, workspaceId: string, cutoff: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(`delete from event where id in (select id from event where ${visit} limit $3)`, [
    workspaceId,
    isoTime(cutoff),
    limit,
  ])
  return rowCount ?? 0
}
