import { z } from 'zod'

/** Many more are decided on in parts, each a transaction of its own. */
export const effectsAtOnce = 500

/** `POST /api/waiting/fire` and `…/dismiss`: these hand-offs, or a part of all that were not sent by themselves. */
export const effectDecision = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(effectsAtOnce) }),
  z.strictObject({
    until: z.iso
      .datetime()
      .describe('All that were listed at this moment (asOf of the list). Ask again while left is not 0.'),
  }),
])

export const effectDecided = z.object({
  ids: z
    .array(z.uuid())
    .describe('Whom it was decided for: by these it can be taken back. Others were decided before.'),
  left: z.int().describe('How many of those asked for still wait; counting stops at 1,000.'),
})
export type EffectDecided = z.infer<typeof effectDecided>

/** `POST /api/waiting/fire/undo` and `…/dismiss/undo`. */
export const effectUndo = z.strictObject({ ids: z.array(z.uuid()).min(1).max(effectsAtOnce) })

export const effectUndone = z.object({
  ids: z.array(z.uuid()).describe('Those that wait for a decision again; whoever was taken up meanwhile stays so.'),
})
export type EffectUndone = z.infer<typeof effectUndone>
