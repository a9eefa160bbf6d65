import type { Context } from 'hono'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { AppEnv } from './env.ts'

/** The JSON object of a request's body; an empty body is an empty object. */
export async function readJson(c: Context<AppEnv>): Promise<Result<Record<string, unknown>>> {
  const text = await c.req.text()
  if (text === '') return ok({})
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('invalid', 'The body is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('invalid', 'The body must be a JSON object.')
  return ok(value as Record<string, unknown>)
}
