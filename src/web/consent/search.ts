import type { LedgerEntry } from '#contract/consent.ts'

// written out: the contract itself would bring its schemas into the first script of every screen
export const states = [
  'requested',
  'granted',
  'withdrawn',
  'reminded',
  'complained',
] as const satisfies readonly LedgerEntry['state'][]
export const sources = [
  'form',
  'page',
  'survey',
  'banner',
  'double_opt_in',
  'preferences',
  'unsubscribe',
  'import',
  'hand',
  'api',
  'site',
  'complaint',
] as const satisfies readonly LedgerEntry['source'][]

/** Which entries of the ledger, as it stands in the address. */
export interface LedgerSearch {
  purpose?: string
  state?: LedgerEntry['state']
  source?: LedgerEntry['source']
  wording?: string
  from?: string
  to?: string
}

export function parseLedgerSearch(search: Record<string, unknown>): LedgerSearch {
  const text = (key: string, pattern: RegExp) => {
    const value = search[key]
    return typeof value === 'string' && pattern.test(value) ? value : undefined
  }
  const purpose = text('purpose', /^.{1,60}$/u)
  const wording = text('wording', /^[\w.-]{1,80}$/)
  const from = text('from', /^\d{4}-\d\d-\d\d$/)
  const to = text('to', /^\d{4}-\d\d-\d\d$/)
  const state = states.find((one) => one === search['state'])
  const source = sources.find((one) => one === search['source'])
  return {
    ...(purpose === undefined ? {} : { purpose }),
    ...(state === undefined ? {} : { state }),
    ...(source === undefined ? {} : { source }),
    ...(wording === undefined ? {} : { wording }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}
