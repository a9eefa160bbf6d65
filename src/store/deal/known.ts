import type { Db } from '#store/rows.ts'

/** The first of these things that this workspace does not have, by the field that names it; null when all are there. */
export async function knownInDeal(
  db: Db,
  workspaceId: string,
  { account, products, people }: { account: string | null; products: readonly string[]; people: readonly string[] },
): Promise<'accountId' | 'products' | 'people' | null> {
  const { rows } = await db.query<{ account: boolean; products: number; people: number }>(
    `select $2::uuid is null or exists (select from account where workspace_id = $1 and id = $2) as account,
            (select count(*)::integer from product where workspace_id = $1 and id = any($3)) as products,
            (select count(*)::integer from person where workspace_id = $1 and id = any($4)) as people`,
    [workspaceId, account, [...new Set(products)], [...new Set(people)]],
  )
  const found = rows[0]
  if (!found?.account) return 'accountId'
  if (found.products < new Set(products).size) return 'products'
  return found.people < new Set(people).size ? 'people' : null
}

/** The newest company of people, the first person's first: what a deal inherits. */
export async function companyOfPeople(db: Db, workspaceId: string, people: readonly string[]): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select account_id as id from person where workspace_id = $1 and id = any($2) and account_id is not null
      order by array_position($2::uuid[], id) limit 1`,
    [workspaceId, people],
  )
  return rows[0]?.id ?? null
}
