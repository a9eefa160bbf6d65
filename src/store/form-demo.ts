import type { JsonObject } from '#core/json.ts'
import { insertRows, isoTime, type Db } from '#store/rows.ts'

/** What a simulated visitor sent by a form. */
export interface SubmittedEvent {
  messageId: string
  at: Date
  email: string | null
  anonymousId: string | null
  mailKind: string | null
  channel: string | null
  path: string | null
  traits: JsonObject | null
}

/** Sendings of that form (as events name it) whose events are named after a submission, the oldest first. */
export async function submittedEvents(db: Db, workspaceId: string, form: string): Promise<SubmittedEvent[]> {
  const { rows } = await db.query<SubmittedEvent>(
    `select message_id as "messageId", time as at, email, anonymous_id as "anonymousId", mail_kind as "mailKind", channel,
       props ->> 'path' as path, traits
     from event where workspace_id = $1 and name = 'form_submitted' and object = $2 and message_id like 'form:%'
     order by time, message_id`,
    [workspaceId, form],
  )
  return rows
}

interface WrittenLook {
  id: string
  /** epoch ms */
  at: number
  started: boolean
  sentAt: number | null
  field: string | null
  language: string
  device: string
  channel: string | null
}

/** Writes many looks at one form. */
export async function insertLooks(
  db: Db,
  workspaceId: string,
  { formId, version, host }: { formId: string; version: number; host: string },
  looks: readonly WrittenLook[],
): Promise<void> {
  const shape = `workspace_id uuid, id uuid, form_id uuid, version integer, seen_at timestamptz, started_at timestamptz,
    sent_at timestamptz, field text, language text, device text, channel text, host text`
  const rows = looks.map(({ id, at, started, sentAt, field, language, device, channel }) => ({
    workspace_id: workspaceId,
    id,
    form_id: formId,
    version,
    seen_at: isoTime(at),
    started_at: started ? isoTime(at + 4000) : null,
    sent_at: isoTime(sentAt),
    field,
    language,
    device,
    channel,
    host,
  }))
  await insertRows(db, 'form_visit', shape, rows)
}
