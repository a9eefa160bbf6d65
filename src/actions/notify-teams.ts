import type { Blueprint } from '#core/blueprint.ts'
import type { Role } from '#core/permission.ts'

/** Who looks after what is handed to a team (`sdr`, `sales`, `success`, `account_owner`), by role. */
export function teamRoles(team: string | null): readonly Role[] {
  if (team === 'sdr') return ['sdr']
  if (team === 'sales') return ['seller']
  if (team === 'success') return ['success']
  if (team === 'account_owner') return ['seller', 'success']
  return ['marketer']
}

/** Whose people of a stage are: the team of the last hand-off on the way there; marketing's before the first. */
export function stageTeam({ models, lifecycle }: Blueprint, stage: string | null): string | null {
  const stages = models.find(({ id }) => id === lifecycle)?.stages ?? []
  const at = stages.findIndex(({ id }) => id === stage)
  return stages.slice(0, at + 1).findLast(({ handoff }) => handoff !== undefined)?.handoff ?? null
}
