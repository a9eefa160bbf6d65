import { type ApiKey, apiKeyId } from '#contract/api-key.ts'
import { ok, refuse } from '#contract/problem.ts'
import { shownApiKey } from '#actions/api-key-list.ts'
import { requirePermission, type Verb, writeVerb } from '#actions/verb.ts'
import { findApiKey, revokeApiKey } from '#store/api-key.ts'

const unknown = refuse('not_found', 'There is no such API key among yours.')

/** Revokes an API key, at once: one’s own, or as an admin any. Revoking it again changes nothing. */
export const endApiKey: Verb<ApiKey> = writeVerb({
  permission: 'api_key.revoke',
  input: apiKeyId,
  async run({ db, workspaceId, actor, input, now }) {
    const row = await findApiKey(db, workspaceId, input.id)
    const mine = actor.kind === 'user' && row?.holderId === actor.userId
    if (!row || (!mine && requirePermission(actor, 'api_key.service') !== null)) return unknown
    await revokeApiKey(db, workspaceId, input.id, now)
    const after = await findApiKey(db, workspaceId, input.id)
    return after ? ok(shownApiKey(after, actor, now)) : unknown
  },
  audit: ({ id, kind, name }) => ({ subject: `api_key:${id}`, detail: { kind, name } }),
})
