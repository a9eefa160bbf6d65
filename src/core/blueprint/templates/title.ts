import { any, field } from '#core/blueprint/write.ts'
import type { Condition } from '#core/rule.ts'
import type { JobFunction, Seniority } from '#core/title/title.ts'

/** The job title has one of these words in it. Only words that hide in no other one: «cto» is in «director». */
export const titleSays = (...parts: string[]): Condition =>
  any(...parts.map((part) => field('person.title', 'contains', part)))

/** By the title map, the job title says one of these levels. */
export const seniorityIs = (...levels: Seniority[]): Condition => field('person.seniority', 'in', levels)

/** By the title map, the job title names one of these functions. */
export const functionIs = (...functions: JobFunction[]): Condition => field('person.function', 'in', functions)
