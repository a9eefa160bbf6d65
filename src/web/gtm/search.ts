import { type GtmGroup, gtmGroups } from '#contract/gtm.ts'

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
    ...(gtmGroups.includes(of as GtmGroup) ? { of: of as GtmGroup } : {}),
    ...(side === 'former' ? { side } : {}),
  }
}
