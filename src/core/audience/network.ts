import { e164 } from '#core/audience/phone.ts'
import { foldText } from '#core/text.ts'

/** What a file may say of somebody. */
export interface AudiencePerson {
  id: string
  email: string | null
  phone: string | null
  name: string | null
  firstName: string | null
  lastName: string | null
  title: string | null
  company: string | null
  /** registrable domain of the company */
  domain: string | null
  /** as the profile says it */
  country: string | null
}

export const networkIds = [
  'linkedin_contacts',
  'linkedin_companies',
  'meta',
  'google',
  'x',
  'yandex',
  'vk_email',
  'vk_phone',
  'kakao_phone',
] as const
export type NetworkId = (typeof networkIds)[number]

/** Hex, lower case. */
export type Hash = (algorithm: 'sha256' | 'md5', text: string) => string

export interface Network {
  id: NetworkId
  /** the first row of the file; null: it has none */
  header: readonly string[] | null
  /** fewer than these are not taken by the network, as its rules say; null: they do not say */
  minimum: number | null
  /** how addresses are hashed; null: they are not in it, or the network takes them as they are */
  hash: 'sha256' | 'md5' | null
  /** where the rules stand */
  rules: string
  /** the row of somebody; null when nothing of theirs can be matched there */
  row(person: AudiencePerson, hash: Hash): string[] | null
}

/**
 * The files that advertising networks take, in their column order and header names. LinkedIn, Google and Meta take
 * SHA-256 in hex; Yandex and VK take MD5 only, so their files are hashed by that. Naver is not here: no public rules
 * for its customer files were found.
 */
export const networks: Readonly<Record<NetworkId, Network>> = {
  linkedin_contacts: {
    id: 'linkedin_contacts',
    header: ['email', 'firstname', 'lastname', 'jobtitle', 'employeecompany', 'country'],
    minimum: 300,
    hash: 'sha256',
    rules: 'https://www.linkedin.com/help/lms/answer/a1489764',
    row(person, hash) {
      if (person.email === null) return null
      const [first, last] = namesOf(person)
      const { title, company } = person
      return [hash('sha256', mailOf(person.email)), first, last, title ?? '', company ?? '', countryOf(person)]
    },
  },
  linkedin_companies: {
    id: 'linkedin_companies',
    header: ['companyname', 'companywebsite', 'country'],
    minimum: 300,
    hash: null,
    rules: 'https://www.linkedin.com/help/lms/answer/a1489764',
    row(person) {
      if (person.company === null) return null
      return [person.company, person.domain ?? '', countryOf(person)]
    },
  },
  meta: {
    id: 'meta',
    header: ['email', 'phone', 'fn', 'ln', 'country'],
    minimum: null,
    hash: 'sha256',
    rules: 'https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences',
    row(person, hash) {
      const phone = phoneOf(person)?.slice(1) ?? null
      if (person.email === null && phone === null) return null
      const [first, last] = namesOf(person)
      const hashed = (text: string | null) => (text === null || text === '' ? '' : hash('sha256', text))
      const email = person.email === null ? null : mailOf(person.email)
      return [email, phone, letters(first), letters(last), countryOf(person).toLowerCase()].map(hashed)
    },
  },
  google: {
    id: 'google',
    header: ['Email', 'Phone', 'First Name', 'Last Name', 'Country', 'Zip'],
    minimum: null,
    hash: 'sha256',
    rules: 'https://support.google.com/google-ads/answer/7659867',
    row(person, hash) {
      const phone = phoneOf(person)
      if (person.email === null && phone === null) return null
      // names are matched with country and postal code only, which is not kept here: they are left out
      const email = person.email === null ? '' : hash('sha256', googleMail(person.email))
      return [email, phone === null ? '' : hash('sha256', phone), '', '', countryOf(person), '']
    },
  },
  x: {
    id: 'x',
    header: null,
    minimum: 100,
    hash: 'sha256',
    rules: 'https://docs.x.com/x-ads-api/audiences',
    row: ({ email }, hash) => (email === null ? null : [hash('sha256', mailOf(email))]),
  },
  yandex: {
    id: 'yandex',
    header: ['external_id', 'phone', 'email'],
    minimum: 100,
    hash: 'md5',
    rules: 'https://www.yandex.com/support2/audience/en/file',
    row(person, hash) {
      const phone = phoneOf(person)?.slice(1) ?? null
      if (person.email === null && phone === null) return null
      const email = person.email === null ? '' : hash('md5', mailOf(person.email))
      return [person.id.replaceAll('-', ''), phone === null ? '' : hash('md5', phone), email]
    },
  },
  vk_email: {
    id: 'vk_email',
    header: ['id'],
    minimum: 2000,
    hash: 'md5',
    rules: 'https://target.my.com/help/advertisers/sourceuserlists/en',
    row: ({ email }, hash) => (email === null ? null : [hash('md5', mailOf(email))]),
  },
  vk_phone: {
    id: 'vk_phone',
    header: ['id'],
    minimum: 2000,
    hash: 'md5',
    rules: 'https://target.my.com/help/advertisers/sourceuserlists/en',
    row(person, hash) {
      const phone = phoneOf(person)
      return phone === null ? null : [hash('md5', phone.slice(1))]
    },
  },
  kakao_phone: {
    id: 'kakao_phone',
    header: null,
    minimum: null,
    hash: null,
    rules: 'https://developers.kakao.com/docs/latest/ko/kakaomoment/friend-group',
    row(person) {
      const phone = phoneOf(person)
      // numbers of Korea, as they are dialled there
      return phone?.startsWith('+82') ? [`0${phone.slice(3)}`] : null
    },
  },
}

/** Trimmed, lower case, without white space: what all of them ask for. */
export function mailOf(email: string): string {
  return email.replaceAll(/\s/g, '').toLowerCase()
}

/**
 * The same, and for gmail.com and googlemail.com without the dots before the @
 * (developers.google.com/data-manager/api/devguides/concepts/formatting).
 */
export function googleMail(email: string): string {
  const address = mailOf(email)
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return address
  return `${address.slice(0, at).replaceAll('.', '')}@${domain}`
}

function phoneOf({ phone, country }: AudiencePerson): string | null {
  return phone === null ? null : e164(phone, isoOf(country))
}

/** ISO 3166 alpha-2, where the profile says it so. */
function countryOf({ country }: AudiencePerson): string {
  return isoOf(country) ?? ''
}

function isoOf(country: string | null): string | null {
  const code = country?.trim().toUpperCase() ?? ''
  return /^[A-Z]{2}$/.test(code) ? code : null
}

/** First and last name; of a name in one piece the first word and the rest, unless it is written in Hangul. */
function namesOf({ name, firstName, lastName }: AudiencePerson): [first: string, last: string] {
  if (firstName !== null || lastName !== null) return [firstName?.trim() ?? '', lastName?.trim() ?? '']
  const whole = name?.trim() ?? ''
  const space = whole.indexOf(' ')
  if (space < 0 || /\p{Script=Hangul}/u.test(whole)) return ['', '']
  return [whole.slice(0, space), whole.slice(space + 1).trim()]
}

/** Lower case without punctuation, as Meta asks for names. */
function letters(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{M}\p{N} ]/gu, '')
}
