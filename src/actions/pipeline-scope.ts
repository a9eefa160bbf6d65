import type { PoolClient } from 'pg'
import { histories } from '#actions/person/load.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint, StageModel } from '#core/blueprint.ts'
import { qualifiedPlace } from '#core/deal/pass.ts'
import { winPlace } from '#core/deal/status.ts'
import { maturityWindow } from '#core/report/close-rate.ts'
import { dayAfter, dayOf, startOfDay } from '#core/report/period.ts'
import type { DealProperty, PassScope, PipelineShape } from '#store/deal/pass.ts'
import { winLags, type MetricBy } from '#store/deal/metric.ts'
import { findWorkspace } from '#store/workspace.ts'

const day = 86_400_000

export interface PipelineQuestion {
  pipeline?: string | undefined
  only: readonly string[]
  from?: string | undefined
  to?: string | undefined
  window?: number | undefined
  /** what is counted falls into few cells: hashed, since the planner expects one a row and would sort them all */
  fewCells?: boolean
}

/** Pipelines that can be counted, and what every answer says of them. */
export interface ResolvedPipelines {
  blueprint: Blueprint
  models: StageModel[]
  scope: PassScope
  currency: string
  /** epoch ms */
  span: { from: number; to: number }
  said: {
    zone: string
    currency: string
    now: string
    from: string
    to: string
    windowDays: number
    windowChosen: boolean
    pipelines: { id: string; name: StageModel['name']; qualified: { stage: string; name: StageModel['name'] } }[]
  }
}

/** Finds the pipelines, cuts days in the workspace's zone, and chooses the window; refuses what cannot be counted. */
export async function resolvePipelines(
  db: PoolClient,
  workspaceId: string,
  question: PipelineQuestion,
  now: number,
): Promise<Result<ResolvedPipelines>> {
  const workspace = await findWorkspace(db, workspaceId)
  if (!workspace) return refuse('not_found', 'There is no such workspace.')
  const { blueprint } = (await histories.of(db, workspaceId)).current
  const all = blueprint.models.filter((model) => model.subject === 'deal')
  const models = question.pipeline === undefined ? all : all.filter(({ id }) => id === question.pipeline)
  if (models.length === 0) {
    const known = all.map(({ id }) => id).join(', ')
    if (question.pipeline === undefined) return refuse('conflict', 'The blueprint in force has no pipeline: add one.')
    return refuse('not_found', `There is no pipeline ${question.pipeline}; there are ${known}.`)
  }
  const { zone, currency } = workspace
  const today = dayOf(now, zone)
  const to = question.to ?? dayAfter(today)
  const from = question.from ?? Temporal.PlainDate.from(to).subtract({ years: 1 }).toString()
  if (from >= to)
    return refuse('invalid', `from: the first day (${from}) must be before the day after the last (${to}).`)
  const scope: PassScope = {
    workspaceId,
    zone,
    currency,
    now,
    pipelines: models.map(shapeOf),
    only: question.only.map(readOnly),
  }
  // sums over many deals are kept in memory
  await db.query(`select set_config('work_mem', '64MB', true)`)
  if (question.fewCells === true) await db.query(`select set_config('enable_sort', 'off', true)`)
  const windowDays = question.window ?? maturityWindow(await winLags(db, scope, now - 730 * day))
  return ok({
    blueprint,
    models,
    scope,
    currency,
    span: { from: startOfDay(from, zone), to: startOfDay(to, zone) },
    said: {
      zone,
      currency,
      now: new Date(now).toISOString(),
      from,
      to,
      windowDays,
      windowChosen: question.window !== undefined,
      pipelines: models.map((model) => {
        const stage = model.stages[qualifiedPlace(model)] ?? model.stages[0]
        return {
          id: model.id,
          name: model.name,
          qualified: { stage: stage?.id ?? '', name: stage?.name ?? model.name },
        }
      }),
    },
  })
}

/** A pipeline as its numbers need it. */
export function shapeOf(model: StageModel): PipelineShape {
  const win = winPlace(model)
  return { id: model.id, stages: model.stages.map(({ id }) => id), win: Number.isFinite(win) ? win : null }
}

/** A breakdown as it is written in an address: owner, month, custom.<field>. */
export function readBy(by: string): MetricBy {
  if (by.startsWith('custom.')) return { kind: 'custom', field: by.slice(7) }
  return { kind: by } as MetricBy
}

function readOnly(text: string): { property: DealProperty; value: string | null } {
  const colon = text.indexOf(':')
  const property = readBy(text.slice(0, colon)) as DealProperty
  const rest = text.slice(colon + 1)
  return { property, value: rest === 'missing' ? null : rest.slice(1) }
}
