import type { Pool } from 'pg'
import { openLink, sealLink, type LinkSubject } from '#actions/consent/secret.ts'
import { consentSecret } from '#store/consent.ts'
import type { Db } from '#store/rows.ts'

/** What is needed to make a link: the database, and how people reach this server, without a slash at the end. */
export interface LinkServices {
  pool: Pool | Db
  address: string
}

/** Where somebody chooses what they get. Nothing of them can be read from it. */
export async function preferenceLink(services: LinkServices, workspaceId: string, personId: string): Promise<string> {
  const token = await tokenOf(services, { kind: 'preferences', workspaceId, personId, purpose: null })
  return `${services.address}/preferences/${token}`
}

/** Where somebody ends one purpose, by a button or by one POST (RFC 8058): for `unsubscribe` of a mail. */
export async function unsubscribeLink(
  services: LinkServices,
  workspaceId: string,
  personId: string,
  purpose: string,
): Promise<string> {
  const token = await tokenOf(services, { kind: 'unsubscribe', workspaceId, personId, purpose })
  return `${services.address}/unsubscribe/${token}`
}

async function tokenOf({ pool }: LinkServices, subject: LinkSubject): Promise<string> {
  return sealLink(await consentSecret(pool), subject)
}

/** Whose link that is; null for a token that is none of this kind. */
export async function readLink(
  db: Db,
  token: string,
  kind: LinkSubject['kind'],
): Promise<(LinkSubject & { personId: string }) | null> {
  const subject = openLink(await consentSecret(db), token)
  return subject?.kind === kind ? subject : null
}
