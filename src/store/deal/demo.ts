import { randomUUIDv7 } from 'node:crypto'
import type { DemoAccount, DemoProduct, SalesFact } from '#core/demo/deals.ts'
import { isoTime, type Db } from '#store/rows.ts'

// What the sample company's deals are made of.

export async function hasDeals(db: Db, workspaceId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from deal where workspace_id = $1 limit 1', [workspaceId])
  return rowCount === 1
}

/** What sellers noted of people who belong to a company, in order. */
export async function demoSalesFacts(db: Db, workspaceId: string): Promise<SalesFact[]> {
  const { rows } = await db.query<Omit<SalesFact, 'at'> & { at: Date }>(
    `select p.account_id as account, p.id as person, p.facts ->> 'title' as title, e.name, e.time as at, e.props
       from event e join person p on p.id = e.person_id and p.account_id is not null and p.merged_into is null
      where e.workspace_id = $1 and e.name = any($2) order by e.time, e.message_id`,
    [
      workspaceId,
      [
        'call_logged',
        'lead_accepted',
        'lead_returned',
        'lead_disqualified',
        'meeting_booked',
        'meeting_attended',
        'meeting_missed',
        'opportunity_verified',
        'proposal_sent',
        'proposal_opened',
        'contract_signed',
        'deal_lost',
      ],
    ],
  )
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

export async function demoAccounts(db: Db, workspaceId: string): Promise<DemoAccount[]> {
  const { rows } = await db.query<DemoAccount>(
    `select a.id, a.name, coalesce((select json_agg(json_build_object('id', p.id, 'title', p.facts ->> 'title') order by p.name, p.id)
         from (select * from person p where p.account_id = a.id and p.merged_into is null and p.name is not null
                order by p.name, p.id limit 4) p), '[]') as people
       from account a where a.workspace_id = $1 and coalesce(a.facts ->> 'relationship', '') not in ('competitor', 'partner')
      order by a.name, a.id`,
    [workspaceId],
  )
  return rows
}

export async function demoProducts(db: Db, workspaceId: string, now: number): Promise<DemoProduct[]> {
  const list = [
    ['Arrival times', 'LS-ETA', 9_600_00],
    ['Control tower', 'LS-TWR', 18_000_00],
    ['Carrier integrations', 'LS-INT', 6_400_00],
  ] as const
  const { rows } = await db.query<{ id: string; priceMinor: string }>(
    `insert into product (workspace_id, id, name, code, price_minor, currency, created_at)
     select $1, r.id, r.name, r.code, r.price, 'USD', $3
       from json_to_recordset($2::json) as r (id uuid, name text, code text, price bigint)
     returning id, price_minor as "priceMinor"`,
    [
      workspaceId,
      JSON.stringify(list.map(([name, code, price]) => ({ id: randomUUIDv7(), name, code, price }))),
      isoTime(now),
    ],
  )
  return rows.map(({ id, priceMinor }) => ({ id, priceMinor: Number(priceMinor) }))
}

/** What the sample company's currencies are worth in dollars, half a year ago and lately. */
export async function insertDemoRates(db: Db, workspaceId: string, end: number): Promise<void> {
  const rates = {
    EUR: [1.08, 1.1],
    KRW: [0.00071, 0.00072],
    GBP: [1.27, 1.29],
    PLN: [0.25, 0.26],
    JPY: [0.0066, 0.0067],
    KZT: [0.002, 0.0019],
    CAD: [0.73, 0.72],
    AUD: [0.65, 0.66],
    SGD: [0.75, 0.76],
    INR: [0.0118, 0.0117],
  }
  await db.query(
    `insert into currency_rate (workspace_id, currency, day, rate)
     select $1, r.currency, ($3::timestamptz)::date - r.ago, r.rate
       from json_to_recordset($2::json) as r (currency text, ago integer, rate numeric)
     on conflict do nothing`,
    [
      workspaceId,
      JSON.stringify(
        Object.entries(rates).flatMap(([currency, [then, now]]) => [
          { currency, ago: 420, rate: then },
          { currency, ago: 30, rate: now },
        ]),
      ),
      isoTime(end),
    ],
  )
}
