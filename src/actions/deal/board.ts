import type { PoolClient } from 'pg'
import { mayChangeDeal } from '#actions/deal/access.ts'
import type { Actor } from '#actions/actor.ts'
import { wrong } from '#actions/deal/fields.ts'
import { usualOf, type Usual } from '#actions/deal/usual.ts'
import { histories } from '#actions/person/load.ts'
import type { DealCard, DealFilter, DealSums } from '#contract/deal-board.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint, StageModel } from '#core/blueprint.ts'
import { stuckOf } from '#core/deal/hygiene.ts'
import { warningsOf } from '#core/deal/warning.ts'
import { dayBegins } from '#core/task/work-time.ts'
import type { SumRow } from '#store/deal/board.ts'
import type { CardRow } from '#store/deal/card.ts'
import type { DealScope } from '#store/deal/filter.ts'
import { stageKey } from '#store/hygiene.ts'
import { findWorkspace } from '#store/workspace.ts'

export interface Board {
  scope: DealScope
  /** the one asked for, or all where several are meant */
  pipelines: StageModel[]
  blueprint: Blueprint
  zone: string
  /** where today begins there, epoch ms */
  begins: number
  usual: Usual
}

interface Place {
  db: PoolClient
  workspaceId: string
  now: number
}

/** Which deals are meant: of one pipeline (`several` false: the first unless named), else of all of them. */
export async function boardOf(
  { db, workspaceId, now }: Place,
  input: DealFilter & { pipeline?: string | undefined },
  several: boolean,
): Promise<Result<Board>> {
  const { current, zone } = await histories.of(db, workspaceId)
  const { blueprint } = current
  const all = blueprint.models.filter((model) => model.subject === 'deal')
  const asked = input.pipeline
  const pipelines = asked === undefined ? (several ? all : all.slice(0, 1)) : all.filter(({ id }) => id === asked)
  if (pipelines.length === 0 && asked !== undefined) {
    return wrong('pipeline', `There is no pipeline ${asked}; there is ${all.map(({ id }) => id).join(', ') || 'none'}.`)
  }
  const workspace = await findWorkspace(db, workspaceId)
  if (!workspace) return refuse('not_found', 'There is no such workspace.')
  const { pipeline: _, ...filter } = input
  const usual = await usualOf({ db, workspaceId }, pipelines)
  const scope: DealScope = {
    workspaceId,
    pipelines: pipelines.map(({ id }) => id),
    filter,
    now,
    today: todayIn(zone, now),
    currency: workspace.currency,
    silence: usual.silence,
  }
  return ok({ scope, pipelines, blueprint, zone, usual, begins: dayBegins(scope.today, zone) })
}

/** YYYY-MM-DD of a moment (epoch ms) in a zone. */
export function todayIn(zone: string, now: number): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** A card as it travels: what is wrong with the deal, and whether whoever asks may change it. */
export function cardOf(row: CardRow, actor: Actor, { scope, pipelines, begins, usual }: Board): DealCard {
  const model = pipelines.find(({ id }) => id === row.pipeline)
  const { id, revision, name, pipeline, stage, outcome, status, currency, closeDate, people } = row
  const stuck =
    status === 'open' && stage !== null
      ? stuckOf(scope.now - row.stageSince.getTime(), usual.stays.get(stageKey(pipeline, stage)) ?? [])
      : null
  const warned = {
    status,
    closeDate,
    nextStepAt: row.nextStepAt?.getTime() ?? null,
    theirsAt: row.theirsAt?.getTime() ?? null,
    openedAt: row.openedAt.getTime(),
    people,
    first: stage !== null && model?.stages[0]?.id === stage,
    stuck: stuck !== null,
  }
  return {
    id,
    revision,
    name,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? '' },
    owner: row.ownerName === null && row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    pipeline,
    stage,
    outcome,
    status,
    amountMinor: row.amountMinor === null ? null : Number(row.amountMinor),
    currency,
    baseMinor: row.baseMinor === null ? null : Number(row.baseMinor),
    closeDate,
    openedAt: row.openedAt.toISOString(),
    stageSince: row.stageSince.toISOString(),
    nextStepAt: row.nextStepAt?.toISOString() ?? null,
    people,
    warnings: warningsOf(warned, { ...scope, begins }),
    stuck: stuck && { shorter: 1 - stuck.longer, of: stuck.of },
    mayChange: mayChangeDeal(actor, row),
  }
}

/**
 * What rows of sums add up to; `chanceOf` gives the chance of winning of each row's stage, between 0 and 1, `measuredOf` the same
 * as history has it (null: too few past stays; the given one counts then).
 */
export function sumsOf<Row extends SumRow>(
  rows: readonly Row[],
  chanceOf: (row: Row) => number,
  measuredOf: (row: Row) => number | null = () => null,
): DealSums {
  const byCurrency = new Map<string, { currency: string; count: number; amountMinor: number }>()
  const total = { count: 0, baseMinor: 0, weightedMinor: 0, unconverted: 0, bare: 0 }
  let anyMeasured = false
  let measuredMinor = 0
  for (const row of rows) {
    const base = Number(row.base ?? 0)
    total.count += row.count
    total.baseMinor += base
    total.weightedMinor += base * chanceOf(row)
    const rate = measuredOf(row)
    if (rate !== null && base !== 0) anyMeasured = true
    measuredMinor += base * (rate ?? chanceOf(row))
    total.unconverted += row.unconverted
    total.bare += row.bare
    const valued = row.count - row.bare
    if (row.currency === null || valued === 0) continue
    const sum = byCurrency.get(row.currency) ?? { currency: row.currency, count: 0, amountMinor: 0 }
    sum.count += valued
    sum.amountMinor += Number(row.amount ?? 0)
    byCurrency.set(row.currency, sum)
  }
  return {
    ...total,
    weightedMinor: Math.round(total.weightedMinor),
    measuredMinor: anyMeasured ? Math.round(measuredMinor) : null,
    sums: [...byCurrency.values()].toSorted((a, b) => b.count - a.count || a.currency.localeCompare(b.currency)),
  }
}

/** The chance that a stage gives, between 0 and 1; one that gives none adds nothing to what is weighted. */
export function chanceIn(pipelines: readonly StageModel[], pipeline: string, stage: string | null): number {
  const model = pipelines.find(({ id }) => id === pipeline)
  return model?.stages.find(({ id }) => id === stage)?.probability ?? 0
}
