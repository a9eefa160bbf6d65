import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { exclude } from '#actions/suspect-exclude.ts'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { companies } from '#core/demo/companies.ts'
import { demoSuspectLists } from '#core/demo/suspects.ts'
import { insertSuspectList, listedByEvents, suspectLists } from '#store/suspect-list.ts'

const day = 86_400_000
const by = 'operator:demo'

/** The outbound lists behind the sample company's suspects, and whom it leaves alone. Once. `end` in epoch ms. */
export async function loadDemoSuspects(pool: Pool, workspaceId: string, end: number): Promise<void> {
  const made = await transaction(pool, 'begin', async (db) => {
    if ((await suspectLists(db, workspaceId)).length > 0) return ok(false)
    for (const list of demoSuspectLists) {
      const id = randomUUIDv7()
      await insertSuspectList(db, workspaceId, { ...list, id, ownerId: null }, { at: end - 180 * day, by })
      await listedByEvents(db, workspaceId, { id, ...list }, by)
    }
    return ok(true)
  })
  if (!made.ok || !made.value) return
  const domains = (standing: string) => companies.flatMap((one) => (one.standing === standing ? [one.domain] : []))
  const entries = [
    { kind: 'competitor', entries: domains('competitor').join('\n'), reason: 'Sells the same to the same people' },
    { kind: 'do_not_contact', entries: 'law-office.example\nno-mail.example', reason: 'Asked us in writing to stop' },
  ]
  for (const input of entries) {
    const done = await exclude(
      { pool, now: () => end - 20 * day },
      { kind: 'operator', name: 'demo', workspaceId },
      input,
    )
    if (!done.ok) throw new Error(done.problem.message)
  }
}
