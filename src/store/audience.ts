import type { NetworkId } from '#core/audience/network.ts'
import type { Condition } from '#core/rule.ts'
import type { Db } from '#store/rows.ts'

export interface AudienceRow {
  id: string
  name: string
  segmentId: string | null
  segmentName: string | null
  /** the segment's own while it is there */
  condition: Condition
  purpose: string
  createdAt: Date
  archivedAt: Date | null
  lookedAt: Date | null
  chosen: number | null
  members: number | null
  barred: Record<string, number>
  trouble: string | null
  joined: number
  left: number
  lastExportAt: Date | null
}

/** The audiences by name, or one, with entries and exits since a moment (epoch ms). */
export async function audiencesOf(
  db: Db,
  workspaceId: string,
  since: number,
  id: string | null = null,
): Promise<AudienceRow[]> {
  const { rows } = await db.query<AudienceRow>(
    `select a.id, a.name, a.segment_id as "segmentId", s.name as "segmentName", coalesce(s.condition, a.condition) as condition,
       a.purpose, a.created_at as "createdAt", a.archived_at as "archivedAt", a.looked_at as "lookedAt", a.chosen, a.members,
       a.barred, a.trouble,
       (select count(*)::int from audience_stay t where t.audience_id = a.id and t.entered_at > $2) as joined,
       (select count(*)::int from audience_stay t where t.audience_id = a.id and t.left_at > $2) as "left",
       (select max(e.made_at) from audience_export e where e.audience_id = a.id) as "lastExportAt"
     from audience a left join segment s on s.id = a.segment_id and s.workspace_id = $1
     where a.workspace_id = $1 and ($3::uuid is null or a.id = $3)
     order by a.archived_at is not null, lower(a.name), a.id limit 500`,
    [workspaceId, new Date(since), id],
  )
  return rows
}

