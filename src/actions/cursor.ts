import type { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { hash53 } from '#core/hash.ts'

/**
 * A place in a list, opaque to whoever carries it. It is bound to what was asked (`question`), and read back through a
 * schema; it only ever says where to go on, never what may be seen.
 */
export function writeCursor(question: readonly unknown[], place: unknown): string {
  return Buffer.from(JSON.stringify([hash53(JSON.stringify(question)), place])).toString('base64url')
}

/** The place, or null when the text is none of ours or belongs to another question. */
export function readCursor<T>(question: readonly unknown[], text: string, schema: z.ZodType<T>): T | null {
  try {
    const [bound, place] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (bound !== hash53(JSON.stringify(question))) return null
    const parsed = schema.safeParse(place)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export const badCursor = refuse(
  'invalid',
  'cursor: not one of this list; begin again without a cursor, with the same filters for all pages.',
  { fields: [{ path: 'cursor', message: 'not one of this list' }] },
)
