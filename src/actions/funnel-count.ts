import type { PoolClient } from 'pg'
import type { FunnelDocument } from '#contract/funnel.ts'
import { assembleFunnel } from '#core/report/funnel.ts'
import { dropTimes, type Frame } from '#core/report/tally.ts'
import { countFunnel } from '#store/funnel.ts'
import type { ResolvedFunnel } from '#actions/funnel-scope.ts'

/** Counts a cohort and says what must be said beside the numbers. */
export async function countResolved(
  db: PoolClient,
  { scope, said }: ResolvedFunnel,
  medians: boolean,
): Promise<FunnelDocument> {
  const { window, until, now } = scope
  const frame: Frame = { stages: scope.stages.length, window, until, now, medians }
  const { counted, other } = await countFunnel(db, scope, frame)
  const body = assembleFunnel(frame, scope.stages, counted, scope.by.kind !== 'none', other)
  for (const tally of counted.values()) dropTimes(tally)
  if (other) dropTimes(other.tally)
  const notes: FunnelDocument['notes'] = []
  if (window === null) notes.push('no_window')
  if (body.total.open > 0) notes.push('open_windows')
  if (body.folded > 0) notes.push('folded')
  if (scope.asOf !== null) notes.push('facts_are_current')
  if (body.total.faults > 0) notes.push('faults')
  return { ...said, ...body, notes }
}
