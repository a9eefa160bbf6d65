import type { JsonObject } from '#core/json.ts'
import { arraysOf, unnested, type Column } from '#store/columns.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

export type SubmissionState = 'counted' | 'repeated' | 'spam' | 'cleared'

/** What the flow needs of whoever sent it, kept so that it can be counted later too. */
export interface KeptVisitor {
  anonymousId: string | null
  agent: string | null
  doNotTrack: boolean
  globalPrivacyControl: boolean
  tracking: boolean
  page: { url: string; title: string; referrer: string } | null
  campaign: Record<string, string>
  clickIds: Record<string, string>
}

export interface NewSubmission {
  workspaceId: string
  id: string
  formId: string
  version: number
  /** epoch ms */
  at: number
  /** `counted`: unless the same was sent within a day */
  state: 'counted' | 'spam'
  fields: JsonObject
  email: string | null
  reasons: string[]
  marks: string[]
  language: string
  /** hex */
  digest: string
  visitor: KeptVisitor
  address: string | null
  visitId: string | null
  tookMs: number | null
}

const repeatedMs = 86_400_000

const columns: Column<NewSubmission>[] = [
  { name: 'workspace_id', type: 'uuid', of: (row) => row.workspaceId },
  { name: 'id', type: 'uuid', of: (row) => row.id },
  { name: 'form_id', type: 'uuid', of: (row) => row.formId },
  { name: 'version', type: 'integer', of: (row) => row.version },
  { name: 'received_at', type: 'timestamptz', of: (row) => row.at },
  { name: 'state', type: 'text', of: (row) => row.state },
  { name: 'fields', type: 'jsonb', of: (row) => row.fields },
  { name: 'email', type: 'text', of: (row) => row.email },
  // codes of ours, which hold no line break
  { name: 'reasons', type: 'text', of: (row) => row.reasons.join('\n') },
  { name: 'marks', type: 'text', of: (row) => row.marks.join('\n') },
  { name: 'language', type: 'text', of: (row) => row.language },
  { name: 'digest', type: 'text', of: (row) => row.digest },
  { name: 'visitor', type: 'jsonb', text: (row) => JSON.stringify(row.visitor) },
  { name: 'address', type: 'text', of: (row) => row.address },
  { name: 'visit_id', type: 'uuid', of: (row) => row.visitId },
  { name: 'took_ms', type: 'float8', of: (row) => row.tookMs },
]
const names = columns.map(({ name }) => name).join(', ')

// a digest is made of the form, too
const insertSql = (unless: string) => `with g as materialized (
    select * from unnest(${unnested(columns, 2)}) as r(${names}) ${unless}),
  written as (
    insert into form_submission (${names})
    select g.workspace_id, g.id, g.form_id, g.version, g.received_at,
      case when g.state = 'counted' and exists (
        select from form_submission s where s.digest = decode(g.digest, 'hex') and s.id <> g.id
          and s.state in ('counted', 'cleared')
          and s.received_at > g.received_at - interval '1 ms' * $1::bigint) then 'repeated' else g.state end,
      g.fields, g.email, string_to_array(g.reasons, e'\\n'), string_to_array(g.marks, e'\\n'), g.language,
      decode(g.digest, 'hex'), g.visitor, g.address, g.visit_id, g.took_ms::bigint
    from g order by g.id
    on conflict (id) do nothing
    returning id, state)`
const lookedSql = `looked as (
    update form_visit v set sent_at = g.received_at from g
     where v.id = g.visit_id and v.form_id = g.form_id and v.sent_at is null and g.state = 'counted' returning v.id)`

/**
 * Writes what came in together by one statement and gives the state of each, in order. The same sent again under the same
 * id stays what it was; the same answers of the same address within a day are `repeated`.
 */
export async function insertSubmissions(db: Db, rows: readonly NewSubmission[]): Promise<SubmissionState[]> {
  const states = await write(db, rows)
  const again = rows.filter(({ id }) => !states.has(id))
  if (again.length > 0) for (const { id, state } of await statesOf(db, again)) states.set(id, state)
  return rows.map(({ id, state }) => states.get(id) ?? state)
}

