import type { ListSort } from '#core/deal/sort.ts'

/** The columns of the table, in order. */
export const columns = ['name', 'company', 'stage', 'amount', 'owner', 'close', 'stay'] as const
export type Column = (typeof columns)[number]

/** Sorted from the most downwards unless said otherwise. */
export const falling: ReadonlySet<ListSort> = new Set(['amount', 'opened', 'changed'])
