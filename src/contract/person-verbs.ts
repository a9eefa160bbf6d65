import { z } from 'zod'
import { ownFieldKey } from '#contract/own-field.ts'
import { differences, likenesses } from '#core/duplicate.ts'

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

/** `POST /api/people/:id/move/undo` and `/field/undo`: the fact is withdrawn, as if it had never been said. */
export const personUndoBody = z.object({ messageId: z.string().min(1).max(400) })
export const personUndoInput = personUndoBody.extend({ id: z.uuid() })
export const personUndone = z.object({
  id: z.uuid(),
  messageId: z.string(),
  /** hand-offs that it had opened and nobody has taken yet: closed with it */
  closed: z.int(),
})
export type PersonUndone = z.infer<typeof personUndone>

/** `POST /api/people/:id/field`: one fact, as a dated event. */
export const personFieldBody = z.object({
  key: ownFieldKey,
  /** null clears it */
  value: z
    .union([z.string().trim().max(2000), z.number(), z.boolean(), z.array(z.string().max(200)).max(50)])
    .nullable(),
})
export const personFieldInput = personFieldBody.extend({ id: z.uuid() })
export const personFieldSet = z.object({
  id: z.uuid(),
  key: z.string(),
  /** the event that did it, by which it may be undone */
  messageId: z.string(),
})
export type PersonFieldSet = z.infer<typeof personFieldSet>

/** What a merge or its end makes of somebody. */
export const personSketch = z.object({
  /** who has this id afterwards */
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  account: z.string().nullable(),
  fit: z.number(),
  engagement: z.number(),
  total: z.number(),
  stage: z.string().nullable(),
  outcome: z.string().nullable(),
  events: z.int(),
  firstAt: z.iso.datetime().nullable(),
  lastAt: z.iso.datetime().nullable(),
})
export type PersonSketch = z.infer<typeof personSketch>

/** `GET /api/people/:id/merge-preview?other=` */
export const personMergePreviewQuery = z.object({ other: z.uuid() })
export const personMergePreviewInput = personMergePreviewQuery.extend({ id: z.uuid() })
export const personMergePreview = z.object({
  before: z.tuple([personSketch, personSketch]),
  after: personSketch,
  /** facts on which they differ, and what will hold: the later word */
  conflicts: z.array(z.object({ key: z.string(), one: z.json(), other: z.json(), after: z.json() })),
  threshold: z.number(),
})
export type PersonMergePreview = z.infer<typeof personMergePreview>

/** `GET /api/people/:id/unmerge-preview?merged=` */
export const personUnmergePreviewQuery = z.object({ merged: z.uuid() })
export const personUnmergePreviewInput = personUnmergePreviewQuery.extend({ id: z.uuid() })
export const personUnmergePreview = z.object({
  before: personSketch,
  after: z.tuple([personSketch, personSketch]),
  threshold: z.number(),
})
export type PersonUnmergePreview = z.infer<typeof personUnmergePreview>

/** `GET /api/people/:id/duplicates` */
export const personDuplicates = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      title: z.string().nullable(),
      account: z.string().nullable(),
      lastAt: z.iso.datetime().nullable(),
      confidence: z.enum(['likely', 'possible']),
      reasons: z.array(z.enum(likenesses)),
      against: z.array(z.enum(differences)),
    }),
  ),
  dismissed: z.int(),
})
export type PersonDuplicates = z.infer<typeof personDuplicates>

/** `POST /api/people/:id/duplicates/dismiss`: not one after all; remembered until `undo`. */
export const duplicateDismissBody = z.object({ other: z.uuid(), undo: z.boolean().optional() })
export const duplicateDismissInput = duplicateDismissBody.extend({ id: z.uuid() })
export const duplicateDismissed = z.object({ id: z.uuid(), other: z.uuid(), dismissed: z.boolean() })
export type DuplicateDismissed = z.infer<typeof duplicateDismissed>
