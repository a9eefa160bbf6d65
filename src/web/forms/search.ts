// written out: what the router reads stays free of the contract's schemas
export const formViews = ['build', 'settings', 'publish', 'funnel', 'submissions'] as const
export type FormView = (typeof formViews)[number]
export const funnelSplits = ['channel', 'device', 'language', 'version', 'host'] as const
export type FunnelSplit = (typeof funnelSplits)[number]
export const funnelDays = [7, 30, 90, 365] as const

/** What of a form is looked at, and how. */
export interface FormSearch {
  view?: FormView
  by?: FunnelSplit
  days?: (typeof funnelDays)[number]
  /** what was kept out, instead of what came in */
  out?: true
  /** this submission alone */
  sent?: string
  /** of what was sent, that in which these words stand */
  q?: string
}

export function parseFormSearch(search: Record<string, unknown>): FormSearch {
  const view = formViews.find((one) => one === search['view'] && one !== 'build')
  const by = funnelSplits.find((one) => one === search['by'] && one !== 'channel')
  const days = funnelDays.find((one) => one === Number(search['days']) && one !== 30)
  const out = search['out'] === true || search['out'] === 'true'
  const sent = typeof search['sent'] === 'string' ? search['sent'] : ''
  const q = String(search['q'] ?? '')
    .trim()
    .slice(0, 200)
  return {
    ...(view ? { view } : {}),
    ...(by ? { by } : {}),
    ...(days ? { days } : {}),
    ...(out ? { out } : {}),
    ...(sent ? { sent } : {}),
    ...(q === '' ? {} : { q }),
  }
}
