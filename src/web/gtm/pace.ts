/** How a stage stands against its target. */
export type Pace = 'reached' | 'on' | 'behind' | 'missed'

/**
 * Reached, or on the way: at least as much of the target as of the period has passed (`elapsed`, from 0 to 1). An even
 * pace is an assumption, and the screen says so.
 */
export function paceOf(entered: number, target: number, elapsed: number): Pace {
  if (entered >= target) return 'reached'
  if (elapsed >= 1) return 'missed'
  return entered >= target * elapsed ? 'on' : 'behind'
}
