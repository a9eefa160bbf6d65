import { z } from 'zod'
import { knownCurrency } from '#core/import/currencies.ts'
import { bantLetters, buyingRoles, confidences, stances } from '#core/deal/event.ts'
import type { Json } from '#core/json.ts'
import { plausibleDay } from '#contract/day.ts'

const time = z.iso.datetime()
export const dealText = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const line = z.string().trim().min(1).max(300)
const day = plausibleDay
const id = z.string().max(64)

/** Money in minor units of its currency (cents; whole won for KRW). */
const minor = z.int().min(-9_007_199_254_740_991).max(9_007_199_254_740_991)
export const currencyCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'is no currency code such as USD')
  .refine((code) => knownCurrency(code) === code, 'is no currency that there is')

/** Facts of a deal. A value sets, null clears, absence keeps. */
export const dealFieldsInput = z.strictObject({
  name: line.optional(),
  accountId: z.uuid().nullable().optional(),
  ownerId: z.uuid().nullable().optional(),
  ownerName: line.nullable().optional(),
  team: line.nullable().optional(),
  amountMinor: minor.min(0, 'must not be negative').nullable().optional(),
  currency: currencyCode.nullable().optional(),
  closeDate: day.nullable().optional(),
  source: line.nullable().optional(),
  campaign: line.nullable().optional(),
  renewalDate: day.nullable().optional(),
  whyUs: z.string().trim().max(4000).nullable().optional(),
  tags: z.array(line).max(50).optional(),
  competitors: z.array(line).max(50).optional(),
  links: z
    .array(z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000), label: z.string().trim().max(200) }))
    .max(50)
    .optional(),
  products: z
    .array(
      z.strictObject({ id: z.uuid(), quantity: z.number().positive().max(1e9), priceMinor: minor.min(0).nullable() }),
    )
    .max(100)
    .optional(),
  custom: z
    .record(z.string().min(1).max(100), z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]))
    .optional(),
})

export const memberInput = z.strictObject({
  person: z.uuid(),
  roles: z.array(z.enum(buyingRoles)).max(7).default([]),
  stance: z.enum(stances).default('unknown'),
  note: z.string().trim().max(1000).nullable().default(null),
})

/** `POST /api/deals`. Without a pipeline the workspace's first; without a stage its first stage; owner: whoever says it. */
export const dealCreateInput = z.strictObject({
  name: line,
  pipeline: id.optional(),
  stage: id.optional(),
  fields: dealFieldsInput.omit({ name: true }).default({}),
  people: z.array(memberInput).max(100).default([]),
  /** qualified from this person: the deal carries the evidence of it */
  from: z.uuid().optional(),
})

export const dealId = z.object({ id: z.uuid() })

/** `POST /api/deals/:id/change`. `revision`: as it was read; an older one is told so (409). */
export const dealChangeInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  fields: dealFieldsInput,
})

/** `POST /api/deals/:id/move`: to a stage or an outcome of a pipeline (its own by default). */
export const dealMoveInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  pipeline: id.optional(),
  stage: id.optional(),
  outcome: id.optional(),
  reason: id.optional(),
  note: z.string().trim().max(4000).optional(),
  /** let it through though gates are not met (managers; kept with the move) */
  override: z.boolean().default(false),
  /** also set with the move */
  whyUs: z.string().trim().max(4000).optional(),
})

/** `GET /api/deals/:id/gates?stage=…` */
export const dealGatesQuery = z.object({
  id: z.uuid(),
  pipeline: id.optional(),
  stage: id.optional(),
  outcome: id.optional(),
})

export const dealGates = z.object({
  gates: z.array(z.object({ id, name: dealText, need: z.string(), stage: id, met: z.boolean() })),
  reasonNeeded: z.boolean(),
  /** outcome id by which `reasons` of the pipeline lists them */
  reasonsOf: id.nullable(),
  wins: z.boolean(),
  mayOverride: z.boolean(),
  revision: z.int(),
})
export type DealGates = z.infer<typeof dealGates>

export const dealEventRef = z.strictObject({ id: z.uuid(), event: z.uuid() })

export const dealMemberInput = memberInput.extend({ id: z.uuid() })
export const dealMemberRemoveInput = z.strictObject({ id: z.uuid(), person: z.uuid() })

/** `POST /api/deals/:id/say`: something said or done about a deal. */
export const dealSayInput = z.strictObject({
  id: z.uuid(),
  say: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('touched'),
      data: z.strictObject({
        side: z.enum(['theirs', 'ours']),
        what: z.enum(['call', 'mail', 'meeting', 'message', 'document', 'visit', 'other']),
        outcome: z.string().max(40).optional(),
        person: z.uuid().optional(),
        note: z.string().trim().max(4000).optional(),
        seconds: z.int().min(0).max(86_400).optional(),
      }),
      /** when it was, if not now; never in the future */
      at: time.optional(),
    }),
    z.strictObject({ kind: z.literal('noted'), data: z.strictObject({ body: z.string().trim().min(1).max(10_000) }) }),
    z.strictObject({
      kind: z.literal('checked'),
      data: z.strictObject({ gate: id, done: z.boolean(), note: z.string().trim().max(1000).optional() }),
    }),
    z.strictObject({
      kind: z.literal('answered'),
      data: z.strictObject({
        letter: z.enum(bantLetters),
        answer: z.string().trim().min(1).max(4000),
        question: z.string().trim().max(1000).optional(),
        playbook: id.optional(),
        person: z.uuid().optional(),
        source: z.enum(['call', 'mail', 'meeting', 'form', 'research']),
        confidence: z.enum(confidences),
        met: z.boolean(),
      }),
    }),
    z.strictObject({
      kind: z.literal('signed'),
      data: z.strictObject({
        what: z.enum(['purchase_order', 'contract', 'payment']),
        reference: z.string().trim().max(300).nullable(),
      }),
    }),
    z.strictObject({
      kind: z.literal('recycled'),
      data: z.strictObject({ reason: id, until: day.optional(), note: z.string().trim().max(1000).optional() }),
    }),
  ]),
})

