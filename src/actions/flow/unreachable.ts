import { randomUUIDv7 } from 'node:crypto'
import { addressHash } from '#actions/consent/secret.ts'
import type { Key } from '#core/identity.ts'
import { consentSecret } from '#store/consent.ts'
import { insertSuppressions, type SuppressionReason } from '#store/consent-reach.ts'
import type { StoredEvent } from '#store/event.ts'
import { keysOfPersons } from '#store/identity.ts'
import type { Setting } from './setting.ts'

/** Why nobody writes to whoever this event is about any more: they complained, or there is no such mailbox. */
function reasonOf({ event, personId }: StoredEvent): SuppressionReason | null {
  if (event.trust !== 'secret' || (personId === null && event.keys.email === null)) return null
  if (event.name === 'email_complained') return 'complaint'
  return event.name === 'email_bounced' && event.props['kind'] === 'hard' ? 'bounce' : null
}

/**
 * Puts addresses that complained, or from which a mail came back for good, on the suppression list: the one that the event
 * names; else all of a person who complained, and the only one of a person whose mail came back.
 */
export async function suppressUnreachable(setting: Setting, stored: readonly StoredEvent[]): Promise<void> {
  const told = stored.flatMap((one) => {
    const reason = reasonOf(one)
    return reason === null ? [] : [{ ...one, reason }]
  })
  if (told.length === 0) return
  const { db, workspaceId, now } = setting
  const nameless = told.flatMap(({ event, personId }) => (event.keys.email === null && personId ? [personId] : []))
  const known = nameless.length === 0 ? new Map<Key, string>() : await keysOfPersons(db, workspaceId, nameless)
  const secret = await consentSecret(db)
  for (const reason of ['complaint', 'bounce'] as const) {
    const addresses = told
      .filter((one) => one.reason === reason)
      .flatMap(({ event, personId }) => {
        if (event.keys.email !== null) return [event.keys.email]
        const own = [...known].flatMap(([key, person]) =>
          person === personId && key.startsWith('e:') ? [key.slice(2)] : [],
        )
        return reason === 'complaint' || own.length === 1 ? own : []
      })
    const rows = [...new Set(addresses)].toSorted().map((address) => ({
      id: randomUUIDv7(),
      kind: 'email' as const,
      hash: addressHash(secret, workspaceId, 'email', address),
    }))
    await insertSuppressions(db, workspaceId, rows, { reason, at: now, by: 'system' })
  }
}
