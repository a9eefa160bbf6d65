import type { LawfulBasis, SuspectStep } from '#core/suspect/basis.ts'
import { queryWords } from '#core/search-words.ts'
import type { Db } from '#store/rows.ts'

export interface SuspectListRow {
  id: string
  key: string
  name: string
  about: string
  ownerId: string | null
  ownerName: string | null
  source: string
  basis: LawfulBasis
  reason: string
  createdAt: Date
  archivedAt: Date | null
  people: number
  requested: number
  accepted: number
  optedIn: number
  connectedBefore: number
  agreedBefore: number
}

const purpose = `coalesce(nullif(e.props ->> 'purpose', ''), 'marketing')`
/** Whether the last word about a purpose, by the time they were put on the list, was a yes. */
const yesBefore = (name: string) => `coalesce((array_agg(e.name order by e.time desc, e.message_id desc) filter
  (where e.name in ('consent_granted', 'consent_withdrawn', 'email_complained') and e.time < o.added_at
     and (e.name <> 'consent_granted' or e.verdict = 'human') and ${purpose} = '${name}'))[1] = 'consent_granted', false)`
const granted = (name: string) => `coalesce(p.consent #>> '{${name},state}' = 'granted', false)`

/**
 * Who is on the lists, and how far each has come since then: opted in by their consent to marketing, connected or asked by
 * the events of the network. What they had agreed to before is no step of that list.
 */
const members = (more: string) => `select n.*, n.agreed and n.yes_marketing as agreed_before,
    n.agreed and not n.yes_marketing as opted_in, n.connected and n.was_connected as connected_before,
    n.connected and not n.was_connected as accepted, (n.connected or n.asked) and not n.was_connected as requested
  from (select o.list_id, o.added_at, o.source, o.basis, o.reason, p.*, e.asked, e.yes_marketing,
      ${granted('marketing')} as agreed,
      e.accepted or e.accepted_before or ${granted('linkedin')} as connected,
      e.accepted_before or (e.yes_linkedin and ${granted('linkedin')}) as was_connected
    from (select distinct on (m.list_id, coalesce(k.merged_into, k.id)) m.*, coalesce(k.merged_into, k.id) as whose
        from suspect_member m join person k on k.id = m.person_id where m.workspace_id = $1 and ${more}
        order by m.list_id, coalesce(k.merged_into, k.id), m.added_at) o
      join person p on p.id = o.whose
      cross join lateral (select
          coalesce(bool_or(e.name = 'connection_requested' and e.time >= o.added_at), false) as asked,
          coalesce(bool_or(e.name = 'connection_accepted' and e.time >= o.added_at), false) as accepted,
          coalesce(bool_or(e.name = 'connection_accepted' and e.time < o.added_at), false) as accepted_before,
          ${yesBefore('marketing')} as yes_marketing, ${yesBefore('linkedin')} as yes_linkedin
        from event e where e.workspace_id = $1 and e.person_id = p.id and e.name in ('connection_requested',
          'connection_accepted', 'consent_granted', 'consent_withdrawn', 'email_complained')) e) n`
const step = `case when n.agreed_before then 'agreed_before' when n.opted_in then 'opted_in'
  when n.connected_before then 'connected_before' when n.accepted then 'accepted' when n.requested then 'requested'
  else 'listed' end`

/** The lists by name, or one of them, with how far their people have come. */
export async function suspectLists(db: Db, workspaceId: string, id: string | null = null): Promise<SuspectListRow[]> {
  const { rows } = await db.query<SuspectListRow>(
    `select s.id, s.key, s.name, s.about, s.owner_id as "ownerId", u.name as "ownerName", s.source, s.basis, s.reason,
       s.created_at as "createdAt", s.archived_at as "archivedAt", coalesce(c.people, 0) as people,
       coalesce(c.requested, 0) as requested, coalesce(c.accepted, 0) as accepted, coalesce(c.opted_in, 0) as "optedIn",
       coalesce(c.connected_before, 0) as "connectedBefore", coalesce(c.agreed_before, 0) as "agreedBefore"
     from suspect_list s
     left join auth_user u on u.id::text = s.owner_id
     left join (select list_id, count(*)::int as people,
         (count(*) filter (where requested))::int as requested, (count(*) filter (where accepted))::int as accepted,
         (count(*) filter (where opted_in))::int as opted_in,
         (count(*) filter (where connected_before))::int as connected_before,
         (count(*) filter (where agreed_before))::int as agreed_before
       from (${members('($2::uuid is null or m.list_id = $2)')}) n group by list_id) c on c.list_id = s.id
     where s.workspace_id = $1 and ($2::uuid is null or s.id = $2)
     order by s.archived_at is not null, lower(s.name), s.id limit 500`,
    [workspaceId, id],
  )
  return rows
}

/** What the outbound lists of these keys are called. */
export async function namesOfLists(
  db: Db,
  workspaceId: string,
  keys: readonly string[],
): Promise<{ key: string; id: string; name: string }[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<{ key: string; id: string; name: string }>(
    'select key, id, name from suspect_list where workspace_id = $1 and key = any($2::text[])',
    [workspaceId, keys],
  )
  return rows
}

export interface SuspectListWrite {
  id: string
  key: string
  name: string
  about: string
  ownerId: string | null
  source: string
  basis: LawfulBasis
  reason: string
}

