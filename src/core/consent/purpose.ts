import type { Text } from '#core/blueprint.ts'

/** On what a use of somebody's data rests: only the first needs a yes, and all of them end with a no. */
export const legalBases = ['consent', 'legitimate_interest', 'opt_out'] as const
export type LegalBasis = (typeof legalBases)[number]

/** By what way a purpose reaches people. */
export const purposeChannels = ['mail', 'phone', 'network', 'site', 'ads', 'other'] as const
export type PurposeChannel = (typeof purposeChannels)[number]

/** One version of the words by which people are asked. `id` is `<purpose>.<version>`, and never changes its words. */
export interface Wording {
  id: string
  version: number
  text: Text
}

/** What somebody may agree to. `id` is a stable word: `marketing`, `linkedin`, `calls`, `tracking`, `ads`, own ones. */
export interface Purpose {
  id: string
  name: Text
  channel: PurposeChannel
  legalBasis: LegalBasis
  /** asked again by a mail to the address before it counts */
  doubleOptIn: boolean
  /** the words in force */
  wording: Wording
}

export function wordingId(purpose: string, version: number): string {
  return `${purpose}.${version}`
}

const wordingPattern = /^([a-z][a-z0-9_-]{0,59})\.([1-9]\d{0,5})$/

/** The purpose and version that an id of a wording names; null for the words themselves, as older events keep them. */
export function readWordingId(id: string): { purpose: string; version: number } | null {
  const match = wordingPattern.exec(id)
  return match ? { purpose: match[1] as string, version: Number(match[2]) } : null
}

/** The words in a language; English where there are none in it. */
export function textIn(
  text: { en: string; ko?: string | undefined; ru?: string | undefined },
  language: string,
): string {
  const own = language === 'ko' ? text.ko : language === 'ru' ? text.ru : text.en
  return own === undefined || own === '' ? text.en : own
}

/** What became of somebody and a purpose. */
export const consentStates = ['requested', 'granted', 'withdrawn'] as const
export type ConsentState = (typeof consentStates)[number]

/** Why somebody may be reached for a purpose, or may not. */
export const reachReasons = [
  'granted',
  'basis',
  'no_consent',
  'withdrawn',
  'suppressed',
  'do_not_contact',
  'no_address',
  'gone',
  'no_purpose',
] as const
export type ReachReason = (typeof reachReasons)[number]

export interface Reach {
  may: boolean
  why: ReachReason
}

/** What is known of somebody for the question whether a purpose may reach them. */
export interface ReachFacts {
  state: 'granted' | 'withdrawn' | null
  /** an address of theirs is on the suppression list */
  suppressed: boolean
  doNotContact: boolean
  email: string | null
  phone: string | null
}

/**
 * Whether a purpose may reach somebody: what forbids comes before what allows. Without a yes only where the purpose rests
 * on another basis than consent and nobody said no. A purpose that is none (null) reaches nobody.
 */
export function judgeReach(purpose: Pick<Purpose, 'channel' | 'legalBasis'> | null, facts: ReachFacts): Reach {
  if (purpose === null) return { may: false, why: 'no_purpose' }
  if (facts.doNotContact && purpose.channel !== 'site') return { may: false, why: 'do_not_contact' }
  if (facts.suppressed && purpose.channel !== 'site') return { may: false, why: 'suppressed' }
  if (facts.state === 'withdrawn') return { may: false, why: 'withdrawn' }
  if (facts.state === null && purpose.legalBasis === 'consent') return { may: false, why: 'no_consent' }
  if (purpose.channel === 'mail' && facts.email === null) return { may: false, why: 'no_address' }
  if (purpose.channel === 'phone' && facts.phone === null) return { may: false, why: 'no_address' }
  return { may: true, why: facts.state === 'granted' ? 'granted' : 'basis' }
}

/** Whether facts or lists of a person say that nobody may contact them: the fact, or the list of that name. */
export function saysDoNotContact(facts: Readonly<Record<string, unknown>>, lists: Readonly<Record<string, unknown>>) {
  const fact = facts[doNotContactFact]
  return fact === true || fact === 'true' || Object.hasOwn(lists, doNotContactList)
}

/** The fact and the list by which colleagues and imports say that somebody is not to be contacted at all. */
export const doNotContactFact = 'doNotContact'
export const doNotContactList = 'do_not_contact'

/** The purpose that the collector itself keeps to: being recognised on pages. */
export const trackingPurpose = 'tracking'
