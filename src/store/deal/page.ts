import type { JsonObject } from '#core/json.ts'
import { prepared, type Db } from '#store/rows.ts'

export interface DealRow {
  revision: number
  name: string
  pass: number
  account: { id: string; name: string } | null
  amountMinor: string | null
  baseMinor: string | null
  currency: string | null
  closeDate: string | null
  renewalDate: string | null
  nextStepAt: Date | null
  evidence: JsonObject | null
  products: { id: string; name: string; quantity: number; priceMinor: number | null }[]
}

/** What a deal's page shows beside what its events fold to. */
export async function dealRow(db: Db, workspaceId: string, id: string): Promise<DealRow | null> {
  const { rows } = await db.query<DealRow>(
    prepared(
      `select d.revision, d.name, d.pass,
              case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as account,
              d.amount_minor as "amountMinor", d.base_minor as "baseMinor", d.currency,
              d.close_date::text as "closeDate", d.renewal_date::text as "renewalDate",
              d.next_step_at as "nextStepAt",
              (select data -> 'evidence' from deal_event e
                where e.deal_id = d.id and e.workspace_id = $1 and e.kind = 'opened' order by at limit 1) as evidence,
              coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'quantity', dp.quantity,
                  'priceMinor', coalesce(dp.price_minor, case when p.currency = d.currency then p.price_minor end))
                  order by p.name)
                from deal_product dp join product p on p.id = dp.product_id where dp.deal_id = d.id), '[]') as products
         from deal d left join account a on a.id = d.account_id
        where d.workspace_id = $1 and d.id = $2`,
      [workspaceId, id],
    ),
  )
  return rows[0] ?? null
}

export interface TimelineRow {
  id: string
  at: Date
  kind: string
  data: JsonObject
  by: string | null
  person: { id: string; name: string | null } | null
}

/** What was said of a deal, newest first, after a place. */
export async function dealTimelinePage(
  db: Db,
  workspaceId: string,
  id: string,
  after: { at: number; id: string } | null,
  limit: number,
): Promise<TimelineRow[]> {
  const { rows } = await db.query<TimelineRow>(
    `select e.id, e.at, e.kind, e.data, e.said_by ->> 'by' as by,
            case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person
       from deal_event e
       left join person p on p.id = nullif(e.data ->> 'person', '')::uuid and p.workspace_id = e.workspace_id
      where e.workspace_id = $1 and e.deal_id = $2 and e.withdrawn_at is null
        and ($3::timestamptz is null or (e.at, e.id) < ($3::timestamptz, $4::uuid))
      order by e.at desc, e.id desc limit $5`,
    [workspaceId, id, after && new Date(after.at), after?.id ?? null, limit],
  )
  return rows
}

/** Names of people by id, merged or not. */
export async function peopleNames(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; name: string | null }>(
    'select id, coalesce(name, email) as name from person where workspace_id = $1 and id = any($2)',
    [workspaceId, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
