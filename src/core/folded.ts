import type { Json, JsonObject } from '#core/json.ts'
import { foldText } from '#core/text.ts'

/**
 * The entries of a record whose folded text differs from the text itself, or null when none does. SQL compares
 * `coalesce(folded -> key, record -> key)`, and so never folds by itself.
 */
export function foldedEntries(record: JsonObject): JsonObject | null {
  let out: JsonObject | null = null
  for (const key of Object.keys(record)) {
    const value = record[key] as Json
    const folded = foldValue(value)
    if (folded !== value) (out ??= {})[key] = folded
  }
  return out
}

/** Text folded; in lists, their items. The same value when nothing differs. */
function foldValue(value: Json): Json {
  if (typeof value === 'string') return foldText(value)
  if (!Array.isArray(value)) return value
  const folded = value.map((item) => (typeof item === 'string' ? foldText(item) : item))
  return folded.every((item, index) => item === value[index]) ? value : folded
}
