import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { mayChangeDeal } from '#actions/deal/access.ts'
import { boardOf, type Board } from '#actions/deal/board.ts'
import { openStages } from '#actions/deal/usual.ts'
import type { HygieneRow, Stake } from '#contract/hygiene.ts'
import type { Result } from '#contract/problem.ts'
import { findingsOf, weightOf, type Finding } from '#core/deal/hygiene.ts'
import {
  answeredGaps,
  inspectedDeals,
  pastStays,
  stageKey,
  type ClockRow,
  type InspectedRow,
  type ShownDeal,
} from '#store/hygiene.ts'
import { ok } from '#contract/problem.ts'

/** An open deal with what is wrong with it. */
export interface InspectedDeal {
  row: InspectedRow
  findings: Finding[]
  weight: number
}

/** The open deals of pipelines, looked through. */
export interface Inspection {
  board: Board
  /** how long past stays lasted, by stageKey; milliseconds, ascending */
  stays: ReadonlyMap<string, readonly number[]>
  gaps: readonly number[]
  /** worst first, then the largest */
  deals: InspectedDeal[]
}

interface Asked {
  pipeline?: string | undefined
  owner?: string | undefined
  dealId?: string | undefined
}

/** Looks through the open deals of a pipeline (all, if none is named) and of an owner; or through one deal. */
export async function inspect(
  place: { db: PoolClient; workspaceId: string; now: number },
  { pipeline, owner, dealId }: Asked,
): Promise<Result<Inspection>> {
  const { db, workspaceId, now } = place
  const found = await boardOf(place, pipeline === undefined ? {} : { pipeline }, true)
  if (!found.ok) return found
  const board = found.value
  const stages = board.pipelines.flatMap((model) =>
    openStages(model).map((stage) => ({ pipeline: model.id, stage: stage.id })),
  )
  const stays = await pastStays(db, workspaceId, stages)
  const gaps = await answeredGaps(db, workspaceId)
  const rows = await inspectedDeals(db, {
    workspaceId,
    pipelines: board.scope.pipelines,
    owner: owner ?? null,
    ...(dealId === undefined ? {} : { dealId }),
  })
  const places = new Map(
    board.pipelines.flatMap((model) => {
      const open = openStages(model)
      return open.map((stage, index) => [stageKey(model.id, stage.id), { place: index, stages: open.length }] as const)
    }),
  )
  const { today } = board.scope
  const deals = rows.map((row): InspectedDeal => {
    const key = stageKey(row.pipeline, row.stage)
    const { place, stages } = places.get(key) ?? { place: 0, stages: 1 }
    const deal = { ...row, place, stages, hasAmount: row.amountMinor !== null }
    const findings = findingsOf(deal, { stays: stays.get(key) ?? [], gaps }, { now, today })
    return { row, findings, weight: weightOf(findings) }
  })
  return ok({ board, stays, gaps, deals: deals.sort(worstFirst) })
}

/** Where a deal stands in the order «worst first». */
export interface WorstPlace {
  weight: number
  base: number
  id: string
}

export function worstPlace({ row, weight }: InspectedDeal): WorstPlace {
  return { weight, base: row.baseMinor ?? -1, id: row.id }
}

export function isAfter(place: WorstPlace, other: WorstPlace): boolean {
  if (place.weight !== other.weight) return place.weight < other.weight
  if (place.base !== other.base) return place.base < other.base
  return place.id > other.id
}

function worstFirst(one: InspectedDeal, other: InspectedDeal): number {
  if (one.weight !== other.weight) return other.weight - one.weight
  const more = (other.row.baseMinor ?? -1) - (one.row.baseMinor ?? -1)
  return more !== 0 ? more : one.row.id < other.row.id ? -1 : 1
}

/** What deals add up to; amounts without a rate stand apart. */
export function stakeOf(deals: readonly InspectedDeal[]): Stake {
  const apart = new Map<string, { currency: string; amountMinor: number; count: number }>()
  const stake = { count: deals.length, baseMinor: 0, bare: 0 }
  for (const { row } of deals) {
    if (row.amountMinor === null || row.currency === null) stake.bare += 1
    else if (row.baseMinor !== null) stake.baseMinor += row.baseMinor
    else {
      const sum = apart.get(row.currency) ?? { currency: row.currency, amountMinor: 0, count: 0 }
      sum.amountMinor += row.amountMinor
      sum.count += 1
      apart.set(row.currency, sum)
    }
  }
  return { ...stake, apart: [...apart.values()] }
}

const dayMs = 86_400_000

/** A deal with its findings, as it travels. */
export function hygieneRowOf(
  { row, findings, weight }: InspectedDeal,
  shown: ShownDeal,
  actor: Actor,
  now: number,
): HygieneRow {
  const clock = (at: Date, told: ClockRow | null, person: string | null) => ({
    at: at.toISOString(),
    days: Math.max(0, Math.floor((now - at.getTime()) / dayMs)),
    what: told?.what ?? null,
    outcome: told?.outcome ?? null,
    person,
  })
  return {
    id: row.id,
    revision: shown.revision,
    name: shown.name,
    pipeline: row.pipeline,
    stage: row.stage,
    account: shown.accountId === null ? null : { id: shown.accountId, name: shown.accountName ?? '' },
    owner: ownerOf(shown),
    amountMinor: row.amountMinor,
    currency: row.currency,
    baseMinor: row.baseMinor,
    closeDate: row.closeDate,
    nextStepAt: shown.nextStepAt?.toISOString() ?? null,
    people: row.people,
    mayChange: mayChangeDeal(actor, shown),
    findings,
    weight,
    clocks: {
      stage: clock(shown.stageSince, null, null),
      theirs: shown.theirsAt && clock(shown.theirsAt, shown.theirs, shown.theirsBy),
      ours: shown.oursAt && clock(shown.oursAt, shown.ours, shown.oursBy),
    },
  }
}

export function ownerOf({ ownerId, ownerName }: Pick<ShownDeal, 'ownerId' | 'ownerName'>): HygieneRow['owner'] {
  return ownerId === null && ownerName === null ? null : { id: ownerId, name: ownerName ?? '' }
}
