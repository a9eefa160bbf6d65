import type { GtmGroup } from '#contract/gtm.ts'

// written out: the contract itself would bring its schemas into the first script of every screen
const groups = ['standing', 'entered', 'converted', 'waiting', 'moved'] as const satisfies readonly GtmGroup[]

/** Which period, and which figure is open; all of it in the address. */
export interface GtmSearch {
  period?: string
  stage?: string
  of?: GtmGroup
  /** the figure is one of the period before */
  side?: 'former'
}

export function parseGtmSearch(search: Record<string, unknown>): GtmSearch {
  const { period, stage, of, side } = search
  return {
    ...(typeof period === 'string' && /^\d{4}-(W\d\d|Q\d|\d\d)$/.test(period) ? { period } : {}),
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    ...(groups.some((group) => group === of) ? { of: of as GtmGroup } : {}),
    ...(side === 'former' ? { side } : {}),
  }
}