export const dealMember = z.object({
  personId: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  roles: z.array(z.enum(buyingRoles)),
  stance: z.enum(stances),
  note: z.string().nullable(),
  since: time,
})

export const dealClock = z
  .object({
    at: time,
    what: z.string(),
    outcome: z.string().nullable(),
    person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  })
  .nullable()

export const dealGate = z.object({
  id,
  name: dealText,
  need: z.string(),
  stage: id,
  met: z.boolean(),
})

/** Stages of a pipeline as a deal's page and the board need them. */
export const dealStage = z.object({
  id,
  name: dealText,
  goal: dealText,
  owner: dealText,
  leaves: dealText,
  /** given by the blueprint, between 0 and 1; null: none given */
  probability: z.number().nullable(),
  won: z.boolean(),
  lifecycle: id.nullable(),
  playbook: id.nullable(),
  gates: z.array(z.object({ id, name: dealText, need: z.string() })),
})

export const pipelineView = z.object({
  id,
  name: dealText,
  about: dealText,
  stages: z.array(dealStage),
  outcomes: z.array(z.object({ id, name: dealText, won: z.boolean(), reasons: z.boolean() })),
  /** reasons to choose from, by outcome id; `won` for a stage that is the win */
  reasons: z.record(z.string(), z.array(z.object({ id, name: dealText }))),
})
export type PipelineView = z.infer<typeof pipelineView>

export const pipelineList = z.object({
  items: z.array(pipelineView),
  /** of the workspace */
  currency: z.string(),
  zone: z.string(),
})
export type PipelineList = z.infer<typeof pipelineList>

/** `GET /api/deals/:id` */
export const dealPage = z.object({
  id: z.uuid(),
  revision: z.int(),
  name: z.string(),
  pipeline: id,
  stage: id.nullable(),
  outcome: id.nullable(),
  status: z.enum(['open', 'won', 'lost']),
  pass: z.int(),
  furthest: id.nullable(),
  reason: z.object({ id, name: dealText }).nullable(),
  openedAt: time,
  stageSince: time,
  closedAt: time.nullable(),
  theirs: dealClock,
  ours: dealClock,
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  team: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  /** in the workspace's currency; null: no amount, or no rate for its currency */
  baseMinor: z.int().nullable(),
  closeDate: day.nullable(),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  renewalDate: day.nullable(),
  whyUs: z.string().nullable(),
  tags: z.array(z.string()),
  competitors: z.array(z.string()),
  links: z.array(z.object({ url: z.string(), label: z.string() })),
  products: z.array(z.object({ id: z.uuid(), name: z.string(), quantity: z.number(), priceMinor: z.int().nullable() })),
  custom: z.record(z.string(), z.json() as z.ZodType<Json>),
  checks: z.record(z.string(), z.object({ at: time, by: z.string().nullable(), note: z.string().nullable() })),
  bant: z.record(
    z.string(),
    z.object({
      answer: z.string(),
      question: z.string().nullable(),
      met: z.boolean(),
      at: time,
      source: z.string(),
      confidence: z.string(),
      person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
      by: z.string().nullable(),
      /** older than the workspace lets an answer stand */
      stale: z.boolean(),
    }),
  ),
  signed: z
    .object({ what: z.string(), reference: z.string().nullable(), at: time, by: z.string().nullable() })
    .nullable(),
  recycled: z.object({ reason: id, until: day.nullable(), at: time }).nullable(),
  /** what the person it began with had done by then: why they were qualified, what they read, who else is involved */
  evidence: z.record(z.string(), z.json() as z.ZodType<Json>).nullable(),
  people: z.array(dealMember),
  /** roles that deals need and nobody here has */
  missing: z.array(z.enum(buyingRoles)),
  /** gates before the next stage */
  gates: z.array(dealGate),
  nextStepAt: time.nullable(),
  /** whoever asks may change it */
  mayChange: z.boolean(),
  asOf: time,
})
export type DealPage = z.infer<typeof dealPage>

/** What a change gives back: where the deal stands, and what it would take to undo. */
export const dealWritten = z.object({
  id: z.uuid(),
  revision: z.int(),
  stage: id.nullable(),
  outcome: id.nullable(),
  status: z.enum(['open', 'won', 'lost']),
  /** the event that says it: undone by its id */
  event: z.uuid().nullable(),
})
export type DealWritten = z.infer<typeof dealWritten>

/** `GET /api/deals/:id/timeline` */
export const dealTimelineQuery = z.object({
  id: z.uuid(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const dealTimeline = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: time,
      kind: z.string(),
      data: z.record(z.string(), z.json() as z.ZodType<Json>),
      by: z.string().nullable(),
      person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type DealTimeline = z.infer<typeof dealTimeline>
