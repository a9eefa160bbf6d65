import { squash } from '#core/import/header-text.ts'

/**
 * Of these names the one that a word may be another spelling of: alike but for case, spaces and punctuation, else at most
 * one letter in five apart. Null when none is near, or two are equally near. A question to ask, never an answer.
 */
export function nearest<Named extends { name: string }>(word: string, known: readonly Named[]): Named | null {
  const wanted = squash(word)
  if (wanted === '') return null
  let best: { named: Named; away: number } | null = null
  let tie = false
  for (const named of known) {
    const name = squash(named.name)
    const away = distance(wanted, name, Math.floor(Math.max(wanted.length, name.length) / 5))
    if (away === null || (best && away > best.away)) continue
    tie = best !== null && away === best.away
    best = { named, away }
  }
  return tie ? null : (best?.named ?? null)
}

/** Letters to change, add or leave out between two words; null when more than `most`. */
function distance(one: string, other: string, most: number): number | null {
  if (Math.abs(one.length - other.length) > most) return null
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let k = 1; k <= other.length; k++) {
      const change = (row[k - 1] ?? 0) + (one[i - 1] === other[k - 1] ? 0 : 1)
      next.push(Math.min(change, (row[k] ?? 0) + 1, (next[k - 1] ?? 0) + 1))
    }
    row = next
  }
  const away = row[other.length] ?? 0
  return away <= most ? away : null
}
