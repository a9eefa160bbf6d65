import { english } from '#core/title/list-1/english.ts'
import { korean } from '#core/title/list-1/korean.ts'
import { russian } from '#core/title/list-1/russian.ts'
import { parseWords } from '#core/title/words.ts'
import type { Word } from '#core/title/words.ts'

/**
 * The built-in lists by number. A blueprint names the number it stands on, and what a person was taken for under a
 * version must come out the same for ever: a list that was released is not edited, a better one gets the next number.
 */
const lists: Record<number, readonly string[]> = { 1: [english, korean, russian] }

/** The newest built-in list: what new workspaces begin with. */
export const newestList = 1

export const listNumbers: readonly number[] = Object.keys(lists).map(Number)

const parsed = new Map<number, readonly Word[]>()

/** The words of a built-in list; what a phrase is in several lines is put together. Throws RangeError where there is none. */
export function listWords(number: number): readonly Word[] {
  const known = parsed.get(number)
  if (known) return known
  const texts = lists[number]
  if (!texts) throw new RangeError(`there is no title list ${number}: ${listNumbers.join(', ')}`)
  const words = new Map<string, Word>()
  for (const word of texts.flatMap(parseWords)) words.set(word.phrase, together(words.get(word.phrase), word))
  const list = [...words.values()].map((word) => levelled(word, words))
  parsed.set(number, list)
  return list
}

/** «account manager» names what the work is about; how far up it stands is told by its last word. */
function levelled(word: Word, words: ReadonlyMap<string, Word>): Word {
  if (word.seniority || word.role || !word.functions) return word
  const level = words.get(word.phrase.split(' ').at(-1) ?? '')?.seniority
  return level && word.phrase.includes(' ') ? { ...word, seniority: level } : word
}

function together(one: Word | undefined, other: Word): Word {
  if (!one) return other
  const { functions: a, weak: weakA, ...rest } = one
  const { functions: b, weak: weakB, ...more } = other
  const word: Word = { ...more, ...rest }
  const strong = a && !(weakA && b && !weakB) ? a : (b ?? a)
  if (!strong) return word
  return (strong === a ? weakA : weakB) ? { ...word, functions: strong, weak: true } : { ...word, functions: strong }
}
