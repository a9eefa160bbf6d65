import type { Role } from '#core/permission.ts'
import type { Db } from '#store/rows.ts'

export interface MemberRow {
  userId: string
  name: string
  email: string
  role: Role
  since: Date
  lastSeen: Date | null
  secured: boolean
  authenticator: boolean
}

/** The members of a workspace by name, with when any session of theirs was last used, and whether a second factor or passkey guards them. */
export async function listMembers(db: Db, workspaceId: string): Promise<MemberRow[]> {
  const { rows } = await db.query<MemberRow>(
    `select u.id as "userId", u.name, u.email, m.role, m.created_at as since,
            (select max(s.updated_at) from auth_session s where s.user_id = u.id and s.expires_at > now()) as "lastSeen",
            u.two_factor_enabled or exists (select from auth_passkey p where p.user_id = u.id) as secured,
            u.two_factor_enabled as authenticator
       from workspace_member m join auth_user u on u.id = m.user_id
      where m.workspace_id = $1
      order by u.name, u.id`,
    [workspaceId],
  )
  return rows
}

export async function findMember(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<{ name: string; email: string; role: Role } | null> {
  const { rows } = await db.query<{ name: string; email: string; role: Role }>(
    `select u.name, u.email, m.role from workspace_member m join auth_user u on u.id = m.user_id
      where m.workspace_id = $1 and m.user_id = $2`,
    [workspaceId, userId],
  )
  return rows[0] ?? null
}

export async function isMemberByEmail(db: Db, workspaceId: string, email: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from workspace_member m join auth_user u on u.id = m.user_id where m.workspace_id = $1 and u.email = $2`,
    [workspaceId, email],
  )
  return rowCount === 1
}

/** The admins of a workspace, locked until the transaction ends, so that two of them cannot remove each other at once. */
export async function lockAdmins(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select user_id as id from workspace_member where workspace_id = $1 and role = 'admin' order by user_id for update`,
    [workspaceId],
  )
  return rows.map(({ id }) => id)
}

export async function deleteMember(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db.query('delete from workspace_member where workspace_id = $1 and user_id = $2', [workspaceId, userId])
}
