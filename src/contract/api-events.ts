import { z } from 'zod'
import { maxBatchItems, maxEventBytes } from '#contract/collect/limits.ts'
import { type RouteContract, route } from '#contract/openapi.ts'

// The shapes are read by contract/segment.ts, item by item; these describe them to people and to generated clients.

const record = z.record(z.string(), z.json())

const common = z.object({
  messageId: z.string().max(100).optional().describe('Counts once, however often it is sent.'),
  userId: z.string().max(255).optional().describe('userId or anonymousId is needed.'),
  anonymousId: z.string().max(255).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional().describe('When it happened; now when absent.'),
  sentAt: z.iso.datetime({ offset: true }).optional().describe('By which the sender’s clock is corrected.'),
  context: record.optional().describe('campaign (utm), page, userAgent, groupId …'),
  writeKey: z.string().optional().describe('Instead of the Authorization header.'),
})

const bodies = {
  identify: common.extend({ traits: record.optional().describe('Facts: a value sets, null clears, absence keeps.') }),
  track: common.extend({ event: z.string().max(200), properties: record.optional() }),
  page: common.extend({ name: z.string().optional(), properties: record.optional() }),
  screen: common.extend({ name: z.string().optional(), properties: record.optional() }),
  group: common.extend({ groupId: z.string(), traits: record.optional() }),
  alias: common.extend({ previousId: z.string() }),
}

const batch = z.object({
  batch: z
    .array(common.extend({ type: z.enum(['identify', 'track', 'page', 'screen', 'group', 'alias']) }).loose())
    .max(maxBatchItems),
  sentAt: common.shape.sentAt,
  context: common.shape.context,
  writeKey: common.shape.writeKey,
})

const summaries: Record<keyof typeof bodies, string> = {
  identify: 'Says who somebody is, and facts about them.',
  track: 'Says what somebody did.',
  page: 'Says which page was seen.',
  screen: 'Says which screen of an app was seen.',
  group: 'Says to which company somebody belongs, and facts about it.',
  alias: 'Says that two identifiers are one.',
}

const accepted = {
  200: {
    description: 'Durable: counted, or set aside with a readable reason.',
    body: z.object({ success: z.boolean() }).loose(),
  },
}

const letters: Record<string, string> = {
  identify: 'i',
  track: 't',
  page: 'p',
  screen: 's',
  group: 'g',
  alias: 'a',
  batch: 'b',
}

/** The Segment HTTP API, long and short. */
export const eventRoutes: readonly RouteContract[] = [
  ...Object.entries({ ...bodies, batch }).flatMap(([type, body]) => {
    const summary =
      type === 'batch'
        ? `Many at once: up to ${maxBatchItems} items of ${maxEventBytes / 1024} KB, 500 KB together.`
        : summaries[type as keyof typeof bodies]
    return [`/v1/${type}`, `/v1/${letters[type]}`].map((path, short) =>
      route({
        method: 'POST',
        path,
        verb: `${type}${short ? 'Short' : ''}`,
        summary,
        tag: 'Events',
        doors: ['writeKey'],
        body,
        responses: accepted,
      }),
    )
  }),
  route({
    method: 'GET',
    path: '/v1/projects/:key/settings',
    verb: 'readProjectSettings',
    summary: 'What browser libraries ask before they send.',
    tag: 'Events',
    doors: [],
    params: z.object({ key: z.string().describe('A public key.') }),
    responses: { 200: { description: 'Settings of the integration.', body: record } },
  }),
]
