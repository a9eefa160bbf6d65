import type { BuyingRole, Stance } from '#core/deal/event.ts'

/** What a buying group lacks or has to fear, the gravest first. */
export const groupWarnings = [
  'nobody',
  'single_threaded',
  'no_decision_maker',
  'decision_maker_silent',
  'no_supporter',
  'blocker',
] as const
export type GroupWarning = (typeof groupWarnings)[number]

interface Grouped {
  roles: readonly BuyingRole[]
  stance: Stance
  /** epoch ms of their last word in this deal or of their last own deed; null: never */
  heardAt: number | null
}

/**
 * What to mend in a buying group. `single_threaded`: one person alone carries the talk, or one alone was ever heard, so
 * that the deal ends when they leave. `blocker`: somebody is against it or blocks by role, and no decision maker supports it.
 */
export function warningsOfGroup(people: readonly Grouped[]): GroupWarning[] {
  if (people.length === 0) return ['nobody']
  const warnings: GroupWarning[] = []
  const heard = people.filter(({ heardAt }) => heardAt !== null)
  if (people.length === 1 || heard.length === 1) warnings.push('single_threaded')
  const decides = people.filter(({ roles }) => roles.includes('decision_maker'))
  if (decides.length === 0) warnings.push('no_decision_maker')
  else if (decides.every(({ heardAt }) => heardAt === null)) warnings.push('decision_maker_silent')
  if (!people.some(({ stance }) => stance === 'supports')) warnings.push('no_supporter')
  const against = people.some(({ stance, roles }) => stance === 'against' || roles.includes('blocker'))
  if (against && !decides.some(({ stance }) => stance === 'supports')) warnings.push('blocker')
  return warnings
}
