import type { MailSecurity } from '#contract/mail.ts'
import { type Db, isoTime } from '#store/rows.ts'

/** How a workspace sends, as it is kept: the password sealed. */
export interface KeptTransport {
  enabled: boolean
  host: string
  port: number
  security: MailSecurity
  username: string | null
  sealedPassword: string | null
  fromAddress: string
  fromName: string | null
  replyTo: string | null
}

export interface KeptTransportRow extends KeptTransport {
  updatedAt: Date
  testedAt: Date | null
  testOk: boolean | null
  testAnswer: string | null
}

const columns = `enabled, host, port, security, username, password as "sealedPassword", from_address as "fromAddress",
  from_name as "fromName", reply_to as "replyTo", updated_at as "updatedAt", tested_at as "testedAt",
  test_ok as "testOk", test_answer as "testAnswer"`

export async function findTransport(db: Db, workspaceId: string): Promise<KeptTransportRow | null> {
  const { rows } = await db.query<KeptTransportRow>(`select ${columns} from mail_transport where workspace_id = $1`, [
    workspaceId,
  ])
  return rows[0] ?? null
}

/** The workspace that may speak for the server itself: the only one here, demos apart. */
export async function findSoleWorkspace(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select workspace_id as id from workspace where not demo order by workspace_id limit 2`,
  )
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

/** Puts the settings in place of the former ones; what a test of those said is forgotten. */
export async function saveTransport(
  db: Db,
  workspaceId: string,
  transport: KeptTransport,
  by: string,
  now: number,
): Promise<void> {
  await db.query(
    `insert into mail_transport (workspace_id, enabled, host, port, security, username, password, from_address,
       from_name, reply_to, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (workspace_id) do update set enabled = excluded.enabled, host = excluded.host, port = excluded.port,
       security = excluded.security, username = excluded.username, password = excluded.password,
       from_address = excluded.from_address, from_name = excluded.from_name, reply_to = excluded.reply_to,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by, tested_at = null, test_ok = null,
       test_answer = null`,
    [
      workspaceId,
      transport.enabled,
      transport.host,
      transport.port,
      transport.security,
      transport.username,
      transport.sealedPassword,
      transport.fromAddress,
      transport.fromName,
      transport.replyTo,
      isoTime(now),
      by,
    ],
  )
}

export async function saveTest(
  db: Db,
  workspaceId: string,
  test: { at: number; ok: boolean; answer: string },
): Promise<void> {
  await db.query(`update mail_transport set tested_at = $2, test_ok = $3, test_answer = $4 where workspace_id = $1`, [
    workspaceId,
    isoTime(test.at),
    test.ok,
    test.answer,
  ])
}
