import type { BuyingRole } from '#core/deal/event.ts'
import type { Member } from '#core/deal/fold.ts'

/** An answer older than this no longer stands by itself; milliseconds. */
export const bantStaleAfter = 90 * 86_400_000

/** Roles that a deal needs before it can be won: the template's, until won deals say otherwise. */
export const neededRoles: readonly BuyingRole[] = ['decision_maker', 'champion', 'user', 'finance', 'technical']

/** The needed roles that nobody of the group has. */
export function missingRoles(people: readonly Pick<Member, 'roles'>[]): BuyingRole[] {
  return neededRoles.filter((role) => !people.some(({ roles }) => roles.includes(role)))
}
