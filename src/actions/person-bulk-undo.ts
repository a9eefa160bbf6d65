import type { Actor } from '#actions/actor.ts'
import { withdrawImport } from '#actions/flow-withdraw.ts'
import { actorName, requirePermission, type Verb, type VerbContext } from '#actions/verb.ts'
import { bulkAction, bulkId, type BulkUndone } from '#contract/person-bulk.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { insertAudit } from '#store/audit.ts'
import { findBulk, noteUndone } from '#store/person-bulk.ts'

/**
 * Takes back what was done to many people at once: its events are withdrawn and everybody concerned is folded again, some
 * hundred people a transaction. One that broke off is finished by the same request. What was sent stays sent.
 */
async function undo(context: VerbContext, actor: Actor, input: unknown): Promise<Result<BulkUndone>> {
  const denied = requirePermission(actor, 'person.bulk')
  if (denied) return denied
  const parsed = bulkId.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { id } = parsed.data
  const { pool } = context
  const { workspaceId } = actor
  const row = await findBulk(pool, workspaceId, id)
  if (!row) return refuse('not_found', 'Nothing was done to many people under this id.')
  const move = bulkAction.safeParse(row.action).data?.kind === 'move'
  const notMoved = move ? requirePermission(actor, 'person.move') : null
  if (notMoved) return notMoved
  if (row.undoneAt !== null) return refuse('gone', 'This was undone already.')
  const now = context.now ?? Date.now
  const people = await withdrawImport(pool, workspaceId, id, () => {}, now)
  await noteUndone(pool, workspaceId, id, now())
  const entry = { at: now(), actor: actorName(actor), verb: 'person.bulk', subject: `bulk:${id}` }
  await insertAudit(pool, workspaceId, { ...entry, detail: { undone: true, people } })
  return ok({ bulk: id, people })
}

export const undoBulk: Verb<BulkUndone> = Object.assign(undo, { permission: 'person.bulk' as const, changes: true })
