import { profileSpellings, profileUserId } from '#core/suspect/profile.ts'
import type { Db } from '#store/rows.ts'

/** Somebody whom an address or a profile names already. */
export interface KnownPerson {
  id: string
  name: string | null
  email: string | null
  stage: string | null
  facts: Record<string, unknown>
  relationship: string | null
  accountId: string | null
  userIds: string[]
  /** on the list that is asked about */
  listed: boolean
  steps: { requested: boolean; accepted: boolean }
  consent: Record<string, { state: string }>
}

/** Whom mail addresses and profiles name: `e:<address>` and `p:<profile>` to the person. */
export async function knownBy(
  db: Db,
  workspaceId: string,
  emails: readonly string[],
  profiles: readonly string[],
): Promise<Map<string, string>> {
  const spelt = profiles.flatMap((slug) => profileSpellings(slug).map((spelling) => ({ slug, spelling })))
  const { rows } = await db.query<{ key: string; id: string }>(
    `select 'e:' || i.value as key, coalesce(p.merged_into, p.id) as id from identity i join person p on p.id = i.person_id
      where i.workspace_id = $1 and i.kind = 'e' and i.value = any($2::text[])
     union all
     select 'p:' || u.slug, coalesce(p.merged_into, p.id) from unnest($3::text[], $4::text[]) as u(slug, id)
       join identity i on i.workspace_id = $1 and i.kind = 'u' and i.value = u.id join person p on p.id = i.person_id
     union all
     select 'p:' || s.slug, coalesce(p.merged_into, p.id) from unnest($5::text[], $6::text[]) as s(slug, spelling)
       join person p on p.workspace_id = $1 and p.facts ? 'linkedin'
         and substring(lower(p.facts ->> 'linkedin') from '/(?:in|pub)/([^/?#[:space:]]+)') = s.spelling`,
    [
      workspaceId,
      emails,
      profiles,
      profiles.map(profileUserId),
      spelt.map(({ slug }) => slug),
      spelt.map(({ spelling }) => spelling),
    ],
  )
  const known = new Map<string, string>()
  for (const { key, id } of rows) if (!known.has(key)) known.set(key, id)
  return known
}

export async function knownPeople(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  listId: string | null,
): Promise<Map<string, KnownPerson>> {
  const { rows } = await db.query<Omit<KnownPerson, 'steps'> & { requested: boolean; accepted: boolean }>(
    `select p.id, p.name, p.email, l.stage, p.facts, a.facts ->> 'relationship' as relationship,
       p.account_id as "accountId", p.consent,
       array(select i.value from identity i where i.workspace_id = $1 and i.person_id = p.id and i.kind = 'u') as "userIds",
       exists (select from suspect_member m join person o on o.id = m.person_id where m.list_id = $3
         and m.workspace_id = $1 and coalesce(o.merged_into, o.id) = p.id) as listed,
       exists (select from event e where e.workspace_id = $1 and e.person_id = p.id
         and e.name = 'connection_requested') as requested,
       exists (select from event e where e.workspace_id = $1 and e.person_id = p.id
         and e.name = 'connection_accepted') as accepted
     from person p left join account a on a.id = p.account_id left join person_list l on l.person_id = p.id
     where p.workspace_id = $1 and p.id = any($2::uuid[]) and p.merged_into is null`,
    [workspaceId, ids, listId],
  )
  return new Map(rows.map(({ requested, accepted, ...row }) => [row.id, { ...row, steps: { requested, accepted } }]))
}

/** What companies are to us, by the domain they are known by. */
export async function relationshipsOfDomains(
  db: Db,
  workspaceId: string,
  domains: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ domain: string; relationship: string }>(
    `select k.value as domain, a.facts ->> 'relationship' as relationship from account_key k
       join account a on a.id = k.account_id
      where k.workspace_id = $1 and k.kind = 'domain' and k.value = any($2::text[]) and a.facts ? 'relationship'`,
    [workspaceId, domains],
  )
  return new Map(rows.map(({ domain, relationship }) => [domain, relationship]))
}

/** Those of the domains that are not to be contacted, themselves or as their company's. */
export async function barredDomains(db: Db, workspaceId: string, domains: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ domain: string }>(
    `select value as domain from exclusion where workspace_id = $1 and kind = 'do_not_contact' and subject = 'domain'
       and removed_at is null and value = any($2::text[])
     union
     select k.value from account_key k join exclusion x on x.workspace_id = $1 and x.kind = 'do_not_contact'
       and x.subject = 'company' and x.value = k.account_id::text and x.removed_at is null
      where k.workspace_id = $1 and k.kind = 'domain' and k.value = any($2::text[])`,
    [workspaceId, domains],
  )
  return new Set(rows.map(({ domain }) => domain))
}
