import type { Db } from '#store/rows.ts'

/** A deal of the sample company to which a proposal went. Times in epoch ms, money in minor units. */
export interface OfferedDeal {
  dealId: string
  account: string | null
  country: string | null
  owner: string | null
  person: string | null
  personId: string | null
  status: 'open' | 'won' | 'lost'
  currency: string
  amountMinor: number
  sentAt: number
  openedAt: number | null
  closedAt: number | null
}

/** Deals of which it is told that a proposal went out, the newest first. */
export async function offeredDeals(db: Db, workspaceId: string, limit: number): Promise<OfferedDeal[]> {
  const { rows } = await db.query<
    Omit<OfferedDeal, 'sentAt' | 'openedAt' | 'closedAt'> &
      Record<'sentAt', Date> &
      Record<'openedAt' | 'closedAt', Date | null>
  >(
    `select d.id as "dealId", a.name as account, a.facts ->> 'country' as country, d.owner_name as owner,
            p.name as person, p.id as "personId", d.status, d.currency, d.amount_minor as "amountMinor",
            t.sent as "sentAt", t.opened as "openedAt", d.closed_at as "closedAt"
       from deal d
       join lateral (
         select min(at) filter (where data ->> 'side' = 'ours') as sent,
                min(at) filter (where data ->> 'side' = 'theirs') as opened
           from deal_event where deal_id = d.id and kind = 'touched' and data ->> 'what' = 'proposal'
            and withdrawn_at is null) t on t.sent is not null
       left join account a on a.id = d.account_id
       left join lateral (
         select p.id, p.name from deal_person dp join person p on p.id = dp.person_id
          where dp.deal_id = d.id and p.merged_into is null order by dp.since, p.id limit 1) p on true
      where d.workspace_id = $1 and d.amount_minor is not null and d.currency is not null
      order by t.sent desc, d.id limit $2`,
    [workspaceId, limit],
  )
  return rows.map(({ sentAt, openedAt, closedAt, ...row }) => ({
    ...row,
    sentAt: sentAt.getTime(),
    openedAt: openedAt === null ? null : openedAt.getTime(),
    closedAt: closedAt === null ? null : closedAt.getTime(),
  }))
}

export async function hasProposals(db: Db, workspaceId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from proposal where workspace_id = $1 limit 1', [workspaceId])
  return rowCount === 1
}
