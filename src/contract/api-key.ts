import { z } from 'zod'
import { type Permission, permissions } from '#core/permission.ts'

/** Keys make no keys, events come in by write keys, and mails (which may hold one-time links) are for people only. */
const never = new Set<Permission>([
  'event.send',
  'fact.send',
  'api_key.list',
  'api_key.create',
  'api_key.revoke',
  'api_key.service',
  'live.read',
  'mail.read',
  'mail.change',
])

/** What a key may be given leave to do: permissions of the table. */
export const keyScopes = permissions.filter((permission) => !never.has(permission))

/** What a key of that kind may be given: a program has no notices of its own. */
export function scopesOf(kind: 'personal' | 'service'): Permission[] {
  return kind === 'personal' ? keyScopes : keyScopes.filter((scope) => !scope.startsWith('notification.'))
}

const time = z.iso.datetime()

/** `POST /api/api-keys`: a key of one's own, or (admins) of a program. */
export const apiKeyInput = z.object({
  kind: z.enum(['personal', 'service']),
  name: z.string().trim().min(1, 'Write a name.').max(100),
  scopes: z
    .array(z.enum(keyScopes as [Permission, ...Permission[]]))
    .min(1, 'Choose at least one permission.')
    .transform((scopes) => [...new Set(scopes)]),
  /** days from now; null: never */
  days: z.int().min(1).max(3650).nullable(),
})
export type ApiKeyInput = z.input<typeof apiKeyInput>

export const apiKeyRow = z.object({
  id: z.uuid(),
  kind: z.enum(['personal', 'service']),
  name: z.string(),
  /** whose role bounds it */
  holder: z.object({ id: z.uuid(), name: z.string() }),
  mine: z.boolean(),
  /** what it was given leave to do */
  scopes: z.array(z.string()),
  /** of these, what its holder’s role does not allow (any more) */
  withheld: z.array(z.string()),
  /** the beginning of the key */
  shown: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
})
export type ApiKey = z.infer<typeof apiKeyRow>

/** `GET /api/api-keys`: one’s own; for admins, all of the workspace. */
export const apiKeyList = z.object({ keys: z.array(apiKeyRow) })
export type ApiKeyList = z.infer<typeof apiKeyList>

/** The one answer that holds the key. */
export const createdApiKey = apiKeyRow.extend({ key: z.string() })
export type CreatedApiKey = z.infer<typeof createdApiKey>

export const apiKeyId = z.object({ id: z.uuid() })
