import { z } from 'zod'

/** What can go wrong in a verb, as a returned value. HTTP maps each code to one status (server/http/problem.ts). */
export const problemCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'second_factor_required',
  'not_found',
  'conflict',
  'gone',
  'too_large',
  'unsupported',
  'rate_limited',
  'busy',
  'internal',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** One field that was refused: `path` such as `stages.0.name`. */
export const problemField = z.object({ path: z.string(), message: z.string() })

/** RFC 9457 problem details, with our stable `code`; screens translate by code, `detail` is one English sentence. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  fields: z.array(problemField).optional(),
})
export type ProblemDocument = z.infer<typeof problemDocument>

/** An expected refusal. `message` says what to do. */
export interface Problem {
  code: ProblemCode
  message: string
  fields?: { path: string; message: string }[]
  /** `rate_limited` and `busy`: when to come back, in seconds */
  retryAfter?: number
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function refuse(
  code: ProblemCode,
  message: string,
  more: Omit<Problem, 'code' | 'message'> = {},
): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...more } }
}

/** A zod refusal as a Problem that names each field. */
export function invalid(error: z.ZodError): { ok: false; problem: Problem } {
  const fields = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const first = fields[0]
  const where = first && first.path !== '' ? `${first.path}: ` : ''
  return refuse('invalid', first ? `${where}${first.message}` : 'The input is not valid.', { fields })
}
