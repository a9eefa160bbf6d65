import type { PoolClient } from 'pg'
import type { PipelineLikelyDocument } from '#contract/pipeline-plan.ts'
import type { StageModel } from '#core/blueprint.ts'
import { chanceOf, reliability, stageChances, type StageChance } from '#core/report/calibrate.ts'
import { learntStays, stoodThen } from '#store/deal/likely.ts'
import type { PassScope, PipelineShape } from '#store/deal/pass.ts'
import { openPlaces } from '#store/deal/stage-metric.ts'

const day = 86_400_000

interface Learning {
  model: StageModel
  pipeline: PipelineShape
  /** how long a stay has to end in a win, and be judged */
  windowDays: number
}

/** What each stage before the win is worth by what was known at `at` (epoch ms). */
export async function learntChances(
  db: PoolClient,
  scope: PassScope,
  { model, pipeline, windowDays, at }: Learning & { at: number },
): Promise<StageChance[]> {
  const stages = openPlaces(pipeline).map((k) => {
    const stage = model.stages[k] as StageModel['stages'][number]
    return { id: stage.id, given: stage.probability ?? null }
  })
  return stageChances(stages, await learntStays(db, scope, pipeline, { at, windowDays }))
}

/**
 * The same forecast made one window ago for the deals that were open then, by what was known then, beside what became of
 * them since. Null when nothing was open then.
 */
export async function reliabilityOf(
  db: PoolClient,
  scope: PassScope,
  { now, ...learning }: Learning & { now: number },
): Promise<PipelineLikelyDocument['reliability']> {
  const at = now - learning.windowDays * day
  const stages = await learntChances(db, scope, { ...learning, at })
  const stood = await stoodThen(db, scope, learning.pipeline, { at, windowDays: learning.windowDays })
  const forecasts = stood.flatMap(({ stage, days, won, of }) => {
    const known = stages.find((one) => one.stage === stage)
    return known ? [{ chance: chanceOf(known, days).chance, won, of }] : []
  })
  const found = reliability(forecasts)
  return found && { at: new Date(at).toISOString(), ...found }
}
