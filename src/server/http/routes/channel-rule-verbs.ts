import { readChannels } from '#actions/channel-rule-read.ts'
import { saveChannelRules } from '#actions/channel-rule-save.ts'
import { planChannelRules, tryChannel } from '#actions/channel-rule-try.ts'
import type { VerbRoute } from '../verbs.ts'

/** How arrivals are recognised. */
export const channelRuleVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/channels', verb: readChannels },
  { method: 'POST', path: '/api/channels/try', verb: tryChannel },
  { method: 'POST', path: '/api/channels/plan', verb: planChannelRules },
  { method: 'POST', path: '/api/channels/rules', verb: saveChannelRules },
]
