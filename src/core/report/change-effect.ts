import { dayOf, startOfDay } from '#core/report/period.ts'

/**
 * How the effect of a change is read: those who entered a stage before it against those who entered after it, each given
 * the same number of days to go on, and only those who have had them. Half of the time since the change collects those
 * who enter, the other half lets them go on; between a week and 90 days. Null while a week each has not passed. Ours.
 * Times in epoch ms; `day` and the answer's spans are cut in the zone.
 */
export interface EffectSpans {
  days: number
  before: { from: number; to: number }
  after: { from: number; to: number }
}

const dayMs = 86_400_000
const [fewest, most] = [7, 90]
/** Former entrants are gathered over at least so many days. */
const leastBefore = 90

export function effectSpans(day: string, now: number, zone: string): EffectSpans | null {
  const changed = startOfDay(day, zone)
  const passed = Math.floor((now - changed) / dayMs)
  const days = Math.min(most, Math.floor(passed / 2))
  if (days < fewest) return null
  const back = Math.max(leastBefore, passed - days)
  const from = startOfDay(dayOf(changed - (days + back) * dayMs, zone), zone)
  return { days, before: { from, to: changed - days * dayMs }, after: { from: changed, to: now - days * dayMs } }
}
