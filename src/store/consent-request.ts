import type { MailLanguage } from '#core/entry-mail.ts'
import type { JsonObject } from '#core/json.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** What somebody was asked and has to confirm: the purpose, the id of its wording, and the words as shown. */
export interface AskedPurpose {
  purpose: string
  wording: string
  text: string
}

export interface RequestRow {
  workspaceId: string
  id: string
  email: string
  language: MailLanguage
  purposes: AskedPurpose[]
  source: string
  proof: JsonObject
  askedAt: Date
  expiresAt: Date
  /** mails so far, and the last one */
  sent: number
  sentAt: Date | null
  confirmedAt: Date | null
}

const columns = `workspace_id as "workspaceId", id, email, language, purposes, source, proof, asked_at as "askedAt",
  expires_at as "expiresAt", sent, sent_at as "sentAt", confirmed_at as "confirmedAt"`

/** Keeps a request. False when there is one of that cause already: it stays as it is. */
export async function insertRequest(
  db: Db,
  request: Omit<RequestRow, 'askedAt' | 'expiresAt' | 'sent' | 'sentAt' | 'confirmedAt'> & {
    cause: string
    tokenHash: Buffer | null
    askedAt: number
    expiresAt: number
  },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into consent_request (workspace_id, id, cause, email, language, purposes, source, proof, token_hash, asked_at,
       expires_at, sent, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (workspace_id, cause) do nothing`,
    [
      request.workspaceId,
      request.id,
      request.cause,
      request.email,
      request.language,
      JSON.stringify(request.purposes),
      request.source,
      JSON.stringify(request.proof),
      request.tokenHash,
      isoTime(request.askedAt),
      isoTime(request.expiresAt),
      request.tokenHash === null ? 0 : 1,
      request.tokenHash === null ? null : isoTime(request.askedAt),
    ],
  )
  return rowCount === 1
}

/** How many confirmation mails an address was sent since a moment (epoch ms), and whether one waits that asks the same. */
export async function requestsOf(
  db: Db,
  workspaceId: string,
  email: string,
  since: number,
): Promise<{ sent: number; open: RequestRow[] }> {
  const { rows } = await db.query<RequestRow>(
    `select ${columns} from consent_request where workspace_id = $1 and email = $2 and asked_at > $3 order by asked_at desc`,
    [workspaceId, email, isoTime(since)],
  )
  return {
    sent: rows.reduce((sum, row) => sum + row.sent, 0),
    open: rows.filter(({ confirmedAt }) => confirmedAt === null),
  }
}

/** The request that a link's token stands for. The token names no workspace: it is the key. */
export async function findRequestByToken(db: Db, hash: Buffer): Promise<RequestRow | null> {
  const { rows } = await db.query<RequestRow>(`select ${columns} from consent_request where token_hash = $1`, [hash])
  return rows[0] ?? null
}

export async function findRequest(db: Db, workspaceId: string, id: string): Promise<RequestRow | null> {
  const { rows } = await db.query<RequestRow>(
    `select ${columns} from consent_request where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Another mail with another link: the one before leads nowhere. Times in epoch ms. */
export async function renewRequest(
  db: Db,
  workspaceId: string,
  id: string,
  { hash, now, expiresAt }: { hash: Buffer; now: number; expiresAt: number },
): Promise<void> {
  await db.query(
    `update consent_request set token_hash = $3, sent = sent + 1, sent_at = $4, expires_at = $5
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, hash, isoTime(now), isoTime(expiresAt)],
  )
}

/** It was confirmed. True the first time. */
export async function confirmRequest(db: Db, workspaceId: string, id: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update consent_request set confirmed_at = $3 where workspace_id = $1 and id = $2 and confirmed_at is null`,
    [workspaceId, id, isoTime(now)],
  )
  return rowCount === 1
}

/** Requests that nobody confirmed, newest first, from a place on; and how many there are. */
export async function listRequests(
  db: Db,
  workspaceId: string,
  now: number,
  {
    state,
    after,
    limit,
  }: { state: 'open' | 'expired' | null; after: { at: number; id: string } | null; limit: number },
): Promise<RequestRow[]> {
  const { rows } = await db.query<RequestRow>(
    `select ${columns} from consent_request
      where workspace_id = $1 and confirmed_at is null
        and ($2::text is null or ($2 = 'open') = (expires_at > $3))
        and ($4::timestamptz is null or (asked_at, id) < ($4, $5::uuid))
      order by asked_at desc, id desc limit $6`,
    [workspaceId, state, isoTime(now), after === null ? null : isoTime(after.at), after?.id ?? null, limit],
  )
  return rows
}

/** How many requests were asked since a moment (epoch ms), how many of them confirmed, wait or have run out. */
export async function countRequests(
  db: Db,
  workspaceId: string,
  since: number,
  now: number,
): Promise<{ asked: number; confirmed: number; open: number; expired: number }> {
  const { rows } = await db.query<{ asked: number; confirmed: number; open: number; expired: number }>(
    `select count(*)::int as asked, count(*) filter (where confirmed_at is not null)::int as confirmed,
            count(*) filter (where confirmed_at is null and expires_at > $3)::int as open,
            count(*) filter (where confirmed_at is null and expires_at <= $3)::int as expired
       from consent_request where workspace_id = $1 and asked_at > $2`,
    [workspaceId, isoTime(since), isoTime(now)],
  )
  return rows[0] ?? { asked: 0, confirmed: 0, open: 0, expired: 0 }
}

/** Requests that nobody confirmed and whose links ran out before that moment (epoch ms) are forgotten. */
export async function forgetRequests(db: Db, before: number): Promise<number> {
  const { rowCount } = await db.query(`delete from consent_request where confirmed_at is null and expires_at < $1`, [
    isoTime(before),
  ])
  return rowCount ?? 0
}
