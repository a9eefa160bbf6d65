import { channelByClickId } from '#core/channel-lists.ts'
import { type Channel, channels, hostOf } from '#core/channel.ts'
import { foldText } from '#core/text.ts'

/** What a rule may look at, in the order in which people read it. */
export const channelTests = ['referrer', 'source', 'medium', 'campaign', 'clickId', 'path', 'host'] as const
export type ChannelTest = (typeof channelTests)[number]

/**
 * A rule of the workspace's own: who came so, came through that channel. All tests that it names must hold; of the
 * patterns of a test one. `*` in a pattern stands for anything; upper and lower case are the same. A referrer or host
 * covers its subdomains, a path what lies below it; a click id is the name of its parameter; a link without utm_source has
 * the source that it gives itself (`?ref=`).
 */
export interface ChannelRule {
  when: Partial<Record<ChannelTest, string[]>>
  /** one of our channels, or a word of one's own, folded: `fair`, `podcast`, `전시회` */
  channel: string
}

export const mostRules = 100
export const mostPatterns = 30
export const longestPattern = 200
export const longestChannel = 40

export const clickIdNames: readonly string[] = channelByClickId.map(([param]) => param)

/** A channel's name as it is kept: one of ours by its key, another folded. */
export function channelName(text: string): string {
  return foldText(text)
}

/** Whether it is one of ours; else it is a word of the workspace's own. */
export function isBuiltIn(channel: string): channel is Channel {
  return (channels as readonly string[]).includes(channel)
}

/** Channels that rules name and our lists do not, each once, in the order of the rules. */
export function ownChannels(rules: readonly ChannelRule[]): string[] {
  return [...new Set(rules.map(({ channel }) => channel).filter((channel) => !isBuiltIn(channel)))]
}

/** A pattern as it is kept and compared: folded; of an address only what the test looks at. */
export function tidyPattern(test: ChannelTest, text: string): string {
  const folded = foldText(text)
  if (test === 'referrer' || test === 'host') {
    const host = folded.includes('//') ? (hostOf(folded) ?? folded) : folded.replace(/[/?#].*$/s, '')
    return host.startsWith('www.') ? host.slice(4) : host
  }
  if (test === 'path') {
    const path = folded.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '')
    const rooted = path.startsWith('/') || path.startsWith('*') ? path : `/${path}`
    return rooted.length > 1 && rooted.endsWith('/') ? rooted.slice(0, -1) : rooted
  }
  return folded
}

/** What is wrong with a rule, as codes that screens translate by `channels.fault.<code>`; null when nothing is. */
export type RuleFault = 'no_test' | 'no_channel' | 'unknown_click_id' | 'too_wide'

export function faultOf({ when, channel }: ChannelRule): RuleFault | null {
  if (channelName(channel) === '') return 'no_channel'
  const patterns = channelTests.flatMap((test) => when[test] ?? [])
  if (patterns.length === 0) return 'no_test'
  if ((when.clickId ?? []).some((name) => !clickIdNames.includes(name))) return 'unknown_click_id'
  // one that lets everybody through would take every other channel's people
  const narrow = channelTests.some((test) => {
    const some = when[test] ?? []
    return some.length > 0 && some.every((pattern) => /[^*]/.test(pattern) && pattern !== '/')
  })
  return narrow ? null : 'too_wide'
}
