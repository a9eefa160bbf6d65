import { wilson } from '#core/report/wilson.ts'

/** A share: `reached` of `of`. */
export interface Share {
  reached: number
  of: number
}

/** Fewer trials than this on either side say nothing about a difference. */
export const fewestTrials = 20

/** What may be said of a difference: its interval lies above zero, below it, holds it, or rests on too few. */
export const verdicts = ['up', 'down', 'unclear', 'too_few'] as const
export type Verdict = (typeof verdicts)[number]

/** A share less a former one, in shares from −1 to 1, with its 95 % interval; null where nobody was on a side. */
export interface Difference {
  difference: number | null
  low: number | null
  high: number | null
  verdict: Verdict
}

/**
 * The difference of two independent shares with the 95 % interval of Newcombe, from the Wilson interval of each. Source:
 * R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10. Another normal quantile `z` gives another width:
 * where several differences are looked at together. Throws RangeError for what is no share.
 */
export function difference(now: Share, then: Share, z?: number): Difference {
  const one = wilson(now.reached, now.of, z)
  const other = wilson(then.reached, then.of, z)
  if (one === null || other === null) return { difference: null, low: null, high: null, verdict: 'too_few' }
  const p = now.reached / now.of
  const q = then.reached / then.of
  const low = Math.max(-1, p - q - Math.hypot(p - one.low, other.high - q))
  const high = Math.min(1, p - q + Math.hypot(one.high - p, q - other.low))
  return { difference: p - q, low, high, verdict: verdictOf(now, then, low, high) }
}

function verdictOf(now: Share, then: Share, low: number, high: number): Verdict {
  if (now.of < fewestTrials || then.of < fewestTrials) return 'too_few'
  if (low > 0) return 'up'
  return high < 0 ? 'down' : 'unclear'
}
