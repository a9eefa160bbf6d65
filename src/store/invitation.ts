import type { Language } from '#contract/session.ts'
import type { Role } from '#core/permission.ts'
import type { Db } from '#store/rows.ts'

export interface InvitationRow {
  id: string
  email: string
  role: Role
  language: Language
  by: string | null
  sentAt: Date
  expiresAt: Date
}

const columns = `i.id, i.email, i.role, i.language, u.name as by, i.sent_at as "sentAt", i.expires_at as "expiresAt"`
const open = 'i.accepted_at is null and i.revoked_at is null'
const epoch = (place: string): string => `to_timestamp(${place}::double precision / 1000)`

/** Those that nobody has accepted, newest first; expired ones among them. */
export async function listInvitations(db: Db, workspaceId: string): Promise<InvitationRow[]> {
  const { rows } = await db.query<InvitationRow>(
    `select ${columns} from invitation i left join auth_user u on u.id = i.invited_by
      where i.workspace_id = $1 and ${open} order by i.sent_at desc, i.id`,
    [workspaceId],
  )
  return rows
}

export async function findInvitation(db: Db, workspaceId: string, id: string): Promise<InvitationRow | null> {
  const { rows } = await db.query<InvitationRow>(
    `select ${columns} from invitation i left join auth_user u on u.id = i.invited_by
      where i.workspace_id = $1 and i.id = $2 and ${open}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

interface NewInvitation {
  id: string
  email: string
  role: Role
  language: Language
  hash: Buffer
  invitedBy: string | null
  /** epoch ms */
  now: number
  expiresAt: number
}

/** False when an invitation of that address is open. */
export async function insertInvitation(db: Db, workspaceId: string, row: NewInvitation): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into invitation (workspace_id, id, email, role, language, hash, invited_by, created_at, sent_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, ${epoch('$8')}, ${epoch('$8')}, ${epoch('$9')})
     on conflict (workspace_id, email) where accepted_at is null and revoked_at is null do nothing`,
    [workspaceId, row.id, row.email, row.role, row.language, row.hash, row.invitedBy, row.now, row.expiresAt],
  )
  return rowCount === 1
}

/** Gives an open invitation a new link; the former one is good no more. False when it is not open. */
export async function renewInvitation(
  db: Db,
  workspaceId: string,
  id: string,
  link: { hash: Buffer; now: number; expiresAt: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update invitation i set hash = $3, sent_at = ${epoch('$4')}, expires_at = ${epoch('$5')}
      where i.workspace_id = $1 and i.id = $2 and ${open}`,
    [workspaceId, id, link.hash, link.now, link.expiresAt],
  )
  return rowCount === 1
}

/** False when it is not open. */
export async function revokeInvitation(db: Db, workspaceId: string, id: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update invitation i set revoked_at = ${epoch('$3')} where i.workspace_id = $1 and i.id = $2 and ${open}`,
    [workspaceId, id, now],
  )
  return rowCount === 1
}

/** An invitation as its holder sees it; a link names no workspace. */
export interface HeldInvitation extends InvitationRow {
  workspaceId: string
  workspace: string
}

/** The good invitation of that link; null when it is used, revoked, old or unknown. `lock` keeps it for the transaction. */
export async function findInvitationByLink(
  db: Db,
  hash: Buffer,
  now: number,
  { lock = false } = {},
): Promise<HeldInvitation | null> {
  const { rows } = await db.query<HeldInvitation>(
    `select ${columns}, w.workspace_id as "workspaceId", w.name as workspace
       from invitation i join workspace w using (workspace_id) left join auth_user u on u.id = i.invited_by
      where i.hash = $1 and ${open} and i.expires_at > ${epoch('$2')} ${lock ? 'for update of i' : ''}`,
    [hash, now],
  )
  return rows[0] ?? null
}

export async function markInvitationAccepted(
  db: Db,
  workspaceId: string,
  id: string,
  userId: string,
  now: number,
): Promise<void> {
  await db.query(
    `update invitation set accepted_at = ${epoch('$4')}, accepted_by = $3 where workspace_id = $1 and id = $2`,
    [workspaceId, id, userId, now],
  )
}
