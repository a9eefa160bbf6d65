import { createHmac, randomBytes } from 'node:crypto'

/** Who a cookieless visit is by, for one day. */
export type VisitIds = (
  visitor: { workspaceId: string; host: string; address: string; agent: string },
  now: number,
) => string

/**
 * Ids of cookieless visits: a keyed hash of address, agent and site, whose key is random, lives in memory only and is
 * thrown away at midnight UTC, so that nobody, ourselves included, can follow a visitor into the next day. A restart of
 * the server splits the visits of that day.
 */
export function createVisitIds(): VisitIds {
  let day = -1
  let key = randomBytes(32)
  return ({ workspaceId, host, address, agent }, now) => {
    const today = Math.floor(now / 86_400_000)
    if (today !== day) {
      day = today
      key = randomBytes(32)
    }
    const hash = createHmac('sha256', key)
      .update(JSON.stringify([workspaceId, host, address, agent]))
      .digest('base64url')
    return `visit_${hash.slice(0, 22)}`
  }
}
