import type { HomeDocument } from '#contract/home.ts'

type Waiting = Pick<HomeDocument, 'tasks' | 'wouldFire' | 'setAside' | 'duplicates' | 'imports'>

/** How many matters beside hand-offs the list of what waits names, a line each: the sentence above it counts the same. */
export function otherMatters({ tasks, wouldFire, setAside, duplicates, imports }: Waiting): number {
  const lines = [tasks?.due, tasks?.overdueHandoffs, wouldFire?.count, setAside?.all.count, duplicates?.count]
  return lines.filter((count) => count !== undefined && count > 0).length + (imports?.length ?? 0)
}
