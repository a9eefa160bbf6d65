import type { Db } from '#store/rows.ts'

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
  /** epoch ms */
  at: number
}

/** Puts a mail into the outbox, ready to go. False when one of that cause is there already; that one stays as it is. */
export async function insertMail(db: Db, workspaceId: string | null, mail: NewMail): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into mail (workspace_id, id, kind, cause, to_address, to_name, subject, body, html, secret, state, next_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', to_timestamp($11::double precision / 1000),
             to_timestamp($11::double precision / 1000))
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
      mail.at,
    ],
  )
  return rowCount === 1
}
