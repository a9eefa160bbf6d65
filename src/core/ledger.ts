import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { AwardLine } from '#core/fold/op.ts'
import type { Program } from '#core/fold/program.ts'
import type { Run } from '#core/fold/run.ts'
import { roundPoints, scoreAt, spentAt } from '#core/score.ts'

/** One award of the engagement score. */
export interface LedgerLine extends AwardLine {
  /** the cap of day or week cut it */
  clipped: boolean
  /** its decayed part of the score; in a Ledger to 0.01, so that all lines and `spent` make the score shown */
  worth: number
  /** epoch ms from which it is worth less than 0.01 */
  spentAt: number
}

/** The engagement score at a moment, opened. */
export interface Ledger {
  /** points to 0.01, as shown */
  score: number
  /** newest first, those still worth 0.01 or more */
  lines: LedgerLine[]
  spent: { count: number; points: number; worth: number }
}

/**
 * Folds events (sorted) up to `at` (epoch ms) and keeps what was awarded: the lines of the version in force then, in
 * order of time.
 */
export function foldWithAwards(
  events: readonly FoldEvent[],
  history: readonly Program[],
  at: number,
): { run: Run; awards: AwardLine[] } {
  const all: AwardLine[] = []
  const run = fold(events, history, at, (line) => all.push(line))
  return { run, awards: all.filter((line) => line.version === run.program.version) }
}

/** What each award is worth at a moment, unrounded: p·2^((t−at)/h). Their sum is the score (core/score.ts). */
export function worthOf({ points, time }: AwardLine, at: number, halfLife: number): number {
  return points * 2 ** ((time - at) / halfLife)
}

/** The ledger of a folded person at `at` (epoch ms): it adds up to the score, to the hundredth. */
export function ledgerOf({ run, awards }: { run: Run; awards: readonly AwardLine[] }, at: number): Ledger {
  const { program, state } = run
  const { halfLife } = program
  const full = new Map(program.awards.map(({ rule }) => [rule.id, rule.points]))
  const score = roundPoints(scoreAt(state.engagement, at, halfLife))
  const lines: LedgerLine[] = []
  const spent = { count: 0, points: 0, worth: 0 }
  for (const award of awards) {
    const line = {
      ...award,
      clipped: award.points < (full.get(award.rule) ?? award.points),
      worth: worthOf(award, at, halfLife),
      spentAt: spentAt(award.points, award.time, halfLife),
    }
    if (line.spentAt > at) lines.push(line)
    else {
      spent.count++
      spent.points = roundPoints(spent.points + line.points)
      spent.worth += line.worth
    }
  }
  const shown = apportion([...lines.map((line) => line.worth), spent.worth], score)
  lines.forEach((line, index) => (line.worth = shown[index] as number))
  spent.worth = shown[lines.length] as number
  return { score, lines: lines.reverse(), spent }
}

/**
 * Rounds values (0 or more) to 0.01, each down or up, so that they sum to `total`, which is their sum rounded: the
 * largest remainders go up (Hare's method).
 */
export function apportion(values: readonly number[], total: number): number[] {
  const cents = values.map((value) => Math.floor(value * 100))
  let rest = Math.round(total * 100) - cents.reduce((sum, value) => sum + value, 0)
  const order = values
    .map((value, index) => ({ index, remainder: value * 100 - (cents[index] as number) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of rest > 0 ? order : order.reverse()) {
    if (rest === 0) break
    // downwards only when floating point put the sum on the other side of a half
    if (rest < 0 && cents[index] === 0) continue
    cents[index] = (cents[index] as number) + Math.sign(rest)
    rest -= Math.sign(rest)
  }
  return cents.map((value) => value / 100)
}
