import { viewFor } from '#actions/view-list.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { viewId } from '#contract/view.ts'
import { deleteView, findView } from '#store/view.ts'

/** Deletes a view; whoever began with it begins with everybody again. */
export const removeView: Verb<{ id: string }> = writeVerb({
  permission: 'view.save',
  input: viewId,
  async run({ db, workspaceId, actor, input }) {
    const row = await findView(db, workspaceId, actorName(actor), input.id)
    if (!row) return refuse('not_found', 'There is no such view.')
    if (!viewFor(actor, row).mayChange) return refuse('forbidden', 'A colleague shares this view: only they delete it.')
    await deleteView(db, workspaceId, row.id)
    return ok({ id: row.id })
  },
  audit: ({ id }) => ({ subject: `view:${id}`, detail: { deleted: true } }),
})
