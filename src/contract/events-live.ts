import { z } from 'zod'

const time = z.iso.datetime()

/** `GET /api/events?…`: the stream, in the order of arrival, newest first. */
export const eventStreamQuery = z.object({
  name: z.string().max(200).optional(),
  source: z.string().max(20).optional(),
  verdict: z.enum(['human', 'machine', 'unsure']).optional(),
  channel: z.string().max(100).optional(),
  /** those that came before the event of that id */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const streamEvent = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  /** when it happened, and when it came */
  time,
  receivedAt: time,
  source: z.string(),
  verdict: z.string(),
  verdictReason: z.string().nullable(),
  channel: z.string().nullable(),
  object: z.string().nullable(),
  person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
})
export type StreamEvent = z.infer<typeof streamEvent>

export const eventStream = z.object({
  items: z.array(streamEvent),
  /** hand it back as `before` for older ones; null: there are none */
  next: z.uuid().nullable(),
  /** how many events were looked through, and when the oldest of them came */
  searched: z.object({ count: z.int(), until: time.nullable() }),
})
export type EventStream = z.infer<typeof eventStream>

const tally = z.array(z.object({ value: z.string(), count: z.int() }))
export const eventFacets = z.object({
  /** of the latest so many events */
  of: z.int(),
  since: time.nullable(),
  names: tally,
  sources: tally,
  verdicts: tally,
  channels: tally,
  /** the latest event of each source */
  latest: z.array(z.object({ source: z.string(), name: z.string(), object: z.string().nullable(), receivedAt: time })),
})
export type EventFacets = z.infer<typeof eventFacets>

export const eventId = z.object({ id: z.uuid() })

/** An event with everything that is kept of it. */
export const eventPage = streamEvent.extend({
  messageId: z.string(),
  trust: z.string(),
  keys: z.object({ userId: z.string().nullable(), anonymousId: z.string().nullable(), email: z.string().nullable() }),
  cookieless: z.boolean(),
  groupId: z.string().nullable(),
  content: z.string().nullable(),
  mailKind: z.string().nullable(),
  lists: z.int(),
  props: z.record(z.string(), z.json()),
  traits: z.record(z.string(), z.json()).nullable(),
  accountTraits: z.record(z.string(), z.json()).nullable(),
  account: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  importId: z.uuid().nullable(),
})
export type EventPage = z.infer<typeof eventPage>
