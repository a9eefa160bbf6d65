import { z } from 'zod'
import { nextContentItem } from '#contract/content-reading.ts'
import { consentRecord, modelHistory } from '#contract/person.ts'
import type { Json } from '#core/json.ts'
import type { NextStep } from '#core/next-step.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const facts = z.record(z.string(), z.json() as z.ZodType<Json>)
const named = z.object({ id: z.string(), name: text })

/** Where somebody stands in one model, without how they came there. */
export const standing = z.object({
  model: z.string(),
  name: text,
  shape: z.enum(['line', 'circle', 'hourglass']),
  stages: z.array(named.extend({ reachedAt: time.nullable() })),
  /** with the reasons one of which must be given, when any must */
  outcomes: z.array(named.extend({ reasons: z.array(named) })),
  current: z.string().nullable(),
  outcome: z.string().nullable(),
  pass: z.int(),
  since: time.nullable(),
})
export type Standing = z.infer<typeof standing>

const stepReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('asked'), event: z.string(), at: time, object: z.string().nullable() }),
  z.object({ code: z.literal('unanswered'), days: z.int() }),
  z.object({ code: z.literal('meeting_booked'), at: time }),
  z.object({ code: z.literal('in_stage'), stage: named, at: time }),
  z.object({ code: z.literal('read'), kind: named, count: z.int(), at: time }),
  z.object({ code: z.literal('read_nothing') }),
  z.object({ code: z.literal('silent'), days: z.int() }),
  z.object({ code: z.literal('out'), outcome: named, at: time }),
])

/** The step they probably want next, why, and what they need to know for it (core/next-step.ts). */
export const personNextStep = z.object({
  kind: z.enum(['answer', 'meet', 'return', 'advance', 'stay', 'stop'] satisfies NextStep['kind'][]),
  /** the journey's stage they are in; `buyerStep` in the words of the blueprint */
  from: named.extend({ buyerStep: text }).nullable(),
  to: named.extend({ buyerStep: text }).nullable(),
  reasons: z.array(stepReason),
  needs: z.array(
    z.object({
      kind: z.string(),
      name: text,
      bands: z.array(z.enum(['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'])),
      why: z.enum(['asked', 'with', 'here', 'next']),
      read: z.object({ count: z.int(), at: time }).nullable(),
    }),
  ),
  /** what of the library suits it, the best first, with the reasons */
  content: z.array(nextContentItem),
  playbook: z.object({ id: z.string(), name: text, about: text, questions: z.array(text) }).nullable(),
  reach: z.enum(['mail', 'ask_consent', 'no_mail', 'pages']),
})
export type PersonNextStep = z.infer<typeof personNextStep>

/** `GET /api/people/:id/head`: the story of somebody in little, for the first look. A merged id gives the survivor. */
export const personHead = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  account: z.object({ id: z.uuid(), name: z.string(), domain: z.string().nullable() }).nullable(),
  facts,
  lists: z.array(z.string()),
  /** those of them that are outbound lists, with their names */
  outbound: z.array(z.object({ key: z.string(), id: z.uuid(), name: z.string() })),
  persona: named.nullable(),
  icp: z.boolean().nullable(),
  first: z.object({
    at: time.nullable(),
    channel: z.string().nullable(),
    campaign: z.string().nullable(),
    object: z.string().nullable(),
  }),
  /** the last thing they did themselves */
  lastAt: time.nullable(),
  asOf: time,
  version: z.int(),
  pending: z.boolean(),
  lifecycle: z.string(),
  journey: z.string().nullable(),
  /** waits for sales to take them over */
  handoff: z.boolean(),
  scores: z.object({
    fit: z.number(),
    engagement: z.number(),
    total: z.number(),
    threshold: z.number(),
    grid: z.object({ fit: z.string(), engagement: z.string() }),
    fallsUnderAt: time.nullable(),
    /** the rules that are worth most today, three at most */
    strongest: z.array(z.object({ rule: z.string(), name: text, worth: z.number(), count: z.int(), at: time })),
  }),
  standings: z.array(standing),
  next: personNextStep,
  consent: z.array(consentRecord),
  eventCounts: z.object({ human: z.int(), machine: z.int(), unsure: z.int() }),
})
export type PersonHead = z.infer<typeof personHead>

/** `GET /api/people/:id/stages` */
export const personStages = z.object({
  lifecycle: z.string(),
  journey: z.string().nullable(),
  stages: z.array(modelHistory),
})
export type PersonStages = z.infer<typeof personStages>

const key = z.object({ kind: z.enum(['anonymous', 'user', 'email']), value: z.string() })

/** `GET /api/people/:id/identities`: by what they are known, how that came together, and what was merged. */
export const personIdentities = z.object({
  identities: z.array(key.extend({ since: time })),
  joins: z.array(
    z.object({
      one: key,
      other: key,
      at: time,
      /** an event carried both; or a colleague said that they are one, or that they never are */
      by: z.enum(['event', 'merge', 'split']),
      event: z.object({ messageId: z.string(), name: z.string(), object: z.string().nullable() }).nullable(),
      /** the colleague */
      who: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  merges: z.array(
    z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable(), at: time.nullable() }),
  ),
})
export type PersonIdentities = z.infer<typeof personIdentities>

/** `GET /api/people/:id/handoffs` */
export const personHandoffs = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(['open', 'would_fire', 'done', 'dismissed']),
      team: z.string().nullable(),
      assignee: z.string().nullable(),
      reason: z.string().nullable(),
      /** the reason as the blueprint names it, when a rule turned them away */
      reasonName: text.nullable(),
      at: time,
      doneAt: time.nullable(),
      model: z.string().nullable(),
      stage: text.nullable(),
    }),
  ),
})
export type PersonHandoffs = z.infer<typeof personHandoffs>
