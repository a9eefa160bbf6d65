import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import type { SignalBatchList } from '#contract/signal.ts'
import { actorNames } from '#store/actor-name.ts'
import { listBatches } from '#store/signal.ts'

const shown = 50

/** What came in of social numbers, the last 50 batches, the newest first. */
export const listSignals: Verb<SignalBatchList> = readVerb({
  permission: 'capture.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const rows = await listBatches(db, workspaceId, shown)
    const names = await actorNames(
      db,
      rows.map(({ createdBy }) => createdBy),
    )
    return ok({
      items: rows.map(({ createdAt, createdBy, undoneAt, ...row }) => ({
        ...row,
        at: createdAt.toISOString(),
        by: names.get(createdBy) ?? null,
        undoneAt: undoneAt?.toISOString() ?? null,
      })),
    })
  },
})
