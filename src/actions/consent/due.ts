import type { Purpose } from '#core/consent/purpose.ts'
import type { ConsentRules } from '#core/consent/setting.ts'

const months = 30.4375 * 86_400_000
/** how long before the day somebody comes onto the list: time to write to them */
const aheadMs = 30 * 86_400_000

/**
 * Of which purposes people have to be reminded, and since when they must not have heard of it (epoch ms), a month before
 * it is due; null where the rules ask for no reminder. Purposes by which nobody is written to are left out.
 */
export function dueScope(
  { reminderMonths }: ConsentRules,
  purposes: readonly Purpose[],
  now: number,
): { purposes: string[]; before: number } | null {
  if (reminderMonths === null) return null
  const written = purposes.filter(({ channel }) => channel === 'mail' || channel === 'phone')
  return { purposes: written.map(({ id }) => id), before: now - reminderMonths * months + aheadMs }
}

/** When somebody has to be reminded who last heard of it then (epoch ms). */
export function dueAt(since: number, reminderMonths: number): number {
  return Math.round(since + reminderMonths * months)
}
