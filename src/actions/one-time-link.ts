import { createHash, randomBytes } from 'node:crypto'

/** A token of 192 random bits for a link, and the SHA-256 of it that the database keeps. */
export function newLinkToken(): { token: string; hash: Buffer } {
  const token = randomBytes(24).toString('base64url')
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
