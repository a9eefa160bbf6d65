import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { JsonObject } from '#core/json.ts'
import type { Role } from '#core/permission.ts'
import { findMembers, insertNotifications } from '#store/notification.ts'

export interface NotifyRequest {
  /** these members; strangers among them are passed over */
  userIds?: readonly string[]
  /** and all members of these roles; when nobody has one of them, the admins and managers */
  roles?: readonly Role[]
  /** what happened; the app has a sentence for each kind (catalogs: notification.kind.<kind>) */
  kind: string
  /** names what brought it about: nobody is told twice */
  cause: string
  personId?: string
  /** address within the app where it leads, such as `/people/<id>` */
  link?: string
  /** numbers and words of the sentence */
  data?: JsonObject
  /** epoch ms */
  at?: number
}

/**
 * Tells members of a workspace something in the app (the bell), and in their next digest; in the transaction of what it
 * tells of. Idempotent by cause and member. Gives how many were told that were not before.
 */
export async function notify(db: Pool | PoolClient, workspaceId: string, request: NotifyRequest): Promise<number> {
  const { userIds, roles, kind, cause, personId, link, data = {}, at = Date.now() } = request
  if (link !== undefined && !isInnerLink(link)) throw new Error(`A notification leads within the app, not to ${link}`)
  let members = await findMembers(db, workspaceId, { ...(userIds && { userIds }), ...(roles && { roles }) })
  if (members.length === 0 && roles && roles.length > 0)
    members = await findMembers(db, workspaceId, { roles: ['admin', 'manager'] })
  return insertNotifications(
    db,
    workspaceId,
    members.map(({ userId }) => ({
      id: randomUUIDv7(),
      userId,
      kind,
      cause,
      personId: personId ?? null,
      link: link ?? null,
      data,
      at,
    })),
  )
}

/** A path of this app: never `//elsewhere`, never a scheme. */
function isInnerLink(link: string): boolean {
  return /^\/(?![/\\])[^\s\p{Cc}]*$/u.test(link)
}
