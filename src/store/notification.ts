import type { JsonObject } from '#core/json.ts'
import type { Role } from '#core/permission.ts'
import { type Db, insertRows, isoTime } from '#store/rows.ts'

export interface NewNotification {
  id: string
  userId: string
  kind: string
  cause: string
  personId: string | null
  link: string | null
  data: JsonObject
  /** epoch ms */
  at: number
}

/** Writes notifications; one that the user was given already stays as it is. Gives how many are new. */
export async function insertNotifications(
  db: Db,
  workspaceId: string,
  notifications: readonly NewNotification[],
): Promise<number> {
  return insertRows(
    db,
    'notification',
    `workspace_id uuid, id uuid, user_id uuid, kind text, cause text, person_id uuid, link text, data jsonb,
     at timestamptz`,
    notifications.map((one) => ({
      workspace_id: workspaceId,
      id: one.id,
      user_id: one.userId,
      kind: one.kind,
      cause: one.cause,
      person_id: one.personId,
      link: one.link,
      data: one.data,
      at: isoTime(one.at),
    })),
    'on conflict (workspace_id, user_id, cause) do nothing',
  )
}

/** Members of the workspace: of these, or with one of these roles. */
export async function findMembers(
  db: Db,
  workspaceId: string,
  who: { userIds?: readonly string[]; roles?: readonly Role[] },
): Promise<{ userId: string; role: Role }[]> {
  const { rows } = await db.query<{ userId: string; role: Role }>(
    `select user_id as "userId", role from workspace_member
      where workspace_id = $1 and (user_id = any($2::uuid[]) or role = any($3)) order by user_id`,
    [workspaceId, who.userIds ?? [], who.roles ?? []],
  )
  return rows
}
