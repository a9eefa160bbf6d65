import type { PoolClient } from 'pg'
import { Kept } from '#actions/kept.ts'
import type { StageModel } from '#core/blueprint.ts'
import { silenceLimit } from '#core/deal/hygiene.ts'
import { winPlace } from '#core/deal/status.ts'
import { answeredGaps, pastStays, stageKey } from '#store/hygiene.ts'

/** What is usual of deals: lengths in milliseconds. */
export interface Usual {
  /** after how long without a word of theirs a deal counts as silent */
  silence: number
  /** whether the gaps that were answered after all say so; else it is the plain two weeks */
  learned: boolean
  /** how long past stays lasted, by stageKey; ascending */
  stays: ReadonlyMap<string, readonly number[]>
}

const kept = new Kept<Usual>(5 * 60_000, 200)

/** What is usual in these pipelines, as hygiene learns it; some minutes old at most, since boards ask at every look. */
export function usualOf(
  { db, workspaceId }: { db: PoolClient; workspaceId: string },
  pipelines: readonly StageModel[],
): Promise<Usual> {
  const stages = pipelines.flatMap((model) => openStages(model).map(({ id }) => ({ pipeline: model.id, stage: id })))
  const key = [workspaceId, ...stages.map(({ pipeline, stage }) => stageKey(pipeline, stage))].join(' ')
  return kept.of(key, async () => {
    const { limit, learned } = silenceLimit(await answeredGaps(db, workspaceId))
    return { silence: limit, learned, stays: await pastStays(db, workspaceId, stages) }
  })
}

/** The stages in which a deal is open. */
export function openStages(model: StageModel): StageModel['stages'] {
  return model.stages.slice(0, Math.min(model.stages.length, winPlace(model)))
}
