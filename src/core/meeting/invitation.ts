import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'
import type { Attendee } from '#core/meeting/meeting.ts'

export type InvitationMethod = 'REQUEST' | 'CANCEL'

export interface Invitation {
  uid: string
  /** rises with each change of one meeting */
  sequence: number
  title: string
  agenda: string
  place: string
  /** epoch ms */
  startsAt: number
  minutes: number
  organizer: { name: string; email: string }
  attendees: readonly Attendee[]
  /** epoch ms: when this version was written */
  writtenAt: number
}

/**
 * An iTIP message (RFC 5546) as one iCalendar object (RFC 5545), times in UTC: REQUEST invites or changes (same UID,
 * higher SEQUENCE), CANCEL calls off. Attendees without an address are left out.
 */
export function invitationText(method: InvitationMethod, invitation: Invitation): string {
  const { uid, sequence, title, agenda, place, startsAt, minutes, organizer, attendees, writtenAt } = invitation
  const calendar = ical({
    prodId: { company: 'Hourglass', product: 'Hourglass', language: 'EN' },
    method: method === 'REQUEST' ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  })
  const event = calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(writtenAt),
    start: new Date(startsAt),
    end: new Date(startsAt + minutes * 60_000),
    summary: plain(title),
    status: method === 'REQUEST' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name: plain(organizer.name), email: organizer.email, mailto: organizer.email },
  })
  if (plain(agenda) !== '') event.description(plain(agenda))
  if (plain(place) !== '') event.location(plain(place))
  for (const { name, email } of attendees) {
    if (email === null) continue
    event.createAttendee({
      name: plain(name),
      email,
      mailto: email,
      rsvp: method === 'REQUEST',
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.NEEDSACTION,
    })
  }
  if (method === 'REQUEST') event.createAlarm({ type: ICalAlarmType.display, trigger: 900 })
  return calendar.toString()
}

/** Line ends stay; other control characters, which calendars refuse, go. */
function plain(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n\P{Cc}]/gu, ' ')
    .trim()
}
