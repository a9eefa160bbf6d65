import { type Db, isoTime } from '#store/rows.ts'

// What the notifying job finds. Each statement reads the newest end of an index and leaves out what was told already.

/** Every workspace that somebody could be told of. */
export async function peopledWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select workspace_id as id from workspace w
      where exists (select from workspace_member m where m.workspace_id = w.workspace_id) order by 1`,
  )
  return rows.map(({ id }) => id)
}

export interface UntoldHandoff {
  id: string
  personId: string
  team: string | null
  /** the company's owner, as somebody wrote it */
  assignee: string | null
  /** the member who was given it */
  assigneeId: string | null
  reason: string | null
  stage: string | null
  at: Date
}

/** Open hand-offs since a moment (epoch ms) of which nobody was told yet, oldest first. */
export async function untoldHandoffs(
  db: Db,
  workspaceId: string,
  since: number,
  limit: number,
): Promise<UntoldHandoff[]> {
  const { rows } = await db.query<UntoldHandoff>(
    `select e.id, e.person_id as "personId", e.team, e.assignee, e.assignee_id as "assigneeId", e.reason, e.detail ->> 'stage' as stage, e.at
       from effect e
      where e.workspace_id = $1 and e.kind = 'handoff' and e.state = 'open' and e.at >= $2
        and not exists (select from notification n where n.workspace_id = $1 and n.cause = 'effect:' || e.id)
      order by e.at, e.id limit $3`,
    [workspaceId, isoTime(since), limit],
  )
  return rows
}

/** Of these people, those who were handed over since a moment: whoever should know does. */
export async function handedOver(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  since: number,
): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct person_id as id from effect
      where workspace_id = $1 and person_id = any($2) and kind = 'handoff' and at >= $3`,
    [workspaceId, personIds, isoTime(since)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Of these hot people, those told of since `told`, or looked at since `seen` (epoch ms). */
export async function knownHot(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  { told, seen }: { told: number; seen: number },
): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    `select person_id as id from hot_person
      where workspace_id = $1 and person_id = any($2) and (told_at >= $3 or seen_at >= $4)`,
    [workspaceId, personIds, isoTime(told), isoTime(seen)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Remembers who is hot: `since` when they rose, `told` whether somebody was told now. */
export async function rememberHot(
  db: Db,
  workspaceId: string,
  people: readonly { personId: string; since: number; told: boolean }[],
  now: number,
): Promise<void> {
  await db.query(
    `insert into hot_person (workspace_id, person_id, since, seen_at, told_at)
     select $1, person_id, since, $3, case when told then $3::timestamptz end
       from json_to_recordset($2::json) as r (person_id uuid, since timestamptz, told boolean)
     on conflict (workspace_id, person_id) do update set since = excluded.since, seen_at = excluded.seen_at,
       told_at = coalesce(excluded.told_at, hot_person.told_at)`,
    [
      workspaceId,
      JSON.stringify(people.map((one) => ({ person_id: one.personId, since: isoTime(one.since), told: one.told }))),
      isoTime(now),
    ],
  )
}

export interface UntoldImport {
  id: string
  kind: string
  fileName: string
  state: 'done' | 'failed'
  accepted: number
  setAside: number
  createdBy: string
  finishedAt: Date
}

/** Imports that ended since a moment and of whose end nobody was told yet. */
export async function untoldImports(db: Db, workspaceId: string, since: number): Promise<UntoldImport[]> {
  const { rows } = await db.query<UntoldImport>(
    `select i.id, i.kind, i.file_name as "fileName", i.state, i.rows_accepted as accepted,
            i.rows_set_aside as "setAside", i.created_by as "createdBy", i.finished_at as "finishedAt"
       from import i
      where i.workspace_id = $1 and i.state in ('done', 'failed') and i.finished_at >= $2
        and not exists (select from notification n where n.workspace_id = $1
                          and n.cause = 'import:' || i.id || ':' || extract(epoch from i.finished_at)::bigint)
      order by i.finished_at limit 50`,
    [workspaceId, isoTime(since)],
  )
  return rows
}

/** Events set aside in the day before `now`, and on an average day of the week before that; counted up to 10,000. */
export async function setAsideGrowth(
  db: Db,
  workspaceId: string,
  now: number,
): Promise<{ day: number; usual: number }> {
  const count = async (from: number, to: number): Promise<number> => {
    const { rows } = await db.query<{ count: number }>(
      `select count(*)::integer as count from (
         select from set_aside where workspace_id = $1 and received_at >= $2 and received_at < $3
            and code not in ('do_not_track', 'erased') order by received_at desc limit 10000) s`,
      [workspaceId, isoTime(from), isoTime(to)],
    )
    return rows[0]?.count ?? 0
  }
  const day = 86_400_000
  const today = await count(now - day, now)
  return { day: today, usual: today === 0 ? 0 : (await count(now - 8 * day, now - day)) / 7 }
}

/** Mails of a workspace that ended in refusal since a moment, and those that have been refused three times or more. */
export async function mailTrouble(
  db: Db,
  workspaceId: string,
  since: number,
): Promise<{ count: number; answer: string | null }> {
  const { rows } = await db.query<{ count: number; answer: string | null }>(
    `select count(*)::integer as count, (array_agg(last_answer order by created_at desc))[1] as answer from mail
      where workspace_id = $1 and ((state = 'failed' and ended_at >= $2) or (state = 'waiting' and attempts >= 3))`,
    [workspaceId, isoTime(since)],
  )
  return rows[0] ?? { count: 0, answer: null }
}

/** When a job last looked, in epoch ms; null for never. */
export async function lastLook(db: Db, workspaceId: string, what: string): Promise<number | null> {
  const { rows } = await db.query<{ at: Date }>('select at from notice_look where workspace_id = $1 and what = $2', [
    workspaceId,
    what,
  ])
  return rows[0]?.at.getTime() ?? null
}

export async function noteLook(db: Db, workspaceId: string, what: string, now: number): Promise<void> {
  await db.query(
    `insert into notice_look (workspace_id, what, at) values ($1, $2, $3)
     on conflict (workspace_id, what) do update set at = excluded.at`,
    [workspaceId, what, isoTime(now)],
  )
}
