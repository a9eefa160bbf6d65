import type { StageModel } from '#core/blueprint.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'
import { isWin, statusOf, winPlace } from '#core/deal/status.ts'
import type { Reach } from '#core/fold/op.ts'

/** What became of one pass of a deal through a pipeline (docs/concepts/pipeline.md). Times in epoch ms. */
export interface DealPass {
  pipeline: string
  pass: number
  /** moved: it goes on in another pipeline */
  result: 'open' | 'won' | 'lost' | 'moved'
  /** first evidence of any stage */
  openedAt: number | null
  /** of the stage that qualifies, or of a later one */
  qualifiedAt: number | null
  /** won at the beginning of the last unbroken time in which it was won; else lost */
  closedAt: number | null
  /** where it stands, while it is open */
  stage: string | null
  outcome: string | null
  reason: string | null
  /** first evidence of each stage by its place, and those without any of their own, bit by bit */
  at: (number | null)[]
  imputed: number
}

/** Where a deal becomes a qualified lead: the first stage that gives the lifecycle's MQL or SQL, else the first stage. */
export function qualifiedPlace(model: StageModel): number {
  return Math.max(
    0,
    model.stages.findIndex(({ lifecycle }) => lifecycle === 'mql' || lifecycle === 'sql'),
  )
}

/**
 * The passes of a deal through these pipelines. A deal that was lost and opened again has two, and the first stays lost. A
 * win is a win even when the customer left later; a win that was taken back by hand is none.
 */
export function passesOf(deal: FoldedDeal, models: readonly StageModel[]): DealPass[] {
  return deal.reaches.flatMap((reach) => {
    const model = models.find(({ id }) => id === reach.model)
    return model ? [passOf(deal, reach, model)] : []
  })
}

function passOf(deal: FoldedDeal, reach: Reach, model: StageModel): DealPass {
  const { pipeline, stage, status, reason } = deal
  const { pass, outcome, outcomeAt, at, imputed } = reach
  const here = pipeline === model.id && pass === deal.pass
  const stays = deal.intervals.filter(({ enter }) => enter.model === model.id && enter.pass === pass)
  const wonAt = here && status === 'open' ? null : wonSince(deal, reach, model, here, stays.at(-1)?.enter.stage ?? null)
  const open = here && status === 'open'
  const lost = !open && wonAt === null && (outcome !== null || here)
  return {
    pipeline: model.id,
    pass,
    result: open ? 'open' : wonAt !== null ? 'won' : lost ? 'lost' : 'moved',
    openedAt: earliest(at),
    qualifiedAt: earliest(at.slice(qualifiedPlace(model))),
    closedAt: open ? null : (wonAt ?? (outcome !== null ? outcomeAt : here ? deal.closedAt : null)),
    stage: open ? stage : null,
    outcome,
    reason: here ? reason : (stays.at(-1)?.leave?.reason ?? null),
    at,
    imputed,
  }
}

/** Since when it is won: as the deal says where this is its pass, else by the outcome, or the first of the stages of the win. */
function wonSince(
  { status, closedAt }: FoldedDeal,
  { outcome, outcomeAt, at }: Reach,
  model: StageModel,
  here: boolean,
  lastStage: string | null,
): number | null {
  if (here && status === 'won') return closedAt
  if (outcome !== null && isWin(model, outcome)) return outcomeAt
  if (lastStage === null || statusOf(model, lastStage, null) !== 'won') return null
  return earliest(at.slice(winPlace(model)))
}

function earliest(times: readonly (number | null)[]): number | null {
  return times.reduce((least, time) => (least === null || (time !== null && time < least) ? time : least), null)
}
