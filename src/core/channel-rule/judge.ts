import { type Arrival, type Explained, explainChannel, hostOf, isArrival } from '#core/channel.ts'
import { matches, matchesHost, matchesPath } from '#core/channel-rule/pattern.ts'
import { type ChannelRule, type ChannelTest, channelTests, ownChannels } from '#core/channel-rule/rule.ts'
import { foldText } from '#core/text.ts'

/** The workspace's rules as the collector holds them. */
export interface ChannelRules {
  /** 0: there are none yet */
  version: number
  rules: readonly ChannelRule[]
  /** names of channels of its own */
  own: ReadonlySet<string>
}

export interface Judged extends Explained<string> {
  /** place of the rule that decided, from 0; null: none did */
  rule: number | null
}

export const noRules: ChannelRules = { version: 0, rules: [], own: new Set() }

export function channelRules(version: number, rules: readonly ChannelRule[]): ChannelRules {
  return rules.length === 0 ? { ...noRules, version } : { version, rules, own: new Set(ownChannels(rules)) }
}

/**
 * The channel of an event: what a trusted source says outright, then the first rule of the workspace's own that holds,
 * then our lists. Rules are asked about arrivals only, so that a rule about a page does not take every step within the
 * site for a new arrival.
 */
export function judgeChannel(arrival: Arrival, { rules, own }: ChannelRules): Judged {
  if (rules.length === 0) return { ...explainChannel(arrival), rule: null }
  const { stated } = arrival
  if (stated !== null && stated.length <= 200) {
    const word = foldText(stated)
    if (own.has(word)) return { channel: word, reason: 'stated', detail: stated, rule: null }
  }
  const ours = explainChannel(arrival)
  if (ours.reason === 'stated' || !isArrival(arrival)) return { ...ours, rule: null }
  const facts = factsOf(arrival)
  const place = rules.findIndex(({ when }) => holds(when, facts))
  const rule = rules[place]
  if (!rule) return { ...ours, rule: null }
  return { channel: rule.channel, reason: 'rule', detail: null, rule: place }
}

/** How the rule that decided stands on the event: version and place from 1, `3.2`. */
export function ruleMark({ version }: ChannelRules, place: number): string {
  return `${version}.${place + 1}`
}

type Facts = Record<ChannelTest, readonly string[]>

function factsOf({ campaign, clickIds, ref, referrer, host, path }: Arrival): Facts {
  const word = (text: string | null | undefined): string[] => {
    const folded = foldText((text ?? '').slice(0, 500))
    return folded === '' ? [] : [folded]
  }
  const from = referrer === null || referrer === '' ? null : hostOf(referrer.slice(0, 2000))
  return {
    referrer: from === null || from.length > 253 ? [] : [from],
    source: word((campaign?.source ?? '').trim() === '' ? ref : campaign?.source),
    medium: word(campaign?.medium),
    campaign: word(campaign?.name),
    clickId: clickIds === null ? [] : Object.keys(clickIds),
    path: word(path),
    host: word(host?.replace(/^www\./, '')),
  }
}

function holds(when: ChannelRule['when'], facts: Facts): boolean {
  return channelTests.every((test) => {
    const patterns = when[test]
    if (patterns === undefined || patterns.length === 0) return true
    const fits = test === 'referrer' || test === 'host' ? matchesHost : test === 'path' ? matchesPath : matches
    return facts[test].some((fact) => patterns.some((pattern) => fits(pattern, fact)))
  })
}
