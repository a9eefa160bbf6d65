import { z } from 'zod'

/** `POST /api/keys`: a public key for pages, or a secret key for servers. */
export const writeKeyInput = z.object({
  kind: z.enum(['public', 'secret']),
  name: z.string().trim().min(1).max(100),
})
export type WriteKeyInput = z.infer<typeof writeKeyInput>

export const writeKeyId = z.object({ id: z.uuid() })

/** A key as lists show it. Times are ISO 8601. */
export const writeKeyRow = z.object({
  id: z.uuid(),
  kind: z.enum(['public', 'secret']),
  name: z.string(),
  /** the whole public key, or the beginning of a secret one */
  shown: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type WriteKey = z.infer<typeof writeKeyRow>

/** The one answer that holds a secret key. */
export const createdWriteKey = writeKeyRow.extend({ key: z.string() })
export type CreatedWriteKey = z.infer<typeof createdWriteKey>
