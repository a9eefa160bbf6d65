import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Closes secrets that the database keeps, with a key that it does not. */
export interface Seal {
  /** null: there is no key, and none could be made */
  seal(secret: string): string | null
  /** null: sealed with another key, or damaged */
  open(sealed: string): string | null
}

const version = 'v1'
const purpose = 'hourglass: secrets of transports'

/**
 * AES-256-GCM. The key comes from HOURGLASS_SECRET where it is set, else from a file in the data folder that is made
 * when a secret is first sealed (readable by us alone). Several servers on one database need the variable.
 */
export function createSeal({ secret, folder }: { secret: string | null; folder: string | null }): Seal {
  let key: Buffer | null = secret === null ? null : derive(Buffer.from(secret))
  const findKey = (make: boolean): Buffer | null => {
    if (key === null && folder !== null) {
      const kept = readKey(folder) ?? (make ? makeKey(folder) : null)
      key = kept === null ? null : derive(kept)
    }
    return key
  }
  return {
    seal(text) {
      const found = findKey(true)
      if (found === null) return null
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', found, nonce)
      const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [version, ...[nonce, cipher.getAuthTag(), closed].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed) {
      const found = findKey(false)
      const [name, nonce, tag, closed] = sealed.split('.')
      if (found === null || name !== version || nonce === undefined || tag === undefined || closed === undefined)
        return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', found, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
        decipher.setAuthTag(Buffer.from(tag, 'base64url'))
        return decipher.update(closed, 'base64url', 'utf8') + decipher.final('utf8')
      } catch {
        return null
      }
    },
  }
}

function derive(from: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', purpose, 32))
}

const fileName = 'secrets.key'

function readKey(folder: string): Buffer | null {
  try {
    const key = Buffer.from(readFileSync(join(folder, fileName), 'utf8').trim(), 'base64url')
    return key.length === 32 ? key : null
  } catch {
    return null
  }
}

/** Whoever comes first makes it; processes that start together end with the same one. Damaged, it opens nothing: it goes. */
function makeKey(folder: string): Buffer | null {
  const file = join(folder, fileName)
  const fresh = `${file}.${process.pid}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
    if (isThere(file)) rmSync(file)
    linkSync(fresh, file)
  } catch {
    // another was quicker, or nothing can be written here
  } finally {
    rmSync(fresh, { force: true })
  }
  return readKey(folder)
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}