/** The same for workspaces where nobody was ever erased, but for what was there already: the states by id of what it wrote. */
export function insertWhereNobodyErased(db: Db, rows: readonly NewSubmission[]): Promise<Map<string, SubmissionState>> {
  return write(db, rows, 'where not exists (select from erased_key k where k.workspace_id = r.workspace_id)')
}

async function write(db: Db, rows: readonly NewSubmission[], unless = ''): Promise<Map<string, SubmissionState>> {
  const looked = rows.some(({ visitId }) => visitId !== null) ? `, ${lookedSql}` : ''
  const { rows: written } = await db.query<{ id: string; state: SubmissionState }>(
    prepared(`${insertSql(unless)}${looked} select id, state from written`, [repeatedMs, ...arraysOf(columns, rows)]),
  )
  return new Map(written.map(({ id, state }) => [id, state]))
}

/** What became of those that were there already. */
async function statesOf(db: Db, rows: readonly NewSubmission[]): Promise<{ id: string; state: SubmissionState }[]> {
  const { rows: known } = await db.query<{ id: string; state: SubmissionState }>(
    prepared(
      `select s.id, s.state from unnest($1::uuid[], $2::uuid[]) as g(id, form_id)
       join form_submission s on s.id = g.id and s.form_id = g.form_id`,
      [rows.map(({ id }) => id), rows.map(({ formId }) => formId)],
    ),
  )
  return known
}

export interface SubmissionRow {
  id: string
  formId: string
  version: number
  at: Date
  state: SubmissionState
  fields: Record<string, string | string[]>
  email: string | null
  reasons: string[]
  marks: string[]
  language: string
  visitor: KeptVisitor
  address: string | null
  decidedBy: string | null
  personId: string | null
  personName: string | null
  personEmail: string | null
}

const read = `s.id, s.form_id as "formId", s.version, s.received_at as at, s.state, s.fields, s.email, s.reasons, s.marks,
  s.language, s.visitor, s.address, s.decided_by as "decidedBy", p.id as "personId", p.name as "personName",
  p.email as "personEmail"`
// whose it is, the event says: merges and their undoing move it
const joined = `form_submission s
  left join event e on e.workspace_id = s.workspace_id and e.message_id = 'form:' || s.id and s.state in ('counted', 'cleared')
  left join person p on p.workspace_id = e.workspace_id and p.id = e.person_id`

// what a search looks through: as it was sent, and as the person and the company are called now
const found = `normalize(concat_ws(' ', s.email, p.name, p.email, a.name,
  (select string_agg(value, ' ') from jsonb_each_text(s.fields))), NFKC)`
const searched = `${joined} left join account a on a.workspace_id = p.workspace_id and a.id = p.account_id`

export interface SubmissionPlace {
  at: string
  id: string
}

/**
 * What came in, or was kept out, the newest first, after a place in the list. `patterns` (core/text-pattern.ts): all of them
 * stand somewhere in it, or in how the person and the company are called now; [] asks for nothing.
 */
export async function listSubmissionRows(
  db: Db,
  workspaceId: string,
  formId: string,
  asked: { kept: 'in' | 'out'; patterns: readonly string[]; after: SubmissionPlace | null; limit: number },
): Promise<SubmissionRow[]> {
  const { kept, patterns, after, limit } = asked
  const { rows } = await db.query<SubmissionRow>(
    `select ${read} from ${patterns.length === 0 ? joined : searched}
     where s.workspace_id = $1 and s.form_id = $2 and (s.state = 'spam') = $3 and s.emptied_at is null
       and ($4::timestamptz is null or (s.received_at, s.id) < ($4, $5::uuid))
       ${patterns.length === 0 ? '' : `and ${found} ~ all ($7::text[])`}
     order by s.received_at desc, s.id desc limit $6`,
    [
      workspaceId,
      formId,
      kept === 'out',
      after?.at ?? null,
      after?.id ?? null,
      limit,
      ...(patterns.length === 0 ? [] : [patterns]),
    ],
  )
  return rows
}

