import type { AttemptOutcome } from '#core/mail/retry.ts'
import type { MailState } from '#contract/mail.ts'
import { type Db, isoTime } from '#store/rows.ts'

export interface NewMail {
  id: string
  kind: string
  cause: string
  toAddress: string
  toName: string | null
  subject: string
  text: string
  html: string | null
  secret: boolean
  /** an invitation that goes with it */
  calendar?: MailCalendar | null
  /** where one POST ends mails of this kind */
  unsubscribe?: string | null
  /** epoch ms */
  at: number
}

/** An iCalendar object and what it asks of its reader. */
export interface MailCalendar {
  method: 'REQUEST' | 'CANCEL'
  content: string
}

/** Puts a mail into the outbox, ready to go. False when one of that cause is there already; that one stays as it is. */
export async function insertMail(db: Db, workspaceId: string | null, mail: NewMail): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into mail (workspace_id, id, kind, cause, to_address, to_name, subject, body, html, secret, state, next_at, created_at,
       calendar, unsubscribe)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11, $11, $12, $13)
     on conflict (workspace_id, cause) do nothing`,
    [
      workspaceId,
      mail.id,
      mail.kind,
      mail.cause,
      mail.toAddress,
      mail.toName,
      mail.subject,
      mail.text,
      mail.html,
      mail.secret,
      isoTime(mail.at),
      mail.calendar ? JSON.stringify(mail.calendar) : null,
      mail.unsubscribe ?? null,
    ],
  )
  return rowCount === 1
}

/** A mail that somebody is about to send. */
export interface TakenMail {
  workspaceId: string | null
  id: string
  kind: string
  toAddress: string
  toName: string | null
  subject: string
  text: string
  html: string | null
  calendar: MailCalendar | null
  unsubscribe: string | null
  messageId: string | null
  attempts: number
  createdAt: Date
}

/**
 * Takes the mail that has been due longest, for `leaseMs`: nobody else takes it meanwhile; after that it counts as
 * forgotten and is due again. `passOver`: workspaces ('' for the server's own) whose transport does not work just now.
 */
export async function takeDueMail(
  db: Db,
  now: number,
  leaseMs: number,
  passOver: readonly string[],
): Promise<TakenMail | null> {
  const { rows } = await db.query<TakenMail>(
    `update mail set state = 'sending', next_at = $2
      where id = (select id from mail
                   where state in ('waiting', 'sending') and next_at <= $1
                     and coalesce(workspace_id::text, '') <> all($3)
                   order by next_at, id limit 1 for update skip locked)
      returning workspace_id as "workspaceId", id, kind, to_address as "toAddress", to_name as "toName", subject,
        body as text, html, calendar, unsubscribe, message_id as "messageId", attempts, created_at as "createdAt"`,
    [isoTime(now), isoTime(now + leaseMs), passOver],
  )
  return rows[0] ?? null
}

/** Fixes the Message-ID before the first attempt; gives the one that holds. */
export async function fixMessageId(db: Db, id: string, messageId: string): Promise<string> {
  const { rows } = await db.query<{ messageId: string }>(
    `update mail set message_id = coalesce(message_id, $2) where id = $1 returning message_id as "messageId"`,
    [id, messageId],
  )
  return rows[0]?.messageId ?? messageId
}

/** There is nothing to send it by: it stands in the outbox. */
export async function holdMail(db: Db, id: string): Promise<void> {
  await db.query(`update mail set state = 'held', next_at = null where id = $1 and state = 'sending'`, [id])
}

export interface Attempt {
  workspaceId: string | null
  mailId: string
  /** epoch ms */
  at: number
  outcome: AttemptOutcome
  code: number | null
  answer: string
  server: string | null
  tookMs: number
}

/** Notes an attempt, and what becomes of the mail: `nextAt` in epoch ms for one that waits, null for an end. */
export async function saveAttempt(db: Db, attempt: Attempt, state: MailState, nextAt: number | null): Promise<void> {
  const { workspaceId, mailId, outcome, code, answer, server, tookMs } = attempt
  const at = isoTime(attempt.at)
  await db.query(
    `insert into mail_attempt (workspace_id, mail_id, number, at, outcome, code, answer, server, took_ms)
     select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8 from mail_attempt where mail_id = $2`,
    [workspaceId, mailId, at, outcome, code, answer, server, tookMs],
  )
  await db.query(
    `update mail set state = $2, attempts = attempts + 1, next_at = $3, last_answer = $4,
        ended_at = case when $3::timestamptz is null then $5::timestamptz end
      where id = $1 and state = 'sending'`,
    [mailId, state, isoTime(nextAt), answer, at],
  )
  if (nextAt === null) await eraseSecret(db, mailId)
}

/** What carried a one-time link is not kept longer than somebody has to send it. */
export async function eraseSecret(db: Db, id: string): Promise<void> {
  await db.query(`update mail set body = '', html = null where id = $1 and secret`, [id])
}

/** Mails that ended before that moment (epoch ms) are forgotten. */
export async function forgetMails(db: Db, before: number): Promise<void> {
  await db.query(`delete from mail where ended_at < $1`, [isoTime(before)])
}
