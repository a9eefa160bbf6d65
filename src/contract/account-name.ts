import { z } from 'zod'
import { isWholeText } from '#core/text.ts'

/** What each who may name a company calls it: core/account-name.ts. */
export const accountNaming = z.object({
  /** whose name counts; null: nobody's, it is called by its domain or group */
  by: z.enum(['hand', 'trusted', 'made', 'page', 'people']).nullable(),
  /** the name given by hand; null: none */
  hand: z.string().nullable(),
  /** what its people call it in other ways than it is called, the most of them first */
  typed: z.array(z.object({ name: z.string(), people: z.int() })),
})
export type AccountNaming = z.infer<typeof accountNaming>

/** `POST /api/companies/:id/name`: a name by hand, or null: it is called as the others say again. */
export const accountRenameBody = z.strictObject({
  name: z.string().trim().min(1).max(200).refine(isWholeText, 'holds a NUL or half a character').nullable(),
  /** the name by hand as it was seen (null: none); another by now is a conflict */
  was: z.string().nullable(),
})
export const accountRenameInput = accountRenameBody.extend({ id: z.uuid() })

export const accountRenamed = z.object({
  id: z.uuid(),
  name: z.string(),
  hand: z.string().nullable(),
  /** what it was called */
  before: z.object({ name: z.string(), hand: z.string().nullable() }),
})
export type AccountRenamed = z.infer<typeof accountRenamed>
