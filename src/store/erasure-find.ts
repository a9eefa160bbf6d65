import { foldText } from '#core/text.ts'
import type { Db } from '#store/rows.ts'

/** The person behind an id with everybody who was ever merged into them; empty when nobody is there. */
export async function everyIdOf(db: Db, workspaceId: string, personId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with recursive up as (
       select id, merged_into from person where workspace_id = $1 and id = $2
       union select p.id, p.merged_into from person p join up on p.id = up.merged_into and p.workspace_id = $1),
     down as (
       select id from up
       union select p.id from person p join down on p.merged_into = down.id and p.workspace_id = $1)
     select id from down order by id`,
    [workspaceId, personId],
  )
  return rows.map(({ id }) => id)
}

/** Keys of persons as they were in use: filed under them now, and those of their events. `a:…`, `u:…`, `e:…` */
export async function everyKeyOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `select kind::text || ':' || value as key from identity where workspace_id = $1 and person_id = any($2)
     union select unnest(merged_keys) from person where workspace_id = $1 and id = any($2)
     union select 'a:' || anonymous_id from event where workspace_id = $1 and person_id = any($2) and anonymous_id is not null
     union select 'u:' || user_id from event where workspace_id = $1 and person_id = any($2) and user_id is not null
     union select 'e:' || email from event where workspace_id = $1 and person_id = any($2) and email is not null`,
    [workspaceId, ids],
  )
  return rows.map(({ key }) => key)
}

/** Of these keys those that speak, or have spoken, for somebody else too: a shared computer, a mailbox that changed hands. */
export async function othersKeys(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  keys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ key: string }>(
    `select k.key from unnest($3::text[]) as k(key)
      where exists (select from identity i where i.workspace_id = $1 and i.kind = left(k.key, 1)::"char"
          and i.value = substr(k.key, 3) and i.person_id <> all($2))
        or (left(k.key, 1) = 'a' and exists (
          select from identity_run r where r.workspace_id = $1 and r.anonymous_id = substr(k.key, 3)
            and r.anchor_kind::text || ':' || r.anchor <> all($3)))`,
    [workspaceId, ids, keys],
  )
  return new Set(rows.map(({ key }) => key))
}

/** Every value that facts about persons ever had, by key, as text. */
export async function everyFactOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<[string, string][]> {
  const { rows } = await db.query<{ key: string; value: string }>(
    `select t.key, t.value from event e cross join lateral jsonb_each_text(e.traits) as t(key, value)
      where e.workspace_id = $1 and e.person_id = any($2) and jsonb_typeof(e.traits) = 'object' and t.value is not null
     union select t.key, t.value from person p cross join lateral jsonb_each_text(p.facts) as t(key, value)
      where p.workspace_id = $1 and p.id = any($2) and t.value is not null
     union select 'name', p.name from person p where p.workspace_id = $1 and p.id = any($2) and p.name is not null
     union select 'email', p.email from person p where p.workspace_id = $1 and p.id = any($2) and p.email is not null`,
    [workspaceId, ids],
  )
  return rows.map(({ key, value }) => [key, value])
}

/** Somebody else, or something, that is called as a person is. */
export interface Namesake {
  kind: 'person' | 'company' | 'colleague'
  id: string
  name: string
  /** in what they are alike, as it was given */
  word: string
}

/** Who else bears one of these names or addresses: another person, a company, a colleague. */
export async function namesakesOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  words: readonly string[],
): Promise<Namesake[]> {
  const { rows } = await db.query<Namesake>(
    `select w.word, 'person' as kind, coalesce(p.merged_into, p.id) as id, coalesce(p.name, p.email, '') as name
       from unnest($3::text[], $4::text[]) as w(word, folded)
       join person p on p.workspace_id = $1 and p.sort_name = w.folded and p.id <> all($2)
     union select w.word, 'person', coalesce(p.merged_into, p.id), coalesce(p.name, p.email, '')
       from unnest($3::text[], $4::text[]) as w(word, folded)
       join identity i on i.workspace_id = $1 and i.kind = 'e' and i.value = w.folded and i.person_id <> all($2)
       join person p on p.workspace_id = $1 and p.id = i.person_id
     union select w.word, 'company', a.id, a.name
       from unnest($3::text[], $4::text[]) as w(word, folded)
       join account a on a.workspace_id = $1 and lower(a.name) = w.folded
     union select w.word, 'colleague', u.id, u.name
       from unnest($3::text[], $4::text[]) as w(word, folded)
       join auth_user u on lower(u.name) = w.folded or lower(u.email) = w.folded
       join workspace_member m on m.user_id = u.id and m.workspace_id = $1
     order by kind, name, id, word`,
    [workspaceId, ids, words, words.map(foldText)],
  )
  return rows
}

/** Of these deals those in which none of these persons is. */
export async function dealsWithout(
  db: Db,
  workspaceId: string,
  deals: readonly string[],
  persons: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from unnest($2::uuid[]) as d(id)
      where not exists (select from deal_person p where p.workspace_id = $1 and p.deal_id = d.id and p.person_id = any($3))`,
    [workspaceId, deals, persons],
  )
  return rows.map(({ id }) => id)
}

/** Deals that persons are in, or that something was said of by or about them. */
export async function dealsOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select deal_id as id from deal_person where workspace_id = $1 and person_id = any($2)
     union select deal_id from deal_event where workspace_id = $1 and data ->> 'person' = any($3)
     union select deal_id from meeting m join meeting_person mp on mp.meeting_id = m.id
       where m.workspace_id = $1 and mp.person_id = any($2) and m.deal_id is not null
     union select deal_id from proposal where workspace_id = $1 and person_id = any($2)`,
    [workspaceId, ids, ids],
  )
  return rows.map(({ id }) => id)
}

/** Companies that persons are filed under, or that their events told something of. */
export async function accountsOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select account_id as id from person where workspace_id = $1 and id = any($2) and account_id is not null
     union select account_id from event where workspace_id = $1 and person_id = any($2) and account_id is not null`,
    [workspaceId, ids],
  )
  return rows.map(({ id }) => id)
}

/** The networks to which files with these persons were given. */
export async function recipientsOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ network: string }>(
    `select distinct e.network from audience_export_person p join audience_export e on e.id = p.export_id
      where p.workspace_id = $1 and p.person_id = any($2) and p.why is null order by 1`,
    [workspaceId, ids],
  )
  return rows.map(({ network }) => network)
}

/** Uploaded files of a workspace that are in the data folder. */
export async function waitingUploads(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from import_upload where workspace_id = $1 and removed_at is null order by id',
    [workspaceId],
  )
  return rows.map(({ id }) => id)
}

/** How many people have one of these addresses now. */
export async function countPeopleBehind(db: Db, workspaceId: string, mails: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(distinct coalesce(p.merged_into, p.id))::integer as count from identity i join person p on p.id = i.person_id
      where i.workspace_id = $1 and i.kind = 'e' and i.value = any($2)`,
    [workspaceId, mails],
  )
  return rows[0]?.count ?? 0
}

/** The company somebody is filed under now. */
export async function companyOf(db: Db, workspaceId: string, personId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string | null }>(
    'select account_id as id from person where workspace_id = $1 and id = $2',
    [workspaceId, personId],
  )
  return rows[0]?.id ?? null
}
