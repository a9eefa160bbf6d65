import { z } from 'zod'
import { eventGroups } from '#core/event-group.ts'
import type { Json } from '#core/json.ts'
import type { Condition } from '#core/rule.ts'

/** Times travel as ISO 8601 in UTC with milliseconds: `2026-11-22T05:04:00.000Z`. */
const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const json: z.ZodType<Json> = z.json()
const facts = z.record(z.string(), json)
/** A condition of the rule language (core/rule.ts), validated where it was written. */
const condition = z.custom<Condition>((value) => typeof value === 'object' && value !== null)

// ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/people?…` Sorted in the server, paged by cursor. */
export const personListQuery = z.object({
  /** words of a name, mail address or company, in any script */
  q: z.string().trim().max(200).optional(),
  /** `engagement` and `total` are as of now, best first; `recent` by the last event */
  sort: z.enum(['engagement', 'total', 'recent']).default('engagement'),
  /** a stage id of the workspace's lifecycle model */
  stage: z.string().max(100).optional(),
  /** first-touch channel */
  channel: z.string().max(100).optional(),
  /** only those whose total is at or past the sales threshold */
  hot: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export type PersonListQuery = z.infer<typeof personListQuery>

export const personRow = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** points, rounded to 0.01, as of `asOf` of the page */
  fit: z.number(),
  engagement: z.number(),
  total: z.number(),
  hot: z.boolean(),
  /** stage or outcome id in the lifecycle */
  stage: z.string().nullable(),
  outcome: z.string().nullable(),
  channel: z.string().nullable(),
  lastAt: time.nullable(),
})
export type PersonRow = z.infer<typeof personRow>

export const personList = z.object({
  items: z.array(personRow),
  /** absent from the last page */
  next: z.string().nullable(),
  count: z.object({
    value: z.int(),
    /** more than 10,000 match: the count is an estimate */
    estimated: z.boolean(),
  }),
  asOf: time,
  /** the lifecycle's id and stages, in order, so that rows and filters can name them */
  lifecycle: z.object({
    id: z.string(),
    name: text,
    stages: z.array(z.object({ id: z.string(), name: text })),
    outcomes: z.array(z.object({ id: z.string(), name: text })),
  }),
})
export type PersonList = z.infer<typeof personList>

// ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An event as the evidence of something: enough to name it and to find it in the timeline. */
const eventRef = z.object({ messageId: z.string(), name: z.string(), time, object: z.string().nullable() })

/** Every award adds `worth` to the score; those worth under 0.01 are summed in `spent`. */
export const fitEntry = z.object({
  rule: z.string(),
  name: text,
  points: z.number(),
  version: z.int(),
  /** when it came to hold, if an event brought it */
  since: time.nullable(),
  /** the rule's condition, printed as the reason */
  when: condition.nullable(),
})
export const engagementEntry = z.object({
  rule: z.string(),
  name: text,
  event: eventRef,
  /** as awarded, after the cap */
  points: z.number(),
  /** the cap of day or week cut it */
  clipped: z.boolean(),
  /** its decayed part of the score at `asOf` */
  worth: z.number(),
  version: z.int(),
  /** when its worth falls under 0.01 */
  spentAt: time.nullable(),
})

export const personScores = z.object({
  fit: z.number(),
  engagement: z.number(),
  total: z.number(),
  /** the total at which sales is told */
  threshold: z.number(),
  /** the engagement that counts as intent */
  intent: z.number(),
  /** days in which an engagement point halves */
  halfLifeDays: z.number(),
  grid: z.object({ fit: z.string(), engagement: z.string() }),
  /** when the total falls under the threshold if nothing more happens */
  fallsUnderAt: time.nullable(),
  asOf: time,
  fitLedger: z.array(fitEntry),
  /** newest first, only awards still worth 0.01 or more */
  engagementLedger: z.array(engagementEntry),
  /** the rest in one line: how many awards, what they were, what they are worth together now */
  spent: z.object({ count: z.int(), points: z.number(), worth: z.number() }),
})

/** Why a stage was entered or left (core/fold/op.ts). */
export const cause = z.object({
  kind: z.enum([
    'entry',
    'by_hand',
    'divert',
    'blueprint',
    'consent_withdrawn',
    'disqualified',
    'returned_by_sales',
    'score_fell',
    'does_not_fit',
    'lost',
    'churned',
    'round_again',
  ]),
  /** id of the back rule or divert that did it */
  rule: z.string().nullable(),
  /** the conditions that held at that moment, and the value each was held on */
  holds: z.array(z.object({ condition, value: json })),
  /** the event that did it; null when time alone did */
  event: eventRef.nullable(),
  /** who did it, when a person did */
  by: z.string().nullable(),
  /** the reason given, as the blueprint names it; else `reason` holds the words given */
  reasonName: text.nullable(),
  reason: z.string().nullable(),
})
export type Cause = z.infer<typeof cause>

export const stageInterval = z.object({
  stage: z.string(),
  pass: z.int(),
  visit: z.int(),
  door: z.string().nullable(),
  enteredAt: time,
  leftAt: time.nullable(),
  /** stage or outcome it was left for */
  leftTo: z.string().nullable(),
  leftReason: z.string().nullable(),
  cause,
  leftCause: cause.nullable(),
  version: z.int(),
})

