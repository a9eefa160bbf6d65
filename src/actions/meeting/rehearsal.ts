import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { businessDays } from '#core/calendar-days.ts'
import { rehearseBefore } from '#core/meeting/meeting.ts'
import { listHolidays } from '#store/holiday.ts'
import { dropTasksOf, type MeetingRecord } from '#store/meeting.ts'
import { insertTask } from '#store/task.ts'

type Planned = Pick<
  MeetingRecord,
  'id' | 'dealId' | 'accountId' | 'title' | 'zone' | 'organizerId' | 'organizerName' | 'attendees' | 'sequence'
> & { startsAt: number }

/** The day on which a meeting is rehearsed: two business days before, never before today. As YYYY-MM-DD. */
export async function rehearsalDay(
  db: PoolClient,
  workspaceId: string,
  { startsAt, zone }: { startsAt: number; zone: string },
  now: number,
): Promise<string> {
  const holidays = new Set((await listHolidays(db, workspaceId)).map(({ day }) => day))
  const day = businessDays(dayOf(startsAt, zone), -rehearseBefore, holidays)
  const today = dayOf(now, zone)
  return day < today ? today : day
}

/** A task reminds of the rehearsal; one of an earlier date of this meeting goes. */
export async function planRehearsal(db: PoolClient, workspaceId: string, meeting: Planned, now: number): Promise<void> {
  await cancelRehearsal(db, workspaceId, meeting.id, now)
  const dueDay = await rehearsalDay(db, workspaceId, meeting, now)
  const dueAt = Temporal.PlainDate.from(dueDay).toZonedDateTime(meeting.zone).epochMilliseconds
  const task = {
    id: randomUUIDv7(),
    kind: 'rehearsal' as const,
    title: meeting.title,
    note: null,
    personId: meeting.attendees.find(({ person }) => person !== null)?.person ?? null,
    dealId: meeting.dealId,
    accountId: meeting.accountId,
    dueDay,
    dueAt,
    timed: false,
    promised: false,
    assigneeId: meeting.organizerId,
    assigneeName: meeting.organizerName,
    attempt: null,
    source: 'trigger' as const,
    cause: `meeting:${meeting.id}:${meeting.sequence}:rehearsal`,
    by: meeting.organizerName,
    byId: `user:${meeting.organizerId ?? ''}`,
  }
  await insertTask(db, workspaceId, task, now)
}

/** Open reminders of a meeting's rehearsal go. */
export async function cancelRehearsal(
  db: PoolClient,
  workspaceId: string,
  meetingId: string,
  now: number,
): Promise<void> {
  await dropTasksOf(db, workspaceId, `meeting:${meetingId}:`, now)
}

function dayOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
}
