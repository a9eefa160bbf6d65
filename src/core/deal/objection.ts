/** What a doubt is about. */
export const objectionKinds = [
  'price',
  'timing',
  'need',
  'trust',
  'competitor',
  'authority',
  'product',
  'risk',
  'other',
] as const
export type ObjectionKind = (typeof objectionKinds)[number]

/** What became of it: nobody knows yet, it is out of the way, it still stands. */
export const objectionStates = ['open', 'settled', 'stands'] as const
export type ObjectionState = (typeof objectionStates)[number]
