import type { JsonObject } from '#core/json.ts'
import type { Db } from '#store/rows.ts'

/** A company with deals, the functions of its people, and what became of the deals. */
export interface CompanyRow {
  id: string
  name: string | null
  facts: JsonObject
  functions: string[]
  won: boolean
  open: boolean
  deals: number
}

/** All companies with deals, and what their people's job titles say. */
export async function companiesWithDeals(db: Db, workspaceId: string): Promise<CompanyRow[]> {
  const { rows } = await db.query<CompanyRow>(
    `select a.id, a.name, a.facts, d.won, d.open, d.deals,
            coalesce((select array_agg(distinct f.value) from person p
               cross join lateral jsonb_array_elements_text(case jsonb_typeof(p.facts -> 'function')
                 when 'array' then p.facts -> 'function'
                 when 'string' then jsonb_build_array(p.facts -> 'function') else '[]' end) f(value)
               where p.account_id = a.id and p.workspace_id = $1 and p.merged_into is null), '{}') as functions
       from (select account_id, bool_or(status = 'won') as won, bool_or(status = 'open') as open,
                    count(*)::int as deals
               from deal where workspace_id = $1 and account_id is not null group by account_id) d
       join account a on a.id = d.account_id and a.workspace_id = $1 order by a.id`,
    [workspaceId],
  )
  return rows
}

/** Deals with their companies' facts; money in minor units of the workspace's currency. */
export async function pastDeals(db: Db, workspaceId: string) {
  const { rows } = await db.query<{
    status: 'open' | 'won' | 'lost'
    minor: string | null
    openedAt: Date
    closedAt: Date | null
    facts: JsonObject | null
  }>(
    `select d.status, d.base_minor::text as minor, d.opened_at as "openedAt", d.closed_at as "closedAt", a.facts
       from deal d left join account a on a.id = d.account_id and a.workspace_id = $1
      where d.workspace_id = $1 and d.status <> 'open'`,
    [workspaceId],
  )
  return rows.map(({ status, minor, openedAt, closedAt, facts }) => ({
    status,
    minor: minor === null ? null : Number(minor),
    openedAt: openedAt.getTime(),
    closedAt: closedAt?.getTime() ?? null,
    facts: facts ?? {},
  }))
}
