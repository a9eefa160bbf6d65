import type { ChannelDocument, ChannelPlanned, ChannelRulesSaved, ChannelTried } from '#contract/channel-rule.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import { get, post } from '../app/api.ts'

export const channelsApi = {
  read: (signal?: AbortSignal) => get<ChannelDocument>('/api/channels', {}, signal),
  plan: (rules: readonly ChannelRule[]) => post<ChannelPlanned>('/api/channels/plan', { rules }),
  try: (input: { url: string; referrer: string; rules?: readonly ChannelRule[] }) =>
    post<ChannelTried>('/api/channels/try', input),
  save: (rules: readonly ChannelRule[], from: number) =>
    post<ChannelRulesSaved>('/api/channels/rules', { rules, from }),
}