/** How many of each there are; with `patterns` of those that meet all of them. */
export async function countSubmissions(
  db: Db,
  workspaceId: string,
  formId: string,
  patterns: readonly string[],
): Promise<{ in: number; out: number; emptied: number }> {
  const all = patterns.length === 0
  const { rows } = await db.query<{ in: number; out: number; emptied: number }>(
    `select count(*) filter (where s.state <> 'spam' and s.emptied_at is null)::int as in,
       count(*) filter (where s.state = 'spam')::int as out, count(s.emptied_at)::int as emptied
     from ${all ? 'form_submission s' : searched} where s.workspace_id = $1 and s.form_id = $2
       ${all ? '' : `and ${found} ~ all ($3::text[])`}`,
    [workspaceId, formId, ...(all ? [] : [patterns])],
  )
  return rows[0] ?? { in: 0, out: 0, emptied: 0 }
}

export async function findSubmission(
  db: Db,
  workspaceId: string,
  formId: string,
  id: string,
): Promise<SubmissionRow | null> {
  const { rows } = await db.query<SubmissionRow>(
    `select ${read} from ${joined} where s.workspace_id = $1 and s.form_id = $2 and s.id = $3 and s.emptied_at is null`,
    [workspaceId, formId, id],
  )
  return rows[0] ?? null
}

/** The forms of submissions that are kept, by their ids. */
export async function formsOfSubmissions(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; form: string }>(
    'select id, form_id as form from form_submission where workspace_id = $1 and id = any($2::uuid[]) and emptied_at is null',
    [workspaceId, ids],
  )
  return new Map(rows.map(({ id, form }) => [id, form]))
}

/** It was no spam. False when it was let in already. */
export async function clearSubmission(
  db: Db,
  workspaceId: string,
  { id, by, now }: { id: string; by: string; now: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update form_submission set state = 'cleared', decided_at = $3, decided_by = $4
     where workspace_id = $1 and id = $2 and state = 'spam'`,
    [workspaceId, id, isoTime(now), by],
  )
  return rowCount === 1
}

/** What was kept but never reached the flow, the oldest first: the server stopped between the two. Up to a week old. */
export async function uncountedSubmissions(
  db: Db,
  { now, olderMs, limit }: { now: number; olderMs: number; limit: number },
): Promise<(SubmissionRow & { workspaceId: string; slug: string })[]> {
  const { rows } = await db.query<SubmissionRow & { workspaceId: string; slug: string }>(
    `select ${read}, s.workspace_id as "workspaceId", f.slug from ${joined} join form f on f.id = s.form_id
     where s.state in ('counted', 'cleared') and e.id is null and s.settled_at is null
       and s.received_at between $1::timestamptz - interval '7 days' and $1::timestamptz - interval '1 ms' * $3
     order by s.received_at limit $2`,
    [isoTime(now), limit, olderMs],
  )
  return rows
}

/** The flow has said its word about it. */
export async function settleSubmission(db: Db, workspaceId: string, id: string, now: number): Promise<void> {
  await db.query('update form_submission set settled_at = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    isoTime(now),
  ])
}

/**
 * The facts that need not be asked of whoever uses this browser: those told from it, and, where a link that only the
 * address's owner has was opened in it, all that is known of that person. So a stranger who types somebody's address
 * learns nothing of what we know.
 */
export async function knownFacts(db: Db, workspaceId: string, anonymousId: string): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    prepared(
      `with who as (select person_id from identity where workspace_id = $1 and kind = 'a' and value = $2),
       own as (
         select e.traits, e.trust, e.email from who join event e on e.workspace_id = $1 and e.person_id = who.person_id
          where e.anonymous_id = $2 and (e.traits is not null or e.trust = 'secret')),
       told as (select t.key from own cross join lateral jsonb_each(own.traits) t
                 where jsonb_typeof(own.traits) = 'object' and t.value <> 'null'::jsonb)
       select key from told
       union
       select f.key from who join person p on p.workspace_id = $1 and p.id = who.person_id
         cross join lateral jsonb_each(p.facts) f
        where f.value <> 'null'::jsonb and exists (select from own where trust = 'secret' and email is not null)`,
      [workspaceId, anonymousId],
    ),
  )
  return rows.map(({ key }) => key)
}
