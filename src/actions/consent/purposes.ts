import { builtinPurposes } from '#core/consent/builtin.ts'
import type { Purpose } from '#core/consent/purpose.ts'
import { listPurposes, type PurposeRow } from '#store/consent.ts'
import type { Db } from '#store/rows.ts'

/** What a workspace asks people for, in its order, with the words in force. */
export async function purposesOf(db: Db, workspaceId: string): Promise<Purpose[]> {
  return (await allPurposesOf(db, workspaceId))
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ retiredAt: _, ...purpose }) => purpose)
}

/** The same with those that are no longer asked for. */
export async function allPurposesOf(db: Db, workspaceId: string): Promise<PurposeRow[]> {
  const own = await listPurposes(db, workspaceId)
  return own.length > 0 ? own : builtinPurposes.map((purpose) => ({ ...purpose, retiredAt: null }))
}
