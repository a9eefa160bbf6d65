import { normalisePhone } from '#core/consent/address.ts'
import { readProfile } from '#core/suspect/profile.ts'
import { foldText } from '#core/text.ts'

/** Why somebody is erased: the grounds of GDPR Art. 17 (1) a–d, as colleagues choose among them. */
export const erasureReasons = ['request', 'objection', 'withdrawn', 'not_needed', 'unlawful'] as const
export type ErasureReason = (typeof erasureReasons)[number]

/** What is put in place of an id, of a mail address and of anything else that named somebody. */
export const nobodyId = '00000000-0000-0000-0000-000000000000'
export const erasedMail = 'erased@erased.invalid'
export const erasedMark = '[erased]'

/** Everything that is known to name somebody. */
export interface Identifiers {
  /** of the person and of those merged into them */
  ids: string[]
  mails: string[]
  /** user ids and cookies that are theirs alone */
  keys: string[]
  phones: string[]
  /** addresses of profiles */
  profiles: string[]
  /** full names that nobody else here bears */
  names: string[]
}

/** Regular expressions (PostgreSQL's and JavaScript's, told apart by nothing that is used here); null: nothing to look for. */
export interface ErasePatterns {
  ids: string | null
  mails: string | null
  words: string | null
  /** in lower case: where none of them stands, none of the expressions finds anything, and this is told much faster */
  loose: string[]
}

/** Keys of facts that are the person's own; a manager's address or a company's name is another's. */
const ownKeys = {
  mails: /^(?:work|business|personal|private|home|other|second|secondary)?[_ -]?e?-?mail(?:[_ -]?address)?\d?$/i,
  phones:
    /^(?:work|business|mobile|cell|home|direct|private)?[_ -]?(?:phone|mobile|cell|tel|telephone|whatsapp)(?:[_ -]?number)?$/i,
  names: /^(?:full|display|first|last|given|family|middle|sur)?[_ -]?name$/i,
  profiles:
    /^(?:linkedin|telegram|kakao|kakaotalk|skype|twitter|x|facebook|instagram|vk)(?:[_ -]?(?:url|id|profile))?$/i,
}

/** What facts told of somebody over time say that names them. `facts`: [key, value] as they came, in any order. */
export function namedByFacts(facts: readonly (readonly [string, string])[]): Omit<Identifiers, 'ids' | 'keys'> {
  const found = {
    mails: new Set<string>(),
    phones: new Set<string>(),
    profiles: new Set<string>(),
    names: new Set<string>(),
  }
  const first: string[] = []
  const last: string[] = []
  for (const [key, said] of facts) {
    const value = said.trim()
    if (value === '' || value.length > 300) continue
    if (ownKeys.mails.test(key)) {
      if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) found.mails.add(value)
    } else if (ownKeys.phones.test(key)) found.phones.add(value)
    else if (ownKeys.profiles.test(key)) found.profiles.add(value)
    else if (ownKeys.names.test(key)) {
      if (/^(?:first|given)/i.test(key)) first.push(value)
      else if (/^(?:last|family|sur)/i.test(key)) last.push(value)
      else found.names.add(value)
    }
  }
  for (const one of first) {
    for (const other of last) {
      found.names.add(`${one} ${other}`).add(`${other} ${one}`).add(`${other}, ${one}`).add(`${other}${one}`)
    }
  }
  return {
    mails: [...found.mails],
    phones: [...found.phones],
    profiles: [...found.profiles],
    names: [...found.names].filter(isFullName),
  }
}

