import type { PoolClient } from 'pg'
import type { FunnelQuery } from '#contract/funnel.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { StageModel } from '#core/blueprint.ts'
import { endOfDay, isDay, startOfDay } from '#core/report/period.ts'
import { durationMs } from '#core/rule.ts'
import { findFunnelSetting, findPartition } from '#store/funnel.ts'
import type { Breakdown, FunnelScope, Property } from '#store/funnel-scope.ts'
import { isoTime } from '#store/rows.ts'

/** A funnel that can be counted, and what every answer says of it. */
export interface ResolvedFunnel {
  scope: FunnelScope
  said: {
    model: string
    subject: StageModel['subject']
    name: StageModel['name']
    stages: { id: string; name: StageModel['name'] }[]
    zone: string
    from: string | null
    to: string
    window: string | null
    pass: 'first' | 'any'
    by: string | null
    only: string[]
    until: string | null
    asOf: string | null
    now: string
  }
}

/** Finds the model, cuts the days in the workspace's zone, and refuses what cannot be counted. */
export async function resolveFunnel(
  db: PoolClient,
  workspaceId: string,
  query: Omit<FunnelQuery, 'medians'>,
  clock: number,
): Promise<Result<ResolvedFunnel>> {
  const setting = await findFunnelSetting(db, workspaceId)
  if (!setting) return refuse('not_found', 'There is no such workspace.')
  const { zone, blueprint } = setting
  if (!blueprint) return refuse('conflict', 'There is no blueprint yet: apply one first (hourglass blueprint apply).')
  const id = query.model ?? blueprint.lifecycle
  const model = blueprint.models.find((one) => one.id === id)
  if (!model) {
    const there = blueprint.models.map((one) => one.id).join(', ')
    return refuse('not_found', `There is no stage model ${id}; the blueprint has ${there}.`)
  }
  const by: Breakdown = query.by === undefined ? { kind: 'none' } : propertyOf(query.by)
  const filters = query.only === undefined ? [] : [query.only].flat()
  const only = filters.map(filterOf)
  for (const { kind } of [by, ...only.map(({ property }) => property)]) {
    if (kind === 'none' || kind === 'channel') continue
    if (model.subject === 'deal' || (model.subject === 'account' && kind !== 'account')) {
      return refuse(
        'invalid',
        `${id} counts ${model.subject}s, of which a ${kind} is not known; choose another property.`,
      )
    }
  }
  const from = query.from === undefined ? null : startOfDay(query.from, zone)
  const to = query.to === undefined ? null : startOfDay(query.to, zone)
  if (from !== null && to !== null && to <= from) {
    return refuse('invalid', 'to: the day after the last must be later than from.')
  }
  const asOf =
    query.asOf === undefined ? null : isDay(query.asOf) ? endOfDay(query.asOf, zone) - 1 : Date.parse(query.asOf)
  const until = query.until === undefined ? null : Date.parse(query.until)
  const now = Math.min(asOf ?? clock, until ?? clock, clock)
  return ok({
    scope: {
      workspaceId,
      model: id,
      subject: model.subject,
      stages: model.stages.map((stage) => stage.id),
      pass: query.pass,
      from,
      to,
      window: query.window === undefined ? null : durationMs(query.window),
      until,
      now,
      asOf,
      by,
      only,
      partition: await findPartition(db, id),
    },
    said: {
      model: id,
      subject: model.subject,
      name: model.name,
      stages: model.stages.map((stage) => ({ id: stage.id, name: stage.name })),
      zone,
      from: isoTime(from),
      to: new Date(to ?? now).toISOString(),
      window: query.window ?? null,
      pass: query.pass,
      by: query.by ?? null,
      only: filters,
      until: isoTime(until),
      asOf: isoTime(asOf),
      now: new Date(now).toISOString(),
    },
  })
}

/** `channel:=search`: before the first colon a property, after it the key of a group. */
function filterOf(text: string): FunnelScope['only'][number] {
  const colon = text.indexOf(':')
  const key = text.slice(colon + 1)
  return { property: propertyOf(text.slice(0, colon)), value: key === 'missing' ? null : key.slice(1) }
}

function propertyOf(by: string): Property {
  const dot = by.indexOf('.')
  if (dot < 0) return { kind: by as 'channel' | 'campaign' | 'object' | 'persona' }
  return { kind: by.slice(0, dot) as 'person' | 'account', fact: by.slice(dot + 1) }
}
