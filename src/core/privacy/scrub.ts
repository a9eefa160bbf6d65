import type { Json, JsonObject } from '#core/json.ts'

/** Somebody of ours, whom the file names by their role alone. */
interface Colleague {
  /** of the user */
  id: string
  name: string
  /** lower case */
  email: string
  role: string
}

/** Whose file it is: what may stand in it as it is. Mail addresses in lower case. */
export interface FileOwner {
  ids: readonly string[]
  mails: readonly string[]
  /** their own, which may be those of a colleague too */
  names: readonly string[]
  colleagues: readonly Colleague[]
  /** names of others who may be spoken of in words about them: of the same company, deals and meetings */
  others: readonly string[]
  /** what a role is called where it stands for a name within words */
  roleWord(role: string): string
}

const longestName = 320

/** What stands for a mail address, or a person, that is somebody else's. */
export const somebodyElse = '[…]'

/** Fields that name who did something; they become a role. */
export const actorFields: ReadonlySet<string> = new Set([
  'by',
  'doneBy',
  'decidedBy',
  'removedBy',
  'answeredBy',
  'assignee',
  'assigneeName',
  'organizer',
  'owner',
  'ownerName',
  'author',
  'manager',
  'with',
])
/** Ids of colleagues: their role stands beside them. */
const dropped: ReadonlySet<string> = new Set(['byId', 'byKey', 'ownerId', 'assigneeId', 'organizerId', 'assigned'])
/** Ids of people: only one's own stay. */
const personFields: ReadonlySet<string> = new Set(['person', 'personId', 'people', 'attendees', 'colleagues', 'others'])

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
// also as it stands in the address of a page
const mailInText = /[\p{L}\p{N}._+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu

export interface Scrubber {
  /**
   * Who did something, as somebody outside may know it: the role of a member, `former` for one who has left, `program`
   * for a key, `system` for the product itself, `colleague` for a name that no member has. Null stays null.
   */
  actor(by: string | null): string | null
  /** Values without anybody else: names of colleagues become roles, addresses and ids of others `[…]` or nothing. */
  value(value: Json): Json
  /** Words without addresses of others. */
  text(text: string): string
}

export function scrubber({ ids, mails, names, colleagues, others, roleWord }: FileOwner): Scrubber {
  const own = new Set(mails)
  const ownIds = new Set(ids)
  const ownNames = new Set(names.map(fold))
  const byId = new Map(colleagues.map(({ id, role }) => [id, role]))
  const byMail = new Map(colleagues.filter(({ email }) => !own.has(email)).map(({ email, role }) => [email, role]))
  const byName = new Map(
    colleagues.filter(({ name }) => name.trim() !== '').map(({ name, role }) => [fold(name), role]),
  )

  function actor(by: string | null): string | null {
    if (by === null || by === '') return null
    const [kind, ...rest] = by.split(':')
    const name = rest.join(':')
    if (kind === 'user' && uuid.test(name)) return byId.get(name) ?? 'former'
    if ((kind === 'key' || kind === 'api_key') && uuid.test(name)) return 'program'
    if (kind === 'operator') return 'operator'
    if (by === 'system' || by === 'demo') return 'system'
    if (uuid.test(by)) return byId.get(by) ?? 'former'
    return byName.get(fold(by)) ?? byMail.get(by.toLowerCase()) ?? 'colleague'
  }

  const strangers = namesIn(others.filter((name) => !ownNames.has(fold(name)) && !byName.has(fold(name))))
  const ours = namesIn([...colleagues].map(({ name }) => name).filter((name) => !ownNames.has(fold(name))))

  function text(words: string): string {
    let said = words
    if (said.includes('@') || /%40/i.test(said)) {
      said = said.replaceAll(mailInText, (found) => {
        const mail = found.replace(/%40/i, '@').toLowerCase()
        return own.has(mail) ? found : somebodyElse
      })
    }
    if (ours) said = said.replaceAll(ours, (found) => `[${roleWord(byName.get(fold(found)) ?? 'colleague')}]`)
    return strangers ? said.replaceAll(strangers, somebodyElse) : said
  }

  function word(one: string): string {
    // no name is longer
    if (one.length > longestName) return text(one)
    const folded = fold(one)
    if (ownNames.has(folded)) return one
    return byName.get(folded) ?? byMail.get(folded) ?? text(one)
  }

  function value(one: Json): Json {
    if (typeof one === 'string') return word(one)
    if (Array.isArray(one)) return one.map(value)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(
      Object.entries(one).flatMap(([key, inner]): [string, Json][] => {
        if (dropped.has(key)) return []
        if (actorFields.has(key)) return inner === null ? [] : [[key, typeof inner === 'string' ? actor(inner) : null]]
        if (personFields.has(key)) return typeof inner === 'string' && ownIds.has(inner) ? [[key, inner]] : []
        return [[text(key), value(inner)]]
      }),
    )
  }

  return { actor, value, text }
}

/** Properties of an event that speaks of somebody else (a recommendation): only what says nothing of them. */
export function withoutOthers(props: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(props).filter(([key]) => /^(utm_|campaign$|reason$|channel$)/.test(key)))
}

/**
 * Finds whole names in words. Only names of two words, or of three Hangul syllables, since others are words as well.
 * Null when there are none.
 */
function namesIn(names: readonly string[]): RegExp | null {
  const whole = [...new Set(names.map((name) => name.normalize('NFKC').trim()))]
    .filter((name) => /\S\s+\S/.test(name) || /^\p{Script=Hangul}{3,}$/u.test(name))
    .toSorted((a, b) => b.length - a.length)
    .map((name) =>
      name
        .split(/\s+/)
        .map((part) => RegExp.escape(part))
        .join(String.raw`\s+`),
    )
  // Korean puts particles after a name without a space
  return whole.length === 0
    ? null
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${whole.join('|')})(?![a-z\\p{Script=Cyrillic}\\p{N}])`, 'giu')
}

function fold(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
