import type { JsonObject } from '#core/json.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** Somebody as far as it decides whether they may be reached. */
export interface ReachRow {
  /** the id that was asked for; of somebody merged it leads to `personId` */
  id: string
  personId: string
  email: string | null
  facts: JsonObject
  lists: JsonObject
  consent: Record<string, { state: 'granted' | 'withdrawn'; at: number; id: string }>
  /** all mail addresses filed under them */
  emails: string[]
}

/** Those of the asked-for people who are there. */
export async function reachRows(db: Db, workspaceId: string, ids: readonly string[]): Promise<ReachRow[]> {
  const { rows } = await db.query<ReachRow>(
    `select p.id, s.id as "personId", s.email, s.consent, s.lists,
            jsonb_strip_nulls(jsonb_build_object('phone', s.facts -> 'phone', 'doNotContact',
              case when exists (select from exclusion x where x.workspace_id = $1 and x.kind = 'do_not_contact'
                  and x.removed_at is null and (x.subject, x.value) in (('company', s.account_id::text),
                    ('domain', s.account_domain), ('domain', split_part(s.email, '@', 2))))
                then 'true'::jsonb else s.facts -> 'doNotContact' end)) as facts,
            array(select i.value from identity i where i.workspace_id = $1 and i.person_id = s.id and i.kind = 'e') as emails
       from person p join person s on s.id = coalesce(p.merged_into, p.id) and s.workspace_id = $1
      where p.workspace_id = $1 and p.id = any($2::uuid[])`,
    [workspaceId, ids],
  )
  return rows
}

export const suppressionReasons = ['hand', 'import', 'complaint', 'bounce', 'erasure'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

/** Which of these hashes are on the suppression list. As hex. */
export async function suppressedHashes(
  db: Db,
  workspaceId: string,
  hashes: readonly Buffer[],
): Promise<Map<string, { reason: SuppressionReason; at: Date }>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await db.query<{ hash: Buffer; reason: SuppressionReason; at: Date }>(
    `select hash, reason, at from suppression where workspace_id = $1 and hash = any($2::bytea[])`,
    [workspaceId, hashes],
  )
  return new Map(rows.map(({ hash, ...row }) => [hash.toString('hex'), row]))
}

export interface SuppressionRow {
  id: string
  kind: 'email' | 'phone'
  reason: SuppressionReason
  at: Date
  by: string
}

/** Puts hashes on the list; those that are there stay as they are. Gives how many are new. */
export async function insertSuppressions(
  db: Db,
  workspaceId: string,
  rows: readonly { id: string; kind: 'email' | 'phone'; hash: Buffer }[],
  more: { reason: SuppressionReason; at: number; by: string },
): Promise<number> {
  if (rows.length === 0) return 0
  const { rowCount } = await db.query(
    `insert into suppression (workspace_id, id, kind, hash, reason, at, by)
     select $1, r.id, r.kind, r.hash, $5, $6, $7 from unnest($2::uuid[], $3::text[], $4::bytea[]) as r(id, kind, hash)
     on conflict (workspace_id, hash) do nothing`,
    [
      workspaceId,
      rows.map(({ id }) => id),
      rows.map(({ kind }) => kind),
      rows.map(({ hash }) => hash),
      more.reason,
      isoTime(more.at),
      more.by,
    ],
  )
  return rowCount ?? 0
}

/** Takes an entry off the list, by its id. */
export async function deleteSuppression(db: Db, workspaceId: string, id: string): Promise<SuppressionRow | null> {
  const { rows } = await db.query<SuppressionRow>(
    `delete from suppression where workspace_id = $1 and id = $2 returning id, kind, reason, at, by`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Takes an address off the list by its hash, unless a colleague put it there. */
export async function liftSuppression(db: Db, workspaceId: string, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    `delete from suppression where workspace_id = $1 and hash = $2 and reason <> 'hand'`,
    [workspaceId, hash],
  )
  return rowCount === 1
}

export async function findSuppression(db: Db, workspaceId: string, hash: Buffer): Promise<SuppressionRow | null> {
  const { rows } = await db.query<SuppressionRow>(
    'select id, kind, reason, at, by from suppression where workspace_id = $1 and hash = $2',
    [workspaceId, hash],
  )
  return rows[0] ?? null
}
