import type { Pool } from 'pg'
import type { Flow } from '#actions/flow-types.ts'
import { confirmDays, mailConfirmation } from '#actions/consent/given.ts'
import { preferenceLink, unsubscribeLink } from '#actions/consent/links.ts'
import { addressHash } from '#actions/consent/secret.ts'
import { settingOf } from '#actions/consent/setting.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { hashToken, newLinkToken } from '#actions/one-time-link.ts'
import { visitorActs, type Visitor } from '#actions/visitor.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { receiptMail } from '#core/consent/mail.ts'
import { dayText } from '#core/proposal/price.ts'
import { consentSecret } from '#store/consent.ts'
import {
  confirmRequest,
  findRequest,
  findRequestByToken,
  renewRequest,
  requestsOf,
  type RequestRow,
} from '#store/consent-request.ts'
import { forgetErasedKey } from '#store/erasure-key.ts'
import { liftSuppression } from '#store/consent-reach.ts'
import { personOfAddress } from '#store/consent-state.ts'

/** How a request stands: `open` waits for its button. */
export type RequestState = 'open' | 'expired' | 'confirmed'

export function stateOfRequest({ confirmedAt, expiresAt }: RequestRow, now: number): RequestState {
  return confirmedAt !== null ? 'confirmed' : expiresAt.getTime() <= now ? 'expired' : 'open'
}

/** The request behind a link; null for a link that leads nowhere (any more). Reads only. */
export async function readRequest(pool: Pool, token: string): Promise<RequestRow | null> {
  return token.length > 100 ? null : findRequestByToken(pool, hashToken(token))
}

export interface ConfirmServices {
  pool: Pool
  flow: Flow
  /** how people reach this server, without a slash at the end */
  address: string
}

/**
 * The owner of the address pressed the button: the purposes are granted in the words that were shown, in whatever browser
 * that was, once and for all. Afterwards the address is believed; it comes off the suppression list unless a colleague
 * put it there; a mail says what was agreed to. Answers with the request as it then stands, null when the link leads
 * nowhere. Rejects with FlowBusy, or when the grants were set aside: nothing is confirmed then.
 */
export async function confirmConsent(
  services: ConfirmServices,
  token: string,
  visitor: Visitor,
  proof: { address: string | null; agent: string | null; page: string | null },
  now: number,
): Promise<RequestRow | null> {
  const { pool } = services
  const request = await readRequest(pool, token)
  if (!request || stateOfRequest(request, now) !== 'open') return request
  const { workspaceId, id, email, language, purposes, source, askedAt } = request
  // whoever was erased comes back by their own hand
  await forgetErasedKey(pool, workspaceId, addressHash(await consentSecret(pool), workspaceId, 'email', email))
  const outcomes = await visitorActs(
    services,
    workspaceId,
    purposes.map(({ purpose, wording, text }) => ({
      type: 'track' as const,
      messageId: `consent_request:${id}:${purpose}`,
      event: 'consent_granted',
      properties: {
        purpose,
        wording,
        text,
        language,
        source: 'double_opt_in',
        asked: source,
        askedAt: askedAt.toISOString(),
        proof: { ...proof },
      },
      traits: { email },
    })),
    { ...visitor, anonymousId: null, confirmed: true },
    now,
  )
  const refused = outcomes.find((outcome) => outcome.status === 'set_aside')
  if (refused?.status === 'set_aside')
    throw new Error(`a confirmed consent was set aside: ${refused.rejection.message}`)
  await inTransaction(pool, async (db) => {
    if (!(await confirmRequest(db, workspaceId, id, now))) return
    const secret = await consentSecret(db)
    await liftSuppression(db, workspaceId, addressHash(secret, workspaceId, 'email', email))
    const personId = await personOfAddress(db, workspaceId, email)
    if (personId !== null) await mailReceipt({ db, address: services.address }, request, personId, now)
  })
  return readRequest(pool, token)
}

async function mailReceipt(
  { db, address }: { db: Parameters<typeof settingOf>[0]; address: string },
  { workspaceId, id, email, language, purposes }: RequestRow,
  personId: string,
  now: number,
): Promise<void> {
  const { sender, rules, zone } = await settingOf(db, workspaceId)
  if (!rules.receipts) return
  const services = { pool: db, address }
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString()
  const mail = receiptMail(language, {
    sender: sender.name,
    contact: contactOf(sender),
    texts: purposes.map(({ text }) => text),
    day: dayText(day, language),
    preferences: await preferenceLink(services, workspaceId, personId),
  })
  const unsubscribe = await unsubscribeLink(services, workspaceId, personId, purposes[0]?.purpose ?? 'marketing')
  await enqueueMail(
    db,
    workspaceId,
    { kind: 'consent_receipt', cause: `consent:${id}:receipt`, to: email, ...mail, unsubscribe },
    now,
  )
}

/** Where to reach the sender, as one line; null where nobody said. */
export function contactOf({ contact, postal }: { contact: string; postal: string }): string | null {
  const said = [contact, postal].map((text) => text.trim()).filter((text) => text !== '')
  return said.length === 0 ? null : said.join(' · ')
}

/** Mails of one request, and how long the next has to wait. */
export const mostMails = 3
export const pauseMs = 5 * 60_000

export type Resent = 'sent' | 'wait' | 'enough' | 'confirmed'

/** Another mail with a new link, within limits; the link before leads nowhere from now on. Within a transaction. */
export async function resendRequest(
  db: Parameters<typeof settingOf>[0],
  workspaceId: string,
  id: string,
  address: string,
  now: number,
): Promise<Resent | null> {
  const request = await findRequest(db, workspaceId, id)
  if (!request) return null
  if (request.confirmedAt !== null) return 'confirmed'
  if (request.sentAt !== null && now - request.sentAt.getTime() < pauseMs) return 'wait'
  const today = await requestsOf(db, workspaceId, request.email, now - 86_400_000)
  if (request.sent >= mostMails || today.sent >= 2 * mostMails) return 'enough'
  const { token, hash } = newLinkToken()
  await renewRequest(db, workspaceId, id, { hash, now, expiresAt: now + confirmDays * 86_400_000 })
  const { email, language, purposes: asked, sent } = request
  await mailConfirmation(db, workspaceId, { id, email, language, asked, token, address, now, sent: sent + 1 })
  return 'sent'
}
