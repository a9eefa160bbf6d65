import type { PoolClient, Pool } from 'pg'
import { lockKeys, lockPersons } from '#actions/flow/lock.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import type { RemovedCounts, RetentionRule, StayReason } from '#core/retention/rule.ts'
import { keysOfPersons } from '#store/identity.ts'
import { countInactive } from '#store/retention-inactive.ts'
import { countRows, oldRows, removeRows, type RowRule } from '#store/retention-row.ts'
import { countVisitors, removeVisitors, removeVisits, silentVisitors, stillSilent } from '#store/retention-visitor.ts'
import { removeInactive } from './inactive.ts'
import type { Left, Turn } from './turn.ts'

/** What is removed in one transaction. */
const part = { people: 50, looks: 1000, rows: 1000 }
/** ids that are found by one look through a table */
const lookahead = 20_000

const kindOf = {
  machine: 'events',
  submission: 'rows',
  form_look: 'rows',
  spam: 'rows',
  set_aside: 'rows',
  mail: 'mails',
  audit: 'rows',
} as const

/** How much of a workspace is older than `cutoff` (epoch ms), and who of the inactive stays. */
export async function countDue(
  db: PoolClient,
  workspaceId: string,
  rule: RetentionRule,
  cutoff: number,
): Promise<{ removed: RemovedCounts; stay: { why: StayReason; count: number }[] }> {
  if (rule === 'anonymous') return { removed: await countVisitors(db, workspaceId, cutoff), stay: [] }
  if (rule === 'inactive') {
    const { people, stay } = await countInactive(db, workspaceId, cutoff)
    return { removed: { people }, stay }
  }
  return { removed: { [kindOf[rule]]: await countRows(db, workspaceId, rule, cutoff) }, stay: [] }
}

/** Removes what is older than `cutoff`, part by part. Gives where to go on when its turn was over. */
export async function removeDue(
  pool: Pool,
  workspaceId: string,
  rule: RetentionRule,
  cutoff: number,
  turn: Turn,
): Promise<Left> {
  if (rule === 'anonymous') return removeAnonymous(pool, workspaceId, cutoff, turn)
  if (rule === 'inactive') return removeInactive(pool, workspaceId, cutoff, turn)
  return removeOld(pool, workspaceId, rule, cutoff, turn)
}

async function removeOld(pool: Pool, workspaceId: string, rule: RowRule, cutoff: number, turn: Turn): Promise<Left> {
  for (;;) {
    const found = await oldRows(pool, workspaceId, { rule, cutoff, limit: lookahead })
    for (let at = 0; at < found.length; at += part.rows) {
      if (turn.over()) return { after: null }
      const ids = found.slice(at, at + part.rows)
      turn.took({ [kindOf[rule]]: await removeRows(pool, workspaceId, { rule, cutoff, ids }) })
      await turn.rest()
    }
    if (found.length < lookahead) return null
  }
}

async function removeAnonymous(pool: Pool, workspaceId: string, cutoff: number, turn: Turn): Promise<Left> {
  for (let { after } = turn; ;) {
    if (turn.over()) return { after }
    const { ids, last } = await silentVisitors(pool, workspaceId, { cutoff, after, limit: part.looks })
    if (last === null) break
    for (let at = 0; at < ids.length; at += part.people) {
      // those that were found are looked for again next time: the place is still before them
      if (turn.over()) return { after }
      const some = ids.slice(at, at + part.people)
      turn.took(await inTransaction(pool, (db) => removeLocked(db, workspaceId, some, cutoff)))
      await turn.rest()
    }
    after = last
  }
  for (;;) {
    if (turn.over()) return { after: turn.after }
    const events = await removeVisits(pool, workspaceId, cutoff, part.rows)
    turn.took({ events })
    if (events < part.rows) return null
    await turn.rest()
  }
}

/** With the flow's own locks, keys before people: whoever comes back at this moment is somebody again, and stays. */
async function removeLocked(
  db: PoolClient,
  workspaceId: string,
  ids: readonly string[],
  cutoff: number,
): Promise<RemovedCounts> {
  await lockKeys(db, workspaceId, [...(await keysOfPersons(db, workspaceId, ids)).keys()])
  await lockPersons(db, ids)
  return removeVisitors(db, workspaceId, await stillSilent(db, workspaceId, ids, cutoff))
}
