import type { ProposalState } from '#core/proposal/document.ts'

// written out: what the router reads stays free of the contract's schemas
export const listedStates = [
  'draft',
  'sent',
  'opened',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'superseded',
] as const satisfies readonly ProposalState[]

/** Which proposals are listed: of one state, of one's own deals. */
export interface ProposalSearch {
  state?: ProposalState
  mine?: true
}

export function parseProposalSearch(search: Record<string, unknown>): ProposalSearch {
  const state = listedStates.find((one) => one === search['state'])
  const mine = search['mine'] === true || search['mine'] === 'true'
  return { ...(state ? { state } : {}), ...(mine ? { mine } : {}) }
}

export const renewalSpans = [30, 60, 90, 365] as const

/** How far ahead renewals are listed, in days. */
export interface RenewalSearch {
  days?: (typeof renewalSpans)[number]
  mine?: true
}

export function parseRenewalSearch(search: Record<string, unknown>): RenewalSearch {
  const days = renewalSpans.find((one) => one === Number(search['days']))
  const mine = search['mine'] === true || search['mine'] === 'true'
  return { ...(days === undefined ? {} : { days }), ...(mine ? { mine } : {}) }
}
