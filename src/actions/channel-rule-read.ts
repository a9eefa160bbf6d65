import { z } from 'zod'
import { judgeAgain, lookAtArrivals, lookedDays } from '#actions/channel-rule/look.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { ChannelDocument } from '#contract/channel-rule.ts'
import { ok } from '#contract/problem.ts'
import { channelListsDay } from '#core/channel-lists.ts'
import { LISTS_VERSION } from '#core/classify/lists.ts'
import { type ArrivalRow, findChannelRules, listRuleVersions } from '#store/channel-rule.ts'

const shown = 30

/**
 * The rules in force, the arrivals of the last 30 days by the channel they were given, and the sites and tags that neither
 * rule nor list knows now: what was named since is no longer among them.
 */
export const readChannels: Verb<ChannelDocument> = readVerb({
  permission: 'channel.read',
  input: z.strictObject({}),
  async run({ db, workspaceId, now }) {
    const rules = await findChannelRules(db, workspaceId)
    const versions = await listRuleVersions(db, workspaceId, 10)
    const { from, rows, cut } = await lookAtArrivals(db, workspaceId, now)
    const channels = new Map<string, number>()
    for (const { channel, arrivals } of rows) channels.set(channel, (channels.get(channel) ?? 0) + arrivals)
    const referrers = new Tally()
    const tags = new Tally()
    for (const row of rows) {
      if (row.channel !== 'referral' && row.channel !== 'other') continue
      const { reason, detail } = judgeAgain(row, rules)
      if (reason === 'unknown_referrer' && detail !== null) referrers.add(detail, row)
      if (reason === 'unknown_tags') tags.add(JSON.stringify(tagsOf(row)), row)
    }
    return ok({
      version: rules.version,
      rules: [...rules.rules],
      versions: versions.map(({ version, rules: count, at, by, byName }) => ({
        version,
        rules: count,
        at: at.toISOString(),
        by: byName ?? (/^(user|operator):/.test(by) ? null : by),
      })),
      lists: { version: LISTS_VERSION, day: channelListsDay },
      own: [...rules.own],
      days: lookedDays,
      from: new Date(from).toISOString(),
      arrivals: rows.reduce((sum, { arrivals }) => sum + arrivals, 0),
      cut,
      channels: [...channels]
        .map(([channel, arrivals]) => ({ channel, arrivals }))
        .toSorted((a, b) => b.arrivals - a.arrivals || (a.channel < b.channel ? -1 : 1)),
      unknownReferrers: referrers.top().map(({ key, ...rest }) => ({ host: key, ...rest })),
      unknownTags: tags.top().map(({ key, ...rest }) => {
        const [source, medium, campaign] = JSON.parse(key) as ReturnType<typeof tagsOf>
        return { source, medium, campaign, ...rest }
      }),
    })
  },
})

/** What a rule about such arrivals would name; a campaign only where nothing else does. */
function tagsOf({ source, medium, campaign, ref }: ArrivalRow): [source: string, medium: string, campaign: string] {
  const named = source ?? (medium === null ? ref : null) ?? ''
  return [named, medium ?? '', named === '' && medium === null ? (campaign ?? '') : '']
}

class Tally {
  #by = new Map<string, { arrivals: number; last: number }>()

  add(key: string, { arrivals, last }: ArrivalRow): void {
    const known = this.#by.get(key)
    this.#by.set(key, {
      arrivals: (known?.arrivals ?? 0) + arrivals,
      last: Math.max(known?.last ?? 0, last.getTime()),
    })
  }

  top(): { key: string; arrivals: number; last: string }[] {
    return [...this.#by]
      .map(([key, { arrivals, last }]) => ({ key, arrivals, last: new Date(last).toISOString() }))
      .toSorted((a, b) => b.arrivals - a.arrivals || (a.key < b.key ? -1 : 1))
      .slice(0, shown)
  }
}
