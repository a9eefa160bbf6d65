import { roundPoints, scoreAt } from '#core/score.ts'

/**
 * The least engagement in log form at which a test of the rounded score (`fit` + engagement at `now`, epoch ms) holds;
 * Infinity when none does. The test must hold from some score on. Found by halving over the doubles with core/score.ts
 * itself, so that comparing kept heats with it is the score's comparison to the bit, and an index can answer it.
 */
export function leastHeat(test: (score: number) => boolean, fit: number, now: number, halfLife: number): number {
  const holds = (place: bigint) => test(roundPoints(fit + scoreAt(doubleAt(place), now, halfLife)))
  let low = -infinite
  let high = infinite
  if (holds(low)) return -Infinity
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (holds(middle)) high = middle
    else low = middle
  }
  return doubleAt(high)
}

// doubles by their place in order: zero is 0, its neighbours ±1, infinity the last
const view = new DataView(new ArrayBuffer(8))
const infinite = 0x7ff0_0000_0000_0000n

function doubleAt(place: bigint): number {
  view.setBigInt64(0, place < 0n ? -place : place)
  const size = view.getFloat64(0)
  return place < 0n ? -size : size
}
