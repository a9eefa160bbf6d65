import { z } from 'zod'

/** `POST /api/people/merge`: these two are one. */
export const personMergeInput = z.object({
  one: z.uuid(),
  other: z.uuid(),
  note: z.string().trim().max(500).optional().describe('Why, for whoever asks later.'),
})
/** The survivor, whose id the other's now leads to. */
export const personMerged = z.object({ id: z.uuid(), merged: z.uuid() })
export type PersonMerged = z.infer<typeof personMerged>

/** `POST /api/people/:id/unmerge`: `merged` is somebody else after all. */
export const personUnmergeBody = z.object({
  merged: z.uuid().describe('An id that was merged into this person.'),
  note: z.string().trim().max(500).optional(),
})
export const personUnmergeInput = personUnmergeBody.extend({ id: z.uuid() })
export const personUnmerged = z.object({ id: z.uuid(), restored: z.uuid() })
export type PersonUnmerged = z.infer<typeof personUnmerged>

/** `POST /api/people/:id/move`: a stage by hand, or out of the order into an outcome. */
export const personMoveBody = z.object({
  model: z.string().max(100).optional().describe('A person model; the lifecycle when absent.'),
  stage: z.string().max(100).optional().describe('Either a stage …'),
  outcome: z.string().max(100).optional().describe('… or an outcome.'),
  reason: z.string().trim().min(1).max(500).optional().describe('Outcomes ask for one of the blueprint’s reasons.'),
  newPass: z.boolean().optional().describe('Begin a new lap there.'),
})
export const personMoveInput = personMoveBody.extend({ id: z.uuid() })
/** Where they stand now. */
export const personMoved = z.object({
  id: z.uuid(),
  model: z.string(),
  stage: z.string().nullable(),
  outcome: z.string().nullable(),
  pass: z.int(),
  /** the event that did it */
  messageId: z.string(),
})
export type PersonMoved = z.infer<typeof personMoved>
