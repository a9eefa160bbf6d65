import { foldText } from '#core/text.ts'
import { findWords, indexWords } from '#core/title/find.ts'
import type { Found, WordIndex } from '#core/title/find.ts'
import { listWords } from '#core/title/list.ts'
import { seniorities } from '#core/title/title.ts'
import type { JobFunction, Seniority, TitleEntry, TitleHit, TitleMap, TitleReading } from '#core/title/title.ts'
import { titleParts } from '#core/title/tokens.ts'
import type { Word } from '#core/title/words.ts'

export type TitleReader = (title: string) => TitleReading

const mostKept = 20_000
const longestKept = 120

/**
 * A reader of job titles by a map: the same map and title always give the same answer. It keeps what it has read. Throws
 * RangeError on a map whose list there is not.
 */
export function titleReader(map: TitleMap): TitleReader {
  const own = map.words.map((entry): Word => ({ ...meaningOf(entry), phrase: foldPhrase(entry.text), own: true }))
  const indexes = [indexWords(own.filter((word) => word.phrase !== '')), listIndex(map.list)]
  const whole = new Map(map.titles.map((entry) => [foldText(entry.text), entry]))
  const kept = new Map<string, TitleReading>()
  return (title) => {
    const known = kept.get(title)
    if (known) return known
    const entry = whole.get(foldText(title))
    const reading = entry ? byTitle(title, entry) : readParts(titleParts(title), indexes)
    if (title.length > longestKept) return reading
    if (kept.size >= mostKept) kept.clear()
    kept.set(title, reading)
    return reading
  }
}

const indexed = new Map<number, WordIndex>()

function listIndex(list: number): WordIndex {
  const index = indexed.get(list) ?? indexWords(listWords(list))
  indexed.set(list, index)
  return index
}

function meaningOf({ seniority, functions }: TitleEntry): Pick<TitleEntry, 'seniority' | 'functions'> {
  return { ...(seniority && { seniority }), ...(functions && functions.length > 0 && { functions }) }
}

/** A workspace's word as the parts of titles are written, its star kept. */
export function foldPhrase(text: string): string {
  const star = text.trim().endsWith('*') ? '*' : ''
  const [part = ''] = titleParts(text.replaceAll('*', ' '))
  return part === '' ? '' : part + star
}

function byTitle(title: string, entry: TitleEntry): TitleReading {
  const functions = (entry.functions ?? []).slice(0, mostFunctions)
  return {
    seniority: entry.seniority ?? null,
    functions,
    hits: [{ text: foldText(title), by: 'title', ...meaningOf(entry) }],
  }
}

const mostFunctions = 3

function readParts(parts: readonly string[], indexes: readonly WordIndex[]): TitleReading {
  const found = parts.map((part) => ({ part, words: findWords(part, indexes) }))
  const nothing = { seniority: null, functions: [] }
  const former = found.flatMap(({ words }) => words).find(({ word }) => word.role === 'former')
  if (former) return { ...nothing, hits: [hitOf(former)] }
  const read = found.map(({ part, words }) => readPart(part, words))
  const seniority = levelOf(read.flatMap(({ levels }) => levels))
  // an owner's «general management» says least where another part names a trade
  const telling = read.some((one) => !one.weak && one.functions.length > 0) ? read.filter((one) => !one.weak) : read
  const functions = [...new Set(telling.flatMap((one) => one.functions))].slice(0, mostFunctions)
  const hits = read.flatMap((one) => one.hits)
  // whoever still learns does not do the work yet
  return { seniority, functions: seniority === 'student' ? [] : functions, hits }
}

interface PartReading {
  levels: Seniority[]
  functions: JobFunction[]
  /** nothing but general management, and that weakly */
  weak: boolean
  hits: TitleHit[]
}

function readPart(part: string, found: readonly Found[]): PartReading {
  const words = withoutTheHelped(found)
  const levels: Seniority[] = []
  let lowered = 0
  let helps = false
  words.forEach(({ word }, place) => {
    const follows = words.slice(place + 1).some((later) => later.word.seniority !== undefined)
    if (word.role === 'deputy' && follows) lowered++
    else if (word.role === 'helper') {
      helps = true
      levels.push('junior')
    } else if (word.seniority && !helps) {
      levels.push(lowered > 0 ? lower(word.seniority, lowered) : word.seniority)
      lowered = 0
    }
  })
  const aide = words.some(({ word }) => word.role === 'aide')
  if (aide && levels.length === 0) levels.push('specialist')
  const functions = functionsOf(part, words)
  if (aide && functions.length === 0) functions.push('administration')
  const weak = words.every(
    ({ word }) => !word.functions || (word.weak === true && word.functions[0] === 'general_management'),
  )
  return { levels, functions, weak, hits: words.filter(({ word }) => says(word)).map(hitOf) }
}

const says = (word: Word): boolean =>
  word.seniority !== undefined || word.functions !== undefined || word.role !== undefined

function hitOf({ word, text }: Found): TitleHit {
  return { text, by: word.own ? 'word' : 'list', ...meaningOf({ ...word, text }) }
}

/** «assistant to the CEO», «대표이사 비서»: the title of the helped is none of theirs. */
function withoutTheHelped(found: readonly Found[]): readonly Found[] {
  const after = found.findIndex(({ word }) => word.role === 'aide_after')
  const rest = after < 0 ? found : found.slice(after)
  const aide = rest.findIndex(({ word }) => word.role === 'aide')
  return aide < 0 ? rest : rest.slice(0, aide + 1)
}

/**
 * What is said strongly; failing that, what is said weakly, general management last of all. A weak word in a list
 * («finance and operations») is strong.
 */
function functionsOf(part: string, words: readonly Found[]): JobFunction[] {
  const telling = words.filter(({ word }) => word.functions !== undefined)
  const strong = telling.filter((one) => !one.word.weak || (!one.word.seniority && isListed(part, one, telling)))
  const trade = telling.filter(({ word }) => word.functions?.[0] !== 'general_management')
  const plain = trade.filter(({ word }) => !word.seniority)
  const said = [strong, plain, trade, telling].find((some) => some.length > 0) ?? []
  return [...new Set(said.flatMap(({ word }) => word.functions ?? []))]
}

function isListed(part: string, { at, end }: Found, telling: readonly Found[]): boolean {
  const others = telling.length > 1
  return others && (/ (?:and|и|및|겸) $/.test(part.slice(0, at)) || /^ (?:and|и|및|겸) /.test(part.slice(end)))
}

const rank = new Map<Seniority, number>(seniorities.map((level, place) => [level, place]))
const rankOf = (level: Seniority): number => rank.get(level) ?? seniorities.length

/** An intern is one whatever else is said; a junior manager is junior; a student who manages is no student. */
function levelOf(levels: readonly Seniority[]): Seniority | null {
  const highest = levels.reduce<Seniority | null>(
    (best, one) => (best && rankOf(best) <= rankOf(one) ? best : one),
    null,
  )
  if (highest === null) return null
  if (levels.includes('intern')) return 'intern'
  if (levels.includes('student') && rankOf(highest) >= rankOf('senior')) return 'student'
  if (levels.includes('junior') && rankOf(highest) >= rankOf('manager')) return 'junior'
  return highest
}

const below: Partial<Record<Seniority, Seniority>> = {
  c_level: 'vp',
  vp: 'director',
  director: 'head',
  head: 'manager',
  manager: 'lead',
  lead: 'senior',
  senior: 'specialist',
  specialist: 'junior',
}

function lower(level: Seniority, times: number): Seniority {
  return times === 0 ? level : lower(below[level] ?? level, times - 1)
}