export async function insertAudience(
  db: Db,
  workspaceId: string,
  audience: {
    id: string
    name: string
    segmentId: string
    condition: Condition
    purpose: string
    by: string
    at: number
  },
): Promise<void> {
  const { id, name, segmentId, condition, purpose, by, at } = audience
  await db.query(
    `insert into audience (workspace_id, id, name, segment_id, condition, purpose, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [workspaceId, id, name, segmentId, JSON.stringify(condition), purpose, new Date(at), by],
  )
}

export async function updateAudience(
  db: Db,
  workspaceId: string,
  id: string,
  { name, archivedAt }: { name: string; archivedAt: Date | null },
): Promise<void> {
  await db.query('update audience set name = $3, archived_at = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    name,
    archivedAt,
  ])
}

/** Locks an audience against another look at the same time; false when one is under way. */
export async function lockAudience(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await db.query(
    'select from audience where workspace_id = $1 and id = $2 for no key update skip locked',
    [workspaceId, id],
  )
  return rows.length > 0
}

/** Who is in it now becomes `members`: entries and exits are written down with the moment; exits with their reason. */
export async function turnOver(
  db: Db,
  workspaceId: string,
  id: string,
  { members, why, at }: { members: readonly string[]; why: ReadonlyMap<string, string>; at: number },
): Promise<void> {
  await db.query(
    `update audience_stay t set left_at = $4, left_why = coalesce(w.why, 'segment')
       from audience_stay o left join unnest($5::uuid[], $6::text[]) as w(id, why) on w.id = o.person_id
      where o.ctid = t.ctid and o.workspace_id = $1 and o.audience_id = $2 and o.left_at is null
        and not (o.person_id = any($3::uuid[]))`,
    [workspaceId, id, members, new Date(at), [...why.keys()], [...why.values()]],
  )
  await db.query(
    `insert into audience_stay (workspace_id, audience_id, person_id, entered_at)
     select $1, $2, m.id, $4 from unnest($3::uuid[]) as m(id)
     where not exists (select from audience_stay t where t.audience_id = $2 and t.person_id = m.id and t.left_at is null)`,
    [workspaceId, id, members, new Date(at)],
  )
}

export async function noteLook(
  db: Db,
  workspaceId: string,
  id: string,
  look: { at: number; chosen: number; members: number; barred: Record<string, number>; condition: Condition },
): Promise<void> {
  await db.query(
    `update audience set looked_at = $3, chosen = $4, members = $5, barred = $6, condition = $7, trouble = null
     where workspace_id = $1 and id = $2`,
    [workspaceId, id, new Date(look.at), look.chosen, look.members, look.barred, JSON.stringify(look.condition)],
  )
}

export async function noteLookTrouble(
  db: Db,
  workspaceId: string,
  id: string,
  trouble: string,
  at: number,
): Promise<void> {
  await db.query('update audience set trouble = $3, looked_at = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    trouble,
    new Date(at),
  ])
}

/** Audiences that nobody has looked at since a moment (epoch ms), the longest ago first. */
export async function staleAudiences(db: Db, before: number): Promise<{ workspaceId: string; id: string }[]> {
  const { rows } = await db.query<{ workspaceId: string; id: string }>(
    `select workspace_id as "workspaceId", id from audience
      where archived_at is null and (looked_at is null or looked_at < $1) order by looked_at nulls first limit 1000`,
    [new Date(before)],
  )
  return rows
}

/** Entries and exits by day of a zone since a moment (epoch ms). */
export async function audienceDays(
  db: Db,
  workspaceId: string,
  id: string,
  zone: string,
  since: number,
): Promise<{ day: string; joined: number; left: number }[]> {
  const { rows } = await db.query<{ day: string; joined: number; left: number }>(
    `select to_char(at at time zone $3, 'YYYY-MM-DD') as day, count(*) filter (where joined)::int as joined,
       count(*) filter (where not joined)::int as "left"
     from (select entered_at as at, true as joined from audience_stay where workspace_id = $1 and audience_id = $2
           union all select left_at, false from audience_stay where workspace_id = $1 and audience_id = $2) n
     where at > $4 group by 1 order by 1`,
    [workspaceId, id, zone, new Date(since)],
  )
  return rows
}

export interface AudienceMemberRow {
  id: string
  /** the id they were written down by */
  key: string
  name: string | null
  email: string | null
  enteredAt: Date | null
  leftAt: Date | null
  why: string | null
}

const person = `join person o on o.id = t.person_id and o.workspace_id = $1 join person p on p.id = coalesce(o.merged_into, o.id)`

/** Who was in an audience at a moment, by id. */
export async function membersAt(
  db: Db,
  workspaceId: string,
  id: string,
  at: number,
  after: string | null,
  limit: number,
): Promise<AudienceMemberRow[]> {
  const { rows } = await db.query<AudienceMemberRow>(
    `select p.id, t.person_id as key, p.name, p.email, t.entered_at as "enteredAt", t.left_at as "leftAt", t.left_why as why
     from audience_stay t ${person}
     where t.workspace_id = $1 and t.audience_id = $2 and t.entered_at <= $3 and (t.left_at is null or t.left_at > $3)
       and ($4::uuid is null or t.person_id > $4) order by t.person_id limit $5`,
    [workspaceId, id, new Date(at), after, limit],
  )
  return rows
}

export interface AudienceScheduleRow {
  network: NetworkId
  every: 'day' | 'week'
  nextAt: Date
}

export async function schedulesOf(db: Db, workspaceId: string, id: string): Promise<AudienceScheduleRow[]> {
  const { rows } = await db.query<AudienceScheduleRow>(
    `select network, every, next_at as "nextAt" from audience_schedule where workspace_id = $1 and audience_id = $2
     order by network`,
    [workspaceId, id],
  )
  return rows
}

export async function putSchedule(
  db: Db,
  workspaceId: string,
  id: string,
  { network, every, nextAt, by }: { network: NetworkId; every: 'day' | 'week' | null; nextAt: number; by: string },
): Promise<void> {
  await db.query('delete from audience_schedule where workspace_id = $1 and audience_id = $2 and network = $3', [
    workspaceId,
    id,
    network,
  ])
  if (every === null) return
  await db.query(
    `insert into audience_schedule (workspace_id, audience_id, network, every, next_at, set_by) values ($1, $2, $3, $4, $5, $6)`,
    [workspaceId, id, network, every, new Date(nextAt), by],
  )
}

/** Takes up what is due, each once; the next moment is a day or a week after the one that was meant. */
export async function takeDue(
  db: Db,
  now: number,
): Promise<{ workspaceId: string; audienceId: string; network: NetworkId }[]> {
  const { rows } = await db.query<{ workspaceId: string; audienceId: string; network: NetworkId }>(
    `update audience_schedule s
        set next_at = greatest(s.next_at, $1::timestamptz - case s.every when 'day' then interval '1 day' else interval '7 days' end)
          + case s.every when 'day' then interval '1 day' else interval '7 days' end
       from audience a where a.id = s.audience_id and a.archived_at is null and s.next_at <= $1
     returning s.workspace_id as "workspaceId", s.audience_id as "audienceId", s.network`,
    [new Date(now)],
  )
  return rows
}
