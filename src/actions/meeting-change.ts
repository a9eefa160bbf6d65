import { wrong } from '#actions/deal/fields.ts'
import { tellMeeting } from '#actions/meeting/facts.ts'
import { sendInvitations } from '#actions/meeting/invite.ts'
import { attendeesOf, takeMeeting } from '#actions/meeting/load.ts'
import { cancelRehearsal, planRehearsal } from '#actions/meeting/rehearsal.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { meetingCancelInput, meetingChangeInput, type MeetingWritten } from '#contract/meeting.ts'
import { ok, refuse } from '#contract/problem.ts'
import { saveMeeting } from '#store/meeting.ts'
import { keepNextSteps } from '#store/task.ts'

/**
 * Changes a planned meeting. Who was invited gets an update of the same invitation (its sequence rises), who is new an
 * invitation, who is no longer wanted a cancellation.
 */
export const changeMeeting: Verb<MeetingWritten> = writeVerb({
  permission: 'meeting.write',
  input: meetingChangeInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeMeeting(call, input.id, input.revision)
    if (!found.ok) return found
    const before = found.value
    if (before.state !== 'planned') return refuse('conflict', 'This meeting is over or called off; book a new one.')
    const startsAt = input.startsAt === undefined ? before.startsAt.getTime() : Date.parse(input.startsAt)
    const moved = startsAt !== before.startsAt.getTime()
    if (moved && startsAt < now) return wrong('startsAt', 'A meeting cannot be moved into the past.')
    const who =
      input.attendees === undefined ? null : await attendeesOf(db, workspaceId, input.attendees, before.attendees)
    if (who && !who.ok) return who
    const attendees = who?.value.attendees ?? before.attendees
    const meeting = {
      ...before,
      startsAt,
      attendees,
      title: input.title ?? before.title,
      how: input.how ?? before.how,
      place: input.place ?? before.place,
      agenda: input.agenda ?? before.agenda,
      minutes: input.minutes ?? before.minutes,
      sequence: before.sequence + 1,
    }
    const revision = await saveMeeting(db, workspaceId, meeting, now)
    let invited = 0
    if (before.invited) {
      const gone = before.attendees.filter(({ email }) => !attendees.some((one) => one.email === email))
      await sendInvitations(db, workspaceId, 'CANCEL', meeting, gone, now)
      invited = await sendInvitations(db, workspaceId, 'REQUEST', meeting, attendees, now)
    }
    if (moved) {
      const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
      const people = attendees.flatMap(({ person }) => person ?? [])
      const version = meeting.sequence
      await tellMeeting(setting, meeting, 'meeting_moved', people, { by: saidBy(actor), version })
      await planRehearsal(db, workspaceId, meeting, now)
    }
    await keepNextSteps(db, workspaceId, [meeting.dealId])
    return ok({ id: meeting.id, revision, sequence: meeting.sequence, invited })
  },
  audit: ({ id, sequence, invited }) => ({
    verb: 'meeting.change',
    subject: `meeting:${id}`,
    detail: { sequence, invited },
  }),
})

/** Calls a planned meeting off; who was invited is told by a cancellation. */
export const cancelMeeting: Verb<MeetingWritten> = writeVerb({
  permission: 'meeting.write',
  input: meetingCancelInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeMeeting(call, input.id, input.revision)
    if (!found.ok) return found
    const before = found.value
    if (before.state !== 'planned') return refuse('conflict', 'This meeting is over or called off already.')
    const startsAt = before.startsAt.getTime()
    const meeting = { ...before, startsAt, state: 'cancelled' as const, sequence: before.sequence + 1 }
    const revision = await saveMeeting(db, workspaceId, meeting, now)
    const invited = before.invited
      ? await sendInvitations(db, workspaceId, 'CANCEL', meeting, meeting.attendees, now)
      : 0
    const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
    const people = meeting.attendees.flatMap(({ person }) => person ?? [])
    await tellMeeting(setting, meeting, 'meeting_cancelled', people, { by: saidBy(actor), version: meeting.sequence })
    await cancelRehearsal(db, workspaceId, meeting.id, now)
    await keepNextSteps(db, workspaceId, [meeting.dealId])
    return ok({ id: meeting.id, revision, sequence: meeting.sequence, invited })
  },
  audit: ({ id, invited }) => ({ verb: 'meeting.cancel', subject: `meeting:${id}`, detail: { invited } }),
})
