import { actorName, type Verb, writeVerb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { spendBatchId, type SpendUndone } from '#contract/spend.ts'
import { markSpendBatch } from '#store/spend.ts'

/** Takes a file or entry out of every number; what it had corrected counts again as it was. */
export const undoSpend: Verb<SpendUndone> = mark(true)

/** Takes that back. */
export const restoreSpend: Verb<SpendUndone> = mark(false)

function mark(undone: boolean): Verb<SpendUndone> {
  return writeVerb({
    permission: 'spend.write',
    input: spendBatchId,
    async run({ db, workspaceId, actor, input, now }) {
      const done = await markSpendBatch(db, workspaceId, input.id, undone ? { at: now, by: actorName(actor) } : null)
      if (!done) return refuse('not_found', 'There is no such file or entry, or it is so already.')
      return ok({ batch: input.id, undone })
    },
    audit: (_, { id }) => ({ verb: undone ? 'spend.undo' : 'spend.restore', subject: `spend:${id}` }),
  })
}
