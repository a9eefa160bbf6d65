import { findCatalogueEntry } from '#core/catalogue.ts'
import { trackingPurpose } from '#core/consent/purpose.ts'
import { dayNumber, weekNumber } from '#core/day.ts'
import type { Context } from '#core/fold/condition.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { AwardLine } from '#core/fold/op.ts'
import type { Award, Program } from '#core/fold/program.ts'
import type { State } from '#core/fold/state.ts'
import { hash53 } from '#core/hash.ts'
import { addAward, roundPoints } from '#core/score.ts'

/** Gives the points a human event earns; each line goes to `onAward`, in the order of the rules. */
export function giveAwards(
  program: Program,
  context: Context,
  event: FoldEvent,
  matched: readonly number[],
  onAward: ((line: AwardLine) => void) | null,
): void {
  const { state } = context
  if (isUnfollowed(state, event)) return
  for (const index of awardsFor(program, matched)) {
    const award = program.awards[index] as Award
    if (award.when !== null && !award.when.test(context)) continue
    const points = clip(state, award, event, program.zone)
    if (points <= 0) continue
    state.engagement = addAward(state.engagement, points, event.time, program.halfLife)
    // journeys read no scores, so they keep none of their passes
    for (const { id } of program.models) {
      const standing = state.models[id]
      if (standing) standing.engagement = addAward(standing.engagement, points, event.time, program.halfLife)
    }
    onAward?.({
      rule: award.rule.id,
      version: program.version,
      messageId: event.messageId,
      time: event.time,
      points,
    })
  }
}

/** Who took tracking back earns nothing by what a browser noticed since, only by what they handed over on purpose. */
function isUnfollowed({ consent }: State, { source, name }: FoldEvent): boolean {
  if (source !== 'browser' || consent[trackingPurpose]?.state !== 'withdrawn') return false
  return findCatalogueEntry(name)?.given !== true
}

function awardsFor(program: Program, matched: readonly number[]): readonly number[] {
  const found: number[] = []
  for (const matcher of matched) found.push(...(program.awardsOf[matcher] ?? []))
  return found.length > 1 ? found.toSorted((a, b) => a - b) : found
}

/** The points left after the rule's repeat policy and cap; uses them up. */
function clip(state: State, award: Award, event: FoldEvent, zone: string): number {
  const { rule } = award
  if (!firstTime(state, award, event, zone)) return 0
  if (!rule.cap) return rule.points
  const period = rule.cap.per === 'day' ? dayNumber(event.time, zone) : weekNumber(event.time, zone)
  const before = state.caps[rule.id]
  const used = before && before[0] === period ? before[1] : 0
  const points = roundPoints(Math.min(rule.points, rule.cap.points - used))
  if (points > 0) state.caps[rule.id] = [period, roundPoints(used + points)]
  return points
}

/** Objects for which a rule that awards each once gives points; the state of a person must stay small. */
const mostOnce = 500

function firstTime(state: State, award: Award, event: FoldEvent, zone: string): boolean {
  const { id, repeat } = award.rule
  if (repeat === 'every') return true
  const key =
    repeat === 'once'
      ? 1
      : repeat === 'once_per_day'
        ? dayNumber(event.time, zone)
        : hash53(event.object ?? '').toString(36)
  const known = state.once[id]
  if (known?.includes(key)) return false
  if (known && repeat !== 'once_per_day' && known.length >= mostOnce) return false
  // events come in order of time, so only the running day matters
  if (repeat === 'once_per_day' || !known) state.once[id] = [key]
  else known.push(key)
  return true
}
