import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
import providers from 'email-providers/all.json' with { type: 'json' }
import { getDomain } from 'tldts'
import type { MailKind } from '#core/event.ts'
import { foreignFreeMail, roleLocals, tenantSuffixes } from '#core/mail-lists.ts'

/** What a mail address says about its holder. */
export interface MailJudgement {
  /** the strongest statement: disposable before free before role before work */
  kind: MailKind
  /** a shared box such as info@: never merges people, whatever its domain */
  role: boolean
  /** the registrable domain in ASCII (`team.co.kr`): the natural key of an account; null for free and disposable mail */
  accountDomain: string | null
}

const disposable = disposableEmailBlocklistSet()
const free = new Set<string>([...providers, ...foreignFreeMail])

/**
 * A mail address as it is compared and stored: NFKC, trimmed, lower case, the domain in ASCII (IDNA). Null when it is
 * none: no single @, an empty or over-long part (64 and 254 octets, RFC 5321), spaces, quotes, or a domain without a
 * top level. Dots and plus tags are kept: two spellings of one box stay two addresses.
 */
export function normaliseMail(text: string): string | null {
  if (text.length > 400) return null
  const address = (isAscii(text) ? text : text.normalize('NFKC')).trim().toLowerCase()
  const at = address.lastIndexOf('@')
  if (at < 1 || at === address.length - 1) return null
  const local = address.slice(0, at)
  if (!localPart.test(local)) return null
  const domain = asciiDomain(address.slice(at + 1))
  if (domain === null) return null
  const octets = isAscii(local) ? local.length : new TextEncoder().encode(local).length
  if (octets > 64 || octets + 1 + domain.length > 254) return null
  return `${local}@${domain}`
}

// dot-atom of RFC 5322 with the letters of RFC 6531, dots neither first, last nor doubled
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/** A domain name in ASCII, lower case, without a final dot; null when it is none. */
export function asciiDomain(text: string): string | null {
  let domain = text.toLowerCase()
  if (domain.endsWith('.')) domain = domain.slice(0, -1)
  if (!isAscii(domain)) {
    // the URL parser is the IDNA mapping that both Node and browsers carry
    if (!/^[\p{L}\p{M}\p{N}.。-]+$/u.test(domain)) return null
    try {
      domain = new URL(`http://${domain}`).hostname
    } catch {
      return null
    }
  }
  return domain.length <= 253 && hostName.test(domain) ? domain : null
}

/** Judges an address that `normaliseMail` gave. */
export function judgeMail(address: string): MailJudgement {
  const at = address.lastIndexOf('@')
  const role = isRoleLocal(address.slice(0, at))
  const { kind, accountDomain } = judgeDomain(address.slice(at + 1))
  return { kind: role && kind === 'work' ? 'role' : kind, role, accountDomain }
}

/** Whether the part before @ names a shared box: info, sales, support+eu, no-reply. */
export function isRoleLocal(local: string): boolean {
  const plus = local.indexOf('+')
  return roleLocals.has(plus > 0 ? local.slice(0, plus) : local)
}

/** Kind and registrable domain of a mail domain in ASCII. */
export function judgeDomain(domain: string): { kind: 'work' | 'free' | 'disposable'; accountDomain: string | null } {
  const known = judged.get(domain)
  if (known) return known
  const base = registrableDomain(domain)
  const kind = onList(disposable, domain, base)
    ? 'disposable'
    : base === null || onList(free, domain, base)
      ? 'free'
      : 'work'
  const judgement = { kind, accountDomain: kind === 'work' ? base : null } as const
  if (judged.size >= 20_000) judged.clear()
  judged.set(domain, judgement)
  return judgement
}

// a memory of the same answers, not a state
const judged = new Map<string, { kind: 'work' | 'free' | 'disposable'; accountDomain: string | null }>()

/**
 * The domain a company registers: `mail.team.co.kr` → `team.co.kr`, by the public suffix list with its private part, and
 * by the suffixes under which a mail host gives each company its own name. Null for a bare public suffix.
 */
export function registrableDomain(domain: string): string | null {
  for (const suffix of tenantSuffixes) {
    if (domain === suffix) return null
    if (domain.endsWith(`.${suffix}`)) {
      const before = domain.slice(0, -suffix.length - 1)
      return `${before.slice(before.lastIndexOf('.') + 1)}.${suffix}`
    }
  }
  return getDomain(domain, { allowPrivateDomains: true })
}

function onList(list: ReadonlySet<string>, domain: string, base: string | null): boolean {
  return list.has(domain) || (base !== null && list.has(base))
}

function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text)
}
