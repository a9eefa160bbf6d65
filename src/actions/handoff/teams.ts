import type { Actor } from '#actions/actor.ts'
import { teamRoles } from '#actions/notify-teams.ts'
import type { Role } from '#core/permission.ts'
import { requirePermission } from '#actions/verb.ts'
import { routingTeams } from '#core/task/routing.ts'

/** Teams whose hand-offs a role looks after. */
export function teamsOfRole(role: Role): string[] {
  return routingTeams.filter((team) => teamRoles(team).includes(role))
}

/** Whose hand-offs wait for somebody: their own, and of their teams those that are nobody's. Null: everybody's. */
export function answersFor(actor: Actor): { userId: string; teams: string[] } | null {
  if (actor.kind !== 'user') return null
  return { userId: actor.userId, teams: teamsOfRole(actor.role) }
}

/** Whether they may answer it: their own, their team's where it is nobody's; managers any. */
export function mayAnswer(
  actor: Actor,
  { assigneeId, team }: { assigneeId: string | null; team: string | null },
): boolean {
  if (requirePermission(actor, 'handoff.answer') !== null) return false
  if (requirePermission(actor, 'task.write_any') === null) return true
  if (actor.kind !== 'user') return false
  if (assigneeId !== null) return assigneeId === actor.userId
  return team !== null && teamsOfRole(actor.role).includes(team)
}
