import type { DealStatus } from '#core/deal/status.ts'
import type { Statement } from '#store/person-list-sql.ts'

/** A deal as its card shows it. bigint comes as text. */
export interface CardRow {
  id: string
  revision: number
  name: string
  accountId: string | null
  accountName: string | null
  ownerId: string | null
  ownerName: string | null
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  amountMinor: string | null
  currency: string | null
  baseMinor: string | null
  closeDate: string | null
  openedAt: Date
  stageSince: Date
  nextStepAt: Date | null
  theirsAt: Date | null
  people: number
  /** by what it is sorted, as text; with the id its place in the list */
  place: string
}

/** Columns of `deal d` that cards need, to be picked before anything is joined. */
export const cardColumns = `d.id, d.revision, d.name, d.account_id, d.owner_id, d.owner_name, d.pipeline, d.stage,
  d.outcome, d.status, d.amount_minor, d.currency, d.base_minor, d.close_date, d.opened_at, d.stage_since,
  d.next_step_at, d.theirs_at`

/** The same of `c`, with what lies beside: the company's name, the owner's, how many people are in it. */
export const cardSelect = `c.id, c.revision, c.name, c.account_id as "accountId", a.name as "accountName",
  c.owner_id as "ownerId", coalesce(u.name, c.owner_name) as "ownerName", c.pipeline, c.stage, c.outcome, c.status,
  c.amount_minor as "amountMinor", c.currency, c.base_minor as "baseMinor", c.close_date::text as "closeDate",
  c.opened_at as "openedAt", c.stage_since as "stageSince", c.next_step_at as "nextStepAt", c.theirs_at as "theirsAt",
  (select count(*)::integer from deal_person p where p.deal_id = c.id) as people`

export const cardJoins = `left join account a on a.id = c.account_id left join auth_user u on u.id = c.owner_id`

/** An order of deals: what they are sorted by, then their id, both ways the same. */
export interface DealOrder {
  /** of `deal d` */
  by: string
  type: string
  descending: boolean
  /** what `by` reads beside the deal */
  join?: string
}

export interface DealPlace {
  by: string
  id: string
}

/** `order by …`, and what comes after a place in it. */
export function ordered(
  { bind }: Statement,
  { by, type, descending }: DealOrder,
  after: DealPlace | null,
): { orderBy: string; after: string[] } {
  const way = descending ? ' desc' : ''
  const past = after
    ? [`(${by}, d.id) ${descending ? '<' : '>'} (${bind(after.by, type)}, ${bind(after.id, 'uuid')})`]
    : []
  return { orderBy: `order by ${by}${way}, d.id${way}`, after: past }
}

/** Orders of the cards of open deals: soonest close, largest, longest in the stage, name. */
export const cardOrders: Readonly<Record<'close' | 'amount' | 'stay' | 'name', DealOrder>> = {
  close: { by: `coalesce(d.close_date, 'infinity'::date)`, type: 'date', descending: false },
  amount: { by: 'coalesce(d.base_minor, -1)', type: 'bigint', descending: true },
  stay: { by: 'd.stage_since', type: 'timestamptz', descending: false },
  name: { by: 'left(d.words, 60)', type: 'text', descending: false },
}

/** Of those that are over: the last first. */
export const overOrder: DealOrder = { by: 'd.stage_since', type: 'timestamptz', descending: true }

/** Numbers the rows of a select that sorts and limits, so that their order outlives joins: the first is 1. */
export function numbered(select: string): string {
  return `select (row_number() over ())::integer as place_nth, s.* from (${select}) s`
}
