import type { PoolClient } from 'pg'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { invitationText, type InvitationMethod } from '#core/meeting/invitation.ts'
import { invitationMail } from '#core/meeting/mail.ts'
import type { Attendee } from '#core/meeting/meeting.ts'
import type { MeetingRecord } from '#store/meeting.ts'

type Invited = Omit<MeetingRecord, 'startsAt' | 'revision'> & { startsAt: number }

/** Sends the invitation, its update or its cancellation to these attendees; gives to how many. */
export async function sendInvitations(
  db: PoolClient,
  workspaceId: string,
  method: InvitationMethod,
  meeting: Invited,
  to: readonly Attendee[],
  now: number,
): Promise<number> {
  const content = invitationFor(method, meeting, now)
  const { subject, text } = invitationMail(method, meeting)
  let sent = 0
  for (const { name, email } of to) {
    if (email === null) continue
    const mail = {
      kind: 'meeting',
      cause: `meeting:${meeting.id}:${meeting.sequence}:${method}:${email.toLowerCase()}`,
      to: email,
      toName: name,
      subject,
      text,
      calendar: { method, content },
    }
    if (await enqueueMail(db, workspaceId, mail, now)) sent++
  }
  return sent
}

export function invitationFor(method: InvitationMethod, meeting: Invited, now: number): string {
  const { uid, sequence, title, agenda, place, startsAt, minutes, attendees } = meeting
  const organizer = { name: meeting.organizerName, email: meeting.organizerEmail }
  return invitationText(method, {
    uid,
    sequence,
    title,
    agenda,
    place,
    startsAt,
    minutes,
    organizer,
    attendees,
    writtenAt: now,
  })
}
