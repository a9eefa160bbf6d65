import type { ExclusionKind, ExclusionSubject } from '#core/suspect/basis.ts'
import type { Db } from '#store/rows.ts'

export interface ExclusionRow {
  id: string
  kind: ExclusionKind
  subject: ExclusionSubject
  value: string
  name: string | null
  reason: string
  addedAt: Date
  /** who added it, as actorName names them */
  by: string
  byName: string | null
}

/** What stands on a list, the latest first; one more than `limit` when there is one. */
export async function listExclusions(
  db: Db,
  workspaceId: string,
  { kind, q }: { kind: ExclusionKind; q: string | null },
  after: { at: number; id: string } | null,
  limit: number,
): Promise<ExclusionRow[]> {
  const { rows } = await db.query<ExclusionRow>(
    `select * from (
       select x.id, x.kind, x.subject, x.value, coalesce(p.name, p.email, a.name) as name, x.reason,
         x.added_at as "addedAt", x.added_by as by, u.name as "byName"
       from exclusion x
       left join person o on x.subject = 'person' and o.workspace_id = $1 and o.id::text = x.value
       left join person p on p.id = coalesce(o.merged_into, o.id)
       left join account a on x.subject = 'company' and a.workspace_id = $1 and a.id::text = x.value
       left join auth_user u on x.added_by = 'user:' || u.id::text
       where x.workspace_id = $1 and x.kind = $2 and x.removed_at is null) n
     where ($3::text is null or strpos(lower(coalesce(name, value)), $3) > 0 or strpos(value, $3) > 0)
       and ($4::timestamptz is null or (date_trunc('milliseconds', "addedAt"), id) < ($4, $5::uuid))
     order by "addedAt" desc, id desc limit $6`,
    [workspaceId, kind, q === '' ? null : q, after === null ? null : new Date(after.at), after?.id ?? null, limit],
  )
  return rows
}

export async function countExclusions(db: Db, workspaceId: string): Promise<Map<ExclusionKind, number>> {
  const { rows } = await db.query<{ kind: ExclusionKind; count: number }>(
    'select kind, count(*)::int as count from exclusion where workspace_id = $1 and removed_at is null group by kind',
    [workspaceId],
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

/** How many companies are customers or competitors by what is known of them, without an entry here. */
export async function countRecognised(db: Db, workspaceId: string): Promise<Map<ExclusionKind, number>> {
  const { rows } = await db.query<{ kind: ExclusionKind; count: number }>(
    `select a.facts ->> 'relationship' as kind, count(*)::int as count from account a
      where a.workspace_id = $1 and a.facts ->> 'relationship' in ('customer', 'competitor')
        and not exists (select from exclusion x where x.workspace_id = $1 and x.kind = a.facts ->> 'relationship'
          and x.removed_at is null and (x.subject = 'company' and x.value = a.id::text or x.subject = 'domain'
            and x.value in (select k.value from account_key k where k.account_id = a.id and k.kind = 'domain')))
      group by 1`,
    [workspaceId],
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

export interface ExclusionWrite {
  id: string
  kind: ExclusionKind
  subject: ExclusionSubject
  value: string
  reason: string
  before: string | null
}

/** Writes entries; those that are there already stay as they are. Gives the ids of the new ones. */
export async function insertExclusions(
  db: Db,
  workspaceId: string,
  rows: readonly ExclusionWrite[],
  { at, by }: { at: number; by: string },
): Promise<Set<string>> {
  const { rows: made } = await db.query<{ id: string }>(
    `insert into exclusion (workspace_id, id, kind, subject, value, reason, before, added_at, added_by)
     select $1, r.id, r.kind, r.subject, r.value, r.reason, r.before, $3, $4
     from json_to_recordset($2::json) as r(id uuid, kind text, subject text, value text, reason text, before text)
     on conflict (workspace_id, kind, subject, value) where removed_at is null do nothing returning id`,
    [workspaceId, JSON.stringify(rows), new Date(at), by],
  )
  return new Set(made.map(({ id }) => id))
}

/** Takes entries back. Gives those that stood there. */
export async function removeExclusions(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  { at, by }: { at: number; by: string },
): Promise<ExclusionWrite[]> {
  const { rows } = await db.query<ExclusionWrite>(
    `update exclusion set removed_at = $3, removed_by = $4 where workspace_id = $1 and id = any($2) and removed_at is null
     returning id, kind, subject, value, reason, before`,
    [workspaceId, ids, new Date(at), by],
  )
  return rows
}

/** Companies by id: their name and what they are to us. */
export async function companiesBy(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, { name: string; relationship: string | null }>> {
  const { rows } = await db.query<{ id: string; name: string; relationship: string | null }>(
    `select id, name, facts ->> 'relationship' as relationship from account where workspace_id = $1 and id = any($2::uuid[])`,
    [workspaceId, ids],
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
