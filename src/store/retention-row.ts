import { isoTime, type Db } from '#store/rows.ts'

/** Rules that need no more than a look at the age of rows. */
export type RowRule = 'machine' | 'submission' | 'form_look' | 'spam' | 'set_aside' | 'mail' | 'audit'

interface Place {
  table: string
  old: string
  /** what of a row is emptied; absent: the row goes */
  emptied?: string
}

// by the index of each form
const ofForms = 'form_id = any(array(select f.id from form f where f.workspace_id = $1))'

const places: Readonly<Record<RowRule, readonly Place[]>> = {
  // a machine's doing is no part of anybody's history (core/fold/facts.ts `isAside`), so nothing is folded again
  machine: [
    { table: 'event', old: `verdict = 'machine' and account_traits is null and time < $2 and received_at < $2` },
  ],
  // the sending stays a number of the form's funnel; what it told of the person is theirs
  submission: [
    {
      table: 'form_submission',
      old: `${ofForms} and state <> 'spam' and emptied_at is null and received_at < $2`,
      emptied: `emptied_at = clock_timestamp(), fields = '{}', email = null, visitor = '{}', address = null, digest = ''`,
    },
  ],
  form_look: [
    { table: 'form_visit', old: 'seen_at < $2' },
    // when the last one was sent stays known
    {
      table: 'form_submission',
      old: `${ofForms} and emptied_at is not null and received_at < $2 and exists (select from form_submission n
        where n.form_id = form_submission.form_id and n.state <> 'spam' and n.received_at > form_submission.received_at)`,
    },
  ],
  spam: [{ table: 'form_submission', old: `${ofForms} and state = 'spam' and received_at < $2` }],
  set_aside: [{ table: 'set_aside', old: 'received_at < $2' }],
  mail: [{ table: 'mail', old: 'ended_at < $2' }],
  audit: [{ table: 'audit', old: 'at < $2' }],
}

/** How many rows are older than `cutoff` (epoch ms). */
export async function countRows(db: Db, workspaceId: string, rule: RowRule, cutoff: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select ${places[rule]
      .map(({ table, old }) => `(select count(*) from ${table} where workspace_id = $1 and ${old})`)
      .join(' + ')} as count`,
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
  const { rows } = await db.query<{ id: string }>(
    `${places[rule]
      .map(({ table, old }) => `select id from ${table} where workspace_id = $1 and ${old}`)
      .join(' union all ')} limit $3`,
    [workspaceId, isoTime(cutoff), limit],
  )
  return rows.map(({ id }) => id)
}

/** Removes those of these rows that still are what they were, or empties them. Gives how many. */
export async function removeRows(
  db: Db,
  workspaceId: string,
  { rule, cutoff, ids }: { rule: RowRule; cutoff: number; ids: readonly string[] },
): Promise<number> {
  let removed = 0
  for (const { table, old, emptied } of places[rule]) {
    const deed = emptied === undefined ? `delete from ${table}` : `update ${table} set ${emptied}`
    const { rowCount } = await db.query(`${deed} where workspace_id = $1 and ${old} and id = any($3::uuid[])`, [
      workspaceId,
      isoTime(cutoff),
      ids,
    ])
    removed += rowCount ?? 0
  }
  return removed
}
