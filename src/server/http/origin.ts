import type { Context } from 'hono'
import type { Problem } from '#contract/problem.ts'
import type { AppEnv } from './env.ts'

/**
 * Guards every change made in the name of a cookie: only JSON sent from a page of this very server. A form of another
 * site can send neither the content type nor our origin.
 */
export function checkOrigin(c: Context<AppEnv>, wanted = 'application/json'): Problem | null {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== wanted) {
    const what = wanted === 'application/json' ? 'JSON' : 'the file'
    return { code: 'unsupported', message: `Send ${what} with the content type ${wanted}.` }
  }
  const origin = c.req.header('origin')
  if (origin === undefined || hostOf(origin) !== c.req.header('host')?.toLowerCase())
    return {
      code: 'forbidden',
      message: 'Changes are taken only from pages of this server (the Origin header says otherwise).',
    }
  return null
}

/** Whether the caller sits at the machine itself and names it so (a rebound DNS name does not). */
export function isLoopback(c: Context<AppEnv>): boolean {
  const address = peerAddress(c)
  const local = address !== null && (address === '::1' || /^(::ffff:)?127\./.test(address))
  const host = (c.req.header('host') ?? '').toLowerCase().replace(/:\d+$/, '')
  return (
    local &&
    (host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)) &&
    !c.req.header('x-forwarded-for')
  )
}

/** The socket's other end, or what the proxy in front says when one is trusted. */
export function clientAddress(c: Context<AppEnv>, trustProxy: boolean): string | null {
  if (trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (forwarded) return forwarded
  }
  return peerAddress(c)
}

function peerAddress(c: Context<AppEnv>): string | null {
  return c.env?.incoming?.socket?.remoteAddress ?? null
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
