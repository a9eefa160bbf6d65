import { z } from 'zod'
import { personList, personRow } from '#contract/person.ts'
import { segmentCondition } from '#contract/segment-query.ts'
import { isWholeText } from '#core/text.ts'

/** Orders of a list, each in its natural direction: best, latest or newest first, names from the first letter. */
export const personSorts = ['engagement', 'total', 'fit', 'recent', 'name', 'newest'] as const
export type PersonSort = (typeof personSorts)[number]

/** What a column may show: a field of the rules (`person.country`, `account.industry`, `stage.journey` …), or `first.at`. */
export const columnName = z.string().min(1).max(200).refine(isWholeText, 'holds a NUL or half a character')
export const maxColumns = 20

/** Which people: words looked for, and a condition of the rule language. */
export const personFilter = z.object({
  q: z.string().trim().max(200).optional().describe('Beginnings of words of a name, mail address or company.'),
  condition: segmentCondition.optional(),
  hot: z.boolean().optional().describe('Only those at or past the sales threshold.'),
})

/** `POST /api/people/query`: the list by any condition. Changes nothing; a condition is too long for an address. */
export const personQueryInput = personFilter.extend({
  sort: z.enum(personSorts).default('engagement'),
  columns: z.array(columnName).max(maxColumns).default([]),
  limit: z.int().min(1).max(100).default(50),
  cursor: z.string().max(1000).optional(),
})
export type PersonQueryInput = z.input<typeof personQueryInput>

/** `values` are those of the columns asked for, in their order; long texts are cut at 200 characters. */
export const personQueryRow = personRow.extend({ values: z.array(z.json()) })
export type PersonQueryRow = z.infer<typeof personQueryRow>
export const personQueryList = personList.extend({ items: z.array(personQueryRow) })
export type PersonQueryList = z.infer<typeof personQueryList>

/** `POST /api/people/ids`: who a list holds, for what is done to many at once. */
export const personIdsInput = personFilter.extend({ limit: z.int().min(1).max(20_000).default(20_000) })
export const personIds = z.object({ ids: z.array(z.uuid()), more: z.boolean().describe('There are more than that.') })
export type PersonIds = z.infer<typeof personIds>
