import { readProfile } from '#core/suspect/profile.ts'
import { foldText } from '#core/text.ts'

const most = 40
const longest = 40

/**
 * The words by which a record is found, folded: each word of the texts, and of a Hangul word also every ending, so that
 * a name is found by two of its syllables anywhere. Searched by prefix; of a mail address each part is a word.
 */
export function searchWords(texts: readonly (string | null | undefined)[]): string[] {
  const words = new Set<string>()
  for (const text of texts) {
    if (!text) continue
    const folded = foldText(text)
    for (const part of folded.split(/[^\p{L}\p{N}]+/u)) {
      if (part === '') continue
      const word = [...part].slice(0, longest).join('')
      words.add(word)
      if (/\p{Script=Hangul}/u.test(word))
        for (let i = 1; i < Math.min(word.length - 1, 10); i++) words.add(word.slice(i))
    }
    if (words.size >= most) break
  }
  return [...words].slice(0, most)
}

/** The words of what somebody types, folded: each is to begin a word of the record. The address of a profile is its name. */
export function queryWords(text: string): string[] {
  const words = new Set<string>()
  for (const part of foldText(readProfile(text) ?? text).split(/[^\p{L}\p{N}]+/u)) {
    if (part !== '') words.add([...part].slice(0, longest).join(''))
  }
  return [...words].slice(0, 8)
}
