import type { PoolClient } from 'pg'
import { ok } from '#contract/problem.ts'
import type { Result } from '#contract/problem.ts'
import type { Condition } from '#core/rule.ts'
import type { Db } from '#store/rows.ts'
import { segmentFrom, segmentSql } from '#store/segment.ts'
import type { SegmentScope } from '#store/segment.ts'

export interface SegmentRow {
  id: string
  name: string
  about: string
  condition: Condition
  createdAt: Date
  updatedAt: Date
  lookedAt: Date | null
  people: number | null
  trouble: string | null
  countedOnly: boolean
  joined: number
  left: number
}

const columns = `s.id, s.name, s.about, s.condition, s.created_at as "createdAt", s.updated_at as "updatedAt",
  s.looked_at as "lookedAt", s.people, s.trouble, s.counted_only as "countedOnly",
  coalesce(c.joined, 0) as joined, coalesce(c.gone, 0) as "left"`
const from = `segment s left join lateral (
  select count(*) filter (where joined)::int as joined, count(*) filter (where not joined)::int as gone
  from segment_change where segment_id = s.id and at > $2) c on true`

/** The saved segments of a workspace by name, with the changes since a moment (epoch ms). */
export async function segmentsOf(db: Db, workspaceId: string, since: number): Promise<SegmentRow[]> {
  const { rows } = await db.query<SegmentRow>(
    `select ${columns} from ${from} where s.workspace_id = $1 order by lower(s.name), s.id limit 500`,
    [workspaceId, new Date(since)],
  )
  return rows
}

export async function findSavedSegment(
  db: Db,
  workspaceId: string,
  id: string,
  since: number,
): Promise<SegmentRow | null> {
  const { rows } = await db.query<SegmentRow>(
    `select ${columns} from ${from} where s.workspace_id = $1 and s.id = $3`,
    [workspaceId, new Date(since), id],
  )
  return rows[0] ?? null
}

