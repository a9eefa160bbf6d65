import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { requestJob } from '#actions/job-request.ts'
import { headerLine, isMailAddress, longestName, longestSubject } from '#core/mail/header.ts'
import { insertMail } from '#store/mail.ts'

export interface MailRequest {
  /** what it is: 'invitation', 'password_reset', 'digest' … ; a word of ours, shown in the log */
  kind: string
  /** names what brought it about once and for all: a second mail of the same cause is not written */
  cause: string
  to: string
  toName?: string
  subject: string
  text: string
  html?: string
  /** an invitation for the reader's calendar */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string }
  /** where one POST ends mails of this kind (RFC 8058): `unsubscribeLink` of actions/consent/links.ts */
  unsubscribe?: string
}

/** Mails that carry a one-time link: their text is erased as soon as nobody has to send it any more. */
const secretKinds: ReadonlySet<string> = new Set([
  'invitation',
  'password_reset',
  'password_change',
  'email_change',
  'email_verification',
  'sign_in_link',
  'magic_link',
  'proposal',
  'form_content',
  'consent_confirm',
])

const longestText = 200_000

/**
 * Puts a mail into the outbox, in the transaction of the change that it tells of; a job delivers it after the commit.
 * Null `workspaceId`: a mail of the server itself. Until a transport is set it stands in the outbox that the app shows.
 * Subject and name become one harmless line each. False when one of that cause is there already. Throws MailProblem for
 * an address that is none, or an empty or huge text: a fault of the caller.
 */
export async function enqueueMail(
  db: Pool | PoolClient,
  workspaceId: string | null,
  request: MailRequest,
  now: number = Date.now(),
): Promise<boolean> {
  const { kind, cause, text, html = null, calendar = null, unsubscribe = null } = request
  if (!isMailAddress(request.to)) throw new MailProblem(`This is no mail address: ${headerLine(request.to, 80)}`)
  const subject = headerLine(request.subject, longestSubject)
  if (subject === '' || text.trim() === '') throw new MailProblem('A mail needs a subject and a text.')
  if (text.length > longestText || (html?.length ?? 0) > longestText) throw new MailProblem('The mail is too long.')
  const toName = headerLine(request.toName ?? '', longestName)
  const written = await insertMail(db, workspaceId, {
    id: randomUUIDv7(),
    kind,
    cause,
    toAddress: request.to,
    toName: toName === '' ? null : toName,
    subject,
    text,
    html,
    secret: secretKinds.has(kind),
    calendar,
    unsubscribe,
    at: now,
  })
  if (written) await requestJob(db, 'mail', {}, 'mail')
  return written
}

/** The mail cannot be written as it was asked for. */
export class MailProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MailProblem'
  }
}
