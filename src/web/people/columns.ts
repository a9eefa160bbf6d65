import type { PersonQueryRow } from '#contract/person-query.ts'
import type { Sort } from './search.ts'

/** Columns that every row has anyway; any other is the name of a field of the rules. */
export const ownColumns = [
  'stage',
  'channel',
  'fit',
  'engagement',
  'total',
  'last',
  'title',
  'company',
  'email',
] as const
export type OwnColumn = (typeof ownColumns)[number]

export const usualColumns: readonly string[] = ['stage', 'channel', 'fit', 'engagement', 'total', 'last']

export function isOwn(column: string): column is OwnColumn {
  return (ownColumns as readonly string[]).includes(column)
}

/** The fields that the server is asked for, in the order of their values. */
export function askedFields(columns: readonly string[]): string[] {
  return columns.filter((column) => !isOwn(column))
}

/** What a click on a column's head sorts by. */
export const sortOf: Partial<Record<string, Sort>> = {
  person: 'name',
  fit: 'fit',
  engagement: 'engagement',
  total: 'total',
  last: 'recent',
  'first.at': 'newest',
}

export const isNumeric = (column: string): boolean => column === 'fit' || column === 'engagement' || column === 'total'

/** Width of a column in pixels. */
export function widthOf(column: string): number {
  if (column === 'fit') return 64
  if (column === 'engagement') return 100
  if (column === 'total' || column === 'last') return 116
  if (column === 'company' || column === 'email' || column === 'title') return 200
  return 132
}

/** The value of a field that was asked for; null for none. */
export function valueOf(
  row: PersonQueryRow,
  fields: readonly string[],
  column: string,
): PersonQueryRow['values'][number] {
  return row.values[fields.indexOf(column)] ?? null
}
