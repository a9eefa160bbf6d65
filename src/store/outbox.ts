import type { MailState } from '#contract/mail.ts'
import type { Db } from '#store/rows.ts'

/** A mail as the operator of the machine sees it, whosever it is. */
export interface OutboxMail {
  id: string
  /** null: the server wrote it in its own name */
  workspaceId: string | null
  workspace: string | null
  kind: string
  toAddress: string
  toName: string | null
  subject: string
  /** empty: it carried a one-time link and was erased */
  text: string
  state: MailState
  createdAt: Date
  lastAnswer: string | null
}

const columns = `m.id, m.workspace_id as "workspaceId", w.name as workspace, m.kind, m.to_address as "toAddress",
  m.to_name as "toName", m.subject, m.body as text, m.state, m.created_at as "createdAt", m.last_answer as "lastAnswer"`

/** The newest mails of the whole server. */
export async function listOutbox(db: Db, state: MailState | null, limit: number): Promise<OutboxMail[]> {
  const { rows } = await db.query<OutboxMail>(
    `select ${columns} from mail m left join workspace w on w.workspace_id = m.workspace_id
      where $1::text is null or m.state = $1 order by m.created_at desc, m.id desc limit $2`,
    [state, limit],
  )
  return rows
}

/** Mails whose id ends so; two at most. */
export async function findOutboxMails(db: Db, end: string): Promise<OutboxMail[]> {
  const { rows } = await db.query<OutboxMail>(
    `select ${columns} from mail m left join workspace w on w.workspace_id = m.workspace_id
      where right(m.id::text, $2) = lower($1) limit 2`,
    [end, end.length],
  )
  return rows
}
