import type { PoolClient } from 'pg'
import { invitationMail, mailLanguage } from '#core/entry-mail.ts'
import type { InvitationRow } from '#store/invitation.ts'
import { findWorkspace } from '#store/workspace.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'

/** For how many days an invitation is good. */
export const invitationDays = 7

export function invitationLink(address: string, token: string): string {
  return `${address}/invitation/${token}`
}

/** Puts the mail of an invitation into the outbox; each link is a mail of its own. */
export async function mailInvitation(
  db: PoolClient,
  workspaceId: string,
  row: InvitationRow,
  link: string,
  now: number,
): Promise<void> {
  const workspace = (await findWorkspace(db, workspaceId))?.name ?? ''
  const facts = { workspace, by: row.by, role: row.role, link, days: invitationDays }
  const mail = invitationMail(mailLanguage(row.language), facts)
  const cause = `invitation:${row.id}:${row.sentAt.getTime()}`
  await enqueueMail(db, workspaceId, { kind: 'invitation', cause, to: row.email, ...mail }, now)
}
