import { z } from 'zod'
import { objectionKinds, objectionStates } from '#core/deal/objection.ts'

const time = z.iso.datetime()
const words = z.string().trim().max(4000)
const someone = z.object({ id: z.uuid(), name: z.string().nullable() }).nullable()

/** What somebody of theirs doubts, what we answered, what happened next. */
export const objection = z.object({
  id: z.uuid(),
  kind: z.enum(objectionKinds),
  said: z.string(),
  person: someone,
  answer: z.string().nullable(),
  next: z.string().nullable(),
  state: z.enum(objectionStates),
  raisedAt: time,
  by: z.string().nullable(),
})
export type Objection = z.infer<typeof objection>

/** `GET /api/deals/:id/objections` */
export const objectionList = z.object({ items: z.array(objection) })
export type ObjectionList = z.infer<typeof objectionList>

/** `POST /api/deals/:id/objections` */
export const objectionBody = z.strictObject({
  kind: z.enum(objectionKinds),
  said: words.min(1),
  person: z.uuid().nullable().default(null),
  answer: words.nullable().default(null),
  next: words.nullable().default(null),
  state: z.enum(objectionStates).default('open'),
})
export const objectionInput = objectionBody.extend({ id: z.uuid() })

/** `POST /api/objections/:id`: what is given changes. `removed`: taken out as a mistake, or brought back. */
export const objectionChangeBody = z.strictObject({
  kind: z.enum(objectionKinds).optional(),
  said: words.min(1).optional(),
  answer: words.nullable().optional(),
  next: words.nullable().optional(),
  state: z.enum(objectionStates).optional(),
  removed: z.boolean().optional(),
})
export const objectionChanged = objection.extend({ dealId: z.uuid() })
export const objectionId = z.object({ id: z.uuid() })
export const objectionChangeInput = objectionChangeBody.extend(objectionId.shape)

/** `GET /api/objections?kind=…`: how doubts of a kind went elsewhere. */
export const objectionSummaryQuery = z.object({
  kind: z.enum(objectionKinds).optional(),
  /** leave out those of this deal */
  without: z.uuid().optional(),
})
export const objectionSummary = z.object({
  kinds: z.array(
    z.object({
      kind: z.enum(objectionKinds),
      count: z.int(),
      settled: z.int(),
      /** deals in which it was raised, that are over, and of them those won */
      over: z.int(),
      won: z.int(),
    }),
  ),
  /** answers that settled it, those of deals that were won first; of the kind asked for */
  answers: z.array(
    z.object({
      id: z.uuid(),
      said: z.string(),
      answer: z.string(),
      next: z.string().nullable(),
      state: z.enum(objectionStates),
      deal: z.object({ id: z.uuid(), name: z.string(), status: z.enum(['open', 'won', 'lost']) }),
    }),
  ),
})
export type ObjectionSummary = z.infer<typeof objectionSummary>
