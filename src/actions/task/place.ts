import type { PoolClient } from 'pg'
import type { History } from '#actions/flow/history.ts'
import { histories } from '#actions/person/load.ts'
import type { FollowUp } from '#core/task/plan.ts'
import { dayBegins, dayOf, momentOf, type WorkTime } from '#core/task/work-time.ts'
import { listHolidays } from '#store/holiday.ts'
import { readFollowUp } from '#store/routing.ts'
import { findWorkspace } from '#store/workspace.ts'

/** What days, deadlines and worth are reckoned with in a workspace. */
export interface TaskPlace {
  workspaceId: string
  work: WorkTime
  followUp: FollowUp
  currency: string
  history: History
  /** epoch ms, and its day in the workspace's zone */
  now: number
  today: string
  /** `now` in half-lives of the engagement score (core/score.ts) */
  ticks: number
}

export async function taskPlace(db: PoolClient, workspaceId: string, now: number): Promise<TaskPlace> {
  const workspace = await findWorkspace(db, workspaceId)
  const zone = workspace?.zone ?? 'UTC'
  const followUp = await readFollowUp(db, workspaceId)
  const holidays = new Set((await listHolidays(db, workspaceId)).map(({ day }) => day))
  const history = await histories.of(db, workspaceId)
  return {
    workspaceId,
    work: { zone, holidays, from: followUp.from, until: followUp.until },
    followUp,
    currency: workspace?.currency ?? 'USD',
    history,
    now,
    today: dayOf(now, zone),
    ticks: now / history.current.halfLife,
  }
}

/** When a task is due: the moment by the clock of the zone, or where its day begins. Epoch ms. */
export function dueMoment(day: string, time: string | null, zone: string): number {
  return time === null ? dayBegins(day, zone) : momentOf(day, time, zone)
}

/** The time of day of a moment in a zone: 14:30. */
export function clockOf(time: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
}
