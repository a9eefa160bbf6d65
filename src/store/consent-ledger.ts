import type { JsonObject } from '#core/json.ts'
import { isoTime, prepared, type Db } from '#store/rows.ts'

/** Which entries of the ledger; null asks for all. Days are of the zone, both included. */
export interface LedgerScope {
  purpose: string | null
  state: string | null
  source: string | null
  wording: string | null
  from: string | null
  to: string | null
  zone: string
  personId: string | null
}

export interface LedgerRow {
  id: string
  at: Date
  /** epoch microseconds, as text: a place in the list */
  micros: string
  state: string
  purpose: string
  source: string
  props: JsonObject
  messageId: string
  personId: string | null
  name: string | null
  email: string | null
}

const names = `'consent_requested', 'consent_granted', 'consent_withdrawn', 'consent_reminded', 'email_complained'`

/** A complaint about a mail, and a word that names no purpose, are about marketing: as the fold reads them. */
const purposeSql = `coalesce(nullif(e.props ->> 'purpose', ''), 'marketing')`
const stateSql = `case when e.name = 'email_complained' then 'complained' else substr(e.name, 9) end`
/** Where it came from, by kind: what the entry says of itself, else the door it came through. */
const sourceSql = `case when e.import_id is not null or e.source = 'import' then 'import'
  when e.name = 'email_complained' then 'complaint'
  when e.source = 'app' then 'hand'
  when split_part(e.props ->> 'source', ':', 1) in
    ('form', 'page', 'survey', 'banner', 'double_opt_in', 'preferences', 'unsubscribe')
    then split_part(e.props ->> 'source', ':', 1)
  when e.source = 'server' then 'api' else 'site' end`

const filterSql = `e.workspace_id = $1 and e.name in (${names})
  and ($2::text is null or ${purposeSql} = $2) and ($3::text is null or ${stateSql} = $3)
  and ($4::text is null or ${sourceSql} = $4) and ($5::text is null or e.props ->> 'wording' = $5)
  and ($6::date is null or e.time >= ($6::date)::timestamp at time zone $8)
  and ($7::date is null or e.time < ($7::date + 1)::timestamp at time zone $8)
  and ($9::uuid is null or e.person_id = $9)`

function bound(workspaceId: string, scope: LedgerScope): unknown[] {
  const { purpose, state, source, wording, from, to, zone, personId } = scope
  return [workspaceId, purpose, state, source, wording, from, to, zone, personId]
}

/** Newest first, from a place on. */
export async function findLedger(
  db: Db,
  workspaceId: string,
  scope: LedgerScope,
  after: { micros: string; id: string } | null,
  limit: number,
): Promise<LedgerRow[]> {
  const { rows } = await db.query<LedgerRow>(
    `select e.id, e.time as at, (extract(epoch from e.time) * 1000000)::bigint::text as micros, ${stateSql} as state,
            ${purposeSql} as purpose, ${sourceSql} as source, e.props, e.message_id as "messageId",
            p.id as "personId", p.name, p.email
       from event e left join person p on p.id = e.person_id
      where ${filterSql}
        and ($10::bigint is null
             or (e.time, e.id) < (timestamptz 'epoch' + $10::bigint * interval '1 microsecond', $11::uuid))
      order by e.time desc, e.id desc limit $12`,
    [...bound(workspaceId, scope), after?.micros ?? null, after?.id ?? null, limit],
  )
  return rows
}

/** How many people's last word on each purpose is a yes, or a no. */
export async function countStates(
  db: Db,
  workspaceId: string,
): Promise<{ purpose: string; state: 'granted' | 'withdrawn'; people: number }[]> {
  const { rows } = await db.query<{ purpose: string; state: 'granted' | 'withdrawn'; people: number }>(
    `select c.key as purpose, c.value ->> 'state' as state, count(*)::int as people
       from person p cross join lateral jsonb_each(p.consent) as c(key, value)
      where p.workspace_id = $1 and p.consent <> '{}' and p.merged_into is null
      group by 1, 2`,
    [workspaceId],
  )
  return rows
}

/** How many people's yes to a purpose was given in which wording, by the id that the grant names. */
export async function countWordings(db: Db, workspaceId: string): Promise<{ wording: string; people: number }[]> {
  const { rows } = await db.query<{ wording: string; people: number }>(
    `select e.props ->> 'wording' as wording, count(*)::int as people
       from person p cross join lateral jsonb_each(p.consent) as c(key, value)
       join event e on e.workspace_id = $1 and e.message_id = c.value ->> 'id'
      where p.workspace_id = $1 and p.consent <> '{}' and p.merged_into is null and c.value ->> 'state' = 'granted'
        and e.props ->> 'wording' is not null and length(e.props ->> 'wording') <= 80
      group by 1`,
    [workspaceId],
  )
  return rows
}

