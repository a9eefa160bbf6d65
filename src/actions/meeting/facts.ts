import { factFromSystem } from '#actions/flow/system-event.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { recordDeals } from '#actions/deal/write.ts'
import type { JsonObject } from '#core/json.ts'
import type { MeetingRecord } from '#store/meeting.ts'

export type MeetingFact =
  | 'meeting_booked'
  | 'meeting_moved'
  | 'meeting_attended'
  | 'meeting_missed'
  | 'meeting_cancelled'

const touches: Record<MeetingFact, { side: 'ours' | 'theirs'; outcome: string }> = {
  meeting_booked: { side: 'ours', outcome: 'booked' },
  meeting_moved: { side: 'ours', outcome: 'moved' },
  meeting_attended: { side: 'theirs', outcome: 'attended' },
  meeting_missed: { side: 'ours', outcome: 'missed' },
  meeting_cancelled: { side: 'ours', outcome: 'cancelled' },
}

/**
 * What became of a meeting, told to its deal's timeline and clocks and to the people it is with, through the flow:
 * stages that ask for a booked or attended meeting follow in the same commit. `version` tells the changes apart.
 */
export async function tellMeeting(
  setting: Setting,
  meeting: Pick<MeetingRecord, 'id' | 'dealId' | 'title' | 'how'> & { startsAt: number },
  fact: MeetingFact,
  people: readonly string[],
  { by, version, note }: { by: JsonObject; version: number; note?: string },
): Promise<void> {
  const { now } = setting
  const cause = `meeting:${meeting.id}:${version}:${fact}`
  if (meeting.dealId !== null) {
    const data = { ...touches[fact], what: 'meeting' as const, ref: meeting.id, ...(note ? { note } : {}) }
    const entries = [{ kind: 'touched' as const, data, messageId: cause }]
    await recordDeals(setting, [{ dealId: meeting.dealId, entries }], by)
  }
  const props = {
    meeting: meeting.id,
    title: meeting.title,
    how: meeting.how,
    at: new Date(meeting.startsAt).toISOString(),
    ...by,
  }
  const items = people.map((person) => {
    const event = factFromSystem(fact, `meeting:${person}:${meeting.id}:${version}:${fact}`, now, now, props)
    return { event: { ...event, source: 'app' as const, object: meeting.id }, about: person }
  })
  if (items.length > 0) await foldBatch(withinTransaction(setting), items, () => {})
  pipeline(setting.db, false)
}