/** Writes a list; false when another has that key already. */
export async function insertSuspectList(
  db: Db,
  workspaceId: string,
  list: SuspectListWrite,
  { at, by }: { at: number; by: string },
): Promise<boolean> {
  const { id, key, name, about, ownerId, source, basis, reason } = list
  const { rowCount } = await db.query(
    `insert into suspect_list (workspace_id, id, key, name, about, owner_id, source, basis, reason, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (workspace_id, key) do nothing`,
    [workspaceId, id, key, name, about, ownerId, source, basis, reason, new Date(at), by],
  )
  return rowCount === 1
}

export async function updateSuspectList(
  db: Db,
  workspaceId: string,
  { id, name, about, ownerId, source, basis, reason }: Omit<SuspectListWrite, 'key'>,
  archivedAt: Date | null,
): Promise<void> {
  await db.query(
    `update suspect_list set name = $3, about = $4, owner_id = $5, source = $6, basis = $7, reason = $8, archived_at = $9
     where workspace_id = $1 and id = $2`,
    [workspaceId, id, name, about, ownerId, source, basis, reason, archivedAt],
  )
}

export interface SuspectRow {
  id: string
  name: string | null
  email: string | null
  linkedin: string | null
  title: string | null
  company: string | null
  stage: string | null
  step: SuspectStep
  addedAt: Date
  source: string
  basis: LawfulBasis
  reason: string
  relationship: string | null
  consent: Record<string, { state: string }>
}

/** The people of a list, the latest added first; one more than `limit` when there is one. */
export async function suspectsOf(
  db: Db,
  workspaceId: string,
  { listId, step: wanted, q }: { listId: string; step: SuspectStep | null; q: string | null },
  after: { at: number; id: string } | null,
  limit: number,
): Promise<SuspectRow[]> {
  const { rows } = await db.query<SuspectRow>(
    `select * from (
       select n.id, n.name, n.email, n.facts ->> 'linkedin' as linkedin, n.facts ->> 'title' as title,
         coalesce(a.name, n.facts ->> 'company') as company, l.stage, ${step} as step, n.added_at as "addedAt", n.source,
         n.basis, n.reason, a.facts ->> 'relationship' as relationship, n.consent
       from (${members('m.list_id = $2')}) n
       left join person_list l on l.person_id = n.id left join account a on a.id = n.account_id
       where $3::text is null or ($9::boolean and strpos(lower(n.facts ->> 'linkedin'), $3) > 0)
         or (select bool_and(exists (select from unnest(n.words) as w(word) where starts_with(w.word, asked.word)))
             from unnest($8::text[]) as asked(word))) s
     where ($4::text is null or step = $4)
       and ($5::timestamptz is null or (date_trunc('milliseconds', "addedAt"), id) < ($5, $6::uuid))
     order by "addedAt" desc, id desc limit $7`,
    [
      workspaceId,
      listId,
      q === '' ? null : q,
      wanted,
      after === null ? null : new Date(after.at),
      after?.id ?? null,
      limit,
      q === null ? [] : queryWords(q),
      // a piece of an address, not of a name
      q !== null && /[./]/.test(q),
    ],
  )
  return rows
}

export async function putOnList(
  db: Db,
  workspaceId: string,
  listId: string,
  people: readonly string[],
  more: { at: number; by: string; source: string; basis: LawfulBasis; reason: string; bulk: string },
): Promise<void> {
  await db.query(
    `insert into suspect_member (workspace_id, list_id, person_id, added_at, added_by, source, basis, reason, bulk)
     select $1, $2, id, $4, $5, $6, $7, $8, $9 from unnest($3::uuid[]) as n(id) on conflict do nothing`,
    [workspaceId, listId, people, new Date(more.at), more.by, more.source, more.basis, more.reason, more.bulk],
  )
}

/** Takes people off a list, whatever ids they were put on it by. Gives those who were there. */
export async function takeOffList(
  db: Db,
  workspaceId: string,
  listId: string,
  people: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with gone as (delete from suspect_member m using person o where m.workspace_id = $1 and m.list_id = $2
       and o.id = m.person_id and coalesce(o.merged_into, o.id) = any($3::uuid[])
       returning coalesce(o.merged_into, o.id) as id) select distinct id from gone order by id`,
    [workspaceId, listId, people],
  )
  return rows.map(({ id }) => id)
}

export async function forgetAddition(db: Db, workspaceId: string, bulk: string): Promise<void> {
  await db.query('delete from suspect_member where workspace_id = $1 and bulk = $2', [workspaceId, bulk])
}

/** Puts those on a list whom events put there before it was written down, each as of then. */
export async function listedByEvents(
  db: Db,
  workspaceId: string,
  { id, key, source, basis, reason }: Pick<SuspectListWrite, 'id' | 'key' | 'source' | 'basis' | 'reason'>,
  by: string,
): Promise<void> {
  await db.query(
    `insert into suspect_member (workspace_id, list_id, person_id, added_at, added_by, source, basis, reason)
     select $1, $2, coalesce(p.merged_into, p.id), min(e.time), $4, $5, $6, $7
       from event e join person p on p.id = e.person_id
      where e.workspace_id = $1 and e.name = 'suspect_listed' and e.props ->> 'list' = $3 group by 3
     on conflict do nothing`,
    [workspaceId, id, key, by, source, basis, reason],
  )
}
