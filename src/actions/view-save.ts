import { randomUUIDv7 } from 'node:crypto'
import { viewFor } from '#actions/view-list.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { viewInput, type View } from '#contract/view.ts'
import type { JsonObject } from '#core/json.ts'
import { findView, insertView, viewsOf } from '#store/view.ts'

const most = 200

/** Saves a view; a shared one is seen by all members. */
export const saveView: Verb<View> = writeVerb({
  permission: 'view.save',
  input: viewInput,
  async run({ db, workspaceId, actor, input, now }) {
    const denied = input.shared ? requirePermission(actor, 'view.share') : null
    if (denied) return denied
    const ownerId = actorName(actor)
    const own = (await viewsOf(db, workspaceId, ownerId)).filter((one) => one.ownerId === ownerId)
    if (own.length >= most) return refuse('conflict', `You have ${most} views already: delete some first.`)
    const { name, shared, query } = input
    const id = randomUUIDv7()
    await insertView(db, workspaceId, { id, name, ownerId, shared, query: query as JsonObject, at: now })
    const row = await findView(db, workspaceId, ownerId, id)
    return row ? ok(viewFor(actor, row)) : refuse('not_found', 'There is no such view.')
  },
  audit: ({ id, name, shared }) => ({ subject: `view:${id}`, detail: { name, shared } }),
})
