import { z } from 'zod'
import { segmentCondition } from '#contract/segment-query.ts'

const time = z.iso.datetime()
const name = z.string().trim().min(1, 'give it a name').max(80)
const about = z.string().trim().max(500)

/** `POST /api/segments`: a saved condition on people. */
export const segmentInput = z.object({ name, about: about.default(''), condition: segmentCondition })
export type SegmentInput = z.input<typeof segmentInput>
/** `POST /api/segments/:id`: what is left out stays. */
export const segmentChangeBody = z.object({
  name: name.optional(),
  about: about.optional(),
  condition: segmentCondition.optional(),
})
export const segmentId = z.object({ id: z.uuid() })
export const segmentChangeInput = segmentChangeBody.extend(segmentId.shape)

export const segment = z.object({
  id: z.uuid(),
  name: z.string(),
  about: z.string(),
  condition: segmentCondition,
  createdAt: time,
  updatedAt: time,
  /** as of the last look; null before the first */
  lookedAt: time.nullable(),
  people: z.int().nullable(),
  /** why the last look failed, as a sentence */
  trouble: z.string().nullable(),
  /** too many people to note each coming and going */
  countedOnly: z.boolean(),
  /** came and left in the last seven days, as far as looks noticed */
  joined: z.int(),
  left: z.int(),
})
export type Segment = z.infer<typeof segment>
/** `GET /api/segments` */
export const segmentList = z.object({ items: z.array(segment) })
export type SegmentList = z.infer<typeof segmentList>

/** Who came or left, the latest first. */
export const segmentChange = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  at: time,
  joined: z.boolean(),
})
/** `GET /api/segments/:id` */
export const segmentPage = segment.extend({
  changes: z.array(segmentChange),
  /** comings and goings of the last thirty days, by day of the workspace’s zone */
  days: z.array(z.object({ day: z.iso.date(), joined: z.int(), left: z.int() })),
})
export type SegmentPage = z.infer<typeof segmentPage>
export const segmentDeleted = z.object({ id: z.uuid() })
