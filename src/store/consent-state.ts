import { prepared, type Db } from '#store/rows.ts'

/** Purposes that the holder of an address has agreed to, with the id of the wording (or the words) of that grant. */
export async function grantedWordings(db: Db, workspaceId: string, email: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ purpose: string; wording: string | null }>(
    prepared(
      `select c.key as purpose, e.props ->> 'wording' as wording
         from identity i join person p on p.id = i.person_id
         cross join lateral jsonb_each(p.consent) as c(key, value)
         join event e on e.workspace_id = $1 and e.message_id = c.value ->> 'id'
        where i.workspace_id = $1 and i.kind = 'e' and i.value = $2 and c.value ->> 'state' = 'granted'`,
      [workspaceId, email],
    ),
  )
  return new Map(rows.map(({ purpose, wording }) => [purpose, wording ?? '']))
}

/** The person an address is filed under now; null when nobody's. */
export async function personOfAddress(db: Db, workspaceId: string, email: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select coalesce(p.merged_into, p.id) as id from identity i join person p on p.id = i.person_id
      where i.workspace_id = $1 and i.kind = 'e' and i.value = $2`,
    [workspaceId, email],
  )
  return rows[0]?.id ?? null
}

/** The language somebody's profile names; null when it names none. */
export async function languageFact(db: Db, workspaceId: string, personId: string): Promise<string | null> {
  const { rows } = await db.query<{ language: string | null }>(
    `select facts ->> 'language' as language from person where workspace_id = $1 and id = $2`,
    [workspaceId, personId],
  )
  return rows[0]?.language ?? null
}

/** What somebody last said about being recognised on pages. `at` in epoch ms. */
export interface TrackingWord {
  state: 'granted' | 'withdrawn'
  at: number
}

/**
 * What those behind these keys (`a:…`, `u:…`, `e:…`) last said about tracking. Nothing is looked up where nobody of the
 * workspace ever took it back.
 */
export async function trackingWords(
  db: Db,
  workspaceId: string,
  keys: readonly string[],
): Promise<Map<string, TrackingWord>> {
  if (keys.length === 0) return new Map()
  const { rows } = await db.query<{ key: string; state: 'granted' | 'withdrawn'; at: string }>(
    prepared(
      `select i.kind::text || ':' || i.value as key, p.consent #>> '{tracking,state}' as state,
              p.consent #>> '{tracking,at}' as at
         from unnest($2::text[]) as k(key)
         cross join lateral (select * from identity i where i.workspace_id = $1
           and i.kind = left(k.key, 1)::"char" and i.value = substr(k.key, 3) limit 1) i
         join person p on p.id = i.person_id
        where p.consent ? 'tracking'
          and exists (select from person u where u.workspace_id = $1 and u.consent #>> '{tracking,state}' = 'withdrawn')`,
      [workspaceId, keys],
    ),
  )
  return new Map(rows.map(({ key, state, at }) => [key, { state, at: Number(at) }]))
}

/** The first people, by their addresses, who have one and never said a word on any purpose. */
export async function peopleWithoutWord(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<{ email: string; language: string | null }[]> {
  const { rows } = await db.query<{ email: string; language: string | null }>(
    `select p.email, p.facts ->> 'language' as language from person p
      where p.workspace_id = $1 and p.merged_into is null and p.email is not null and p.consent = '{}'
      order by p.email limit $2`,
    [workspaceId, limit],
  )
  return rows
}
