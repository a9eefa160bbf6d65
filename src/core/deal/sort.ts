/** Orders of the cards of the board. */
export const cardSorts = ['close', 'amount', 'stay', 'name'] as const
export type CardSort = (typeof cardSorts)[number]

/** Orders of the table of deals. */
export const listSorts = ['name', 'company', 'owner', 'stage', 'amount', 'close', 'stay', 'opened', 'changed'] as const
export type ListSort = (typeof listSorts)[number]
