import type { Pool } from 'pg'
import { answered } from '#store/answered.ts'
import { type KeyHolder, findKeyHolder, touchWriteKey } from '#store/write-key.ts'

/** Finds the holder of a key without asking the database each time. */
export interface Keyring {
  /** the holder, null for an unknown or revoked key; rejects when the database is away and nothing fresh is known */
  find(key: string): Promise<KeyHolder | null>
  /** the same where it is known without asking; undefined else */
  peek(key: string): KeyHolder | null | undefined
  /** notes that the key was used, at most once a minute; a database that is away is no reason to fail */
  used(holder: KeyHolder): Promise<void>
}

interface Entry {
  holder: KeyHolder | null
  /** epoch ms until which it is believed */
  until: number
}

const longestKey = 200
const mostEntries = 10_000
const patienceMs = 10_000

/**
 * Remembers each answer for `believeMs` (2 s): a revocation, and a change of the workspace's privacy settings, are noticed
 * that soon. Requests that ask for the same key at once share one query.
 */
export function createKeyring(pool: Pool, options: { believeMs?: number; now?: () => number } = {}): Keyring {
  const believeMs = options.believeMs ?? 2000
  const now = options.now ?? Date.now
  const entries = new Map<string, Entry>()
  const asking = new Map<string, Promise<KeyHolder | null>>()
  const touched = new Map<string, number>()

  async function ask(key: string): Promise<KeyHolder | null> {
    const holder = await findKeyHolder(pool, key)
    if (entries.size >= mostEntries) entries.clear()
    entries.set(key, { holder, until: now() + believeMs })
    return holder
  }

  function peek(key: string): KeyHolder | null | undefined {
    if (key.length > longestKey || key.includes('\0')) return null
    const entry = entries.get(key)
    return entry && entry.until > now() ? entry.holder : undefined
  }

  return {
    peek,
    async used({ keyId, workspaceId }) {
      const last = touched.get(keyId)
      if (last !== undefined && last + 60_000 > now()) return
      touched.set(keyId, now())
      await touchWriteKey(pool, workspaceId, keyId).catch(() => touched.delete(keyId))
    },
    async find(key) {
      const known = peek(key)
      if (known !== undefined) return known
      const running = asking.get(key)
      if (running) return answered(running, patienceMs)
      const answer = ask(key).finally(() => asking.delete(key))
      asking.set(key, answer)
      return answered(answer, patienceMs)
    },
  }
}
