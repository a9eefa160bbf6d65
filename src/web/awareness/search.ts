/** How many weeks are shown; written out, since what the router reads stays free of the contract's schemas. */
export const awarenessWeeks = [13, 26, 52] as const

export interface AwarenessSearch {
  weeks?: (typeof awarenessWeeks)[number]
}

export function parseAwarenessSearch(search: Record<string, unknown>): AwarenessSearch {
  const weeks = awarenessWeeks.find((one) => one === Number(search['weeks']) && one !== 26)
  return weeks ? { weeks } : {}
}
