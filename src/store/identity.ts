import { Claims } from '#core/identity.ts'
import type { Key, Link, RunStart, Tie } from '#core/identity.ts'
import { insertRows, isoTime, prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** What is known of some keys: their claims, whole, and the persons they name now. */
export interface Known {
  claims: Claims
  persons: Map<Key, string>
}

interface Row {
  what: 'link' | 'run' | 'identity' | 'tie'
  a: string
  b: string
  at: Date | null
  at_id: string | null
  at2: Date | null
  at2_id: string | null
  c: string | null
}

/**
 * Loads the claims and persons of keys, and of every key these depend on: the anchors an anonymous id has spoken for,
 * the user ids an address has met. Of those user ids all addresses are known too, as claims only: whose they are is
 * not to be asked here, since not all of their own claims are loaded.
 */
export async function loadKnown(db: Db, workspaceId: string, keys: readonly Key[]): Promise<Known> {
  const all = new Set(keys)
  for (;;) {
    const known = await loadOnce(db, workspaceId, all)
    const more = known.claims.ties.flatMap((tie) => [tie.one, tie.other]).filter((key) => !all.has(key))
    if (more.length === 0) return known
    for (const key of more) all.add(key)
  }
}

async function loadOnce(db: Db, workspaceId: string, keys: ReadonlySet<Key>): Promise<Known> {
  const { rows } = await db.query<Row>(
    prepared(loadSql, [workspaceId, valuesOf(keys, 'u:'), valuesOf(keys, 'e:'), valuesOf(keys, 'a:')]),
  )
  return readKnown(rows)
}

function valuesOf(keys: Iterable<Key>, kind: string): string[] {
  const values: string[] = []
  for (const key of keys) if (key.startsWith(kind)) values.push(key.slice(2))
  return values
}

const loadSql = `with
  run as (select * from identity_run where workspace_id = $1 and anonymous_id = any($4)),
  u0 as (select unnest($2::text[]) as v union select anchor from run where anchor_kind = 'u'),
  e0 as (select unnest($3::text[]) as v union select anchor from run where anchor_kind = 'e'),
  l1 as (
    select * from identity_link where workspace_id = $1 and user_id = any(array(select v from u0))
    union select * from identity_link where workspace_id = $1 and email = any(array(select v from e0))),
  l2 as (
    select * from l1 union
    select * from identity_link where workspace_id = $1 and user_id = any(array(select user_id from l1))),
  key as (
    select 'u'::"char" as kind, v as value from u0 union select 'e', v from e0
    union select 'a', unnest($4::text[])
    union select 'u', user_id from l1 where email in (select v from e0))
select 'link' as what, user_id as a, email as b, trusted_at as at, trusted_message as at_id,
       public_at as at2, public_message as at2_id, null as c from l2
union all
select 'run', anonymous_id, anchor_kind::text || ':' || anchor, at, message_id, null, null, null from run
union all
select 'identity', i.kind::text || ':' || i.value, i.person_id::text, i.own_at, null, null, null, null
  from key cross join lateral (
    select * from identity i where i.workspace_id = $1 and i.kind = key.kind and i.value = key.value limit 1) i
union all
select 'tie', one, other, null, null, null, null, kind from identity_tie
  where workspace_id = $1 and (one = any(array(select kind::text || ':' || value from key))
    or other = any(array(select kind::text || ':' || value from key)))`

function readKnown(rows: Row[]): Known {
  const claims = new Claims()
  const persons = new Map<Key, string>()
  for (const row of rows) {
    const position = (at: Date | null, id: string | null) =>
      at === null ? null : { time: at.getTime(), messageId: id as string }
    if (row.what === 'link') {
      claims.addLink({
        userId: row.a,
        email: row.b,
        trusted: position(row.at, row.at_id),
        public: position(row.at2, row.at2_id),
      })
    } else if (row.what === 'run') {
      const start: RunStart = {
        anonymousId: row.a,
        anchor: row.b,
        time: row.at?.getTime() as number,
        messageId: row.at_id as string,
      }
      const runs = claims.runs.get(row.a)
      if (runs) runs.push(start)
      else claims.runs.set(row.a, [start])
    } else if (row.what === 'identity') {
      persons.set(row.a, row.b)
      if (row.at !== null && row.a.startsWith('e:')) claims.own.set(row.a.slice(2), row.at.getTime())
    } else claims.ties.push({ kind: row.c as Tie['kind'], one: row.a, other: row.b })
  }
  for (const runs of claims.runs.values()) {
    runs.sort((a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1))
  }
  return { claims, persons }
}

/** Writes which person each key names, and the earliest trusted use of mail addresses. */
export async function saveIdentities(
  db: Db,
  workspaceId: string,
  keys: ReadonlyMap<Key, string>,
  own: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...keys].map(([key, personId]) => ({
    workspace_id: workspaceId,
    kind: key[0],
    value: key.slice(2),
    person_id: personId,
    own_at: key.startsWith('e:') ? isoTime(own.get(key.slice(2))) : null,
  }))
  await insertRows(
    db,
    'identity',
    'workspace_id uuid, kind "char", value text, person_id uuid, own_at timestamptz',
    rows,
    `on conflict (workspace_id, kind, value) do update
       set person_id = excluded.person_id, own_at = coalesce(excluded.own_at, identity.own_at)`,
  )
}

