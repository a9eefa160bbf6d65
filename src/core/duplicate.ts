import { isRoleLocal, registrableDomain } from '#core/mail-domain.ts'
import { queryWords } from '#core/search-words.ts'
import { foldText } from '#core/text.ts'

/** What is compared of two people. */
export interface Comparable {
  id: string
  name: string | null
  /** normalised */
  email: string | null
  phone: string | null
  linkedin: string | null
  title: string | null
  accountId: string | null
  /** has a user id of its own: some product says that it is somebody */
  user: boolean
}

export const likenesses = [
  'same_phone',
  'same_linkedin',
  'same_mailbox',
  'swapped_mailbox',
  'same_local_part',
  'same_name',
  'initial_name',
  'same_company',
  'same_title',
] as const
export type Likeness = (typeof likenesses)[number]

export const differences = ['other_mail', 'other_user', 'other_company'] as const
export type Difference = (typeof differences)[number]

/** Why two people may be one, and what speaks against it. */
export interface Likely {
  confidence: 'likely' | 'possible'
  reasons: Likeness[]
  against: Difference[]
}

/**
 * Whether two people are perhaps one. `likely` rests on a sign that hardly two people share (phone, profile, mailbox, a
 * full name in one company) with nothing against it; `possible` on a weaker one. Null when there is too little.
 */
export function compare(one: Comparable, other: Comparable): Likely | null {
  const company = one.accountId !== null && one.accountId === other.accountId
  const elsewhere = one.accountId !== null && other.accountId !== null && !company
  const name = namesAlike(one.name, other.name)
  const mail = mailsAlike(one.email, other.email)
  const phone = samePhone(one.phone, other.phone)
  const linkedin = sameProfile(one.linkedin, other.linkedin)
  const title = one.title !== null && other.title !== null && foldText(one.title) === foldText(other.title)

  const reasons: Likeness[] = []
  if (phone) reasons.push('same_phone')
  if (linkedin) reasons.push('same_linkedin')
  if (mail) reasons.push(mail)
  if (name) reasons.push(name)
  if (company && reasons.length > 0) reasons.push('same_company')
  if (title && reasons.length > 0) reasons.push('same_title')

  const against: Difference[] = []
  if (one.email !== null && other.email !== null && mail === null) against.push('other_mail')
  if (one.user && other.user) against.push('other_user')
  if (elsewhere) against.push('other_company')

  const strong =
    linkedin ||
    mail === 'same_mailbox' ||
    mail === 'swapped_mailbox' ||
    (phone && name !== null) ||
    (name === 'same_name' && company)
  if (strong) return { confidence: against.length === 0 ? 'likely' : 'possible', reasons, against }
  // a switchboard's number, a common name: only together with something else, or with nothing against it
  const weak =
    (phone && !elsewhere) ||
    // of two companies' addresses it says no more than the name does
    (mail === 'same_local_part' && name !== null && !elsewhere) ||
    (name === 'same_name' && !elsewhere && against.length === 0) ||
    (name === 'initial_name' && company && title)
  return weak ? { confidence: 'possible', reasons, against } : null
}

/** The surer, the greater. */
export function weightOf({ confidence, reasons, against }: Likely): number {
  return (confidence === 'likely' ? 100 : 0) + 10 * reasons.length - against.length
}

/** Words that somebody like this would be found by: each list is to be met whole (store/duplicate.ts). */
export function lookFor({ name, email, phone }: Comparable): string[][] {
  const wanted: string[][] = []
  const words = name === null ? [] : queryWords(name)
  if (words.length > 1 || (words[0] !== undefined && /^\p{Script=Hangul}{3,5}$/u.test(words[0]))) wanted.push(words)
  const local = localOf(email)
  if (local !== null) {
    const parts = queryWords(local.replaceAll('_', ' '))
    if (parts.join('').length >= 5) wanted.push(parts)
  }
  const digits = digitsOf(phone)
  if (digits !== null) {
    wanted.push([digits])
    const groups = queryWords(phone ?? '').filter((group) => /^\d{3,}$/.test(group))
    if (groups.length > 1) wanted.push(groups.slice(-2))
  }
  return wanted
}

/** Names by their words, in any order: 김 민수, Minsu Kim and KIM MINSU; or one with an initial for the first name. */
function namesAlike(one: string | null, other: string | null): 'same_name' | 'initial_name' | null {
  if (one === null || other === null) return null
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (a.length === 0 || b.length === 0) return null
  // a first name alone is many people's
  if (a.join('') === b.join('')) return isFull(a) || isFull(b) ? 'same_name' : null
  if (a.length > 1 && a.toSorted().join(' ') === b.toSorted().join(' ')) return 'same_name'
  if (a.length !== 2 || b.length !== 2) return null
  const [first, last] = a as [string, string]
  const [otherFirst, otherLast] = b as [string, string]
  const initial = first[0] === otherFirst[0] && (first.length === 1 || otherFirst.length === 1)
  return last === otherLast && last.length > 1 && initial ? 'initial_name' : null
}

/** First and last name: two words, or three syllables of Hangul and more, which hold both. */
function isFull(words: readonly string[]): boolean {
  return words.length > 1 || /^\p{Script=Hangul}{3,}$/u.test(words[0] ?? '')
}

function wordsOf(name: string): string[] {
  return foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Two spellings of one mailbox, the same parts in another order, or the same local part elsewhere. */
function mailsAlike(one: string | null, other: string | null): Likeness | null {
  const [a, b] = [mailOf(one), mailOf(other)]
  if (a === null || b === null) return null
  const domain = a.domain === b.domain
  if (domain && a.parts.join('') === b.parts.join('')) return 'same_mailbox'
  if (domain && a.parts.length > 1 && a.parts.toSorted().join('.') === b.parts.toSorted().join('.')) {
    return 'swapped_mailbox'
  }
  return !domain && a.parts.join('') === b.parts.join('') && a.parts.join('').length >= 5 ? 'same_local_part' : null
}

function mailOf(email: string | null): { parts: string[]; domain: string } | null {
  const local = localOf(email)
  if (email === null || local === null) return null
  const host = email.slice(email.lastIndexOf('@') + 1)
  const domain = host === 'googlemail.com' ? 'gmail.com' : (registrableDomain(host) ?? host)
  return { parts: local.split(/[._-]+/).filter((part) => part !== ''), domain }
}

/** The part before @ without its tag; null for shared boxes. */
function localOf(email: string | null): string | null {
  if (email === null) return null
  const local = email.slice(0, email.lastIndexOf('@'))
  if (local === '' || isRoleLocal(local)) return null
  const plus = local.indexOf('+')
  return plus > 0 ? local.slice(0, plus) : local
}

/** National and international spellings of one number end alike in their last eight digits. */
function samePhone(one: string | null, other: string | null): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)]
  if (a === null || b === null) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const end = short.replace(/^0+/, '')
  return end.length >= 8 && long.endsWith(end)
}

function digitsOf(phone: string | null): string | null {
  const digits = (phone ?? '').normalize('NFKC').replace(/\D/g, '')
  return digits.length >= 8 ? digits : null
}

function sameProfile(one: string | null, other: string | null): boolean {
  const [a, b] = [profileOf(one), profileOf(other)]
  return a !== null && a === b
}

function profileOf(linkedin: string | null): string | null {
  if (linkedin === null) return null
  const path = foldText(linkedin).replace(/^(?:https?:\/\/)?(?:[a-z]+\.)?linkedin\.com\//, '')
  const slug = /^(?:in\/|pub\/)?([^/?#\s]{3,})/u.exec(path)?.[1]
  return slug ?? null
}
