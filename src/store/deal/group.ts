import { prepared, type Db } from '#store/rows.ts'

/** When each person of a deal (by the id its events know them under) last said something in it. */
export async function heardInDeal(db: Db, workspaceId: string, dealId: string): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ person: string; at: Date }>(
    prepared(
      `select data ->> 'person' as person, max(at) as at from deal_event
        where workspace_id = $1 and deal_id = $2 and withdrawn_at is null and data ? 'person'
          and (kind = 'answered' and data ->> 'source' <> 'research' or (kind = 'touched' and data ->> 'side' = 'theirs' and coalesce(data ->> 'outcome', '') <> 'missed')
            or (kind = 'touched' and data ->> 'outcome' in ('talked', 'call_later', 'refused', 'attended', 'replied'))
            or (kind = 'said' and coalesce(data -> 'detail' ->> 'source', '') <> 'research' and data ->> 'name' in ('question_answered', 'objection_raised', 'proof_asked', 'proposal_accepted', 'proposal_declined')))
        group by 1`,
      [workspaceId, dealId],
    ),
  )
  return new Map(rows.map(({ person, at }) => [person, at]))
}

/** When people last did something themselves, and their engagement in log form (core/score.ts). */
export async function warmthOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, { lastAt: Date | null; engagement: number | null }>> {
  const { rows } = await db.query<{ id: string; lastAt: Date | null; engagement: number | null }>(
    prepared(
      `select person_id as id, last_at as "lastAt", engagement from person_fold
        where workspace_id = $1 and person_id = any($2)`,
      [workspaceId, ids],
    ),
  )
  return new Map(rows.map(({ id, ...warmth }) => [id, warmth]))
}

/** How many people of a company are known who are not among these. */
export async function colleaguesBeside(
  db: Db,
  workspaceId: string,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    prepared(
      `select count(*)::integer as count from person
        where workspace_id = $1 and account_id = $2 and merged_into is null and id <> all($3)`,
      [workspaceId, accountId, ids],
    ),
  )
  return rows[0]?.count ?? 0
}
