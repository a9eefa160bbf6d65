import { z } from 'zod'
import { dealText, memberInput } from '#contract/deal.ts'
import { bantLetters, buyingRoles, confidences, stances } from '#core/deal/event.ts'
import { groupWarnings } from '#core/deal/group.ts'
import { eventGroups } from '#core/event-group.ts'
import type { Json } from '#core/json.ts'

const time = z.iso.datetime()
const day = z.iso.date()
const json: z.ZodType<Json> = z.json()
const someone = z.object({ id: z.uuid(), name: z.string().nullable() }).nullable()
const status = z.enum(['open', 'won', 'lost'])

// ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `POST /api/deals/:id/answers`: what they said to a question. With a letter it is evidence for BANT. */
export const dealAnswerBody = z.strictObject({
  question: z.string().trim().min(1).max(1000),
  answer: z.string().trim().min(1).max(4000),
  playbook: z.string().max(64).optional(),
  letter: z.enum(bantLetters).optional(),
  person: z.uuid().optional(),
  source: z.enum(['call', 'mail', 'meeting', 'form', 'research']).default('call'),
  confidence: z.enum(confidences).default('said'),
  /** the letter is met by it */
  met: z.boolean().default(true),
})
export const dealAnswerInput = dealAnswerBody.extend({ id: z.uuid() })

export const dealAnswer = z.object({
  /** the event that says it, by which it is undone */
  event: z.uuid(),
  at: time,
  letter: z.enum(bantLetters).nullable(),
  question: z.string().nullable(),
  playbook: z.string().nullable(),
  answer: z.string(),
  /** letters and digits of it */
  length: z.int(),
  source: z.string().nullable(),
  confidence: z.enum(confidences).nullable(),
  met: z.boolean().nullable(),
  person: someone,
  by: z.string().nullable(),
  /** older than an answer stands by itself */
  stale: z.boolean(),
})
export type DealAnswer = z.infer<typeof dealAnswer>

/** `GET /api/deals/:id/answers`, newest first */
export const dealAnswers = z.object({ items: z.array(dealAnswer), staleAfterDays: z.int() })
export type DealAnswers = z.infer<typeof dealAnswers>

const lengths = z.object({
  /** answers in deals of this outcome, and of how many deals */
  count: z.int(),
  deals: z.int(),
  /** median length, letters and digits; null: no answers */
  median: z.number().nullable(),
})
/** `GET /api/playbooks/answers`: how long people answered, in deals that were won and that were lost. */
export const answerLengths = z.object({
  won: lengths,
  lost: lengths,
  open: lengths,
  questions: z.array(z.object({ question: z.string(), won: lengths, lost: lengths, open: lengths })),
})
export type AnswerLengths = z.infer<typeof answerLengths>

// ── the buying group ────────────────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/deals/:id/group` */
export const dealGroup = z.object({
  people: z.array(
    z.object({
      personId: z.uuid(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      title: z.string().nullable(),
      roles: memberInput.shape.roles.unwrap(),
      stance: z.enum(stances),
      note: z.string().nullable(),
      since: time,
      /** their last word in this deal */
      heardAt: time.nullable(),
      /** their last own deed anywhere */
      lastAt: time.nullable(),
      engagement: z.number(),
    }),
  ),
  warnings: z.array(z.enum(groupWarnings)),
  needed: z.array(z.enum(buyingRoles)),
  missing: z.array(z.enum(buyingRoles)),
  /** people of the company who are not in the group */
  colleagues: z.int(),
})
export type DealGroup = z.infer<typeof dealGroup>

// ── what happened ───────────────────────────────────────────────────────────────────────────────────────────────────

export const storyParts = ['stage', 'talk', 'answer', 'note', 'change', 'work', 'people'] as const
export type StoryPart = (typeof storyParts)[number]

/** `GET /api/deals/:id/story?part=stage&part=talk`: what was said and done about it and what its people did. */
export const dealStoryQuery = z.object({
  /** any of them; all when absent */
  part: z
    .union([z.enum(storyParts).transform((one) => [one]), z.array(z.enum(storyParts)).max(storyParts.length)])
    .optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
})
export const dealStoryInput = dealStoryQuery.extend({ id: z.uuid() })
export const storyItem = z.object({
  id: z.uuid(),
  at: time,
  part: z.enum(storyParts),
  /** of the deal: what was said; of a person: the name of their event */
  kind: z.string(),
  data: z.record(z.string(), json),
  by: z.string().nullable(),
  person: someone,
  /** of a person's event */
  group: z.enum(eventGroups).nullable(),
  object: z.string().nullable(),
})
export type StoryItem = z.infer<typeof storyItem>
export const dealStory = z.object({
  items: z.array(storyItem),
  next: z.string().nullable(),
  /** events of machines under its people's names since it was opened; not in the list */
  machines: z.int(),
})
export type DealStory = z.infer<typeof dealStory>

// ── memory ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/deals/:id/memory`: when and why it was over before, and other deals of this company and these people that were lost. */
export const dealMemory = z.object({
  endings: z.array(
    z.object({
      at: time,
      status: z.enum(['won', 'lost']),
      /** where it stood, and the outcome it left for */
      from: dealText.nullable(),
      outcome: dealText.nullable(),
      reason: dealText.nullable(),
      note: z.string().nullable(),
      recycled: z.object({ at: time, reason: dealText, until: day.nullable(), note: z.string().nullable() }).nullable(),
      reopenedAt: time.nullable(),
    }),
  ),
  before: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      closedAt: time.nullable(),
      reason: dealText.nullable(),
      recycledUntil: day.nullable(),
      owner: z.string().nullable(),
      /** the same company, or somebody of its group */
      by: z.enum(['company', 'people']),
    }),
  ),
})
export type DealMemory = z.infer<typeof dealMemory>

// ── deals of people and companies ───────────────────────────────────────────────────────────────────────────────────

export const dealOf = z.object({
  id: z.uuid(),
  name: z.string(),
  pipeline: z.string(),
  stage: z.string().nullable(),
  outcome: z.string().nullable(),
  /** of the stage or the outcome it stands in */
  standing: dealText,
  status,
  stageSince: time,
  closedAt: time.nullable(),
  closeDate: day.nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  owner: z.string().nullable(),
  reason: dealText.nullable(),
  /** sent back to nurture until that day */
  recycledUntil: day.nullable(),
  whyUs: z.string().nullable(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  people: z.int(),
  /** of the person asked for; none for a company */
  roles: memberInput.shape.roles.unwrap(),
})
export type DealOf = z.infer<typeof dealOf>
/** `GET /api/people/:id/deals`, `GET /api/companies/:id/deals`: open ones first, the newest first */
export const dealsOf = z.object({ items: z.array(dealOf) })
export type DealsOf = z.infer<typeof dealsOf>
export const ofId = z.object({ id: z.uuid() })
