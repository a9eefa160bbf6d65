import { isoTime, type Db } from '#store/rows.ts'

/** Rules that need no more than a look at the age of rows. */
export type RowRule = 'machine' | 'spam' | 'set_aside' | 'mail' | 'audit'

const places: Readonly<Record<RowRule, { table: string; old: string }>> = {
  // a machine's doing is no part of anybody's history (core/fold/facts.ts `isAside`), so nothing is folded again
  machine: {
    table: 'event',
    old: `verdict = 'machine' and account_traits is null and time < $2 and received_at < $2`,
  },
  spam: { table: 'form_submission', old: `state = 'spam' and received_at < $2` },
  set_aside: { table: 'set_aside', old: 'received_at < $2' },
  mail: { table: 'mail', old: 'ended_at < $2' },
  audit: { table: 'audit', old: 'at < $2' },
}

/** How many rows are older than `cutoff` (epoch ms). */
export async function countRows(db: Db, workspaceId: string, rule: RowRule, cutoff: number): Promise<number> {
  const { table, old } = places[rule]
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from ${table} where workspace_id = $1 and ${old}`,
    [workspaceId, isoTime(cutoff)],
  )
  return Number(rows[0]?.count ?? 0)
}

/** Ids of rows older than `cutoff` (epoch ms), at most `limit`: found once, removed in parts. */
export async function oldRows(
  db: Db,
  workspaceId: string,
  { rule, cutoff, limit }: { rule: RowRule; cutoff: number; limit: number },
): Promise<string[]> {
  const { table, old } = places[rule]
  const { rows } = await db.query<{ id: string }>(
    `select id from ${table} where workspace_id = $1 and ${old} limit $3`,
    [workspaceId, isoTime(cutoff), limit],
  )
  return rows.map(({ id }) => id)
}

/** Removes those of these rows that still are what they were. Gives how many. */
export async function removeRows(
  db: Db,
  workspaceId: string,
  { rule, cutoff, ids }: { rule: RowRule; cutoff: number; ids: readonly string[] },
): Promise<number> {
  const { table, old } = places[rule]
  const { rowCount } = await db.query(
    `delete from ${table} where workspace_id = $1 and ${old} and id = any($3::uuid[])`,
    [workspaceId, isoTime(cutoff), ids],
  )
  return rowCount ?? 0
}
