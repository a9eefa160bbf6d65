import { any, field } from '#core/blueprint/write.ts'
import type { Condition } from '#core/rule.ts'

/** The job title has one of these words in it. Only words that hide in no other one: «cto» is in «director». */
export const titleSays = (...parts: string[]): Condition =>
  any(...parts.map((part) => field('person.title', 'contains', part)))

/** The job title begins with one of these. */
export const titleStarts = (...parts: string[]): Condition =>
  any(...parts.map((part) => field('person.title', 'starts_with', part)))

/** The job title is one of these and nothing more. */
export const titleIs = (...titles: string[]): Condition => field('person.title', 'in', titles)
