import type { ImportKind } from '#core/import/mapping.ts'
import type { Permission } from '#core/permission.ts'
import type { Actor } from '#actions/actor.ts'
import { requirePermission } from '#actions/verb.ts'

const needs: Partial<Record<ImportKind, Permission>> = {
  deals: 'deal.write_any',
  deal_history: 'deal.write_any',
  products: 'pipeline.manage',
  teams: 'pipeline.manage',
}

/** Beyond leave to import: whoever imports deals changes anybody's, whoever imports products changes the price list. */
export function deniedKind(actor: Actor, kind: ImportKind): ReturnType<typeof requirePermission> {
  const permission = needs[kind]
  return permission === undefined ? null : requirePermission(actor, permission)
}
