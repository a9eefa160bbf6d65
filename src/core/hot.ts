import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { AwardLine } from '#core/fold/op.ts'
import type { Program } from '#core/fold/program.ts'
import type { Run } from '#core/fold/run.ts'
import { roundPoints, scoreAt } from '#core/score.ts'

/** What took somebody over the sales threshold. */
export interface Crossing {
  /** epoch ms at which the total last rose to the threshold */
  at: number
  /** the event that did it; null when a new version of the rules did */
  messageId: string | null
  /** totals to 0.01: just before, and now */
  before: number
  total: number
  /** the rule that gave most within the span, with how much and how often; null when only a new version counts it so */
  most: { kind: 'engagement' | 'fit'; rule: string; points: number; times: number } | null
}

/**
 * When and by what a person's total last rose to the threshold, if they stand at or past it at `until` and the rise lies
 * after `since` (epoch ms). Null otherwise. Totals are compared at 0.01, as everywhere; the threshold is that of the
 * version in force at `until`. `events` sorted, `history` oldest first, as for fold().
 */
export function crossingOf(
  events: readonly FoldEvent[],
  history: readonly Program[],
  since: number,
  until: number,
): Crossing | null {
  const threshold = thresholdAt(history, until)
  const awards: AwardLine[] = []
  const rises: { at: number; messageId: string | null; before: number; version: number }[] = []
  let last = { fit: 0, engagement: null as number | null, halfLife: history[0]?.halfLife ?? 1, version: 0 }

  const look = (run: Run, at: number, messageId: string | null): void => {
    const { program, state } = run
    const before = roundPoints(last.fit + scoreAt(last.engagement, at, last.halfLife))
    const after = roundPoints(state.fitPoints + scoreAt(state.engagement, at, program.halfLife))
    const { version } = program
    if (before < threshold && after >= threshold) {
      // between two versions nobody can say which event it was
      const cause = last.version !== 0 && last.version !== version ? null : messageId
      rises.push({ at: cause === null ? program.appliedAt : at, messageId: cause, before, version })
    }
    last = { fit: state.fitPoints, engagement: state.engagement, halfLife: program.halfLife, version }
  }

  const run = fold(
    events,
    history,
    until,
    (line) => awards.push(line),
    (now, event) => look(now, event.time, event.messageId),
  )
  look(run, until, null)
  const total = roundPoints(run.state.fitPoints + scoreAt(run.state.engagement, until, run.program.halfLife))
  const rise = rises.at(-1)
  if (!rise || rise.at <= since || total < threshold) return null
  const inForce = awards.filter(({ version }) => version === run.program.version)
  return { at: rise.at, messageId: rise.messageId, before: rise.before, total, most: mostOf(run, inForce, since) }
}

function thresholdAt(history: readonly Program[], until: number): number {
  const inForce = history.findLast(({ appliedAt }) => appliedAt <= until) ?? history[0]
  return inForce?.blueprint.scores.threshold ?? Infinity
}

/** The rule with the most points within the span: awards by rule, and fit rules that came to hold in it. */
function mostOf({ program, state }: Run, awards: readonly AwardLine[], since: number): Crossing['most'] {
  const sums = new Map<string, NonNullable<Crossing['most']>>()
  for (const { rule, points, time } of awards) {
    if (time <= since) continue
    const sum = sums.get(rule) ?? { kind: 'engagement', rule, points: 0, times: 0 }
    sums.set(rule, { ...sum, points: roundPoints(sum.points + points), times: sum.times + 1 })
  }
  for (const { id, points } of program.fit) {
    const held = state.fit[id]
    if (held && held[0] > since && points > 0) sums.set(`fit:${id}`, { kind: 'fit', rule: id, points, times: 1 })
  }
  const order = [...sums.values()].toSorted((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1))
  return order[0] ?? null
}
