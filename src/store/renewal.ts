import { prepared, type Db } from '#store/rows.ts'

export interface RenewalRow {
  dealId: string
  name: string
  accountId: string | null
  account: string | null
  ownerId: string | null
  owner: string | null
  amountMinor: number | null
  currency: string | null
  baseMinor: number | null
  /** YYYY-MM-DD */
  renewalDate: string
  closedAt: Date
  reason: string | null
  pipeline: string
  whyUs: string | null
  /** their last word, or ours */
  lastAt: Date | null
}

/** Won deals that come up for renewal up to a day, those overdue among them, the earliest first. */
export async function renewalsUntil(
  db: Db,
  workspaceId: string,
  { until, ownerId }: { until: string; ownerId: string | null },
): Promise<RenewalRow[]> {
  const { rows } = await db.query<RenewalRow>(
    prepared(
      `select d.id as "dealId", d.name, d.account_id as "accountId", a.name as account, d.owner_id as "ownerId",
              d.owner_name as owner, d.amount_minor as "amountMinor", d.currency,
              d.base_minor as "baseMinor", d.renewal_date as "renewalDate", d.closed_at as "closedAt",
              d.reason, d.pipeline, d.why_us as "whyUs", greatest(d.theirs_at, d.ours_at) as "lastAt"
         from deal d left join account a on a.id = d.account_id
        where d.workspace_id = $1 and d.status = 'won' and d.renewal_date <= $2::date
          and ($3::uuid is null or d.owner_id = $3)
        order by d.renewal_date, d.name, d.id limit 500`,
      [workspaceId, until, ownerId],
    ),
  )
  return rows
}

export interface WinRow {
  dealId: string
  name: string
  closedAt: Date
  amountMinor: number | null
  currency: string | null
  reason: string | null
  pipeline: string
  whyUs: string | null
  renewalDate: string | null
  /** what was accepted: of the newest accepted proposal */
  proposalId: string | null
  title: string | null
  problem: string | null
}

/** What a company has bought, newest first, with why. */
export async function winsOfAccount(db: Db, workspaceId: string, accountId: string): Promise<WinRow[]> {
  const { rows } = await db.query<WinRow>(
    prepared(
      `select d.id as "dealId", d.name, d.closed_at as "closedAt", d.amount_minor as "amountMinor", d.currency,
              d.reason, d.pipeline, d.why_us as "whyUs", d.renewal_date as "renewalDate",
              p.id as "proposalId", p.title, p.problem
         from deal d left join lateral (
           select p.id, p.content ->> 'title' as title, p.content ->> 'problem' as problem
             from proposal p join proposal_answer an on an.proposal_id = p.id
            where p.deal_id = d.id and an.answer = 'accepted' order by an.at desc limit 1) p on true
        where d.workspace_id = $1 and d.account_id = $2 and d.status = 'won'
        order by d.closed_at desc, d.id limit 50`,
      [workspaceId, accountId],
    ),
  )
  return rows
}
