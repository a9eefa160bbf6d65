import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Delivery, MailDoor, MailTransport } from '#actions/mail-door.ts'
import { transportOf } from '#actions/mail/transport.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { domainOf } from '#core/mail/header.ts'
import { nextAttempt } from '#core/mail/retry.ts'
import { cutoffOf, retentionBounds } from '#core/retention/rule.ts'
import { fixMessageId, forgetMails, holdMail, saveAttempt, takeDueMail, type TakenMail } from '#store/mail.ts'

/** longer than any conversation with a server: after that the job that took a mail is taken for dead */
const leaseMs = 5 * 60_000
const noteMs = [100, 1000, 5000]

export interface DeliverOptions {
  now?: () => number
  signal?: AbortSignal
  /** told of every attempt */
  onAttempt?: (workspaceId: string | null, delivery: Delivery) => void
}

/**
 * Sends what is due, oldest first, one at a time; several processes share the work. At least once: when a process dies
 * between the server's yes and our note of it, the mail goes again under the same Message-ID. A transport that does not
 * work costs one attempt a run: the others of its workspace wait for the next. Gives how many attempts were made.
 */
export async function deliverMail(pool: Pool, door: MailDoor, options: DeliverOptions = {}): Promise<number> {
  const { now = Date.now, signal, onAttempt } = options
  const silent = new Set<string>()
  for (let done = 0; ;) {
    if (signal?.aborted) return done
    const mail = await takeDueMail(pool, now(), leaseMs, [...silent])
    if (!mail) return done
    const found = await transportOf(pool, mail.workspaceId, door)
    if (!found.ok && found.why !== 'sealed') {
      await holdMail(pool, mail.id)
      continue
    }
    const delivery = found.ok ? await give(pool, door, found.transport, mail) : sealed
    if (delivery.outcome === 'temporary' && (delivery.code === null || delivery.code >= 500))
      silent.add(mail.workspaceId ?? '')
    await note(pool, mail, delivery, now())
    onAttempt?.(mail.workspaceId, delivery)
    done++
  }
}

/** Mails that ended three months ago are forgotten. */
export async function forgetOldMail(pool: Pool, now: number): Promise<void> {
  await forgetMails(pool, cutoffOf(retentionBounds.mail.most, now))
}

const sealed: Delivery = {
  outcome: 'temporary',
  code: null,
  answer: 'The password of the mail server cannot be read with the key of this server: type it again in the settings.',
  server: '',
  tookMs: 0,
}

async function give(pool: Pool, door: MailDoor, transport: MailTransport, mail: TakenMail): Promise<Delivery> {
  const messageId = await fixMessageId(pool, mail.id, `${mail.id}@${domainOf(transport.fromAddress)}`)
  const { toAddress, toName, subject, text, html, calendar, unsubscribe, createdAt } = mail
  return door.give(transport, {
    messageId,
    toAddress,
    toName,
    subject,
    text,
    html,
    calendar,
    unsubscribe,
    date: createdAt.getTime(),
  })
}

/** What the server said is worth some patience with the database: unnoted, the mail goes again. */
async function note(pool: Pool, mail: TakenMail, delivery: Delivery, at: number): Promise<void> {
  const { outcome } = delivery
  const nextAt = outcome === 'temporary' ? nextAttempt(mail.attempts + 1, at) : null
  const state = outcome === 'sent' ? 'sent' : nextAt === null ? 'failed' : 'waiting'
  const attempt = { ...delivery, workspaceId: mail.workspaceId, mailId: mail.id, at }
  for (const pause of [...noteMs, null]) {
    try {
      return await inTransaction(pool, (db) => saveAttempt(db, attempt, state, nextAt))
    } catch (error) {
      if (pause === null) throw error
      await sleep(pause)
    }
  }
}
