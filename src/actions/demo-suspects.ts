import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { companies } from '#core/demo/companies.ts'
import { demoSuspectLists } from '#core/demo/suspects.ts'
import type { ExclusionKind } from '#core/suspect/basis.ts'
import { insertExclusions } from '#store/exclusion.ts'
import { insertSuspectList, listedByEvents, suspectLists } from '#store/suspect-list.ts'

const day = 86_400_000
const by = 'operator:demo'

/**
 * The outbound lists behind the sample company's suspects, and whom it leaves alone; what its competitors are to it, its
 * story has told already. Once. `end` in epoch ms.
 */
export async function loadDemoSuspects(pool: Pool, workspaceId: string, end: number): Promise<void> {
  await transaction(pool, 'begin', async (db) => {
    if ((await suspectLists(db, workspaceId)).length > 0) return ok(null)
    for (const list of demoSuspectLists) {
      const id = randomUUIDv7()
      await insertSuspectList(db, workspaceId, { ...list, id, ownerId: null }, { at: end - 180 * day, by })
      await listedByEvents(db, workspaceId, { id, ...list }, by)
    }
    const entry = (kind: ExclusionKind, value: string, reason: string) => {
      return { id: randomUUIDv7(), kind, subject: 'domain' as const, value, reason, before: null }
    }
    const competitors = companies.filter(({ standing }) => standing === 'competitor')
    const rows = [
      ...competitors.map(({ domain }) => entry('competitor', domain, 'Sells the same to the same people')),
      ...['law-office.example', 'no-mail.example'].map((domain) =>
        entry('do_not_contact', domain, 'Asked us in writing to stop'),
      ),
    ]
    await insertExclusions(db, workspaceId, rows, { at: end - 20 * day, by })
    return ok(null)
  })
}
