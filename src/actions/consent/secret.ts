import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What a link of ours opens: somebody's choices, or the end of one purpose for them. */
export interface LinkSubject {
  kind: 'preferences' | 'unsubscribe'
  workspaceId: string
  personId: string
  /** `unsubscribe` only */
  purpose: string | null
}

const kinds = ['preferences', 'unsubscribe'] as const
const longestPurpose = 60
const signatureBytes = 16

/**
 * A link's token: nothing of it can be read or made without the key, and the same subject always has the same token.
 * Synthetic-IV construction (RFC 5297 in spirit): an HMAC-SHA256 of the subject, cut to 128 bits, is both signature and
 * counter of AES-256-CTR over it.
 */
export function sealLink(secret: string, subject: LinkSubject): string {
  const plain = Buffer.concat([
    Buffer.from([kinds.indexOf(subject.kind)]),
    bytesOf(subject.workspaceId),
    bytesOf(subject.personId),
    Buffer.from(subject.purpose ?? '', 'utf8'),
  ])
  const { sign, hide } = linkKeys(secret)
  const signature = signed(sign, plain)
  const cipher = createCipheriv('aes-256-ctr', hide, signature)
  return Buffer.concat([signature, cipher.update(plain), cipher.final()]).toString('base64url')
}

/** Null for a token that this server did not make. */
export function openLink(secret: string, token: string): LinkSubject | null {
  if (token.length > 200 || !/^[A-Za-z0-9_-]+$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  // one token, one spelling
  if (bytes.length < signatureBytes + 33 || bytes.toString('base64url') !== token) return null
  const { sign, hide } = linkKeys(secret)
  const given = bytes.subarray(0, signatureBytes)
  const decipher = createDecipheriv('aes-256-ctr', hide, given)
  const plain = Buffer.concat([decipher.update(bytes.subarray(signatureBytes)), decipher.final()])
  if (!timingSafeEqual(signed(sign, plain), given)) return null
  const kind = kinds[plain[0] ?? -1]
  const purpose = plain.subarray(33).toString('utf8')
  if (kind === undefined || purpose.length > longestPurpose || (kind === 'unsubscribe') !== (purpose !== ''))
    return null
  return {
    kind,
    workspaceId: uuidOf(plain.subarray(1, 17)),
    personId: uuidOf(plain.subarray(17, 33)),
    purpose: purpose === '' ? null : purpose,
  }
}

/** The keyed hash by which an address is remembered that must not be kept itself; another in every workspace. */
export function addressHash(
  secret: string,
  workspaceId: string,
  kind: 'email' | 'phone' | 'cookie' | 'user',
  address: string,
): Buffer {
  const key = derived(secret, workspaceId, 'hourglass: suppression')
  return createHmac('sha256', key).update(`${kind}:${address}`).digest()
}

function linkKeys(secret: string): { sign: Buffer; hide: Buffer } {
  return {
    sign: derived(secret, '', 'hourglass: consent links, signature'),
    hide: derived(secret, '', 'hourglass: consent links, cipher'),
  }
}

const derivedKeys = new Map<string, Buffer>()

function derived(secret: string, salt: string, what: string): Buffer {
  const name = `${secret} ${salt} ${what}`
  let key = derivedKeys.get(name)
  if (!key) {
    if (derivedKeys.size > 1000) derivedKeys.clear()
    derivedKeys.set(name, (key = Buffer.from(hkdfSync('sha256', secret, salt, what, 32))))
  }
  return key
}

function signed(key: Buffer, plain: Buffer): Buffer {
  return createHmac('sha256', key).update(plain).digest().subarray(0, signatureBytes)
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