/** Where the person stands in one model, and how they came there. */
export const modelHistory = z.object({
  model: z.string(),
  name: text,
  shape: z.enum(['line', 'circle', 'hourglass']),
  stages: z.array(
    z.object({
      id: z.string(),
      name: text,
      doors: z.array(z.object({ id: z.string(), name: text })),
      /** first evidence in the running pass; null when not reached */
      reachedAt: time.nullable(),
      /** reached without evidence of its own */
      imputed: z.boolean(),
    }),
  ),
  outcomes: z.array(z.object({ id: z.string(), name: text })),
  current: z.string().nullable(),
  furthest: z.string().nullable(),
  outcome: z.string().nullable(),
  pass: z.int(),
  since: time.nullable(),
  /** in order of time; an interval of length zero was passed at once */
  intervals: z.array(stageInterval),
})
export type ModelHistory = z.infer<typeof modelHistory>

export const timelineEvent = z.object({
  messageId: z.string(),
  name: z.string(),
  group: z.enum(eventGroups),
  type: z.string(),
  time,
  source: z.string(),
  channel: z.string().nullable(),
  object: z.string().nullable(),
  content: z.string().nullable(),
  verdict: z.enum(['human', 'machine', 'unsure']),
  verdictReason: z.string().nullable(),
  props: facts,
  traits: facts.nullable(),
  /** engagement points it brought, as awarded */
  points: z.number(),
  /** of a form that was sent, where it is still kept and the reader may see it */
  submission: z.object({ form: z.uuid(), id: z.uuid() }).optional(),
})
export type TimelineEvent = z.infer<typeof timelineEvent>

/** Newest first. */
export const timelinePage = z.object({ items: z.array(timelineEvent), next: z.string().nullable() })
export type TimelinePage = z.infer<typeof timelinePage>

/** `GET /api/people/:id/events?…` */
export const timelineQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** leave machine and unsure events out */
  human: z.stringbool().optional(),
  /** `machine`: what machines did, and what perhaps was one; the opposite of `human` */
  machine: z.stringbool().optional(),
  /** kinds of events, any of them */
  group: z
    .union([z.enum(eventGroups).transform((one) => [one]), z.array(z.enum(eventGroups)).max(eventGroups.length)])
    .optional(),
  channel: z.string().max(100).optional(),
})
export type TimelineQuery = z.infer<typeof timelineQuery>

/** `GET /api/people/:id/events/summary`: what the filters of the timeline offer, counted over all events. */
export const timelineSummary = z.object({
  groups: z.array(z.object({ group: z.enum(eventGroups), count: z.int() })),
  channels: z.array(z.object({ channel: z.string(), count: z.int() })),
  /** what machines did, and what perhaps was one, by the reason why it does not count */
  machines: z.array(
    z.object({ verdict: z.enum(['machine', 'unsure']), reason: z.string().nullable(), count: z.int() }),
  ),
  human: z.int(),
})
export type TimelineSummary = z.infer<typeof timelineSummary>

/** The latest word on one purpose: when, from where and in which words. */
export const consentRecord = z.object({
  purpose: z.string(),
  state: z.enum(['granted', 'withdrawn']),
  at: time,
  source: z.string().nullable(),
  wording: z.string().nullable(),
})

export const personId = z.object({ id: z.uuid() })
/** As of an earlier moment: ISO 8601 with a zone, or epoch milliseconds. Now when absent. */
export const personQuery = z.object({
  at: z
    .union([
      z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
      z.coerce.number().int().min(-8.64e15).max(8.64e15),
    ])
    .optional(),
})
export const personInput = personQuery.extend(personId.shape)
export const personEventsInput = timelineQuery.extend(personId.shape)

/** `GET /api/people/:id`. An id that was merged answers with the survivor, whose id differs from the one asked for. */
export const personPage = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  account: z.object({ id: z.uuid(), name: z.string(), domain: z.string().nullable(), facts }).nullable(),
  facts,
  lists: z.array(z.string()),
  persona: z.object({ id: z.string(), name: text }).nullable(),
  icp: z.boolean().nullable(),
  first: z.object({
    at: time.nullable(),
    channel: z.string().nullable(),
    campaign: z.string().nullable(),
    object: z.string().nullable(),
  }),
  lastAt: time.nullable(),
  /** blueprint version this was folded under; `pending` when a newer one is in force and not yet applied to them */
  version: z.int(),
  pending: z.boolean(),
  lifecycle: z.string(),
  /** model id of the buyer journey, when the blueprint has one */
  journey: z.string().nullable(),
  scores: personScores,
  stages: z.array(modelHistory),
  consent: z.array(consentRecord),
  identities: z.array(z.object({ kind: z.enum(['anonymous', 'user', 'email']), value: z.string(), since: time })),
  merges: z.array(
    z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable(), at: time.nullable() }),
  ),
  events: timelinePage,
  eventCounts: z.object({ human: z.int(), machine: z.int(), unsure: z.int() }),
})
export type PersonPage = z.infer<typeof personPage>
export type PersonScores = z.infer<typeof personScores>
