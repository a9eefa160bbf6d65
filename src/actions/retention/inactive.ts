import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#actions/flow/transaction.ts'
import { erasePerson } from '#actions/person-erase-run.ts'
import { inactivePeople, type InactivePerson } from '#store/retention-inactive.ts'
import type { Left, Turn } from './turn.ts'

/** people that are found by one look */
const lookahead = 200

/**
 * Erases people who fell silent, one a transaction, as an erasure does, but so that they may come back: nothing refuses
 * them later. Who said no is put on the suppression list, as a keyed hash.
 */
export async function removeInactive(pool: Pool, workspaceId: string, cutoff: number, turn: Turn): Promise<Left> {
  for (;;) {
    const found = await inactivePeople(pool, workspaceId, { cutoff, limit: lookahead })
    let gone = 0
    for (const person of found) {
      if (turn.over()) return { after: null }
      const people = await inTransaction(pool, (db) => removeOne(db, workspaceId, person, cutoff, turn))
      gone += people
      turn.took({ people })
      await turn.rest()
    }
    // who gave a sign meanwhile is not looked for again and again
    if (found.length < lookahead || gone === 0) return null
  }
}

async function removeOne(
  db: PoolClient,
  workspaceId: string,
  { id, refused }: InactivePerson,
  cutoff: number,
  { now, files }: Turn,
): Promise<number> {
  const { people } = await erasePerson(db, workspaceId, { personId: id, address: null }, now(), {
    ...files,
    afterwards: refused ? 'suppressed' : 'free',
    // asked under the locks
    still: async () => (await inactivePeople(db, workspaceId, { cutoff, limit: 1, id })).length > 0,
  })
  return people
}
