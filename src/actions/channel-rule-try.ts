import { judgeAgain, lookAtArrivals, lookedDays } from '#actions/channel-rule/look.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { channelPlan, type ChannelPlanned, type ChannelTried, channelTry } from '#contract/channel-rule.ts'
import { arrivalOf, readVisit } from '#contract/collect/visit.ts'
import { ok, refuse } from '#contract/problem.ts'
import { findChannel } from '#core/channel.ts'
import { channelRules, judgeChannel } from '#core/channel-rule/judge.ts'
import { findChannelRules } from '#store/channel-rule.ts'

/** The channel that somebody who lands on the address from the referrer would have, read as the collector reads it. */
export const tryChannel: Verb<ChannelTried> = readVerb({
  permission: 'channel.read',
  input: channelTry,
  async run({ db, workspaceId, input }) {
    const url = addressOf(input.url)
    const from = input.referrer === '' ? '' : addressOf(input.referrer)
    if (url === null)
      return refuse('invalid', 'url: paste the whole address, such as https://www.example.com/?utm_source=x')
    if (from === null) return refuse('invalid', 'referrer: paste an address or a host, or leave it empty.')
    const { rules } = input
    const inForce = rules === undefined ? await findChannelRules(db, workspaceId) : channelRules(0, rules)
    const visit = readVisit({ page: { url, referrer: from } }, {}, true)
    const arrival = arrivalOf(visit, { source: 'browser', name: 'page_viewed' })
    const { rule, ...judged } = judgeChannel(arrival, inForce)
    return ok({ ...judged, rule: rule === null ? null : rule + 1, lists: findChannel(arrival) })
  },
})

/** `example.com/x` as people write it, as an address; null for what is none. */
function addressOf(text: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(whole) && /^[^\s]+$/.test(whole) ? whole : null
}

/**
 * What rules would change: the arrivals of the last 30 days judged by the rules in force and by those, from the same
 * evidence. What stands on the events stays as it is.
 */
export const planChannelRules: Verb<ChannelPlanned> = readVerb({
  permission: 'channel.read',
  input: channelPlan,
  async run({ db, workspaceId, input, now }) {
    const before = await findChannelRules(db, workspaceId)
    const after = channelRules(0, input.rules)
    const { rows, cut } = await lookAtArrivals(db, workspaceId, now)
    const moves = new Map<string, { from: string; to: string; arrivals: number }>()
    const decided = input.rules.map(() => 0)
    let changed = 0
    for (const row of rows) {
      const was = judgeAgain(row, before).channel ?? row.channel
      const { channel, rule } = judgeAgain(row, after)
      const is = channel ?? row.channel
      if (rule !== null) decided[rule] = (decided[rule] ?? 0) + row.arrivals
      if (was === is) continue
      changed += row.arrivals
      const key = JSON.stringify([was, is])
      const move = moves.get(key) ?? { from: was, to: is, arrivals: 0 }
      move.arrivals += row.arrivals
      moves.set(key, move)
    }
    return ok({
      days: lookedDays,
      arrivals: rows.reduce((sum, { arrivals }) => sum + arrivals, 0),
      changed,
      cut,
      moves: [...moves.values()].toSorted((a, b) => b.arrivals - a.arrivals || (a.to < b.to ? -1 : 1)).slice(0, 50),
      rules: decided,
    })
  },
})
