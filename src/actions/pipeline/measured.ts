import type { PoolClient } from 'pg'
import { shapeOf } from '#actions/pipeline-scope.ts'
import { Kept } from '#actions/kept.ts'
import type { StageModel } from '#core/blueprint.ts'
import { measuredOf, type MeasuredChance } from '#core/report/calibrate.ts'
import { maturityWindow } from '#core/report/close-rate.ts'
import { stayShares } from '#store/deal/likely.ts'
import { winLags } from '#store/deal/metric.ts'
import type { PassScope } from '#store/deal/pass.ts'
import { openPlaces } from '#store/deal/stage-metric.ts'

const day = 86_400_000
const kept = new Kept<ReadonlyMap<string, MeasuredChance>>(5 * 60_000, 400)

/**
 * What history says of each stage of a pipeline before the win, of all its deals, by the stage's id: the share of past stays
 * that were won, of how many. Some minutes old at most. `windowDays`: how long a stay has to be won; by default as in history.
 */
export function measuredChances(
  db: PoolClient,
  scope: Omit<PassScope, 'pipelines' | 'only'>,
  model: StageModel,
  windowDays?: number,
): Promise<ReadonlyMap<string, MeasuredChance>> {
  const { workspaceId, now } = scope
  const stages = model.stages.map(({ id, won }) => (won ? `${id}+` : id))
  const key = [workspaceId, model.id, Math.floor(now / day), windowDays ?? '', ...stages].join(' ')
  return kept.of(key, async () => {
    const pipeline = shapeOf(model)
    const own = { ...scope, pipelines: [pipeline], only: [] }
    await db.query(`select set_config('work_mem', '64MB', true)`)
    const window = windowDays ?? maturityWindow(await winLags(db, own, now - 730 * day))
    const shares = await stayShares(db, own, pipeline, { at: now, windowDays: window })
    const none = { won: 0, of: 0 }
    return new Map(
      openPlaces(pipeline).map((k) => {
        const id = pipeline.stages[k] as string
        return [id, measuredOf(shares.find(({ stage }) => stage === id) ?? none)]
      }),
    )
  })
}