export async function saveLinks(db: Db, workspaceId: string, links: readonly Link[]): Promise<void> {
  await insertRows(
    db,
    'identity_link',
    `workspace_id uuid, user_id text, email text, trusted_at timestamptz, trusted_message text,
     public_at timestamptz, public_message text`,
    links.map((link) => ({
      workspace_id: workspaceId,
      user_id: link.userId,
      email: link.email,
      trusted_at: isoTime(link.trusted?.time),
      trusted_message: link.trusted?.messageId ?? null,
      public_at: isoTime(link.public?.time),
      public_message: link.public?.messageId ?? null,
    })),
    `on conflict (workspace_id, user_id, email) do update set
       trusted_at = excluded.trusted_at, trusted_message = excluded.trusted_message,
       public_at = excluded.public_at, public_message = excluded.public_message`,
  )
}

/** Replaces the runs of these anonymous ids. */
export async function saveRuns(
  db: Db,
  workspaceId: string,
  runs: ReadonlyMap<string, readonly RunStart[]>,
  replace: readonly string[],
): Promise<void> {
  if (replace.length > 0) {
    await db.query('delete from identity_run where workspace_id = $1 and anonymous_id = any($2)', [
      workspaceId,
      replace,
    ])
  }
  await insertRows(
    db,
    'identity_run',
    'workspace_id uuid, anonymous_id text, at timestamptz, message_id text, anchor_kind "char", anchor text',
    [...runs.values()].flat().map((run) => ({
      workspace_id: workspaceId,
      anonymous_id: run.anonymousId,
      at: isoTime(run.time),
      message_id: run.messageId,
      anchor_kind: run.anchor[0],
      anchor: run.anchor.slice(2),
    })),
  )
}

/** Forgets claims about keys, before they are made anew from the events that remain. */
export async function deleteClaims(db: Db, workspaceId: string, keys: readonly Key[]): Promise<void> {
  const [users, emails, anonymous] = [valuesOf(keys, 'u:'), valuesOf(keys, 'e:'), valuesOf(keys, 'a:')]
  await db.query(`delete from identity_link where workspace_id = $1 and (user_id = any($2) or email = any($3))`, [
    workspaceId,
    users,
    emails,
  ])
  await db.query('delete from identity_run where workspace_id = $1 and anonymous_id = any($2)', [
    workspaceId,
    anonymous,
  ])
  await db.query(`update identity set own_at = null where workspace_id = $1 and kind = 'e' and value = any($2)`, [
    workspaceId,
    emails,
  ])
}

/** Keys that name nobody any more. */
export async function deleteIdentities(db: Db, workspaceId: string, keys: readonly Key[]): Promise<void> {
  if (keys.length === 0) return
  await db.query(
    `delete from identity i using unnest($2::text[]) as k(key)
     where i.workspace_id = $1 and i.kind = substr(k.key, 1, 1)::"char" and i.value = substr(k.key, 3)`,
    [workspaceId, keys],
  )
}

/** All keys of persons. */
export async function keysOfPersons(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<Key, string>> {
  const { rows } = await db.query<{ key: string; person_id: string }>(
    `select kind::text || ':' || value as key, person_id from identity where workspace_id = $1 and person_id = any($2)`,
    [workspaceId, personIds],
  )
  return new Map(rows.map((row) => [row.key, row.person_id]))
}
