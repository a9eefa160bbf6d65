import { randomUUIDv7 } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { settingOf } from '#actions/consent/setting.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { newLinkToken } from '#actions/one-time-link.ts'
import { purposesOf } from '#actions/consent/purposes.ts'
import type { VisitorAct } from '#actions/visitor.ts'
import { textIn, type Purpose } from '#core/consent/purpose.ts'
import { confirmMail } from '#core/consent/mail.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import type { MailLanguage } from '#core/entry-mail.ts'
import type { JsonObject } from '#core/json.ts'
import { insertRequest, requestsOf, type AskedPurpose } from '#store/consent-request.ts'
import { grantedWordings } from '#store/consent-state.ts'

type Db = Pool | PoolClient

/** How long a link to confirm is good. */
export const confirmDays = 7
const dayMs = 86_400_000
/** Confirmation mails that one address gets in a day, whoever types it into whatever forms. */
export const mostMailsADay = 4

/** What a visitor agreed to on a page of ours. */
export interface Given {
  /** what this deed is called: `form:<submissionId>`; said again, it counts once and writes no second mail */
  cause: string
  /** ids of the purposes that were ticked; those that are none (any more) are passed over */
  chosen: readonly string[]
  /** the address they gave; without one, only purposes without double opt-in can be agreed to */
  email: string | null
  /** `form:<slug>`, `page:<slug>`, `survey:<slug>` … */
  source: string
  /** the language the words were shown in */
  language: MailLanguage
  /** network address cut off (core/proposal/address.ts), agent and page of the asking */
  proof: { address: string | null; agent: string | null; page: string | null }
  /** how people reach this server, without a slash at the end: where the link of the mail leads */
  address: string
  /** epoch ms */
  now: number
}

export interface ConsentActs {
  /** for visitorActs, with the others of the same deed; they carry the address as a trait */
  acts: VisitorAct[]
  /** purposes for which a mail with a link was written (or was on its way already): say so on the page */
  confirm: string[]
}

/**
 * What ticking purposes comes to: a grant, or, where the purpose asks for double opt-in, a request and a mail with a link
 * by which the owner of the address confirms it. Who agreed under the same words before is not asked again. An address
 * that was asked often of late gets no more mails that day.
 */
export async function consentActs(db: Db, workspaceId: string, given: Given): Promise<ConsentActs> {
  const { cause, chosen, language, source, proof, now } = given
  const email = given.email === null ? null : normaliseMail(given.email)
  const purposes = (await purposesOf(db, workspaceId)).filter(({ id }) => chosen.includes(id))
  const known = email === null ? new Map<string, string>() : await grantedWordings(db, workspaceId, email)
  const traits: JsonObject | null = email === null ? null : { email }
  const acts: VisitorAct[] = []
  const ask: Purpose[] = []
  for (const purpose of purposes) {
    const { id, wording } = purpose
    if (purpose.doubleOptIn) {
      if (email === null || known.get(id) === wording.id) continue
      ask.push(purpose)
    }
    acts.push({
      type: 'track',
      messageId: `${cause}:consent:${id}`.slice(0, 100),
      event: purpose.doubleOptIn ? 'consent_requested' : 'consent_granted',
      properties: {
        purpose: id,
        wording: wording.id,
        text: textIn(wording.text, language),
        language,
        source,
        proof: { ...proof },
      },
      ...(traits === null ? {} : { traits }),
    })
  }
  if (email !== null && ask.length > 0) await askToConfirm(db, workspaceId, { ...given, email, cause, now }, ask)
  return { acts, confirm: ask.map(({ id }) => id) }
}

async function askToConfirm(
  db: Db,
  workspaceId: string,
  given: Given & { email: string },
  purposes: readonly Purpose[],
): Promise<void> {
  const { cause, email, language, source, proof, now } = given
  const asked: AskedPurpose[] = purposes.map(({ id, wording }) => ({
    purpose: id,
    wording: wording.id,
    text: textIn(wording.text, language),
  }))
  const before = await requestsOf(db, workspaceId, email, now - dayMs)
  const { token, hash } = newLinkToken()
  const mails = before.sent < mostMailsADay
  const id = randomUUIDv7()
  const written = await insertRequest(db, {
    workspaceId,
    id,
    cause,
    email,
    language,
    purposes: asked,
    source,
    proof: { ...proof },
    tokenHash: mails ? hash : null,
    askedAt: now,
    expiresAt: now + confirmDays * dayMs,
  })
  if (written && mails) await mailConfirmation(db, workspaceId, { ...given, id, asked, token })
}

/** Puts the mail with the link into the outbox. `sent`: the how manieth of this request. */
export async function mailConfirmation(
  db: Db,
  workspaceId: string,
  request: {
    id: string
    email: string
    language: MailLanguage
    asked: readonly AskedPurpose[]
    token: string
    address: string
    now: number
    sent?: number
  },
): Promise<void> {
  const { id, email, language, asked, token, address, now, sent = 1 } = request
  const { sender } = await settingOf(db, workspaceId)
  const mail = confirmMail(language, {
    sender: sender.name,
    texts: asked.map(({ text }) => text),
    link: `${address}/consent/${token}`,
    days: confirmDays,
  })
  await enqueueMail(
    db,
    workspaceId,
    { kind: 'consent_confirm', cause: `consent:${id}:${sent}`, to: email, ...mail },
    now,
  )
}
