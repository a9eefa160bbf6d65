import type { Pool, PoolClient } from 'pg'
import { isPoisonous } from '#actions/flow/poison.ts'
import { insertSetAside } from '#actions/flow/set-aside.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { stillFolded } from '#store/pending.ts'
import { knownSetAside } from '#store/set-aside.ts'

/** People who could not be folded, so that the others could: they stay as they were, and are tried again another time. */
export class LeftOut {
  #reasons = new Map<string, string>()

  get ids(): string[] {
    return [...this.#reasons.keys()]
  }

  add(personId: string, error: unknown): void {
    this.#reasons.set(personId, error instanceof Error ? error.message : String(error))
  }

  /** Names them, once each, among what was set aside. */
  async tell(pool: Pool, workspaceId: string, now: number): Promise<void> {
    const notes = new Map([...this.#reasons].map(([personId, reason]) => [`refold:${personId}`, { personId, reason }]))
    for (const messageId of await knownSetAside(pool, workspaceId, [...notes.keys()])) notes.delete(messageId)
    const items = [...notes].map(([messageId, { personId, reason }]) => ({
      rejection: {
        code: 'poisonous' as const,
        field: null,
        message: `The person ${personId} could not be folded again (${reason}). Score and stages stay as they were; nobody else was held up.`,
      },
      messageId,
      source: 'system',
      receivedAt: now,
      raw: '',
    }))
    await insertSetAside(pool, workspaceId, items)
  }
}

/**
 * Folds these people by `work`, in one transaction that has locked them; when one of them cannot be folded, finds them
 * by halves and leaves them out. Gives how many were folded; those that were merged away meanwhile are not.
 */
export async function foldTogether(
  pool: Pool,
  workspaceId: string,
  personIds: readonly string[],
  left: LeftOut,
  work: (db: PoolClient, personIds: string[]) => Promise<void>,
): Promise<number> {
  if (personIds.length === 0) return 0
  try {
    return await inTransaction(pool, async (db) => {
      await lockPersons(db, personIds)
      const there = await stillFolded(db, workspaceId, personIds)
      if (there.length > 0) await work(db, there)
      return there.length
    })
  } catch (error) {
    if (!isPoisonous(error)) throw error
    const [only] = personIds
    if (personIds.length === 1 && only !== undefined) {
      left.add(only, error)
      return 0
    }
    const middle = personIds.length >> 1
    const first = await foldTogether(pool, workspaceId, personIds.slice(0, middle), left, work)
    return first + (await foldTogether(pool, workspaceId, personIds.slice(middle), left, work))
  }
}
