import type { BuyingRole } from '#core/deal/event.ts'
import type { DealStatus } from '#core/deal/status.ts'
import { prepared, type Db } from '#store/rows.ts'

export interface DealOfRow {
  id: string
  name: string
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  stageSince: Date
  closedAt: Date | null
  closeDate: string | null
  amountMinor: string | null
  currency: string | null
  owner: string | null
  reason: string | null
  recycledUntil: string | null
  whyUs: string | null
  account: { id: string; name: string } | null
  people: number
  roles: BuyingRole[]
}

const columns = `d.id, d.name, d.pipeline, d.stage, d.outcome, d.status, d.stage_since as "stageSince",
  d.closed_at as "closedAt", d.close_date::text as "closeDate", d.amount_minor as "amountMinor", d.currency,
  d.owner_name as owner, d.reason, d.why_us as "whyUs",
  case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as account,
  (select count(*)::integer from deal_person n where n.deal_id = d.id) as people,
  case when d.status = 'lost' then (select e.data ->> 'until' from deal_event e
     where e.deal_id = d.id and e.workspace_id = d.workspace_id and e.kind = 'recycled' and e.withdrawn_at is null
     order by e.at desc limit 1) end as "recycledUntil"`
const order = `order by d.status <> 'open', coalesce(d.closed_at, d.opened_at) desc, d.id limit 200`

/** The deals in whose buying group somebody is, under any of the ids they had, with the roles they have there. */
export async function dealsOfPerson(db: Db, workspaceId: string, personId: string): Promise<DealOfRow[]> {
  const { rows } = await db.query<DealOfRow>(
    prepared(
      `select ${columns}, m.roles from (
         select dp.deal_id, coalesce(array_agg(distinct r) filter (where r is not null), '{}') as roles
           from deal_person dp join person p on p.id = dp.person_id left join unnest(dp.roles) r on true
          where dp.workspace_id = $1 and (p.id = $2 or p.merged_into = $2) group by dp.deal_id) m
         join deal d on d.id = m.deal_id and d.workspace_id = $1 left join account a on a.id = d.account_id ${order}`,
      [workspaceId, personId],
    ),
  )
  return rows
}

/** The deals with a company. */
export async function dealsOfCompany(db: Db, workspaceId: string, accountId: string): Promise<DealOfRow[]> {
  const { rows } = await db.query<DealOfRow>(
    prepared(
      `select ${columns}, '{}'::text[] as roles from deal d left join account a on a.id = d.account_id
        where d.workspace_id = $1 and d.account_id = $2 ${order}`,
      [workspaceId, accountId],
    ),
  )
  return rows
}

export interface LostBefore {
  id: string
  name: string
  closedAt: Date | null
  reason: string | null
  recycledUntil: string | null
  owner: string | null
  by: 'company' | 'people'
}

/** Other deals that were lost with this deal's company, or with somebody of its group. */
export async function lostBefore(
  db: Db,
  workspaceId: string,
  { dealId, accountId, people }: { dealId: string; accountId: string | null; people: readonly string[] },
): Promise<LostBefore[]> {
  const { rows } = await db.query<LostBefore>(
    prepared(
      `select ${columns}, case when d.account_id = $3 then 'company' else 'people' end as by
         from deal d left join account a on a.id = d.account_id
        where d.workspace_id = $1 and d.id <> $2 and d.status = 'lost' and (d.account_id = $3 or d.id in (
            select dp.deal_id from deal_person dp where dp.workspace_id = $1 and dp.person_id = any($4)))
        order by d.closed_at desc nulls last, d.id limit 10`,
      [workspaceId, dealId, accountId, people],
    ),
  )
  return rows
}
