import type { Word } from '#core/title/words.ts'

/** A word of the list where it stands in a part of a title. */
export interface Found {
  word: Word
  /** the piece as it stands there */
  text: string
  at: number
  end: number
}

/** Phrases compiled, by their first two characters. */
export type WordIndex = ReadonlyMap<string, readonly Compiled[]>

interface Compiled {
  word: Word
  pattern: RegExp
  /** nothing but this may stand in the part */
  whole: boolean
  /** how much of itself a phrase tells, to choose between those that match the same piece */
  told: number
}

const hangul = /[가-힣]/

export function indexWords(words: readonly Word[]): WordIndex {
  const index = new Map<string, Compiled[]>()
  for (const word of words) {
    const whole = word.phrase.startsWith('=')
    const phrase = whole ? word.phrase.slice(1) : word.phrase
    const key = phrase.slice(0, 1)
    const compiled = { word, pattern: patternOf(phrase), whole, told: toldBy(phrase) }
    const list = index.get(key)
    if (list) list.push(compiled)
    else index.set(key, [compiled])
  }
  return index
}

const toldBy = (phrase: string): number => 2 * phrase.replaceAll('*', '').length - (phrase.split('*').length - 1)

/** `word*` takes any ending, a lone `*` one or two words; a space in Hangul may be missing. Scripts may touch («IT팀장»). */
function patternOf(phrase: string): RegExp {
  const source = phrase
    .split(' ')
    .map((piece) => {
      if (piece === '*') return '\\S+(?: \\S+)?'
      const stem = piece.endsWith('*')
      return escaped(stem ? piece.slice(0, -1) : piece) + (stem ? `[${ending(piece)}]*` : '')
    })
    .join(hangul.test(phrase) ? ' ?' : ' ')
  const last = phrase.at(-1) ?? ''
  const edge = hangul.test(last) ? '' : `(?![${ending(last === '*' ? phrase : last)}])`
  return new RegExp(source + edge, 'uy')
}

const ending = (text: string): string => (/[а-я]\*?$/.test(text) ? 'а-я0-9' : hangul.test(text) ? '가-힣' : 'a-zà-ÿ0-9')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The words in a part, from left to right: at each place the longest, a workspace's own before the list's. */
export function findWords(part: string, indexes: readonly WordIndex[]): Found[] {
  const found: Found[] = []
  for (let at = 0; at < part.length;) {
    const best = bestAt(part, at, indexes)
    if (best) {
      found.push(best)
      const level = levelAcross(part, best, indexes)
      if (level) found.push(level)
      at = (level ?? best).end
    } else at = nextStart(part, at)
  }
  return found
}

/** «물류센터» and «센터장» share a syllable or two in «물류센터장». */
function levelAcross(part: string, { word, at, end }: Found, indexes: readonly WordIndex[]): Found | null {
  if (word.seniority || !hangul.test(part[end] ?? '')) return null
  for (let start = at + 1; start < end; start++) {
    const other = bestAt(part, start, indexes)
    if (other && other.end > end && other.word.seniority) return other
  }
  return null
}

function bestAt(part: string, at: number, indexes: readonly WordIndex[]): Found | null {
  const candidates = indexes.flatMap((index) => index.get(part[at] as string) ?? [])
  let best: Found | null = null
  let told = 0
  for (const { word, pattern, whole, told: mine } of candidates) {
    pattern.lastIndex = at
    const text = pattern.exec(part)?.[0]
    if (text === undefined || (whole && (at > 0 || text.length < part.length))) continue
    const longer = text.length - (best?.text.length ?? 0)
    const better = longer > 0 || (longer === 0 && (prefers(word, best?.word) || mine > told))
    if (!better) continue
    best = { word, text, at, end: at + text.length }
    told = mine
  }
  return best
}

const prefers = (word: Word, other: Word | undefined): boolean => word.own === true && other?.own !== true

/** In Hangul every character may begin a word; else the next word, or the next script, does. */
function nextStart(part: string, at: number): number {
  if (part[at] === ' ' || hangul.test(part[at] as string)) return at + 1
  let next = at + 1
  while (next < part.length && part[next] !== ' ' && !hangul.test(part[next] as string)) next++
  while (part[next] === ' ') next++
  return next
}
