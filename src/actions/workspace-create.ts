import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { WorkspaceInput } from '#contract/session.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { insertAudit } from '#store/audit.ts'
import { insertBlueprint, lockBlueprint } from '#store/blueprint.ts'
import { saveProgress } from '#store/pending.ts'
import { insertWorkspace } from '#store/workspace.ts'
import { insertWriteKey, newWriteKey } from '#store/write-key.ts'

interface Creation {
  /** `user:<id>` or `operator:<name>` */
  by: string
  /** epoch ms */
  now: number
  /** a sample company */
  demo: boolean
}

export interface CreatedWorkspace {
  workspaceId: string
  /** in the open this once; the database keeps hashes */
  keys: { public: string; secret: string }
}

/**
 * A workspace ready for its first event: the built-in blueprint in force, a public key for pages and a secret one for
 * servers. Runs inside the caller's transaction; the caller has checked who may.
 */
export async function createWorkspace(
  db: PoolClient,
  input: WorkspaceInput,
  { by, now, demo }: Creation,
): Promise<CreatedWorkspace> {
  const workspaceId = randomUUIDv7()
  await insertWorkspace(db, workspaceId, input, demo)
  await lockBlueprint(db, workspaceId)
  const note = 'The built-in blueprint'
  const first = { blueprint: defaultBlueprint(), appliedAt: now, appliedBy: by, note }
  const { version } = await insertBlueprint(db, workspaceId, first)
  // nobody is here to be re-evaluated
  await saveProgress(db, workspaceId, version, 0, true)
  const keys = { public: newWriteKey('public'), secret: newWriteKey('secret') }
  await insertWriteKey(db, workspaceId, { id: randomUUIDv7(), kind: 'public', name: 'Website', key: keys.public })
  await insertWriteKey(db, workspaceId, { id: randomUUIDv7(), kind: 'secret', name: 'Server', key: keys.secret })
  await insertAudit(db, workspaceId, { at: now, actor: by, verb: 'workspace.create', detail: { name: input.name } })
  return { workspaceId, keys }
}
