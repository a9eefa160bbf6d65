import type { Actor } from '#actions/actor.ts'
import type { Erasure } from '#contract/privacy.ts'
import { may } from '#core/permission.ts'
import { actorNames } from '#store/actor-name.ts'
import type { ErasureRow } from '#store/erasure.ts'
import { findPerson } from '#store/person-read.ts'
import { readWipe } from '#store/wipe.ts'
import type { Db } from '#store/rows.ts'

const dayMs = 86_400_000

/** Erasures as they are shown: colleagues by name, and when the last backup with them is gone. */
export async function viewsOf(
  db: Db,
  workspaceId: string,
  rows: readonly ErasureRow[],
  days: number,
): Promise<Erasure[]> {
  const names = await actorNames(
    db,
    rows.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy === null ? [] : [decidedBy])]),
  )
  const views: Erasure[] = []
  const { cleanSince, logCleanSince } = await readWipe(db)
  const wiped = (doneAt: Date | null, since: Date | null) =>
    doneAt !== null && since !== null && since > doneAt ? since.toISOString() : null
  for (const { tidiedAt: _, personId, ...row } of rows) {
    const person = personId === null ? null : await findPerson(db, workspaceId, personId)
    views.push({
      ...row,
      askedAt: row.askedAt.toISOString(),
      askedBy: names.get(row.askedBy) ?? row.askedBy,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? row.decidedBy),
      doneAt: row.doneAt?.toISOString() ?? null,
      backupsUntil: row.doneAt === null ? null : new Date(row.doneAt.getTime() + days * dayMs).toISOString(),
      spaceWiped: wiped(row.doneAt, cleanSince),
      logWiped: wiped(row.doneAt, logCleanSince),
      person: person && { id: person.id, name: person.name },
    })
  }
  return views
}

/** Whether an erasure begins at once; otherwise whoever may carry it out decides. */
export function maysErase(actor: Actor): boolean {
  if (actor.kind === 'operator') return true
  if (actor.kind !== 'user') return false
  const scoped = !actor.key || actor.key.scopes.includes('erasure.carry_out')
  return scoped && may(actor.role, 'erasure.carry_out')
}
