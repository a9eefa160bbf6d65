import { removedKinds, type RemovedCounts } from '#core/retention/rule.ts'
import { useFormat } from '../../app/format.ts'
import { useSay } from '../../app/words.tsx'

/** What was or would be removed as a phrase: 3 people and 120 events; empty where nothing is. */
export function useCounts(): (removed: RemovedCounts) => string {
  const say = useSay()
  const format = useFormat()
  return (removed) =>
    format.list(
      removedKinds.flatMap((kind) => {
        const count = removed[kind] ?? 0
        return count > 0 ? [say(`retention.count.${kind}`, { count })] : []
      }),
    )
}
