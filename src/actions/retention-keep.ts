import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { inTransaction } from '#actions/flow/transaction.ts'
import { removeDue } from '#actions/retention/rules.ts'
import type { ServerFiles } from '#actions/retention/turn.ts'
import { addCounts, cutoffOf, type RemovedCounts } from '#core/retention/rule.ts'
import { dueRules, noteRun, type DueRule } from '#store/retention.ts'
import type { VisitorPlace } from '#store/retention-visitor.ts'

/** Where to go on: the rules that are left, the first of them from a place among the visitors. Plain data. */
export interface RetentionRest {
  rules: DueRule[]
  after: VisitorPlace | null
}

export interface RetentionOptions {
  /** where the last turn ended; absent: all rules that are due */
  from?: RetentionRest
  /** epoch ms; the wall clock when absent */
  now?: () => number
  signal?: AbortSignal
  /** files of ours in which the inactive may be named */
  files?: ServerFiles
  /** how long this turn may last, in ms */
  budgetMs?: number
  /** waits after each part, given how long it took in ms; a fifth of that when absent */
  rest?: (tookMs: number) => Promise<unknown>
  /** told of a rule that could not be applied; the others go on */
  onError?: (error: unknown, workspaceId: string) => void
}

/**
 * Removes what is older than the periods that were set, in all workspaces, in small parts, each a transaction of its own,
 * for as long as this turn may last. What was removed is kept as numbers, one row a rule and day. Gives the workspaces
 * where anything was, and where to go on; null when all is done.
 */
export async function applyRetention(
  pool: Pool,
  { from, now = Date.now, signal, budgetMs = 60_000, files = {}, onError, ...own }: RetentionOptions = {},
): Promise<{ workspaces: Set<string>; rest: RetentionRest | null }> {
  const rest = own.rest ?? ((tookMs: number) => sleep(tookMs / 5))
  const until = performance.now() + budgetMs
  const over = (): boolean => signal?.aborted === true || performance.now() >= until
  const rules = from?.rules ?? (await dueRules(pool, now()))
  const workspaces = new Set<string>()
  for (const [index, { workspaceId, rule, days }] of rules.entries()) {
    const startedAt = now()
    const cutoff = cutoffOf(days, startedAt)
    const after = index === 0 ? (from?.after ?? null) : null
    if (over()) return { workspaces, rest: { rules: rules.slice(index), after } }
    let removed: RemovedCounts = {}
    let left: { after: VisitorPlace | null } | null = null
    let mark = performance.now()
    try {
      left = await removeDue(pool, workspaceId, rule, cutoff, {
        after,
        now,
        files,
        took: (part) => void (removed = addCounts(removed, part)),
        over,
        async rest() {
          await rest(performance.now() - mark)
          mark = performance.now()
        },
      })
    } catch (error) {
      if (onError === undefined) throw error
      onError(error, workspaceId)
    } finally {
      // what is gone is gone, however the rest went
      if (Object.keys(removed).length > 0) {
        workspaces.add(workspaceId)
        const run = { rule, cutoff, startedAt, finishedAt: now(), removed }
        await inTransaction(pool, (db) => noteRun(db, workspaceId, run))
      }
    }
    if (left !== null) return { workspaces, rest: { rules: rules.slice(index), after: left.after } }
  }
  return { workspaces, rest: null }
}
