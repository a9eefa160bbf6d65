import { type ImportSummary, importId } from '#contract/import.ts'
import { type Result, invalid, ok, refuse } from '#contract/problem.ts'
import { insertAudit } from '#store/audit.ts'
import { isDealKind } from '#core/import/mapping.ts'
import { findImport, type ImportRow, lockImportFile, setImportState, unlockImportFile } from '#store/import.ts'
import { deleteNotices } from '#store/import-notice.ts'
import type { Actor } from '#actions/actor.ts'
import { withdrawDealImport } from '#actions/deal/withdraw-import.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { withdrawImport } from '#actions/flow-withdraw.ts'
import { restoreLists } from '#actions/import-product-rows.ts'
import { deniedKind } from '#actions/import-kind.ts'
import { noImport, summarise } from '#actions/import-list.ts'
import { sentence } from '#actions/import-run.ts'
import { type VerbContext, actorName, requirePermission } from '#actions/verb.ts'

export interface Undone {
  import: ImportSummary
  /** people that were folded again */
  people: number
  /** deals that vanished or went back */
  deals: number
}

/**
 * Undoes a whole import: its events are withdrawn and those concerned are folded again. One that broke off half way is
 * finished by the same request. What an effect had sent stays sent.
 */
export async function undoImport(
  context: VerbContext,
  actor: Actor,
  input: unknown,
  onProgress?: (done: number) => void,
): Promise<Result<Undone>> {
  const denied = requirePermission(actor, 'import.undo')
  if (denied) return denied
  const parsed = importId.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { id } = parsed.data
  const { pool } = context
  const { workspaceId } = actor
  const row = await findImport(pool, workspaceId, id)
  if (!row) return refuse('not_found', noImport(id))
  const { kind, source } = row
  const closed = deniedKind(actor, kind)
  if (closed) return closed
  const lock = await pool.connect()
  lock.on('error', () => {})
  let lost = false
  try {
    if (!(await lockImportFile(lock, workspaceId, kind, source.sha256))) {
      return refuse(
        'conflict',
        `${row.fileName} is being imported or undone by another process right now: wait for it.`,
      )
    }
    // another process may have finished it before the lock was ours
    const current = await findImport(pool, workspaceId, id)
    if (current?.state === 'undone') return refuse('gone', `The import ${id} was undone already.`)
    const now = context.now ?? Date.now
    await setImportState(pool, workspaceId, id, 'undoing', null)
    const deals = isDealKind(kind) ? await withdrawDeals(context, actor, row, now, onProgress) : 0
    const people = await withdrawImport(pool, workspaceId, id, (done) => onProgress?.(deals + done), now)
    await setImportState(pool, workspaceId, id, 'undone', now())
    await insertAudit(pool, workspaceId, { at: now(), actor: actorName(actor), verb: 'import.undo', subject: id })
    const undone = await findImport(pool, workspaceId, id)
    return undone ? ok({ import: summarise(undone), people, deals }) : refuse('not_found', noImport(id))
  } catch (error) {
    return refuse('internal', `Undoing ${id} broke off: ${sentence(error)} The same command finishes it.`)
  } finally {
    await unlockImportFile(lock, workspaceId, kind, source.sha256).catch(() => {
      lost = true
    })
    lock.release(lost)
  }
}

/** What was said of deals, and the lists that were written over; products that deals sell stay. */
async function withdrawDeals(
  { pool }: VerbContext,
  { workspaceId }: Actor,
  { id }: ImportRow,
  now: () => number,
  onProgress: ((done: number) => void) | undefined,
): Promise<number> {
  const deals = await withdrawDealImport(pool, workspaceId, id, onProgress, now)
  await inTransaction(pool, async (db) => {
    await restoreLists(db, workspaceId, id, now())
    await deleteNotices(db, workspaceId, id)
  })
  return deals
}
