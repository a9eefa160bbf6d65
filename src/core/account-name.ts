import type { Source } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { foldText } from '#core/text.ts'

/**
 * Who may name a company, the strongest first: a colleague; a source we trust (server, import, app); whoever added it by
 * its name alone; a page with a public key; and what its own people write of it.
 */
export const namers = ['hand', 'trusted', 'made', 'page', 'people'] as const
export type Namer = (typeof namers)[number]

/** What each of them calls a company; those who say nothing are left out. */
export type AccountNames = Partial<Record<Namer, string>>

/** The name that counts, and whose it is; null: it is called by its domain or group. */
export function nameIn(names: AccountNames): { name: string; by: Namer } | null {
  for (const by of namers) {
    const name = names[by]
    if (name !== undefined) return { name, by }
  }
  return null
}

/**
 * Takes in the name that facts tell, of events in their order: the latest of each namer counts, null takes it back. So a
 * visitor never renames what a trusted source has named, whoever comes first.
 */
export function takeName(names: AccountNames, traits: JsonObject | null, source: Source): void {
  const name = traits?.['name']
  if (name === undefined) return
  const by = source === 'browser' ? 'page' : 'trusted'
  if (typeof name === 'string' && name.trim() !== '') names[by] = name
  else delete names[by]
}

/** What no event tells: it stays when the events are folded again. */
export function untoldNames({ hand, made, people }: AccountNames): AccountNames {
  return {
    ...(hand === undefined ? {} : { hand }),
    ...(made === undefined ? {} : { made }),
    ...(people === undefined ? {} : { people }),
  }
}

export interface NameVoices {
  /** as most of them spell it */
  name: string
  people: number
}

// what is typed where somebody does not want to say
const noNames = new Set(
  `na n/a none no nothing test company self selfemployed self-employed freelance freelancer individual private personal
   нет тест компания самозанятый фрилансер частное физлицо 없음 없다 테스트 회사 개인 프리랜서`
    .split(/\s+/)
    .map(foldText),
)
const longest = 120

/** A company as somebody typed it, where that can be a name; else null. */
export function typedName(text: string, domains: readonly string[]): string | null {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ')
  if (name.length < 2 || name.length > longest || !/\p{L}/u.test(name)) return null
  if (/[@<>{}\\\p{Cc}\p{Cf}]|:\/\/|^www\./iu.test(name)) return null
  const folded = foldText(name)
  return noNames.has(folded) || domains.some((domain) => foldText(domain) === folded) ? null : name
}

/** What people of a company call it, the most of them first; `typed` has one entry a person. */
export function nameVoices(typed: readonly string[], domains: readonly string[]): NameVoices[] {
  const said = typed.flatMap((text) => typedName(text, domains) ?? [])
  const voices = [...Map.groupBy(said, foldText)].map(([folded, names]) => ({
    folded,
    name: mostFrequent(names),
    people: names.length,
  }))
  return voices
    .toSorted((a, b) => b.people - a.people || (a.folded < b.folded ? -1 : 1))
    .map(({ name, people }) => ({ name, people }))
}

/** The name they agree on: one that more of them use than any other. */
export function agreedName(voices: readonly NameVoices[]): string | null {
  const [first, second] = voices
  return first !== undefined && first.people > (second?.people ?? 0) ? first.name : null
}

function mostFrequent(names: readonly string[]): string {
  const spelt = [...Map.groupBy(names, (name) => name)]
  return spelt.toSorted(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))[0]?.[0] ?? ''
}
