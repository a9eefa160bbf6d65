import { randomUUIDv7 } from 'node:crypto'
import { apiKeyInput, type CreatedApiKey, scopesOf } from '#contract/api-key.ts'
import { ok, refuse } from '#contract/problem.ts'
import { shownApiKey } from '#actions/api-key-list.ts'
import { requirePermission, type Verb, writeVerb } from '#actions/verb.ts'
import { findApiKey, insertApiKey, newApiKey } from '#store/api-key.ts'

/**
 * Makes an API key, shown this once. A personal key acts for its maker, a service key (admins) for a program; neither
 * can do what its maker may not. Keys make no keys.
 */
export const createApiKey: Verb<CreatedApiKey> = writeVerb({
  permission: 'api_key.create',
  input: apiKeyInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (actor.kind !== 'user' || actor.key)
      return refuse('forbidden', 'API keys are made by people who are signed in, not by keys.')
    if (input.kind === 'service') {
      const denied = requirePermission(actor, 'api_key.service')
      if (denied) return denied
    }
    const beyond = input.scopes.filter((scope) => requirePermission(actor, scope) !== null)
    if (beyond.length > 0) return refuseScopes(`your own role may not do ${beyond.join(', ')}`)
    const strange = input.scopes.filter((scope) => !scopesOf(input.kind).includes(scope))
    if (strange.length > 0) return refuseScopes(`a ${input.kind} key has no use for ${strange.join(', ')}`)
    const { kind, name, scopes, days } = input
    const key = newApiKey()
    const id = randomUUIDv7()
    const expiresAt = days === null ? null : now + days * 86_400_000
    await insertApiKey(db, workspaceId, { id, kind, name, holderId: actor.userId, scopes, key, now, expiresAt })
    const row = await findApiKey(db, workspaceId, id)
    if (!row) return refuse('internal', 'The key could not be written; try again.')
    return ok({ ...shownApiKey(row, actor, now), key })
  },
  audit: ({ id, kind, name, scopes, expiresAt }) => ({
    subject: `api_key:${id}`,
    detail: { kind, name, scopes, expiresAt },
  }),
})

function refuseScopes(message: string): ReturnType<typeof refuse> {
  return refuse('invalid', `scopes: ${message}.`, { fields: [{ path: 'scopes', message }] })
}
