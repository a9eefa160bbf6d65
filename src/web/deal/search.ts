const parts = ['stage', 'talk', 'answer', 'note', 'change', 'work', 'people'] as const
export type Part = (typeof parts)[number]
export { parts as storyParts }

/** What the page of a deal shows, as it stands in the address. */
export interface DealSearch {
  /** parts of the story */
  part?: Part[]
}

export function parseDealSearch(search: Record<string, unknown>): DealSearch {
  const { part } = search
  const chosen = parts.filter((one) => (Array.isArray(part) ? part : [part]).includes(one))
  return chosen.length > 0 ? { part: chosen } : {}
}
