import type { FunnelMember } from '#contract/funnel.ts'

/** A member of a cohort as the queries of funnels and of the dashboard select them. */
export interface MemberRow {
  id: string
  pass: number
  name: string | null
  email: string | null
  accountId: string | null
  accountName: string | null
  channel: string | null
  /** entry with microseconds, as PostgreSQL writes it */
  place: string
  enteredAt: Date
  reachedAt: Date | null
  /** how many stages were reached */
  depth: number
  outcome: string | null
}

/** Entry with microseconds as PostgreSQL writes it, subject, pass. */
export type PagePlace = [enteredAt: string, subject: string, pass: number]

/** One page of rows in order, of which one more than `limit` was asked for; `next` is null on the last page. */
export function memberPage(
  rows: readonly MemberRow[],
  limit: number,
  stages: readonly string[],
): { items: FunnelMember[]; next: PagePlace | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      id: row.id,
      pass: row.pass,
      name: row.name,
      email: row.email,
      account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? '' },
      channel: row.channel,
      enteredAt: row.enteredAt.toISOString(),
      reachedAt: row.reachedAt?.toISOString() ?? null,
      furthest: stages[Math.min(row.depth, stages.length) - 1] ?? null,
      outcome: row.outcome,
    })),
    next: last && rows.length > limit ? [last.place, last.id, last.pass] : null,
  }
}
