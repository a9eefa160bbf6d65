import type { PoolClient } from 'pg'
import type { PipelineLikelyDocument } from '#contract/pipeline-plan.ts'
import type { StageModel } from '#core/blueprint.ts'
import { chanceOf, reliability, stageChances, type StageChance, type StayCell } from '#core/report/calibrate.ts'
import { learntStays } from '#store/deal/likely.ts'
import type { PassScope, PipelineShape } from '#store/deal/pass.ts'
import { openPlaces } from '#store/deal/stage-metric.ts'

const day = 86_400_000

interface Learning {
  model: StageModel
  pipeline: PipelineShape
  /** how long a stay has to end in a win, and be judged */
  windowDays: number
  /** epoch ms */
  at: number
}

export interface LearntChances {
  /** what each stage before the win is worth by what is known at the moment */
  stages: StageChance[]
  /**
   * The same forecast made one window ago for the deals that were open then, by what was known then, beside what became of
   * them since. Null when nothing was open then.
   */
  reliability: PipelineLikelyDocument['reliability']
}

/** What history says of deals in each stage, and whether it said so rightly one window ago. */
export async function learntChances(
  db: PoolClient,
  scope: PassScope,
  { model, pipeline, windowDays, at }: Learning,
): Promise<LearntChances> {
  const { now, before, stood } = await learntStays(db, scope, pipeline, { at, windowDays })
  const chances = (cells: readonly StayCell[]) =>
    stageChances(
      openPlaces(pipeline).map((k) => {
        const stage = model.stages[k] as StageModel['stages'][number]
        return { id: stage.id, given: stage.probability ?? null }
      }),
      cells,
    )
  const former = chances(before)
  const forecasts = stood.flatMap(({ stage, days, won, of }) => {
    const known = former.find((one) => one.stage === stage)
    return known ? [{ chance: chanceOf(known, days).chance, won, of }] : []
  })
  const found = reliability(forecasts)
  const made = new Date(at - windowDays * day).toISOString()
  return { stages: chances(now), reliability: found && { at: made, ...found } }
}
