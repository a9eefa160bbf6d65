import type { PoolClient } from 'pg'
import type { Arrival } from '#core/channel.ts'
import { type ChannelRules, judgeChannel, type Judged } from '#core/channel-rule/judge.ts'
import { clickIdNames } from '#core/channel-rule/rule.ts'
import { type ArrivalRow, listArrivals } from '#store/channel-rule.ts'

export const lookedDays = 30
/** kinds of arrivals looked at; a site with more has mostly ones that came once */
const mostKinds = 50_000

/** The arrivals of the last 30 days, alike ones together; `cut`: the rarest are left out. */
export async function lookAtArrivals(
  db: PoolClient,
  workspaceId: string,
  now: number,
): Promise<{ from: number; rows: ArrivalRow[]; cut: boolean }> {
  const from = now - lookedDays * 86_400_000
  const rows = await listArrivals(db, workspaceId, { from, clickIds: clickIdNames, limit: mostKinds + 1 })
  return { from, rows: rows.slice(0, mostKinds), cut: rows.length > mostKinds }
}

/** What rules say of arrivals from the evidence that was kept of them. */
export function judgeAgain(row: ArrivalRow, rules: ChannelRules): Judged {
  return judgeChannel(arrivalOf(row), rules)
}

function arrivalOf({ referrer, host, path, source, medium, campaign, ref, clickIds, door }: ArrivalRow): Arrival {
  const tagged = source !== null || medium !== null || campaign !== null
  return {
    source: door,
    name: 'page_viewed',
    campaign: tagged ? { source, medium, name: campaign } : null,
    clickIds: clickIds.length === 0 ? null : Object.fromEntries(clickIds.map((id) => [id, 'there'])),
    ref,
    // an empty referrer is not kept; the page views looked at are all arrivals
    referrer: referrer ?? '',
    host,
    path,
    stated: null,
  }
}
