import type { Comparable } from '#core/duplicate.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

export interface Candidate extends Comparable {
  account: string | null
  lastAt: Date | null
}

/** Columns of a Candidate, of the person `p`, their account `a` and their fold `f`. */
export const columns = `p.id, p.name, p.email, p.facts->>'phone' as phone, p.facts->>'linkedin' as linkedin,
  p.facts->>'title' as title, p.account_id as "accountId", a.name as account, f.last_at as "lastAt",
  exists (select from identity i where i.person_id = p.id and i.kind = 'u') as user`

/** What is compared of one person. */
export async function comparableOf(db: Db, workspaceId: string, id: string): Promise<Candidate | null> {
  const { rows } = await db.query<Candidate>(
    prepared(
      `select ${columns} from person p left join account a on a.id = p.account_id
       left join person_fold f on f.person_id = p.id where p.workspace_id = $1 and p.id = $2`,
      [workspaceId, id],
    ),
  )
  return rows[0] ?? null
}

/** How many colleagues and how many finds of a search are compared at most. */
const colleaguesAtMost = 500
const findsAtMost = 300

/**
 * Whom to compare somebody with: everybody of their company, and whoever is found by all words of one of these lists.
 * Those who were said to be somebody else are left out.
 */
export async function candidatesFor(
  db: Db,
  workspaceId: string,
  { id, accountId }: Pick<Comparable, 'id' | 'accountId'>,
  words: readonly (readonly string[])[],
): Promise<Candidate[]> {
  const values: unknown[] = [workspaceId, id, accountId]
  const bind = (value: unknown) => `$${values.push(value)}`
  // each list is a walk along the rows of its words, which lie in order of the person
  const finds = words.map((list) => {
    const [first, ...others] = list.map((word, index) => ({ alias: `w${index}`, word: bind(word) }))
    if (!first) return ''
    const joins = others.map(
      ({ alias, word }) =>
        `join person_word ${alias} on ${alias}.workspace_id = $1 and ${alias}.word = ${word} and ${alias}.person_id = ${first.alias}.person_id`,
    )
    return `union (select ${first.alias}.person_id from person_word ${first.alias} ${joins.join(' ')}
      where ${first.alias}.workspace_id = $1 and ${first.alias}.word = ${first.word} limit ${findsAtMost})`
  })
  const { rows } = await db.query<Candidate>(
    `with near(id) as (
       (select p.id from person p where p.workspace_id = $1 and p.account_id = $3::uuid and p.merged_into is null
        limit ${colleaguesAtMost}) ${finds.join(' ')})
     select ${columns} from near join person p on p.id = near.id left join account a on a.id = p.account_id
     left join person_fold f on f.person_id = p.id
     where p.workspace_id = $1 and p.merged_into is null and p.id <> $2::uuid
       and not exists (select from duplicate_dismissed d
         where d.workspace_id = $1 and d.one = least(p.id, $2::uuid) and d.other = greatest(p.id, $2::uuid))`,
    values,
  )
  return rows
}

/** How many pairs with this person were said to be two. */
export async function countDismissed(db: Db, workspaceId: string, id: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    prepared(
      `select count(*)::int as count from duplicate_dismissed where workspace_id = $1 and (one = $2 or other = $2)`,
      [workspaceId, id],
    ),
  )
  return rows[0]?.count ?? 0
}

export async function dismissPair(
  db: Db,
  workspaceId: string,
  [one, other]: readonly [string, string],
  { at, by }: { at: number; by: string },
): Promise<void> {
  await db.query(
    `insert into duplicate_dismissed (workspace_id, one, other, at, by)
     values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $4, $5) on conflict do nothing`,
    [workspaceId, one, other, new Date(at), by],
  )
}

export async function restorePair(db: Db, workspaceId: string, [one, other]: readonly [string, string]): Promise<void> {
  await db.query(
    `delete from duplicate_dismissed
     where workspace_id = $1 and one = least($2::uuid, $3::uuid) and other = greatest($2::uuid, $3::uuid)`,
    [workspaceId, one, other],
  )
}
