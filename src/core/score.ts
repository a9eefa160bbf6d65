/**
 * Engagement in log form. With half-life h (ms) the score at t is S(t) = Σ pᵢ·2^((tᵢ−t)/h). Kept is
 * L = log2 Σ pᵢ·2^(tᵢ/h), so that S(t) = 2^(L − t/h): no job decays anything, and the order of people by L is their
 * order by engagement at every moment. `null` is the empty sum.
 */
export type LogScore = number | null

/** Adds an award of `points` (> 0) at `time` (epoch ms); `halfLife` in ms. */
export function addAward(score: LogScore, points: number, time: number, halfLife: number): LogScore {
  const award = Math.log2(points) + time / halfLife
  if (score === null) return award
  const high = Math.max(score, award)
  return high + Math.log2(1 + 2 ** (Math.min(score, award) - high))
}

/** The exact (unrounded) score in points at `time`. */
export function scoreAt(score: LogScore, time: number, halfLife: number): number {
  return score === null ? 0 : 2 ** (score - time / halfLife)
}

/** Points as they are compared and shown: to 0.01, half up. */
export function roundPoints(points: number): number {
  return Math.round(points * 100) / 100
}

/**
 * The first moment (epoch ms, after `after`) at which `base` + engagement, rounded to 0.01, is under `threshold`;
 * Infinity when that never comes, because base alone reaches it. Solves S(t) = threshold − base − 0.005.
 */
export function fallsUnder(score: LogScore, base: number, threshold: number, after: number, halfLife: number): number {
  const under = (time: number) => roundPoints(base + scoreAt(score, time, halfLife)) < threshold
  if (under(after)) return after
  const rest = threshold - base - 0.005
  if (score === null || rest <= 0) return Infinity
  let time = Math.max(after, Math.floor(halfLife * (score - Math.log2(rest))) - 2)
  if (!Number.isFinite(time) || time > 8.64e15) return Infinity
  // the closed form is within a few ms of the rounded crossing; settle on the exact one
  while (time > after && under(time)) time--
  while (!under(time)) time++
  return time
}

/** The moment (epoch ms) from which an award is worth less than 0.01 and counts as spent. */
export function spentAt(points: number, time: number, halfLife: number): number {
  return points < 0.01 ? time : Math.ceil(time + halfLife * Math.log2(points / 0.01))
}

/** A letter for fit and a digit for engagement, by lower bounds (best first). */
export function gridCell(
  fit: number,
  engagement: number,
  grid: { fit: readonly [number, number, number]; engagement: readonly [number, number, number] },
): { letter: 'A' | 'B' | 'C' | 'D'; digit: 1 | 2 | 3 | 4 } {
  const letter = fit >= grid.fit[0] ? 'A' : fit >= grid.fit[1] ? 'B' : fit >= grid.fit[2] ? 'C' : 'D'
  const e = grid.engagement
  const digit = engagement >= e[0] ? 1 : engagement >= e[1] ? 2 : engagement >= e[2] ? 3 : 4
  return { letter, digit }
}
