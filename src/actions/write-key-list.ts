import { z } from 'zod'
import { ok } from '#contract/problem.ts'
import type { WriteKey } from '#contract/write-key.ts'
import { type WriteKeyRow, listWriteKeys } from '#store/write-key.ts'
import { type Verb, readVerb } from '#actions/verb.ts'

/** The write keys of the workspace, revoked ones last. */
export const readWriteKeys: Verb<{ keys: WriteKey[] }> = readVerb({
  permission: 'key.list',
  input: z.object({}),
  async run({ db, workspaceId }) {
    return ok({ keys: (await listWriteKeys(db, workspaceId)).map(shownKey) })
  },
})

/** A key as answers show it. */
export function shownKey(row: WriteKeyRow): WriteKey {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    shown: row.shown,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}
