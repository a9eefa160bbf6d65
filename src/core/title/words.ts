import { functions, seniorities } from '#core/title/title.ts'
import type { JobFunction, Seniority, TitleMeaning } from '#core/title/title.ts'

/**
 * How a phrase works on the rest of its part of the title.
 * deputy: lowers the next level by one · aide: helps somebody whose title follows, which then says nothing · helper: helps
 * in what follows, whose level says nothing · former: no longer so, the whole title says nothing · junior, intern, student:
 * beat higher words, each in its way (read.ts)
 */
export type Role = 'deputy' | 'aide' | 'aide_after' | 'helper' | 'former'
const roles: ReadonlySet<string> = new Set<Role>(['deputy', 'aide', 'aide_after', 'helper', 'former'])

export interface Word extends TitleMeaning {
  /** `word*` matches any ending; a space in Hangul may be left out */
  phrase: string
  role?: Role
  /** counts only where nothing stronger says what the work is about */
  weak?: true
  own?: true
}

/**
 * Reads a word list: a line is `level function ~weak-function role: phrase, phrase …`, in any order before the colon. A line
 * that begins with # is a remark. Throws on a name that is none, so that a list cannot be published with a slip.
 */
export function parseWords(list: string): Word[] {
  return list.split('\n').flatMap((line) => {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) return []
    const colon = text.indexOf(':')
    const meaning: Omit<Word, 'phrase'> = {}
    for (const name of text.slice(0, colon).split(/\s+/)) {
      const bare = name.replace('~', '')
      if (name === '' || name === '-') continue
      if ((seniorities as readonly string[]).includes(name)) meaning.seniority = name as Seniority
      else if ((functions as readonly string[]).includes(bare)) {
        meaning.functions = [...(meaning.functions ?? []), bare as JobFunction]
        if (bare !== name) meaning.weak = true
      } else if (roles.has(name)) meaning.role = name as Role
      else throw new RangeError(`no level, function or role: ${name} (${text})`)
    }
    return text
      .slice(colon + 1)
      .split(',')
      .map((phrase) => ({ phrase: phrase.trim(), ...meaning }))
      .filter(({ phrase }) => phrase !== '')
  })
}
