import type { MailState } from '#contract/mail.ts'
import { type Db, isoTime } from '#store/rows.ts'

/**
 * Whose mails a workspace sees: its own, and those of the server itself while it is the only workspace here (demos
 * apart). `$1` is the workspace.
 */
const visible = `(m.workspace_id = $1 or (m.workspace_id is null
  and exists (select from workspace w where w.workspace_id = $1 and not w.demo)
  and not exists (select from workspace w where w.workspace_id <> $1 and not w.demo)))`

export interface ListedMail {
  id: string
  kind: string
  toAddress: string
  toName: string | null
  subject: string
  state: MailState
  attempts: number
  createdAt: Date
  nextAt: Date | null
  endedAt: Date | null
  lastAnswer: string | null
}

const columns = `m.id, m.kind, m.to_address as "toAddress", m.to_name as "toName", m.subject, m.state, m.attempts,
  m.created_at as "createdAt", case when m.state = 'waiting' then m.next_at end as "nextAt", m.ended_at as "endedAt",
  m.last_answer as "lastAnswer"`

/** Newest first, after a place; one more than asked for when there is one. */
export async function listMails(
  db: Db,
  workspaceId: string,
  state: MailState | null,
  after: { at: number; id: string } | null,
  limit: number,
): Promise<ListedMail[]> {
  const { rows } = await db.query<ListedMail>(
    `select ${columns} from mail m
      where ${visible} and ($2::text is null or m.state = $2)
        and ($3::timestamptz is null or (m.created_at, m.id) < ($3, $4::uuid))
      order by m.created_at desc, m.id desc limit $5`,
    [workspaceId, state, isoTime(after?.at), after?.id ?? null, limit + 1],
  )
  return rows
}

export async function countMails(db: Db, workspaceId: string): Promise<{ state: MailState; count: number }[]> {
  const { rows } = await db.query<{ state: MailState; count: number }>(
    `select m.state, count(*)::integer as count from mail m where ${visible} group by 1 order by 1`,
    [workspaceId],
  )
  return rows
}

export interface WholeMail extends ListedMail {
  text: string
  html: string | null
  secret: boolean
  messageId: string | null
}

export async function findMail(db: Db, workspaceId: string, id: string): Promise<WholeMail | null> {
  const { rows } = await db.query<WholeMail>(
    `select ${columns}, m.body as text, m.html, m.secret, m.message_id as "messageId"
       from mail m where ${visible} and m.id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export interface ListedAttempt {
  number: number
  at: Date
  outcome: 'sent' | 'temporary' | 'permanent'
  code: number | null
  answer: string
  server: string | null
  tookMs: number
}

/** Attempts of a mail that was found for the workspace, first one first. */
export async function listAttempts(db: Db, mailId: string): Promise<ListedAttempt[]> {
  const { rows } = await db.query<ListedAttempt>(
    `select number, at, outcome, code, answer, server, took_ms as "tookMs"
       from mail_attempt where mail_id = $1 order by number`,
    [mailId],
  )
  return rows
}

/** Makes a mail ready to go now, its attempts counted anew. False when it is not in one of these states any more. */
export async function readyMail(
  db: Db,
  workspaceId: string,
  id: string,
  from: readonly MailState[],
  now: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update mail m set state = 'waiting', next_at = $4, attempts = 0, ended_at = null
      where ${visible} and m.id = $2 and m.state = any($3)`,
    [workspaceId, id, from, isoTime(now)],
  )
  return rowCount === 1
}

/** False when it has gone, or is on its way this very moment. */
export async function cancelMail(db: Db, workspaceId: string, id: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update mail m set state = 'cancelled', next_at = null, ended_at = $3
      where ${visible} and m.id = $2 and m.state in ('waiting', 'held')`,
    [workspaceId, id, isoTime(now)],
  )
  return rowCount === 1
}

/** Sends what stands in the outbox, of those written since `since` (epoch ms). Gives how many. */
export async function releaseMails(db: Db, workspaceId: string, since: number, now: number): Promise<number> {
  const { rowCount } = await db.query(
    `update mail m set state = 'waiting', next_at = $3 where ${visible} and m.state = 'held' and m.created_at >= $2`,
    [workspaceId, isoTime(since), isoTime(now)],
  )
  return rowCount ?? 0
}
