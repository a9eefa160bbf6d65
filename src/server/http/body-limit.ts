import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AppEnv } from './env.ts'

interface BodyLimitInput {
  /** bytes */
  maxSize: number
  onError(c: Context<AppEnv>): Response | Promise<Response>
}

/**
 * Refuses bodies that are too large. One that says its length is judged by it, which costs no copy of the request; Node
 * reads no more than was said.
 */
export function limitBody({ maxSize, onError }: BodyLimitInput): MiddlewareHandler<AppEnv> {
  const counted = bodyLimit({ maxSize, onError })
  return async (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    if (Number(length) > maxSize) return onError(c)
    await next()
    return undefined
  }
}
