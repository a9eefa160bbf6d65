import type { PoolClient } from 'pg'
import type { StageModel } from '#core/blueprint.ts'
import { ownerNames, productNames } from '#store/deal/label.ts'

/** What the keys of a breakdown are called, where they are ids of something that has a name. */
export async function labelsOf(
  db: PoolClient,
  workspaceId: string,
  by: string,
  keys: readonly (string | null)[],
  models: readonly StageModel[],
): Promise<(key: string | null) => string | null> {
  const known = keys.filter((key) => key !== null)
  const names =
    by === 'owner'
      ? await ownerNames(db, workspaceId, known)
      : by === 'product'
        ? await productNames(db, workspaceId, known)
        : new Map(by === 'pipeline' ? models.map(({ id, name }) => [id, name.en]) : [])
  return (key) => (key === null ? null : (names.get(key) ?? null))
}
