import type { Exclusion, SuspectPerson } from '#contract/suspect.ts'

// written out: the contract itself would bring its schemas into the first script of every screen
export const steps = [
  'listed',
  'requested',
  'accepted',
  'opted_in',
  'connected_before',
  'agreed_before',
] as const satisfies readonly SuspectPerson['step'][]
export const kinds = ['do_not_contact', 'competitor', 'customer'] as const satisfies readonly Exclusion['kind'][]

export interface SuspectSearch {
  step?: SuspectPerson['step']
  q?: string
}

export function parseSuspectSearch(search: Record<string, unknown>): SuspectSearch {
  const step = steps.find((one) => one === search['step'])
  return { ...(step === undefined ? {} : { step }), ...textOf(search) }
}

export interface ExcludedSearch {
  kind?: Exclusion['kind']
  q?: string
}

export function parseExcludedSearch(search: Record<string, unknown>): ExcludedSearch {
  const kind = kinds.find((one) => one === search['kind'])
  return { ...(kind === undefined ? {} : { kind }), ...textOf(search) }
}

function textOf({ q }: Record<string, unknown>): { q?: string } {
  return typeof q === 'string' && q !== '' && q.length <= 100 ? { q } : {}
}
