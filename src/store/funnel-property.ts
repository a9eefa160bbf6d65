import type { PoolClient } from 'pg'

export interface PropertyUse {
  owner: 'person' | 'account'
  fact: string
  /** how many of those looked at have it */
  count: number
  /** how many different values they have */
  values: number
  of: number
}

/** How many of the newest people and companies are looked at. */
export const lookedAt = 5000

/** The facts that people and their companies have, the commonest first. Long texts and lists are no property to group by. */
export async function findProperties(db: PoolClient, workspaceId: string): Promise<PropertyUse[]> {
  const { rows } = await db.query<PropertyUse>(
    `with looked as (
       (select 'person' as owner, id, facts from person where workspace_id = $1 and merged_into is null
         order by id desc limit ${lookedAt})
       union all
       (select 'account', id, facts from account where workspace_id = $1 order by id desc limit ${lookedAt})),
     sizes as (select owner, count(*) as of from looked group by owner)
     select owner, key as fact, count(*) as count, count(distinct value) as values, min(sizes.of) as of
       from looked join sizes using (owner) cross join lateral jsonb_each_text(facts) as f(key, value)
      where value <> '' and length(value) <= 200 and jsonb_typeof(facts -> key) in ('string', 'number', 'boolean')
        and key !~ '[[:cntrl:]:]' and length(key) <= 200
      group by owner, key order by count(*) desc, key collate "C" limit 200`,
    [workspaceId],
  )
  return rows
}
