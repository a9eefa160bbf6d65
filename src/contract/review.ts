import { z } from 'zod'
import { finding, stake, word } from '#contract/hygiene.ts'
import { hygieneKinds } from '#core/deal/hygiene.ts'
import { plausibleDay } from '#contract/day.ts'

const time = z.iso.datetime()
const day = plausibleDay
const id = z.string().min(1).max(64)
const note = z.string().trim().max(4000)

export const reviewParts = ['attention', 'moving', 'lost', 'won'] as const
export const reviewDecisions = ['keep', 'push', 'close_date', 'owner', 'lose', 'coach'] as const
export type ReviewDecision = (typeof reviewDecisions)[number]
export type ReviewPart = (typeof reviewParts)[number]

/** Why a deal is looked at. */
export const reviewWhy = z.object({
  /** attention */
  findings: z.array(finding).optional(),
  /** the stage it stood in before; null: none */
  from: z.string().nullable().optional(),
  at: time.optional(),
  /** it went back */
  back: z.boolean().optional(),
  /** of the pipeline's list */
  reason: z.string().nullable().optional(),
  /** from the first day to the last */
  days: z.int().optional(),
  /** won, and not as others are: faster or larger than nine of ten, or past stages */
  odd: z.array(z.enum(['fast', 'large', 'skipped'])).optional(),
  usualFastDays: z.int().nullable().optional(),
  usualLargeMinor: z.int().nullable().optional(),
  skipped: z.array(z.string()).optional(),
})
export type ReviewWhy = z.infer<typeof reviewWhy>

/** A deal as it stood when the review began. */
export const reviewedDeal = z.object({
  id: z.uuid(),
  name: z.string(),
  company: z.string().nullable(),
  owner: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  pipeline: id,
  stage: id.nullable(),
  outcome: id.nullable(),
  status: z.enum(['open', 'won', 'lost']),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  baseMinor: z.int().nullable(),
  closeDate: day.nullable(),
})
export type ReviewedDeal = z.infer<typeof reviewedDeal>

export const reviewItem = z.object({
  place: z.int(),
  part: z.enum(reviewParts),
  deal: reviewedDeal,
  why: reviewWhy,
  state: z.enum(['waiting', 'decided', 'skipped']),
  decision: z.enum(reviewDecisions).nullable(),
  note: z.string().nullable(),
  detail: z.object({
    closeDate: day.optional(),
    owner: z.string().optional(),
    outcome: z.string().optional(),
    reason: z.string().optional(),
  }),
  seconds: z.int(),
  at: time.nullable(),
  by: z.string().nullable(),
  taskId: z.uuid().nullable(),
  /** as it is now; null: it is gone */
  now: z.object({ revision: z.int(), status: z.enum(['open', 'won', 'lost']), stage: id.nullable() }).nullable(),
})
export type ReviewItem = z.infer<typeof reviewItem>

const present = z.array(z.object({ id: z.uuid().nullable(), name: z.string() }))

const stood = z.object({
  open: stake,
  troubled: stake,
  kinds: z.array(z.object({ kind: z.enum(hygieneKinds), count: z.int() })),
  /** what moved, was lost and was won is counted from this moment on */
  since: time,
})
export type ReviewStood = z.infer<typeof stood>

const head = {
  id: z.uuid(),
  revision: z.int(),
  state: z.enum(['running', 'paused', 'done']),
  pipeline: id.nullable(),
  startedAt: time,
  startedBy: z.string(),
  finishedAt: time.nullable(),
  present,
  /** spent on it: between one deed and the next, pauses left out */
  seconds: z.int(),
  guided: z.boolean(),
}

export const reviewPage = z.object({
  ...head,
  /** the last deed while it runs: the clock goes on from here */
  seenAt: time.nullable(),
  owner: z.object({ key: z.string(), name: z.string().nullable() }).nullable(),
  note: z.string().nullable(),
  stood,
  items: z.array(reviewItem),
  mayRun: z.boolean(),
  currency: z.string(),
  zone: z.string(),
  today: day,
  asOf: time,
})
export type ReviewPage = z.infer<typeof reviewPage>

/** `GET /api/reviews?…` */
export const reviewListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(300).optional(),
})
export const reviewList = z.object({
  items: z.array(
    z.object({
      ...head,
      items: z.int(),
      decided: z.int(),
      skipped: z.int(),
    }),
  ),
  next: z.string().nullable(),
  /** in reviews, this month of the workspace's zone */
  month: z.object({ reviews: z.int(), seconds: z.int() }),
  /** whoever asks has been led through a review */
  guidedBefore: z.boolean(),
  mayRun: z.boolean(),
  asOf: time,
})
export type ReviewList = z.infer<typeof reviewList>

/** `POST /api/reviews` */
export const reviewStartInput = z.strictObject({
  pipeline: id.optional(),
  owner: word.optional(),
  /** how many deals that need attention */
  most: z.int().min(1).max(50).default(15),
  present: z.array(z.uuid()).max(50).default([]),
  /** people without an account here */
  guests: z.array(word).max(50).default([]),
  guided: z.boolean().default(false),
})

export const reviewId = z.object({ id: z.uuid() })

/** `POST /api/reviews/:id/decide`: what is to become of one deal. */
export const reviewDecideBody = z.strictObject({
  place: z.int().min(1),
  decision: z.enum(reviewDecisions),
  note: note.default(''),
  /** of the deal, as it was read: an older one is told so (409) */
  dealRevision: z.int().optional(),
  /** close_date: the new one */
  closeDate: day.optional(),
  /** owner: the new one */
  ownerId: z.uuid().optional(),
  /** lose: which way out, and why */
  outcome: id.optional(),
  reason: id.optional(),
  /** of the owner's task; without one its kind says enough */
  taskTitle: z.string().trim().max(300).default(''),
  /** of the owner's task; the next working day when absent */
  taskDay: day.optional(),
})
export const reviewDecideInput = reviewDecideBody.extend(reviewId.shape)
export type ReviewDecideBody = z.input<typeof reviewDecideBody>

/** `POST /api/reviews/:id/skip` and `…/reopen`: one deal is left for now, or its decision is taken back. */
export const reviewPlaceBody = z.strictObject({ place: z.int().min(1) })
export const reviewPlaceInput = reviewPlaceBody.extend(reviewId.shape)

/** `POST /api/reviews/:id/turn`: paused, gone on with, or ended with what is to be kept of it. */
export const reviewTurnBody = z.strictObject({
  to: z.enum(['paused', 'running', 'done']),
  note: note.optional(),
  present: z.array(z.uuid()).max(50).optional(),
  guests: z.array(word).max(50).optional(),
})
export const reviewTurnInput = reviewTurnBody.extend(reviewId.shape)
export type ReviewTurnBody = z.infer<typeof reviewTurnBody>

export const reviewWritten = z.object({
  id: z.uuid(),
  revision: z.int(),
  state: z.enum(['running', 'paused', 'done']),
  seconds: z.int(),
  taskId: z.uuid().nullable(),
})
export type ReviewWritten = z.infer<typeof reviewWritten>