/** Whether a text is somebody's name and little else could be: two words, or three syllables of a script without spaces. */
export function isFullName(name: string): boolean {
  const text = foldText(name)
  if (/\[erased/.test(text)) return false
  const syllables = text.replaceAll(/\s/g, '')
  if (/^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(syllables))
    return [...syllables].length >= 3
  return [...text].length >= 5 && /\s/.test(text)
}

/** What the identifiers are looked for by in any text or data. */
export function erasePatterns({ ids, mails, keys, phones, profiles, names }: Identifiers): ErasePatterns {
  const words = [
    ...keys.filter(isDistinctive),
    ...phones.flatMap(phoneSpellings),
    ...profiles.flatMap(profileWords),
    ...names.flatMap(spellings),
  ]
  return {
    ids: joined(ids.map(escaped)),
    mails: joined(mails.flatMap(spellings).map(mailBounded)),
    words: joined(words.map(bounded)),
    loose: coreOf([...ids, ...words]).concat(coreOf(mails.map((mail) => mail.split('@')[0] ?? mail)).flatMap(atSigns)),
  }
}

/** A single expression for whatever of them is there; null when there is nothing to look for. */
export function anyPattern({ ids, mails, words }: ErasePatterns): string | null {
  return joined([ids, mails, words].filter((one) => one !== null))
}

/**
 * What texts in any spelling of these have in common, in lower case: of Latin ones the longest run of letters and digits,
 * which stands as it is in addresses and in JSON, too; of others all their spellings.
 */
function coreOf(texts: readonly string[]): string[] {
  const cores = new Set<string>()
  for (const text of texts) {
    const whole = text.toLowerCase()
    const longest = /^[\x20-\x7e]*$/.test(whole)
      ? whole.split(/[^a-z0-9]+/).toSorted((one, other) => other.length - one.length)[0]
      : undefined
    // short words and numbers stand everywhere: each would have to be looked at closely
    cores.add(longest !== undefined && longest.length >= (/^\d+$/.test(longest) ? 8 : 6) ? longest : whole)
  }
  return [...cores].filter((one) => ![...cores].some((other) => other !== one && one.includes(other)))
}

/** The part before the sign is enough, unless it is short and would be met everywhere. */
function atSigns(local: string): string[] {
  return local.length >= 6 ? [local] : [`${local}@`, `${local}%40`]
}

/** Whether a key would not be met by chance in other people's texts: a number of a few digits would. */
function isDistinctive(key: string): boolean {
  return key.length >= 8 || (key.length >= 5 && /\p{L}/u.test(key) && /\d/.test(key))
}

/** As it was written, folded, decomposed (files from a Mac), and as it stands in addresses and in JSON. */
function spellings(text: string): string[] {
  const plain = [text, text.normalize('NFC'), text.normalize('NFD'), foldText(text), text.toUpperCase()]
  const all = plain.flatMap((one) => [
    one,
    encodeURIComponent(one.toWellFormed()),
    encodeURIComponent(one.toWellFormed()).replaceAll('%20', '+'),
    JSON.stringify(one).slice(1, -1),
  ])
  return [...new Set(all)].filter((one) => one !== '')
}

function phoneSpellings(phone: string): string[] {
  const digits = normalisePhone(phone)
  return digits === null || digits.length < 8 ? [] : [...new Set([phone.trim(), `+${digits}`, digits])]
}

function profileWords(profile: string): string[] {
  const slug = readProfile(profile)
  if (slug !== null) return [...new Set([profile, slug, encodeURIComponent(slug)])].filter((one) => one.length >= 5)
  return profile.length >= 8 ? [profile] : []
}

function joined(parts: readonly string[]): string | null {
  const longestFirst = [...new Set(parts)].toSorted((a, b) => b.length - a.length)
  return longestFirst.length === 0 ? null : longestFirst.join('|')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Not within a longer word; after syllables of a script that joins particles to names, anything may follow. */
function bounded(text: string): string {
  const left = /^[\p{L}\p{N}]/u.test(text) ? '(?<![0-9A-Za-zА-Яа-яЁё])' : ''
  const right = /[0-9A-Za-zА-Яа-яЁё]$/.test(text) ? '(?![0-9A-Za-zА-Яа-яЁё])' : ''
  return `${left}${escaped(text)}${right}`
}

function mailBounded(mail: string): string {
  // what stands before an address within an address on the web is itself made of letters and digits
  const left = mail.includes('%40') ? '' : '(?<![0-9A-Za-z._%+-])'
  // a longer domain is another's; a new sentence, or the ending of a file's name, is none
  const longer = `\\.(?:[0-9A-Za-z-]+\\.)*(?:${topDomains})(?:[^0-9A-Za-z-]|$)`
  return `${left}${escaped(mail)}(?![0-9A-Za-z-]|${longer})`
}

/** By which domains end: two letters are a country's. */
const topDomains =
  '[A-Za-z]{2}|com|net|org|info|biz|edu|gov|mil|int|name|pro|app|dev|tech|cloud|online|site|store|shop|xyz|agency|asia|digital|group|global|company|test|example|invalid|local|localhost|рф|한국'
