import { z } from 'zod'
import { actorName, readVerb, type Verb } from '#actions/verb.ts'
import type { Actor } from '#actions/actor.ts'
import { viewQuery, type View, type ViewList } from '#contract/view.ts'
import { ok } from '#contract/problem.ts'
import { viewsOf } from '#store/view.ts'
import type { ViewRow } from '#store/view.ts'

/** One's own views and those that colleagues share. */
export const listViews: Verb<ViewList> = readVerb({
  permission: 'view.list',
  input: z.object({}),
  async run({ db, workspaceId, actor }) {
    const rows = await viewsOf(db, workspaceId, actorName(actor))
    return ok({ items: rows.map((row) => viewFor(actor, row)) })
  },
})

/** A view as somebody sees it. */
export function viewFor(actor: Actor, row: ViewRow): View {
  const mine = row.ownerId === actorName(actor)
  const { id, name, shared, isDefault } = row
  // what can no longer be read shows everybody, and can be saved anew
  const query = viewQuery.safeParse(row.query).data ?? {}
  return { id, name, shared, mine, mayChange: mine || governs(actor), isDefault, query }
}

/** Who may change what others share. */
export function governs(actor: Actor): boolean {
  return actor.kind === 'operator' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'manager'))
}
