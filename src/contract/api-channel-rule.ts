import {
  channelDocument,
  channelPlan,
  channelPlanned,
  channelRulesInput,
  channelRulesSaved,
  channelTried,
  channelTry,
} from '#contract/channel-rule.ts'
import { type RouteContract, route } from '#contract/openapi.ts'

const tag = 'Channels'
const doors = ['session'] as const

/** How arrivals are recognised: one's own rules before our lists. */
export const channelRuleRoutes: readonly RouteContract[] = [
  route({
    method: 'GET',
    path: '/api/channels',
    verb: 'readChannels',
    summary: 'The rules in force, what came by which channel in 30 days, and what nobody has named yet.',
    tag,
    doors,
    responses: { 200: { description: 'Rules, channels, the unknown.', body: channelDocument } },
  }),
  route({
    method: 'POST',
    path: '/api/channels/try',
    verb: 'tryChannel',
    summary: 'The channel of an address and a referrer, and why. Changes nothing.',
    tag,
    doors,
    body: channelTry,
    responses: { 200: { description: 'The channel.', body: channelTried } },
  }),
  route({
    method: 'POST',
    path: '/api/channels/plan',
    verb: 'planChannelRules',
    summary: 'What rules would change about the arrivals of the last 30 days. Changes nothing.',
    tag,
    doors,
    body: channelPlan,
    responses: { 200: { description: 'The difference.', body: channelPlanned } },
  }),
  route({
    method: 'POST',
    path: '/api/channels/rules',
    verb: 'saveChannelRules',
    summary: 'Sets the rules; they hold for what arrives from now on.',
    tag,
    doors,
    body: channelRulesInput,
    responses: { 200: { description: 'The new version.', body: channelRulesSaved } },
  }),
]
