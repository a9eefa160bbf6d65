import type { Blueprint } from '#core/blueprint.ts'
import type { Report } from '#core/blueprint/lint/finding.ts'
import type { Place } from '#core/blueprint/lint/places.ts'
import { fieldConditions, texts } from '#core/rule/walk.ts'
import { foldText } from '#core/text.ts'
import { listNumbers } from '#core/title/list.ts'
import { foldPhrase } from '#core/title/read.ts'
import { functions, seniorities } from '#core/title/title.ts'
import type { TitleEntry } from '#core/title/title.ts'

/** The title map: a list that there is, each text once; and rules that ask for what it can answer. */
export function lintTitles(blueprint: Blueprint, places: readonly Place[], report: Report): void {
  const { titles: map } = blueprint
  if (map) {
    if (!listNumbers.includes(map.list)) {
      const there = listNumbers.join(', ')
      report('bad_title', 'error', 'titles.list', `There is no built-in title list ${map.list}; there are: ${there}.`)
    }
    lintEntries(map.titles, 'titles.titles', foldText, report)
    lintEntries(map.words, 'titles.words', foldPhrase, report)
  }
  for (const place of places) {
    for (const { node, path, ofEvent } of fieldConditions(place.visits)) {
      const known: readonly string[] | null =
        node.field === 'person.seniority' ? seniorities : node.field === 'person.function' ? functions : null
      if (ofEvent || known === null) continue
      if (!map) {
        report(
          'field_nobody_sets',
          'warning',
          path,
          `"${node.field}" follows from job titles by the title map, and this blueprint has none: put it into force first.`,
        )
      }
      if (!['is', 'is_not', 'in', 'not_in'].includes(node.op)) continue
      for (const value of texts(node.value)) {
        if (known.includes(foldText(value))) continue
        report(
          'never_true',
          'warning',
          `${path}.value`,
          `The title map never says "${value}"; it says: ${known.join(', ')}.`,
        )
      }
    }
  }
}

function lintEntries(
  entries: readonly TitleEntry[],
  path: string,
  fold: (text: string) => string,
  report: Report,
): void {
  const seen = new Set<string>()
  entries.forEach(({ text }, index) => {
    const folded = fold(text)
    if (folded === '' || folded === '*') {
      report('bad_title', 'error', `${path}[${index}].text`, `"${text}" has no letters to be found by.`)
    } else if (seen.has(folded)) {
      report('bad_title', 'error', `${path}[${index}].text`, `"${text}" stands there twice: keep one of the two.`)
    }
    seen.add(folded)
  })
}
