import { viewFor } from '#actions/view-list.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { viewDefaultInput, type View } from '#contract/view.ts'
import { findView, setDefaultView } from '#store/view.ts'

/** Makes a view the one with which one's own list opens, or no longer. */
export const setViewDefault: Verb<View> = writeVerb({
  permission: 'view.save',
  input: viewDefaultInput,
  async run({ db, workspaceId, actor, input }) {
    const userId = actorName(actor)
    const row = await findView(db, workspaceId, userId, input.id)
    if (!row) return refuse('not_found', 'There is no such view.')
    if (input.on || row.isDefault) await setDefaultView(db, workspaceId, userId, input.on ? row.id : null)
    return ok(viewFor(actor, { ...row, isDefault: input.on }))
  },
  audit: ({ id, isDefault }) => ({ subject: `view:${id}`, detail: { isDefault } }),
})
