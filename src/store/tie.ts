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
