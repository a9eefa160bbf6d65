import type { MailDoor, MailTransport } from '#actions/mail-door.ts'
import type { Db } from '#store/rows.ts'
import { findSoleWorkspace, findTransport, type KeptTransportRow } from '#store/mail-transport.ts'
import { findWorkspace } from '#store/workspace.ts'

export type Transport =
  | { ok: true; by: 'own' | 'operator'; transport: MailTransport }
  /** none: nothing is set; demo: sends nothing; sealed: the password was sealed with a key that is not here */
  | { ok: false; why: 'none' | 'demo' | 'sealed' }

/**
 * By what a workspace's mail leaves now: its own settings, else the operator's. Mail of the server itself (null) leaves
 * by the operator's, else by those of the only workspace here.
 */
export async function transportOf(db: Db, workspaceId: string | null, door: MailDoor): Promise<Transport> {
  if (workspaceId === null) {
    if (door.operator) return { ok: true, by: 'operator', transport: door.operator }
    const sole = await findSoleWorkspace(db)
    return sole === null ? { ok: false, why: 'none' } : transportOf(db, sole, door)
  }
  if ((await findWorkspace(db, workspaceId))?.demo !== false) return { ok: false, why: 'demo' }
  const kept = await findTransport(db, workspaceId)
  if (kept?.enabled) return openTransport(kept, door)
  return door.operator ? { ok: true, by: 'operator', transport: door.operator } : { ok: false, why: 'none' }
}

export function openTransport(kept: KeptTransportRow, door: MailDoor): Transport {
  const { host, port, security, username, sealedPassword, fromAddress, fromName, replyTo } = kept
  const password = sealedPassword === null ? null : door.open(sealedPassword)
  if (sealedPassword !== null && password === null) return { ok: false, why: 'sealed' }
  const transport = { host, port, security, username, password, fromAddress, fromName, replyTo, trusted: false }
  return { ok: true, by: 'own', transport }
}
