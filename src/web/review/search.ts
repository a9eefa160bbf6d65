import type { HygieneKind } from '#core/deal/hygiene.ts'

// written out: the core module is needed on these screens only, the reader of addresses on all
const kinds: Readonly<Record<HygieneKind, true>> = {
  past_close: true,
  stuck: true,
  silent: true,
  no_step: true,
  single: true,
  missing: true,
  stale: true,
}

export interface HygieneSearch {
  kind?: HygieneKind
  pipeline?: string
  owner?: string
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 300 ? value : undefined

export function readHygieneSearch(search: Record<string, unknown>): HygieneSearch {
  const { kind } = search
  const [pipeline, owner] = [text(search['pipeline']), text(search['owner'])]
  return {
    ...(typeof kind === 'string' && Object.hasOwn(kinds, kind) ? { kind: kind as HygieneKind } : {}),
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(owner === undefined ? {} : { owner }),
  }
}

/** `new`: the form of a new review is open; `guided`: with each step explained. */
export function readStartSearch(search: Record<string, unknown>): { new?: true; guided?: true } {
  return {
    ...(search['new'] === true ? { new: true } : {}),
    ...(search['guided'] === true ? { guided: true } : {}),
  }
}

/** `at`: the deal that is looked at, by its place. */
export function readReviewSearch(search: Record<string, unknown>): { at?: number } {
  const at = Number(search['at'])
  return Number.isInteger(at) && at > 0 ? { at } : {}
}

export function readStagesSearch(search: Record<string, unknown>): { pipeline?: string } {
  const pipeline = text(search['pipeline'])
  return pipeline === undefined ? {} : { pipeline }
}
