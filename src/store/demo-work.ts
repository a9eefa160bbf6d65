import type { DealStatus } from '#core/deal/status.ts'
import type { Db } from '#store/rows.ts'

// What was done in the sample company's deals is made of this.

export interface DemoWorkDeal {
  id: string
  name: string
  pipeline: string
  stage: string | null
  furthest: string | null
  status: DealStatus
  openedAt: Date
  closedAt: Date | null
  /** of anything that was said of it */
  lastAt: Date
  accountId: string | null
  ownerName: string | null
  personId: string | null
}

/** All deals from the oldest on, with somebody of the buying group. */
export async function demoWorkDeals(db: Db, workspaceId: string): Promise<DemoWorkDeal[]> {
  const { rows } = await db.query<DemoWorkDeal>(
    `select d.id, d.name, d.pipeline, d.stage, d.furthest, d.status, d.opened_at as "openedAt", d.closed_at as "closedAt",
            e.at as "lastAt", d.account_id as "accountId", d.owner_name as "ownerName", p.person_id as "personId"
       from deal d
       join lateral (select max(at) as at from deal_event where deal_id = d.id and withdrawn_at is null) e on true
       left join lateral (select person_id from deal_person where deal_id = d.id order by since, person_id limit 1) p on true
      where d.workspace_id = $1 order by d.opened_at, d.name, d.amount_minor, d.close_date`,
    [workspaceId],
  )
  return rows
}

export interface DemoBooking {
  personId: string
  name: string | null
  email: string | null
  accountId: string | null
  dealId: string
  dealName: string
  dealOwner: string | null
  bookedAt: Date
  heldAt: Date
  /** what is told of it afterwards; null: nothing yet */
  outcome: 'attended' | 'missed' | null
}

/** Meetings that the sample company's people were booked for, with the deal they were about, the latest first. */
export async function demoBookings(db: Db, workspaceId: string, limit: number): Promise<DemoBooking[]> {
  const { rows } = await db.query<DemoBooking>(
    `select p.id as "personId", p.name, p.email, p.account_id as "accountId", d.id as "dealId", d.name as "dealName",
            d.owner_name as "dealOwner", b.time as "bookedAt", b.held as "heldAt",
            case o.name when 'meeting_attended' then 'attended' when 'meeting_missed' then 'missed' end as outcome
       from (select person_id, time, (props ->> 'at')::timestamptz as held from event
              where workspace_id = $1 and name = 'meeting_booked' and props ->> 'at' is not null) b
       join person p on p.id = b.person_id and p.merged_into is null and p.account_id is not null
       join lateral (
         select d.id, d.name, d.owner_name from deal_person dp join deal d on d.id = dp.deal_id
          where dp.person_id = p.id and d.opened_at <= b.held order by d.opened_at desc, d.id limit 1) d on true
       left join lateral (
         select name from event where person_id = p.id and time >= b.held and name in ('meeting_attended', 'meeting_missed')
          order by time limit 1) o on true
      order by b.held desc, p.id limit $2`,
    [workspaceId, limit],
  )
  return rows
}

/** Whether what was done in the deals is told already. */
export async function hasWork(db: Db, workspaceId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from deal_review where workspace_id = $1
     union all select from objection where workspace_id = $1
     union all select from meeting where workspace_id = $1 limit 1`,
    [workspaceId],
  )
  return rowCount === 1
}
