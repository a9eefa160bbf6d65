import type { PoolClient } from 'pg'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { StageModel } from '#core/blueprint.ts'
import { calendarPeriod, periodOf, type CalendarPeriod } from '#core/report/calendar.ts'
import { dayOf, startOfDay } from '#core/report/period.ts'
import { findFunnelSetting, findPartition } from '#store/funnel.ts'
import type { GtmScope } from '#store/gtm.ts'

/** A period of the lifecycle and the one before it. */
export interface ResolvedGtm {
  zone: string
  model: StageModel
  period: CalendarPeriod
  former: CalendarPeriod
  current: GtmScope
  /** conversions of the former period as they stood at the age that the current one has now */
  before: GtmScope
  /** the period is not over */
  running: boolean
}

/** Finds the lifecycle and cuts its periods in the workspace's zone. `key` absent: the month of now (epoch ms). */
export async function resolveGtm(
  db: PoolClient,
  workspaceId: string,
  key: string | undefined,
  now: number,
): Promise<Result<ResolvedGtm>> {
  const setting = await findFunnelSetting(db, workspaceId)
  if (!setting) return refuse('not_found', 'There is no such workspace.')
  const { zone, blueprint } = setting
  if (!blueprint) return refuse('conflict', 'There is no blueprint yet: apply one first (hourglass blueprint apply).')
  const model = blueprint.models.find(({ id }) => id === blueprint.lifecycle)
  if (model?.subject !== 'person') {
    return refuse('conflict', `The lifecycle ${blueprint.lifecycle} is no stage model of people.`)
  }
  const period = key === undefined ? periodOf(dayOf(now, zone), 'month') : calendarPeriod(key)
  const former = period && calendarPeriod(period.before)
  if (!period || !former) return refuse('invalid', 'period: name a week, month or quarter: 2026-W47, 2026-11, 2026-Q4.')
  const from = startOfDay(period.from, zone)
  const to = startOfDay(period.to, zone)
  const formerFrom = startOfDay(former.from, zone)
  const shared = {
    workspaceId,
    model: model.id,
    stages: model.stages.map(({ id }) => id),
    partition: await findPartition(db, model.id),
  }
  return ok({
    zone,
    model,
    period,
    former,
    current: { ...shared, from, to, until: now },
    before: { ...shared, from: formerFrom, to: from, until: now - (from - formerFrom) },
    running: to > now,
  })
}
