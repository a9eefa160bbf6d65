import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { signalUndoInput, type SignalUndone } from '#contract/signal.ts'
import { undoBatch } from '#store/signal.ts'

/** Takes back what came in together: what was said before it holds again. `undo` brings it back. */
export const undoSignals: Verb<SignalUndone> = writeVerb({
  permission: 'capture.write',
  input: signalUndoInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, undo } = input
    if (!(await undoBatch(db, workspaceId, { id, at: undo ? null : now, by: actorName(actor) })))
      return refuse('not_found', 'There is no such batch of social numbers here.')
    return ok({ id, undone: !undo })
  },
  audit: ({ id, undone }) => ({ verb: 'signal.undo', subject: `signal_batch:${id}`, detail: { undone } }),
})
