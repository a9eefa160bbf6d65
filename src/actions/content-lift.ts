import type { Pool } from 'pg'
import { claimed } from '#actions/content-scope.ts'
import { contentPlace } from '#actions/content-view.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { liveAssets } from '#store/content.ts'
import { contentWorkspaces, countLifts, keepLifts } from '#store/content-lift.ts'
import { objectsRead } from '#store/content-reading.ts'

const day = 86_400_000
/** of whom entered a stage within this time */
const spanMs = 365 * day
/** who has not gone on after this has not gone on */
const patienceMs = 30 * day

/**
 * Counts of every workspace what those who went on in the lifecycle had read, for the next best content and the pages of
 * assets. Each night, and when the sample company is loaded. `now` in epoch ms.
 */
export async function countContentLifts(pool: Pool, now: number, signal?: AbortSignal): Promise<string[]> {
  const counted: string[] = []
  for (const workspaceId of await contentWorkspaces(pool)) {
    signal?.throwIfAborted()
    await countLiftsOf(pool, workspaceId, now)
    counted.push(workspaceId)
  }
  return counted
}

export async function countLiftsOf(pool: Pool, workspaceId: string, now: number): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    const place = await contentPlace(db, workspaceId, now)
    if (!place.ok) return place
    const { blueprint } = place.value
    const model = blueprint.models.find(({ id }) => id === blueprint.lifecycle)
    if (model?.subject !== 'person') return ok(null)
    const from = now - spanMs
    const objects = await objectsRead(db, workspaceId, from, now)
    const rows = await countLifts(db, workspaceId, {
      model: model.id,
      stages: model.stages.map(({ id }) => id),
      objects: claimed(objects, await liveAssets(db, workspaceId), blueprint),
      from,
      patience: patienceMs,
      now,
    })
    await keepLifts(db, workspaceId, rows, now)
    return ok(null)
  })
}
