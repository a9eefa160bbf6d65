import { z } from 'zod'
import { meetingStates, meetingWays, prepSteps } from '#core/meeting/meeting.ts'
import { bantLetters } from '#core/deal/event.ts'

const time = z.iso.datetime()
const text = (most: number) => z.string().trim().max(most)
const mail = z.email('is no mail address').max(254)

export const attendeeInput = z.strictObject({
  /** a person known here; name and address may be left to what is known of them */
  person: z.uuid().optional(),
  name: text(200).optional(),
  email: mail.optional(),
})

const said = {
  title: text(300).min(1, 'needs a title'),
  how: z.enum(meetingWays),
  place: text(1000),
  agenda: text(4000),
  startsAt: time,
  minutes: z.int().min(5, 'lasts 5 minutes or more').max(1440, 'lasts a day at most'),
  attendees: z.array(attendeeInput).min(1, 'name who comes').max(50),
}

/** `POST /api/meetings`. `invite`: an invitation goes to everybody with an address. */
export const meetingInput = z.strictObject({
  ...said,
  place: said.place.default(''),
  agenda: said.agenda.default(''),
  deal: z.uuid().optional(),
  language: z.enum(['en', 'ko', 'ru']),
  invite: z.boolean(),
})

/** `POST /api/meetings/:id/change`: a new time or place is an update of the same invitation. */
export const meetingChangeInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  title: said.title.optional(),
  how: said.how.optional(),
  place: said.place.optional(),
  agenda: said.agenda.optional(),
  startsAt: said.startsAt.optional(),
  minutes: said.minutes.optional(),
  attendees: said.attendees.optional(),
})

export const meetingRef = z.object({ id: z.uuid() })
export const meetingCancelInput = z.strictObject({ id: z.uuid(), revision: z.int() })

/** `POST /api/meetings/:id/outcome`. `came`: ids of persons who came, where not all did. */
export const meetingOutcomeInput = z.strictObject({
  id: z.uuid(),
  revision: z.int(),
  outcome: z.enum(['attended', 'missed']),
  came: z.array(z.uuid()).max(50).optional(),
  note: text(4000).optional(),
})

/** `POST /api/meetings/:id/prepare`: notes and ticks of the preparation, one step at a time. */
export const meetingPrepareInput = z.strictObject({
  id: z.uuid(),
  step: z.enum(prepSteps),
  note: text(8000).optional(),
  done: z.boolean().optional(),
})

export const meetingAttendee = z.object({
  person: z.uuid().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  came: z.boolean().nullable(),
})

export const meetingRow = z.object({
  id: z.uuid(),
  revision: z.int(),
  title: z.string(),
  how: z.enum(meetingWays),
  place: z.string(),
  startsAt: time,
  minutes: z.int(),
  state: z.enum(meetingStates),
  /** over, and nobody has said how it went */
  unanswered: z.boolean(),
  invited: z.boolean(),
  sequence: z.int(),
  organizer: z.string(),
  deal: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  attendees: z.array(meetingAttendee),
  /** steps of the preparation that are done, of five */
  prepared: z.int(),
})
export type MeetingRow = z.infer<typeof meetingRow>

/** `GET /api/meetings` */
export const meetingQuery = z.object({
  when: z.enum(['coming', 'past', 'unanswered']).default('coming'),
  mine: z.enum(['true', 'false']).default('false'),
  deal: z.uuid().optional(),
  person: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const meetingList = z.object({
  items: z.array(meetingRow),
  next: z.string().nullable(),
  zone: z.string(),
  asOf: time,
})
export type MeetingList = z.infer<typeof meetingList>

/** `GET /api/meetings/:id`: the meeting with its preparation sheet. */
export const meetingPage = meetingRow.extend({
  agenda: z.string(),
  zone: z.string(),
  language: z.string(),
  outcomeNote: z.string().nullable(),
  mayChange: z.boolean(),
  prep: z.record(z.string(), z.object({ note: z.string(), done: z.object({ at: time, by: z.string() }).nullable() })),
  /** the day on which it should be rehearsed, in the workspace's calendar */
  rehearseOn: z.iso.date(),
  /** what is known of who comes */
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      title: z.string().nullable(),
      roles: z.array(z.string()),
      stance: z.string().nullable(),
      /** what they read or asked for lately, newest first */
      lately: z.array(z.object({ name: z.string(), object: z.string().nullable(), at: time })),
    }),
  ),
  company: z
    .object({
      id: z.uuid(),
      name: z.string(),
      industry: z.string().nullable(),
      country: z.string().nullable(),
      employees: z.string().nullable(),
    })
    .nullable(),
  brief: z
    .object({
      stage: z.string().nullable(),
      pipeline: z.string(),
      theirsAt: time.nullable(),
      bant: z.array(
        z.object({ letter: z.enum(bantLetters), answer: z.string().nullable(), met: z.boolean(), stale: z.boolean() }),
      ),
      competitors: z.array(z.string()),
      playbook: z.string().nullable(),
    })
    .nullable(),
})
export type MeetingPage = z.infer<typeof meetingPage>

export const meetingWritten = z.object({ id: z.uuid(), revision: z.int(), sequence: z.int(), invited: z.int() })
export type MeetingWritten = z.infer<typeof meetingWritten>

export const meetingFile = z.object({ name: z.string(), text: z.string() })
export type MeetingFile = z.infer<typeof meetingFile>
