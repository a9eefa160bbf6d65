import type { Pool } from 'pg'
import { compare, lookFor, weightOf } from '#core/duplicate.ts'
import { candidatesFor, comparableOf } from '#store/duplicate.ts'
import { endLooks, nextLooks, postponeLook, savePairs } from '#store/duplicate-pair.ts'
import { findPerson } from '#store/person-read.ts'

const batch = 50
/** a common name must not fill the list */
const keptPerPerson = 5

export interface DuplicateSearch {
  /** milliseconds after which it ends, though somebody waits */
  budgetMs: number
  signal?: AbortSignal
  /** asked after each person, told how many milliseconds they took: leaves the machine to others for a while */
  rest?: (tookMs: number) => Promise<unknown>
}

/**
 * Compares whoever is new or changed with those they might be, until nobody waits, `budgetMs` is over or the signal
 * comes. Gives the workspaces concerned, and whether somebody still waits. Throws what the database says; whom that was
 * about goes to the end of the line.
 */
export async function findDuplicates(
  pool: Pool,
  { budgetMs, signal, rest }: DuplicateSearch,
): Promise<{ workspaces: string[]; more: boolean }> {
  const until = performance.now() + budgetMs
  const workspaces = new Set<string>()
  for (;;) {
    const looks = await nextLooks(pool, batch)
    if (looks.length === 0) return { workspaces: [...workspaces], more: false }
    for (const [index, look] of looks.entries()) {
      if (signal?.aborted || performance.now() > until) {
        await endLooks(pool, looks.slice(0, index))
        return { workspaces: [...workspaces], more: true }
      }
      const from = performance.now()
      try {
        await lookAt(pool, look.workspaceId, look.personId)
      } catch (error) {
        // whoever cannot be compared does not hold up the others
        await endLooks(pool, looks.slice(0, index))
        await postponeLook(pool, look)
        throw error
      }
      workspaces.add(look.workspaceId)
      await rest?.(performance.now() - from)
    }
    await endLooks(pool, looks)
  }
}

async function lookAt(pool: Pool, workspaceId: string, personId: string): Promise<void> {
  const person = await findPerson(pool, workspaceId, personId)
  // merged: whoever they are part of now has changed too
  const me = person?.id === personId ? await comparableOf(pool, workspaceId, personId) : null
  if (!me) return savePairs(pool, workspaceId, personId, [], [])
  const candidates = await candidatesFor(pool, workspaceId, me, lookFor(me))
  const alike = candidates.flatMap((candidate) => {
    const likely = compare(me, candidate)
    return likely ? [{ id: candidate.id, weight: weightOf(likely) }] : []
  })
  const kept = alike.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1)).slice(0, keptPerPerson)
  await savePairs(
    pool,
    workspaceId,
    personId,
    kept,
    alike.map(({ id }) => id),
  )
}
