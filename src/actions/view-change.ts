import { viewFor } from '#actions/view-list.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { viewChangeInput, type View } from '#contract/view.ts'
import type { JsonObject } from '#core/json.ts'
import { findView, updateView } from '#store/view.ts'

/** Renames a view, shares it or not, or gives it another filter, order or columns. */
export const changeView: Verb<View> = writeVerb({
  permission: 'view.save',
  input: viewChangeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const userId = actorName(actor)
    const before = await findView(db, workspaceId, userId, input.id)
    if (!before) return refuse('not_found', 'There is no such view.')
    if (!viewFor(actor, before).mayChange) {
      return refuse('forbidden', 'A colleague shares this view: save a copy of your own, or ask them.')
    }
    const { name = before.name, shared = before.shared } = input
    const denied = shared && !before.shared ? requirePermission(actor, 'view.share') : null
    if (denied) return denied
    const query = (input.query ?? before.query) as JsonObject
    await updateView(db, workspaceId, { id: before.id, name, shared, query }, now)
    const row = await findView(db, workspaceId, userId, input.id)
    return ok(viewFor(actor, row ?? { ...before, name, shared, query }))
  },
  audit: ({ id, name, shared }) => ({ subject: `view:${id}`, detail: { name, shared } }),
})
