import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { loadDeal } from '#actions/deal/load.ts'
import { invitationFor } from '#actions/meeting/invite.ts'
import { deniedMeeting, noMeeting } from '#actions/meeting/load.ts'
import { rehearsalDay } from '#actions/meeting/rehearsal.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import {
  meetingQuery,
  meetingRef,
  type MeetingFile,
  type MeetingList,
  type MeetingPage,
  type MeetingRow,
} from '#contract/meeting.ts'
import { ok, refuse } from '#contract/problem.ts'
import { bantLetters } from '#core/deal/event.ts'
import { bantStaleAfter } from '#core/deal/coverage.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'
import { prepSteps } from '#core/meeting/meeting.ts'
import {
  companyForPrep,
  findMeeting,
  meetingPageOf,
  peopleForPrep,
  type MeetingListed,
  type MeetingRecord,
} from '#store/meeting.ts'
import { groupsOf } from '#store/deal/read.ts'
import { isoTime } from '#store/rows.ts'
import { findWorkspace } from '#store/workspace.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** Meetings to come, those held, and those of which nobody has said how they went. */
export const listMeetings: Verb<MeetingList> = readVerb({
  permission: 'meeting.read',
  input: meetingQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { when, mine, deal, person, limit } = input
    const question = ['meetings', when, mine, deal ?? null, person ?? null]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const organizerId = mine === 'true' && actor.kind === 'user' ? actor.userId : null
    const rows = await meetingPageOf(
      db,
      workspaceId,
      {
        when,
        now,
        organizerId,
        dealId: deal ?? null,
        personId: person ?? null,
        after: went && { at: went[0], id: went[1] },
      },
      limit + 1,
    )
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => rowOf(row, now)),
      next: last ? writeCursor(question, [last.startsAt.getTime(), last.id]) : null,
      zone: (await findWorkspace(db, workspaceId))?.zone ?? 'UTC',
      asOf: time(now),
    })
  },
})

/** A meeting with its preparation sheet: who comes and what is known of them, their company, and where the deal stands. */
export const readMeeting: Verb<MeetingPage> = readVerb({
  permission: 'meeting.read',
  input: meetingRef,
  async run({ db, workspaceId, actor, input, now }) {
    const meeting = await findMeeting(db, workspaceId, input.id)
    if (!meeting) return noMeeting
    const found = meeting.dealId === null ? null : await loadDeal(db, workspaceId, meeting.dealId, now)
    const opened = found?.ok ? found.value : null
    const group =
      meeting.dealId === null ? [] : ((await groupsOf(db, workspaceId, [meeting.dealId])).get(meeting.dealId) ?? [])
    const ids = meeting.attendees.flatMap(({ person }) => person ?? [])
    const company = meeting.accountId === null ? null : await companyForPrep(db, workspaceId, meeting.accountId)
    const mayWrite = requirePermission(actor, 'meeting.write') === null
    return ok({
      ...rowOf(
        {
          ...meeting,
          deal: opened && { id: opened.head.id, name: opened.head.name },
          account: company && { id: company.id, name: company.name },
        },
        now,
      ),
      agenda: meeting.agenda,
      zone: meeting.zone,
      language: meeting.language,
      outcomeNote: meeting.outcomeNote,
      mayChange: mayWrite && (await deniedMeeting(db, workspaceId, actor, meeting)) === null,
      prep: Object.fromEntries(
        prepSteps.map((step) => [
          step,
          { note: meeting.prep.notes[step] ?? '', done: meeting.prep.done[step] ?? null },
        ]),
      ),
      rehearseOn: await rehearsalDay(db, workspaceId, { startsAt: meeting.startsAt.getTime(), zone: meeting.zone }, 0),
      people: (await peopleForPrep(db, workspaceId, ids, now)).map((person) => {
        const member = group.find((one) => one.personId === person.id)
        return {
          ...person,
          roles: member?.roles ?? [],
          stance: member?.stance ?? null,
          lately: person.lately.slice(0, 8).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
        }
      }),
      company,
      brief: opened && briefOf(opened.deal, playbookOf(opened), now),
    })
  },
})

/** The invitation as a file, for a calendar that is fed by hand. */
export const readInvitation: Verb<MeetingFile> = readVerb({
  permission: 'meeting.read',
  input: meetingRef,
  async run({ db, workspaceId, input, now }) {
    const meeting = await findMeeting(db, workspaceId, input.id)
    if (!meeting) return noMeeting
    if (meeting.state === 'missed') return refuse('conflict', 'This meeting did not take place; book a new one.')
    const method = meeting.state === 'cancelled' ? 'CANCEL' : 'REQUEST'
    const text = invitationFor(method, { ...meeting, startsAt: meeting.startsAt.getTime() }, now)
    return ok({ name: `meeting-${meeting.id.slice(-8)}.ics`, text })
  },
})

function rowOf(
  meeting: MeetingListed | (MeetingRecord & Pick<MeetingListed, 'deal' | 'account'>),
  now: number,
): MeetingRow {
  const over = meeting.startsAt.getTime() + meeting.minutes * 60_000 <= now
  return {
    id: meeting.id,
    revision: meeting.revision,
    title: meeting.title,
    how: meeting.how,
    place: meeting.place,
    startsAt: meeting.startsAt.toISOString(),
    minutes: meeting.minutes,
    state: meeting.state,
    unanswered: meeting.state === 'planned' && over,
    invited: meeting.invited,
    sequence: meeting.sequence,
    organizer: meeting.organizerName,
    deal: meeting.deal,
    account: meeting.account,
    attendees: meeting.attendees,
    prepared: prepSteps.filter((step) => meeting.prep.done[step]).length,
  }
}

function playbookOf({
  deal,
  setting,
}: {
  deal: FoldedDeal
  setting: {
    history: {
      current: {
        blueprint: { models: readonly { id: string; stages: readonly { id: string; playbook?: string }[] }[] }
      }
    }
  }
}): string | null {
  const model = setting.history.current.blueprint.models.find(({ id }) => id === deal.pipeline)
  return model?.stages.find(({ id }) => id === deal.stage)?.playbook ?? null
}

function briefOf(deal: FoldedDeal, playbook: string | null, now: number): MeetingPage['brief'] {
  return {
    stage: deal.stage,
    pipeline: deal.pipeline,
    theirsAt: isoTime(deal.theirs?.at),
    bant: bantLetters.map((letter) => {
      const answer = deal.bant[letter]
      return {
        letter,
        answer: answer?.answer ?? null,
        met: answer?.met ?? false,
        stale: answer !== undefined && now - answer.at > bantStaleAfter,
      }
    }),
    competitors: deal.fields.competitors ?? [],
    playbook,
  }
}

const time = (ms: number): string => isoTime(ms) as string
