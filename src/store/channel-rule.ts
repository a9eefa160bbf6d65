import { type ChannelRules, channelRules } from '#core/channel-rule/judge.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import type { Db } from '#store/rows.ts'

/** The version in force; null columns where there is none. */
export interface ChannelRulesRow {
  version: number | null
  rules: ChannelRule[] | null
}

/** SQL of the rules in force in the workspace of that column or parameter. */
export function channelRulesSql(workspaceId: string): string {
  return `select version, rules from channel_rules where workspace_id = ${workspaceId} order by version desc limit 1`
}

export function readChannelRules({ version, rules }: ChannelRulesRow): ChannelRules {
  return channelRules(version ?? 0, rules ?? [])
}

/** The rules in force; version 0 where nobody has made any. */
export async function findChannelRules(db: Db, workspaceId: string): Promise<ChannelRules> {
  const { rows } = await db.query<ChannelRulesRow>(channelRulesSql('$1'), [workspaceId])
  return readChannelRules(rows[0] ?? { version: null, rules: null })
}

/** Who made a version and when, newest first. */
export async function listRuleVersions(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<{ version: number; rules: number; at: Date; by: string; byName: string | null }[]> {
  const { rows } = await db.query<{ version: number; rules: number; at: Date; by: string; byName: string | null }>(
    `select r.version, jsonb_array_length(r.rules) as rules, r.saved_at as at, r.saved_by as by, u.name as "byName"
       from channel_rules r left join auth_user u on r.saved_by = 'user:' || u.id::text
      where r.workspace_id = $1 order by r.version desc limit $2`,
    [workspaceId, limit],
  )
  return rows
}

/** Adds the version after `version`; false when somebody else was quicker. */
export async function insertChannelRules(
  db: Db,
  workspaceId: string,
  row: { version: number; rules: readonly ChannelRule[]; at: number; by: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into channel_rules (workspace_id, version, rules, saved_at, saved_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [workspaceId, row.version, JSON.stringify(row.rules), new Date(row.at).toISOString(), row.by],
  )
  return rowCount === 1
}

/** Arrivals that look alike, with how many there were. */
export interface ArrivalRow {
  channel: string
  /** decided by a rule of their own, as it was then */
  ruled: boolean
  referrer: string | null
  host: string | null
  path: string | null
  source: string | null
  medium: string | null
  campaign: string | null
  /** `?ref=` and its like */
  ref: string | null
  clickIds: string[]
  door: 'browser' | 'server'
  arrivals: number
  last: Date
}

/**
 * Page views of people by which somebody came (they have a channel) since `from` (epoch ms), those alike together, the most
 * frequent first; of referrers only the host. `clickIds`: names of the parameters that are looked for.
 */
export async function listArrivals(
  db: Db,
  workspaceId: string,
  { from, clickIds, limit }: { from: number; clickIds: readonly string[]; limit: number },
): Promise<ArrivalRow[]> {
  const { rows } = await db.query<ArrivalRow>(
    `select e.channel, e.props ? 'channelRule' as ruled, v.referrer, e.props ->> 'host' as host,
            e.props ->> 'path' as path, e.props ->> 'utm_source' as source, e.props ->> 'utm_medium' as medium,
            e.props ->> 'utm_campaign' as campaign, e.props ->> 'linkRef' as ref, v.ids as "clickIds", e.source as door,
            count(*)::integer as arrivals, max(e.time) as last
       from event e, lateral (select
         substring(e.props ->> 'referrer' from '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?[^/?#:]+') as referrer,
         array(select id from unnest($3::text[]) id where e.props ? id) as ids) v
      where e.workspace_id = $1 and e.time >= $2::timestamptz and e.type = 'page' and e.verdict = 'human'
        and e.channel is not null and e.source in ('browser', 'server')
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
      order by arrivals desc, last desc limit $4`,
    [workspaceId, new Date(from).toISOString(), clickIds, limit],
  )
  return rows
}
