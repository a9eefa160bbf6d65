import type { StageModel } from '#core/blueprint.ts'
import type { DealEvent } from '#core/deal/event.ts'
import { stageEvents } from '#core/deal/fold.ts'
import { statusOf } from '#core/deal/status.ts'

/** A time when the deal was over: what is remembered when it comes back. Times in epoch ms. */
export interface Ending {
  at: number
  pipeline: string
  /** the stage it ended in or left for the outcome; null: it began there */
  from: string | null
  outcome: string | null
  status: 'won' | 'lost'
  reason: string | null
  note: string | null
  /** it was sent back to nurture, until that day (YYYY-MM-DD) */
  recycled: { at: number; reason: string; until: string | null; note: string | null } | null
  /** when it was opened again; null: it still is over */
  reopenedAt: number | null
}

/** Every time a deal was lost or won, oldest first. `events` in (at, id) order; models by id. */
export function endingsOf(events: readonly DealEvent[], models: ReadonlyMap<string, StageModel>): Ending[] {
  const endings: Ending[] = []
  let standing: { stage: string | null; status: string } = { stage: null, status: 'open' }
  const placed = new Set<DealEvent>(stageEvents(events, Infinity))
  for (const event of events) {
    const last = endings.at(-1)
    if (event.kind === 'recycled' && last && last.reopenedAt === null) {
      const { reason, until, note } = event.data
      last.recycled = { at: event.at, reason, until: until ?? null, note: note ?? null }
    }
    if ((event.kind !== 'opened' && event.kind !== 'moved') || !placed.has(event)) continue
    const { pipeline, stage: into, outcome = null } = event.data
    const stage = outcome === null ? into : null
    const model = models.get(pipeline)
    if (!model) continue
    const status = statusOf(model, stage ?? null, outcome)
    if (status === 'open' && last?.reopenedAt === null) last.reopenedAt = event.at
    if (status !== 'open' && status !== standing.status) {
      endings.push({
        at: event.at,
        pipeline,
        from: standing.stage,
        outcome,
        status,
        reason: event.kind === 'moved' ? (event.data.reason ?? null) : null,
        note: event.kind === 'moved' ? (event.data.note ?? null) : null,
        recycled: null,
        reopenedAt: null,
      })
    }
    standing = { stage: stage ?? null, status }
  }
  return endings
}
