import type { Db } from '#store/rows.ts'

export interface AuditLine {
  id: string
  at: Date
  actor: string
  verb: string
  subject: string | null
  detail: Record<string, unknown>
}

export interface AuditScope {
  workspaceId: string
  actor: string | null
  verb: string | null
  /** `2026-11-22`, of the workspace's zone, both included */
  from: string | null
  to: string | null
  zone: string
}

/** A place in the list: epoch microseconds as text, and the id. */
export type AuditPlace = [at: string, id: string]

/** Newest first, one more than `limit` when there are more; each with its place. */
export async function findAudit(
  db: Db,
  scope: AuditScope,
  after: AuditPlace | null,
  limit: number,
): Promise<(AuditLine & { micros: string })[]> {
  const { rows } = await db.query<AuditLine & { micros: string }>(
    `select id, at, actor, verb, subject, detail, (extract(epoch from at) * 1000000)::bigint::text as micros
       from audit
      where workspace_id = $1
        and ($2::text is null or actor = $2)
        and ($3::text is null or verb = $3)
        and ($4::date is null or at >= ($4::date)::timestamp at time zone $6)
        and ($5::date is null or at < ($5::date + 1)::timestamp at time zone $6)
        and ($7::bigint is null
             or (at, id) < (timestamptz 'epoch' + $7::bigint * interval '1 microsecond', $8::uuid))
      order by at desc, id desc limit $9`,
    [
      scope.workspaceId,
      scope.actor,
      scope.verb,
      scope.from,
      scope.to,
      scope.zone,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  )
  return rows
}

/** Who has done something, and what was done, in all of the audit. */
export async function findAuditChoices(db: Db, workspaceId: string): Promise<{ actors: string[]; verbs: string[] }> {
  const { rows } = await db.query<{ actors: string[] | null; verbs: string[] | null }>(
    `select (select array_agg(distinct actor) from audit where workspace_id = $1) as actors,
            (select array_agg(distinct verb) from audit where workspace_id = $1) as verbs`,
    [workspaceId],
  )
  return { actors: rows[0]?.actors ?? [], verbs: rows[0]?.verbs ?? [] }
}

/** Where the names stand of what an audit speaks of: table and column by kind of reference. */
const named: Readonly<Record<string, readonly [table: string, column: string]>> = {
  key: ['write_key', 'name'],
  api_key: ['api_key', 'name'],
  person: ['person', 'coalesce(name, email)'],
  account: ['account', 'name'],
  deal: ['deal', 'name'],
  product: ['product', 'name'],
  task: ['task', 'title'],
  meeting: ['meeting', 'title'],
  template: ['proposal_template', 'name'],
  segment: ['segment', 'name'],
  view: ['person_view', 'name'],
  form: ['form', 'name'],
  page: ['page', 'name'],
  picture: ['picture', 'name'],
  content: ['content_asset', 'title'],
  slot: ['slot', 'name'],
  survey: ['survey', 'name'],
  audience: ['audience', 'name'],
  suspect_list: ['suspect_list', 'name'],
  worksheet: ['icp_worksheet', 'name'],
  spend: ['spend_batch', 'name'],
}

const lookups = Object.entries(named).map(
  ([kind, [table, column]]) =>
    `select a.reference, ${column} as name from asked a join ${table} t on t.id = a.id and t.workspace_id = $1
      where a.kind = '${kind}'`,
)

/**
 * Names of what an audit speaks of, by its reference: `user:<id>`, `person:<id>`, `deal:<id>` and the like; a proposal by
 * its deal. What is gone has none. Members of other workspaces are named only when they have acted here.
 */
export async function namesOf(
  db: Db,
  workspaceId: string,
  references: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ reference: string; name: string | null }>(
    `with asked as (
       select reference, split_part(reference, ':', 1) as kind, split_part(reference, ':', 2)::uuid as id
         from unnest($2::text[]) reference
        where reference ~ '^[a-z_]+:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$')
     select a.reference, u.name from asked a join auth_user u on u.id = a.id
      where a.kind = 'user'
        and (exists (select from workspace_member m where m.workspace_id = $1 and m.user_id = u.id)
             or exists (select from audit d where d.workspace_id = $1 and d.actor = a.reference))
     union all
     select a.reference, d.name from asked a join proposal p on p.id = a.id and p.workspace_id = $1
       join deal d on d.id = p.deal_id
      where a.kind = 'proposal'
     union all
     ${lookups.join('\n     union all\n     ')}`,
    [workspaceId, references],
  )
  return new Map(rows.flatMap(({ reference, name }) => (name === null || name === '' ? [] : [[reference, name]])))
}
