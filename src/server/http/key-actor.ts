import type { Context } from 'hono'
import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { scopesOf } from '#contract/api-key.ts'
import { findApiKeyHolder, touchApiKey } from '#store/api-key.ts'
import { findKeyHolder, touchWriteKey } from '#store/write-key.ts'
import type { AppEnv, AppServices } from './env.ts'

/**
 * Who asks, by a key of the workspace in the Authorization header: `Bearer sk_…`, or Basic with the key as user name.
 * Null when the header holds no key of ours. What a write key may do stands in core/permission.ts; an API key (`ak_…`)
 * does what its scopes and its holder's role of this moment both allow.
 */
export async function keyActor(c: Context<AppEnv>, { pool }: AppServices): Promise<Result<Actor> | null> {
  const key = keyOf(c.req.header('authorization'))
  if (key === null) return null
  if (key.startsWith('ak_')) return apiKeyActor(pool, key)
  const holder = await findKeyHolder(pool, key)
  if (!holder) return refuse('unauthenticated', 'This key is unknown or revoked; see the keys of your workspace.')
  await touchWriteKey(pool, holder.workspaceId, holder.keyId)
  return ok({ kind: 'key', keyId: holder.keyId, workspaceId: holder.workspaceId, trust: holder.trust })
}

async function apiKeyActor(pool: Pool, key: string): Promise<Result<Actor>> {
  const holder = await findApiKeyHolder(pool, key)
  if (!holder) return refuse('unauthenticated', 'This API key is unknown, revoked or expired; make a new one.')
  const { keyId, kind, workspaceId, userId, role } = holder
  await touchApiKey(pool, workspaceId, keyId)
  const name = kind === 'service' ? holder.keyName : holder.userName
  const scopes = scopesOf(kind).filter((scope) => holder.scopes.includes(scope))
  return ok({ kind: 'user', userId, name, workspaceId, role, key: { id: keyId, kind, scopes } })
}

function keyOf(header: string | undefined): string | null {
  const [, scheme, value] = /^(basic|bearer) +(\S{1,400})$/i.exec(header ?? '') ?? []
  if (scheme === undefined || value === undefined) return null
  const text = scheme.toLowerCase() === 'bearer' ? value : (Buffer.from(value, 'base64').toString().split(':')[0] ?? '')
  return /^(sk|pk|ak)_[0-9a-z]+$/i.test(text) ? text : null
}
