import { randomUUIDv7 } from 'node:crypto'
import type { Key, Tie } from '#core/identity.ts'
import { insertRows, isoTime } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

export interface TieWrite extends Tie {
  /** epoch ms */
  at: number
  by: string
  note: string | null
}

export async function insertTies(db: Db, workspaceId: string, ties: readonly TieWrite[]): Promise<void> {
  await insertRows(
    db,
    'identity_tie',
    'workspace_id uuid, id uuid, kind text, one text, other text, at timestamptz, by text, note text',
    ties.map((tie) => ({ ...tie, workspace_id: workspaceId, id: randomUUIDv7(), at: isoTime(tie.at) })),
  )
}

/** Takes back what was decided between any key of one side and any of the other. */
export async function deleteTies(
  db: Db,
  workspaceId: string,
  kind: Tie['kind'],
  some: readonly Key[],
  others: readonly Key[],
): Promise<void> {
  await db.query(
    `delete from identity_tie where workspace_id = $1 and kind = $2
       and ((one = any($3) and other = any($4)) or (one = any($4) and other = any($3)))`,
    [workspaceId, kind, some, others],
  )
}

/** The keys somebody had when they were merged into this person; null when they were not. */
export async function keysWhenMerged(db: Db, workspaceId: string, merged: string, into: string): Promise<Key[] | null> {
  const { rows } = await db.query<{ keys: string[] | null }>(
    `select merged_keys as keys from person where workspace_id = $1 and id = $2 and merged_into = $3`,
    [workspaceId, merged, into],
  )
  return rows[0] === undefined ? null : (rows[0].keys ?? [])
}

export interface JoinRecord {
  one: Key
  other: Key
  at: Date
  by: 'event' | 'merge' | 'split'
  messageId: string | null
  event: string | null
  object: string | null
  who: string | null
  note: string | null
}

/**
 * How keys came to name one person, oldest first: the event in which a user id and an address first met, or an
 * anonymous id was identified; what colleagues decided.
 */
export async function joinsOf(db: Db, workspaceId: string, keys: readonly Key[]): Promise<JoinRecord[]> {
  const values = (kind: string) => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(2))
  const { rows } = await db.query<JoinRecord>(
    `with met as (
       select 'u:' || user_id as one, 'e:' || email as other,
         least(trusted_at, public_at) as at,
         case when public_at is null or trusted_at <= public_at then trusted_message else public_message end as message_id
       from identity_link where workspace_id = $1 and user_id = any($2) and email = any($3)
       union all
       select 'a:' || anonymous_id, anchor_kind::text || ':' || anchor, at, message_id
       from identity_run where workspace_id = $1 and anonymous_id = any($4)
         and anchor = any(case when anchor_kind = 'u' then $2::text[] else $3::text[] end))
     select met.one, met.other, met.at, 'event' as by, met.message_id as "messageId", e.name as event, e.object,
       null as who, null as note
     from met left join event e on e.workspace_id = $1 and e.message_id = met.message_id
     union all
     select one, other, at, kind, null, null, null,
       coalesce((select u.name from auth_user u where 'user:' || u.id = by), substr(by, strpos(by, ':') + 1)), note
     from identity_tie
     where workspace_id = $1 and (one = any($5) or other = any($5))
     order by at limit 200`,
    [workspaceId, values('u:'), values('e:'), values('a:'), keys],
  )
  return rows
}
