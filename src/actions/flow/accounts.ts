import { randomUUIDv7 } from 'node:crypto'
import type { Event } from '#core/event.ts'
import { judgeMail, registrableDomain } from '#core/mail-domain.ts'
import type { AccountKey } from '#store/account.ts'

export interface Membership {
  accountId: string
  by: 'group' | 'domain'
}

/** The account keys an event names: its group first, else the domain of a work address. Free mail names none. */
export function accountKeysOf(event: Event): AccountKey[] {
  const keys: AccountKey[] = []
  if (event.groupId !== null) keys.push(`group:${event.groupId}`)
  const domain = domainOf(event)
  if (domain !== null) keys.push(`domain:${domain}`)
  return keys
}

/** The company's domain: as a trusted group call gives it, or from the work address. */
function domainOf(event: Event): string | null {
  if (event.groupId !== null || event.type === 'group') {
    const told = event.accountTraits?.['domain'] ?? event.accountTraits?.['website']
    return typeof told === 'string' ? hostOf(told) : null
  }
  return event.keys.email === null ? null : judgeMail(event.keys.email).accountDomain
}

function hostOf(address: string): string | null {
  const host = address
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
  return host === '' ? null : registrableDomain(host)
}

export interface Accounts {
  /** of each event, in order */
  memberships: (Membership | null)[]
  created: { id: string; name: string; domain: string | null }[]
  keys: Map<AccountKey, string>
}

/** Finds or makes the account of each event; `known` holds the accounts of all keys of the batch. */
export function findAccounts(events: readonly Event[], known: Map<AccountKey, string>): Accounts {
  const created: Accounts['created'] = []
  const keys = new Map<AccountKey, string>()
  const memberships = events.map((event): Membership | null => {
    if (event.verdict === 'machine') return null
    const named = accountKeysOf(event)
    const [first] = named
    if (first === undefined) return null
    let accountId = named.map((key) => known.get(key)).find((id) => id !== undefined)
    if (accountId === undefined) {
      accountId = randomUUIDv7()
      const domain = named.find((key) => key.startsWith('domain:'))?.slice(7) ?? null
      // what facts call it is told when they are folded
      created.push({ id: accountId, name: domain ?? first.slice(6), domain })
    }
    for (const key of named) {
      if (known.has(key)) continue
      known.set(key, accountId)
      keys.set(key, accountId)
    }
    // a group names its account also when its domain was known first
    return { accountId: known.get(first) as string, by: event.groupId !== null ? 'group' : 'domain' }
  })
  return { memberships, created, keys }
}
