import type { Pool } from 'pg'
import { histories } from '#actions/person/load.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { refoldPeople } from '#actions/flow/refold.ts'
import { inTransaction, pipeline } from '#actions/flow/transaction.ts'
import { factIds } from '#actions/deal/people-facts.ts'
import { refoldDeals } from '#actions/deal/write.ts'
import { dealEventsOf, deleteFactsFromDeals } from '#store/deal/event.ts'
import { deleteDealEvents, deleteDeals, dealsOfImport } from '#store/deal/import.ts'
import { groupsOf, lockDeals } from '#store/deal/read.ts'

const batch = 200

/**
 * Takes back all that an import said of deals: those it made vanish, with what their people heard of them; those it
 * changed are folded from what is left. Some deals a transaction, so that it may be stopped and taken up again. What
 * colleagues said since of a deal that vanishes stays kept, and comes back with it when it is imported again.
 */
export async function withdrawDealImport(
  pool: Pool,
  workspaceId: string,
  importId: string,
  onProgress: (deals: number) => void = () => {},
  now: () => number = Date.now,
): Promise<number> {
  for (let done = 0; ;) {
    const count = await inTransaction(pool, async (db) => {
      pipeline(db, false)
      const ids = await dealsOfImport(db, workspaceId, importId, batch)
      if (ids.length === 0) return 0
      await lockDeals(db, workspaceId, ids)
      const history = await histories.of(db, workspaceId)
      const setting = { db, workspaceId, history, now: now() }
      const groups = await groupsOf(db, workspaceId, ids)
      const people = [...new Set([...groups.values()].flat().flatMap((one) => [one.personId, one.saidId]))]
      const eventIds = await deleteDealEvents(db, workspaceId, importId, ids)
      const left = await dealEventsOf(db, workspaceId, ids)
      const gone = ids.filter((id) => !(left.get(id) ?? []).some(({ kind }) => kind === 'opened'))
      const told: string[] = []
      if (people.length > 0) {
        await lockPersons(db, people)
        told.push(...(await deleteFactsFromDeals(db, workspaceId, factIds(people, eventIds))))
      }
      await deleteDeals(db, workspaceId, gone)
      const back = ids.filter((id) => !gone.includes(id))
      if (back.length > 0) await refoldDeals(setting, back)
      if (told.length > 0) await refoldPeople(setting, [...new Set(told)])
      return ids.length
    })
    if (count === 0) return done
    done += count
    onProgress(done)
  }
}
