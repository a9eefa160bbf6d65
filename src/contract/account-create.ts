import { z } from 'zod'
import { isWholeText } from '#core/text.ts'

/** `POST /api/companies`: a company that nothing has been heard of yet. One of that name is not made twice. */
export const accountCreateInput = z.strictObject({
  name: z.string().trim().min(1).max(200).refine(isWholeText, 'holds a NUL or half a character'),
})
export const accountCreated = z.object({
  id: z.uuid(),
  name: z.string(),
  /** false: it was there already */
  made: z.boolean(),
})
export type AccountCreated = z.infer<typeof accountCreated>
