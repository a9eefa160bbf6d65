import { foldText } from '#core/text.ts'
import { newestList } from '#core/title/list.ts'
import { foldPhrase } from '#core/title/read.ts'
import type { TitleEntry, TitleMap, TitleMeaning } from '#core/title/title.ts'

/** Titles and words by their text: what they say, or null for «as the list says». */
export interface TitleEdits {
  /** stand on another built-in list */
  list?: number
  titles?: Record<string, TitleMeaning | null>
  words?: Record<string, TitleMeaning | null>
}

/** The map with the edits in it. One that was not there begins on the newest list. */
export function editTitles(map: TitleMap | undefined, edits: TitleEdits): TitleMap {
  return {
    list: edits.list ?? map?.list ?? newestList,
    titles: edited(map?.titles ?? [], edits.titles ?? {}, foldText),
    words: edited(map?.words ?? [], edits.words ?? {}, foldPhrase),
  }
}

function edited(
  entries: readonly TitleEntry[],
  edits: Record<string, TitleMeaning | null>,
  fold: (text: string) => string,
): TitleEntry[] {
  const kept = new Map(entries.map((entry) => [fold(entry.text), entry]))
  for (const [text, meaning] of Object.entries(edits)) {
    if (meaning === null) kept.delete(fold(text))
    else kept.set(fold(text), { text: text.trim(), ...meaning })
  }
  return [...kept.values()]
}
