import type { Pool } from 'pg'
import { Histories } from '#actions/flow/history.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { requestRefold } from '#actions/flow/refold-request.ts'
import { shareOut } from '#actions/flow/share-out.ts'
import { inTransaction } from '#actions/flow/transaction.ts'
import {
  deleteEmptyPersons,
  importedPeople,
  refoldAccounts,
  withdrawAccountFacts,
  withdrawEvents,
} from '#store/withdraw.ts'

const batch = 200

/**
 * Withdraws all events of an import and folds those concerned as if it had never been: identities are found anew from
 * what remains, people with nothing left disappear, accounts' facts are folded again. A few people a transaction, so
 * that it may be stopped and taken up again. What was sent because of the import stays sent.
 * `onProgress` gets the number of people done so far. Gives that number.
 */
export async function withdrawImport(
  pool: Pool,
  workspaceId: string,
  importId: string,
  onProgress: (people: number) => void = () => {},
  now: () => number = Date.now,
): Promise<number> {
  const histories = new Histories()
  await inTransaction(pool, async (db) => {
    const accounts = await withdrawAccountFacts(db, workspaceId, importId)
    if (accounts.length === 0) return
    await refoldAccounts(db, workspaceId, accounts)
    await requestRefold(db, workspaceId)
  })
  for (let done = 0; ;) {
    const count = await inTransaction(pool, async (db) => {
      const persons = await importedPeople(db, workspaceId, importId, batch)
      if (persons.length === 0) {
        await withdrawEvents(db, workspaceId, importId, null)
        return 0
      }
      await lockPersons(db, persons)
      const accounts = await withdrawEvents(db, workspaceId, importId, persons)
      if (accounts.length > 0) await refoldAccounts(db, workspaceId, accounts)
      const concerned = await shareOut(db, workspaceId, new Set(persons))
      const gone = await deleteEmptyPersons(db, workspaceId, persons)
      const history = await histories.of(db, workspaceId)
      const left = [...new Set([...concerned, ...persons])].filter((id) => !gone.has(id))
      await refoldPeople({ db, workspaceId, history, now: now() }, left)
      return persons.length
    })
    if (count === 0) return done
    done += count
    onProgress(done)
  }
}
