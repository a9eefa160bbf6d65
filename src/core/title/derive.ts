import type { JsonObject } from '#core/json.ts'
import type { TitleReader } from '#core/title/read.ts'

/**
 * What follows from the job title among the facts: `seniority` (one of title.ts) and `function` (one of title.ts, or a list
 * where the title names several). A fact of that name that somebody told stands before it.
 */
export function derivedFacts(facts: JsonObject, read: TitleReader | null): JsonObject {
  const title = Object.hasOwn(facts, 'title') ? facts['title'] : undefined
  if (read === null || typeof title !== 'string') return none
  const { seniority, functions } = read(title)
  const derived: JsonObject = {}
  if (seniority !== null && !Object.hasOwn(facts, 'seniority')) derived['seniority'] = seniority
  const [first] = functions
  if (first !== undefined && !Object.hasOwn(facts, 'function')) {
    derived['function'] = functions.length === 1 ? first : functions
  }
  return derived
}

const none: JsonObject = Object.freeze({})
