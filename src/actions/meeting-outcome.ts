import { tellMeeting } from '#actions/meeting/facts.ts'
import { takeMeeting } from '#actions/meeting/load.ts'
import { cancelRehearsal } from '#actions/meeting/rehearsal.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { meetingOutcomeInput, meetingPrepareInput, type MeetingWritten } from '#contract/meeting.ts'
import { ok, refuse } from '#contract/problem.ts'
import { saveMeeting } from '#store/meeting.ts'
import { keepNextSteps } from '#store/task.ts'

/** Says how a meeting went: they came, or they did not; stages that ask for it follow at once. */
export const noteMeetingOutcome: Verb<MeetingWritten> = writeVerb({
  permission: 'meeting.write',
  input: meetingOutcomeInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeMeeting(call, input.id, input.revision)
    if (!found.ok) return found
    const before = found.value
    const startsAt = before.startsAt.getTime()
    if (before.state !== 'planned') return refuse('conflict', 'It was said already how this meeting went.')
    if (startsAt > now) return refuse('conflict', 'This meeting has not begun yet.')
    const attended = input.outcome === 'attended'
    const attendees = before.attendees.map((one) => {
      const came = attended && (input.came === undefined || (one.person !== null && input.came.includes(one.person)))
      return { ...one, came }
    })
    const meeting = { ...before, startsAt, attendees, state: input.outcome, outcomeNote: input.note || null }
    const revision = await saveMeeting(db, workspaceId, meeting, now)
    const setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
    const said = { by: saidBy(actor), version: meeting.sequence, ...(input.note ? { note: input.note } : {}) }
    const people = (came: boolean) => attendees.flatMap((one) => (one.came === came ? (one.person ?? []) : []))
    if (attended) await tellMeeting(setting, meeting, 'meeting_attended', people(true), said)
    const absent = people(false)
    // the deal hears of who came; of absence alone only when nobody did
    if (!attended) await tellMeeting(setting, meeting, 'meeting_missed', absent, said)
    else if (absent.length > 0) await tellMeeting(setting, { ...meeting, dealId: null }, 'meeting_missed', absent, said)
    await cancelRehearsal(db, workspaceId, meeting.id, now)
    await keepNextSteps(db, workspaceId, [meeting.dealId])
    return ok({ id: meeting.id, revision, sequence: meeting.sequence, invited: 0 })
  },
  audit: ({ id }, { outcome }) => ({ verb: 'meeting.outcome', subject: `meeting:${id}`, detail: { outcome } }),
})

/** Keeps notes and ticks of a meeting's preparation. */
export const prepareMeeting: Verb<MeetingWritten> = writeVerb({
  permission: 'meeting.write',
  input: meetingPrepareInput,
  async run(call) {
    const { db, workspaceId, actor, input, now } = call
    const found = await takeMeeting(call, input.id)
    if (!found.ok) return found
    const before = found.value
    const { step, note, done } = input
    const { [step]: _, ...others } = before.prep.done
    const by = actor.kind === 'key' ? actorName(actor) : actor.name
    const prep = {
      notes: note === undefined ? before.prep.notes : { ...before.prep.notes, [step]: note },
      done:
        done === undefined
          ? before.prep.done
          : done
            ? { ...others, [step]: { at: new Date(now).toISOString(), by } }
            : others,
    }
    const revision = await saveMeeting(db, workspaceId, { ...before, startsAt: before.startsAt.getTime(), prep }, now)
    if (step === 'rehearsal' && done === true) await cancelRehearsal(db, workspaceId, before.id, now)
    await keepNextSteps(db, workspaceId, [before.dealId])
    return ok({ id: before.id, revision, sequence: before.sequence, invited: 0 })
  },
  audit: ({ id }, { step, done }) => ({
    verb: 'meeting.prepare',
    subject: `meeting:${id}`,
    detail: { step, ...(done === undefined ? {} : { done }) },
  }),
})
