import { z } from 'zod'
import type { ApiKey, ApiKeyList } from '#contract/api-key.ts'
import { ok } from '#contract/problem.ts'
import { may, type Permission } from '#core/permission.ts'
import { type ApiKeyRow, listApiKeys } from '#store/api-key.ts'
import type { Actor } from '#actions/actor.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'

/** One’s own API keys; an admin’s answer holds all of the workspace. */
export const readApiKeys: Verb<ApiKeyList> = readVerb({
  permission: 'api_key.list',
  input: z.object({}),
  async run({ db, workspaceId, actor, now }) {
    const all = requirePermission(actor, 'api_key.service') === null
    const holder = actor.kind === 'user' ? actor.userId : null
    const rows = all || holder !== null ? await listApiKeys(db, workspaceId, all ? null : holder) : []
    return ok({ keys: rows.map((row) => shownApiKey(row, actor, now)) })
  },
})

/** A key as answers show it. */
export function shownApiKey(row: ApiKeyRow, actor: Actor, now: number): ApiKey {
  const { holderRole } = row
  const expired = row.expiresAt !== null && row.expiresAt.getTime() <= now
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    holder: { id: row.holderId, name: row.holderName },
    mine: actor.kind === 'user' && actor.userId === row.holderId,
    scopes: row.scopes,
    withheld: row.scopes.filter((scope) => holderRole === null || !may(holderRole, scope as Permission)),
    shown: row.shown,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    state: row.revokedAt !== null ? 'revoked' : expired ? 'expired' : 'active',
  }
}