export async function insertSegment(
  db: Db,
  workspaceId: string,
  segment: { id: string; name: string; about: string; condition: Condition; by: string; at: number },
): Promise<void> {
  const { id, name, about, condition, by, at } = segment
  await db.query(
    `insert into segment (workspace_id, id, name, about, condition, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [workspaceId, id, name, about, JSON.stringify(condition), by, new Date(at)],
  )
}

/** Changes a segment; another condition begins its history anew. */
export async function updateSegment(
  db: Db,
  workspaceId: string,
  { id, name, about, condition }: Pick<SegmentRow, 'id' | 'name' | 'about' | 'condition'>,
  anew: boolean,
  at: number,
): Promise<void> {
  await db.query(
    `update segment set name = $3, about = $4, condition = $5, updated_at = $6,
       looked_at = case when $7 then null else looked_at end, people = case when $7 then null else people end,
       trouble = case when $7 then null else trouble end
     where workspace_id = $1 and id = $2`,
    [workspaceId, id, name, about, JSON.stringify(condition), new Date(at), anew],
  )
  if (!anew) return
  await db.query('delete from segment_member where workspace_id = $1 and segment_id = $2', [workspaceId, id])
  await db.query('delete from segment_change where workspace_id = $1 and segment_id = $2', [workspaceId, id])
}

export async function deleteSegment(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.query('delete from segment where workspace_id = $1 and id = $2', [workspaceId, id])
}

/** Segments whose comings and goings are noted one by one have no more people than this. */
export const notedTo = 100_000
/** and for this long */
const keptDays = 90

/** Looks who belongs to a segment now, and notes who came and who left since the last look. Gives how many there are. */
export async function lookAtSegment(
  db: PoolClient,
  segment: Pick<SegmentRow, 'id' | 'condition' | 'lookedAt' | 'countedOnly'>,
  scope: SegmentScope,
): Promise<Result<number>> {
  const { workspaceId, now } = scope
  const at = new Date(now)
  const { id } = segment
  const limited = segmentSql(segment.condition, scope, [workspaceId, notedTo + 1])
  if (!limited.ok) return limited
  const { rows: counted } = await db.query<{ count: number }>(
    `select count(*)::int as count from (select from ${segmentFrom}
       where l.workspace_id = $1 and (${limited.value.text}) limit $2::integer) n`,
    limited.value.values,
  )
  let people = counted[0]?.count ?? 0
  const many = people > notedTo
  if (many) {
    const all = segmentSql(segment.condition, scope, [workspaceId])
    if (!all.ok) return all
    const { rows } = await db.query<{ count: number }>(
      `select count(*)::int as count from ${segmentFrom} where l.workspace_id = $1 and (${all.value.text})`,
      all.value.values,
    )
    people = rows[0]?.count ?? 0
    await db.query('delete from segment_member where workspace_id = $1 and segment_id = $2', [workspaceId, id])
  } else {
    // the first look, and the first after a time of counting only, is no news
    const news = segment.lookedAt !== null && !segment.countedOnly
    const where = segmentSql(segment.condition, scope, [workspaceId, id, at, news])
    if (!where.ok) return where
    await db.query(
      `with inside as materialized (
         select l.person_id from ${segmentFrom} where l.workspace_id = $1 and (${where.value.text})),
       gone as (
         delete from segment_member m where m.workspace_id = $1 and m.segment_id = $2
           and not exists (select from inside i where i.person_id = m.person_id) returning m.person_id),
       came as (
         insert into segment_member (workspace_id, segment_id, person_id, since)
         select $1, $2, i.person_id, $3::timestamptz from inside i
         where not exists (select from segment_member m where m.segment_id = $2 and m.person_id = i.person_id)
         returning person_id)
       insert into segment_change (workspace_id, segment_id, person_id, at, joined)
       select $1, $2, person_id, $3::timestamptz, joined
       from (select person_id, true as joined from came union all select person_id, false from gone) n where $4::boolean`,
      where.value.values,
    )
    await db.query('delete from segment_change where workspace_id = $1 and segment_id = $2 and at < $3', [
      workspaceId,
      id,
      new Date(now - keptDays * 86_400_000),
    ])
  }
  await db.query(
    `update segment set looked_at = $3, people = $4, counted_only = $5, trouble = null
     where workspace_id = $1 and id = $2`,
    [workspaceId, id, at, people, many],
  )
  return ok(people)
}

/** Notes why a look failed. */
export async function noteTrouble(db: Db, workspaceId: string, id: string, trouble: string, at: number): Promise<void> {
  await db.query('update segment set trouble = $3, looked_at = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    trouble,
    new Date(at),
  ])
}

/** Locks a segment against another look at the same time; false when one is under way. */
export async function lockSegment(db: PoolClient, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await db.query(
    'select from segment where workspace_id = $1 and id = $2 for no key update skip locked',
    [workspaceId, id],
  )
  return rows.length > 0
}

/** The segments that nobody has looked at since a moment (epoch ms), the longest ago first. */
export async function staleSegments(db: Db, before: number): Promise<{ workspaceId: string; id: string }[]> {
  const { rows } = await db.query<{ workspaceId: string; id: string }>(
    `select workspace_id as "workspaceId", id from segment where looked_at is null or looked_at < $1
     order by looked_at nulls first limit 1000`,
    [new Date(before)],
  )
  return rows
}

export interface ChangeRow {
  id: string
  name: string | null
  email: string | null
  at: Date
  joined: boolean
}

/** Who came or left, the latest first. */
export async function segmentChanges(db: Db, workspaceId: string, id: string, limit: number): Promise<ChangeRow[]> {
  const { rows } = await db.query<ChangeRow>(
    `select p.id, p.name, p.email, c.at, c.joined from segment_change c
     join person o on o.id = c.person_id join person p on p.id = coalesce(o.merged_into, o.id)
     where c.workspace_id = $1 and c.segment_id = $2 order by c.at desc, c.person_id limit $3`,
    [workspaceId, id, limit],
  )
  return rows
}

/** Comings and goings by day of a zone since a moment (epoch ms); days without any are left out. */
export async function segmentDays(
  db: Db,
  workspaceId: string,
  id: string,
  zone: string,
  since: number,
): Promise<{ day: string; joined: number; left: number }[]> {
  const { rows } = await db.query<{ day: string; joined: number; left: number }>(
    `select to_char(at at time zone $3, 'YYYY-MM-DD') as day, count(*) filter (where joined)::int as joined,
       count(*) filter (where not joined)::int as "left"
     from segment_change where workspace_id = $1 and segment_id = $2 and at > $4 group by 1 order by 1`,
    [workspaceId, id, zone, new Date(since)],
  )
  return rows
}
