import { randomUUIDv7 } from 'node:crypto'
import { wrong } from '#actions/deal/fields.ts'
import { takeDeal } from '#actions/deal/load.ts'
import { tellMeeting } from '#actions/meeting/facts.ts'
import { sendInvitations } from '#actions/meeting/invite.ts'
import { attendeesOf } from '#actions/meeting/load.ts'
import { planRehearsal } from '#actions/meeting/rehearsal.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { meetingInput, type MeetingWritten } from '#contract/meeting.ts'
import { ok } from '#contract/problem.ts'
import { findMember } from '#store/member.ts'
import { saveMeeting } from '#store/meeting.ts'
import { keepNextSteps } from '#store/task.ts'
import { findWorkspace } from '#store/workspace.ts'

/** Books a meeting, invites who comes when asked to, and plans its rehearsal. */
export const createMeeting: Verb<MeetingWritten> = writeVerb({
  permission: 'meeting.write',
  input: meetingInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = input.deal === undefined ? null : await takeDeal(call, input.deal)
    if (found && !found.ok) return found
    const startsAt = Date.parse(input.startsAt)
    if (startsAt < now) return wrong('startsAt', 'This is in the past: log it as a meeting that was held instead.')
    const who = await attendeesOf(db, workspaceId, input.attendees)
    if (!who.ok) return who
    const member = actor.kind === 'user' ? await findMember(db, workspaceId, actor.userId) : null
    const workspace = await findWorkspace(db, workspaceId)
    if (!member || actor.kind !== 'user') return wrong('organizer', 'A meeting is booked by a colleague who signs in.')
    const id = randomUUIDv7()
    const meeting = {
      id,
      dealId: input.deal ?? null,
      accountId: found?.ok ? (found.value.head.accountId ?? who.value.account) : who.value.account,
      title: input.title,
      how: input.how,
      place: input.place,
      agenda: input.agenda,
      startsAt,
      minutes: input.minutes,
      zone: workspace?.zone ?? 'UTC',
      language: input.language,
      organizerId: actor.userId,
      organizerName: member.name,
      organizerEmail: member.email,
      attendees: who.value.attendees,
      uid: `${id}@hourglass`,
      sequence: 0,
      invited: input.invite,
      state: 'planned' as const,
      outcomeNote: null,
      prep: { notes: {}, done: {} },
    }
    const revision = await saveMeeting(db, workspaceId, meeting, now)
    const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
    const people = meeting.attendees.flatMap(({ person }) => person ?? [])
    await tellMeeting(setting, meeting, 'meeting_booked', people, { by: saidBy(actor), version: 0 })
    const invited = input.invite
      ? await sendInvitations(db, workspaceId, 'REQUEST', meeting, meeting.attendees, now)
      : 0
    await planRehearsal(db, workspaceId, meeting, now)
    await keepNextSteps(db, workspaceId, [meeting.dealId])
    return ok({ id, revision, sequence: 0, invited })
  },
  audit: ({ id, invited }, { title, deal }) => ({
    verb: 'meeting.create',
    subject: `meeting:${id}`,
    detail: { title, invited, ...(deal === undefined ? {} : { deal }) },
  }),
})
