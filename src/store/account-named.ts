import { foldText } from '#core/text.ts'
import { queryWords } from '#core/search-words.ts'
import type { Db } from '#store/rows.ts'

/** Of `account`: whether nobody but its own people gave it its name (core/account-name.ts), which strangers may claim to be. */
export const weaklyNamed = `(names ? 'people' and not names ?| '{hand,trusted,made,page}')`

/**
 * The oldest company whose folded name is this one; one that only its own people call so comes after the others. Locks the name until the transaction ends, so that nobody adds it
 * meanwhile.
 */
export async function accountNamed(
  db: Db,
  workspaceId: string,
  folded: string,
): Promise<{ id: string; name: string } | null> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('company ' || $1::text || ' ' || $2::text, 0))`, [
    workspaceId,
    folded,
  ])
  const words = queryWords(folded)
  // the index knows words; case and width are ours to compare
  const { rows } = await db.query<{ id: string; name: string }>(
    words.length === 0
      ? `select id, name from account where workspace_id = $1 and name = $2 order by ${weaklyNamed}, id`
      : `select id, name from account where workspace_id = $1 and search @@ $2::tsquery order by ${weaklyNamed}, id`,
    [workspaceId, words.length === 0 ? folded : words.map((word) => `'${word}'`).join(' & ')],
  )
  return rows.find(({ name }) => foldText(name) === folded) ?? null
}