/** Grants and withdrawals, by weeks of the zone that begin on Monday, from a day on. */
export async function countWeeks(
  db: Db,
  workspaceId: string,
  { purpose, from, zone }: { purpose: string | null; from: string; zone: string },
): Promise<{ week: string; granted: number; withdrawn: number }[]> {
  const { rows } = await db.query<{ week: string; granted: number; withdrawn: number }>(
    `select to_char(date_trunc('week', e.time at time zone $4), 'YYYY-MM-DD') as week,
            count(*) filter (where e.name = 'consent_granted' and e.verdict = 'human')::int as granted,
            count(*) filter (where e.name in ('consent_withdrawn', 'email_complained'))::int as withdrawn
       from event e
      where e.workspace_id = $1 and e.name in (${names}) and e.name <> 'consent_requested'
        and ($2::text is null or ${purposeSql} = $2)
        and e.time >= ($3::date)::timestamp at time zone $4 and e.person_id is not null
      group by 1 order by 1`,
    [workspaceId, purpose, from, zone],
  )
  return rows
}

/** Requests that wait for their confirmation, by purpose. */
export async function countOpenRequests(
  db: Db,
  workspaceId: string,
  now: number,
): Promise<{ purpose: string; open: number }[]> {
  const { rows } = await db.query<{ purpose: string; open: number }>(
    `select a ->> 'purpose' as purpose, count(distinct r.email)::int as open
       from consent_request r cross join lateral jsonb_array_elements(r.purposes) as a
      where r.workspace_id = $1 and r.confirmed_at is null and r.expires_at > $2 group by 1`,
    [workspaceId, isoTime(now)],
  )
  return rows
}

/** What somebody was asked and has not confirmed yet, by purpose: since when (all their addresses). */
export async function openRequestsOf(
  db: Db,
  workspaceId: string,
  emails: readonly string[],
  now: number,
): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ purpose: string; at: Date }>(
    `select a ->> 'purpose' as purpose, max(r.asked_at) as at
       from consent_request r cross join lateral jsonb_array_elements(r.purposes) as a
      where r.workspace_id = $1 and r.email = any($2) and r.confirmed_at is null and r.expires_at > $3 group by 1`,
    [workspaceId, emails, isoTime(now)],
  )
  return new Map(rows.map(({ purpose, at }) => [purpose, at]))
}

export interface DueRow {
  personId: string
  name: string | null
  email: string | null
  purposes: string[]
  since: Date
}

const dueSql = `select p.id as "personId", p.name, p.email, array_agg(c.key order by c.key) as purposes,
         min(greatest(timestamptz 'epoch' + (c.value ->> 'at')::bigint * interval '1 millisecond', r.at)) as since
    from person p cross join lateral jsonb_each(p.consent) as c(key, value)
    left join lateral (select max(e.time) as at from event e where e.workspace_id = $1 and e.person_id = p.id
      and e.name = 'consent_reminded' and e.props ->> 'purpose' = c.key) r on true
   where p.workspace_id = $1 and p.consent <> '{}' and p.merged_into is null and c.value ->> 'state' = 'granted'
     and c.key = any($2)
     and (c.value ->> 'at')::bigint < extract(epoch from $3::timestamptz) * 1000
     and (r.at is null or r.at < $3)
     and ($4::uuid[] is null or p.id = any($4))
   group by p.id`

/** Whose yes to one of these purposes was neither given nor spoken of since a moment (epoch ms), longest first. */
export async function findDue(
  db: Db,
  workspaceId: string,
  {
    purposes,
    before,
    ids,
    limit,
  }: { purposes: readonly string[]; before: number; ids: readonly string[] | null; limit: number },
): Promise<DueRow[]> {
  const { rows } = await db.query<DueRow>(`${dueSql} order by since, p.id limit $5`, [
    workspaceId,
    purposes,
    isoTime(before),
    ids,
    limit,
  ])
  return rows
}

export async function countDue(
  db: Db,
  workspaceId: string,
  { purposes, before }: { purposes: readonly string[]; before: number },
): Promise<number> {
  const { rows } = await db.query<{ people: number }>(
    prepared(`select count(*)::int as people from (${dueSql}) due`, [workspaceId, purposes, isoTime(before), null]),
  )
  return rows[0]?.people ?? 0
}

/** The newest entries of the suppression list, and how many there are. */
export async function listSuppressions(
  db: Db,
  workspaceId: string,
  after: { at: number; id: string } | null,
  limit: number,
) {
  const { rows } = await db.query<{
    id: string
    kind: 'email' | 'phone'
    reason: 'hand' | 'import' | 'complaint' | 'bounce' | 'erasure'
    at: Date
    by: string
  }>(
    `select id, kind, reason, at, by from suppression
      where workspace_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
      order by at desc, id desc limit $4`,
    [workspaceId, after === null ? null : isoTime(after.at), after?.id ?? null, limit],
  )
  return rows
}

export async function countSuppressions(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await db.query<{ total: number }>(
    'select count(*)::int as total from suppression where workspace_id = $1',
    [workspaceId],
  )
  return rows[0]?.total ?? 0
}
