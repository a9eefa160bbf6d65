import type { Context } from 'hono'
import type { Actor } from '#actions/actor.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { findKeyHolder, touchWriteKey } from '#store/write-key.ts'
import type { AppEnv, AppServices } from './env.ts'

/**
 * Who asks, by a key of the workspace in the Authorization header: `Bearer sk_…`, or Basic with the key as user name.
 * Null when the header holds no key of ours. What a key may do stands in core/permission.ts.
 */
export async function keyActor(c: Context<AppEnv>, { pool }: AppServices): Promise<Result<Actor> | null> {
  const key = keyOf(c.req.header('authorization'))
  if (key === null) return null
  const holder = await findKeyHolder(pool, key)
  if (!holder) return refuse('unauthenticated', 'This key is unknown or revoked; see the keys of your workspace.')
  await touchWriteKey(pool, holder.workspaceId, holder.keyId)
  return ok({ kind: 'key', keyId: holder.keyId, workspaceId: holder.workspaceId, trust: holder.trust })
}

function keyOf(header: string | undefined): string | null {
  const [, scheme, value] = /^(basic|bearer) +(\S{1,400})$/i.exec(header ?? '') ?? []
  if (scheme === undefined || value === undefined) return null
  const text = scheme.toLowerCase() === 'bearer' ? value : (Buffer.from(value, 'base64').toString().split(':')[0] ?? '')
  return /^(sk|pk)_[0-9a-z]+$/i.test(text) ? text : null
}
