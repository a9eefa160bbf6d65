import { bantStaleAfter, missingRoles } from '#core/deal/coverage.ts'
import type { BantLetter, BuyingRole } from '#core/deal/event.ts'
import { silentDays } from '#core/deal/warning.ts'

/** What may be wrong with an open deal, the gravest first. */
export const hygieneKinds = ['past_close', 'stuck', 'silent', 'no_step', 'single', 'missing', 'stale'] as const
export type HygieneKind = (typeof hygieneKinds)[number]

/** How grave each is: what the order «worst first» adds up. Ours: a date that is broken or a talk that died weighs most. */
export const gravity: Readonly<Record<HygieneKind, number>> = {
  past_close: 4,
  stuck: 4,
  silent: 3,
  no_step: 3,
  single: 2,
  missing: 1,
  stale: 1,
}

/** Fewest stays that ended, or words that came after a gap, from which something is said to be usual. */
export const fewestPast = 10
const usualShare = 0.9
const dayMs = 86_400_000

export type MissingDetail = 'company' | 'amount' | 'close_date'

/** What was found, with what it is measured by. Shares between 0 and 1, days whole. */
export type Finding =
  | { kind: 'past_close'; days: number }
  /** `longer`: share of the past stays `of` this stage that lasted longer than this one has */
  | { kind: 'stuck'; days: number; usualDays: number; longer: number; of: number }
  /** `learned` from `of` gaps that were answered after all; else the plain two weeks */
  | { kind: 'silent'; days: number; usualDays: number; learned: boolean; of: number }
  | { kind: 'no_step' }
  | { kind: 'single'; people: number }
  | { kind: 'missing'; details: MissingDetail[]; roles: BuyingRole[] }
  | { kind: 'stale'; letters: BantLetter[]; days: number }

/** An open deal as hygiene reads it. Times in epoch ms. */
export interface Inspected {
  /** place of its stage from 0, and how many stages there are before the win */
  place: number
  stages: number
  stageSince: number
  openedAt: number
  theirsAt: number | null
  nextStepAt: number | null
  /** YYYY-MM-DD in the workspace's zone */
  closeDate: string | null
  hasAmount: boolean
  hasCompany: boolean
  people: number
  roles: readonly BuyingRole[]
  /** when the newest answer to each letter was given */
  answered: readonly { letter: BantLetter; at: number }[]
}

/** What lengths are usual: milliseconds, ascending. */
export interface Usual {
  /** of stays in this stage that ended */
  stays: readonly number[]
  /** between two words of theirs in one deal */
  gaps: readonly number[]
}

/** Everything that is wrong with an open deal at `now` (epoch ms), `today` its day in the workspace's zone, in the order of hygieneKinds. */
export function findingsOf(deal: Inspected, usual: Usual, { now, today }: { now: number; today: string }): Finding[] {
  const found: (Finding | null)[] = [
    deal.closeDate !== null && deal.closeDate < today
      ? { kind: 'past_close', days: daysBetween(deal.closeDate, today) }
      : null,
    stuckOf(now - deal.stageSince, usual.stays),
    silentOf(now - (deal.theirsAt ?? deal.openedAt), usual.gaps),
    deal.nextStepAt === null ? { kind: 'no_step' } : null,
    deal.people < 2 && (deal.people === 0 || deal.place > 0) ? { kind: 'single', people: deal.people } : null,
    missingOf(deal),
    staleOf(deal, now),
  ]
  return found.filter((one) => one !== null)
}

/** How bad it is altogether: the gravity of each finding, added up. */
export function weightOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { kind }) => sum + gravity[kind], 0)
}

/** The length (ms) that nine of ten past ones did not exceed, of `past` ascending; null under `fewestPast`. Nearest rank. */
export function usualLength(past: readonly number[]): number | null {
  if (past.length < fewestPast) return null
  return past[Math.ceil(usualShare * past.length) - 1] ?? null
}

/** Share of past lengths (ascending) that are longer than this one; null when there are none. */
export function shareLonger(past: readonly number[], length: number): number | null {
  if (past.length === 0) return null
  let [low, high] = [0, past.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((past[middle] as number) > length) high = middle
    else low = middle + 1
  }
  return (past.length - low) / past.length
}

/** Whether a stay of this length (ms) is longer than nine of ten past ones (ascending); null where it is not, or few are past. */
export function stuckOf(length: number, stays: readonly number[]): Extract<Finding, { kind: 'stuck' }> | null {
  const usual = usualLength(stays)
  if (usual === null || length <= usual) return null
  const longer = shareLonger(stays, length) ?? 0
  return { kind: 'stuck', days: wholeDays(length), usualDays: wholeDays(usual), longer, of: stays.length }
}

function silentOf(length: number, gaps: readonly number[]): Finding | null {
  const { limit, learned } = silenceLimit(gaps)
  if (length <= limit) return null
  return { kind: 'silent', days: wholeDays(length), usualDays: wholeDays(limit), learned, of: gaps.length }
}

/** After how long (ms) without a word somebody counts as silent. Never under a day: two mails of one talk are no measure. */
export function silenceLimit(gaps: readonly number[]): { limit: number; learned: boolean } {
  const usual = usualLength(gaps)
  return usual === null
    ? { limit: silentDays * dayMs, learned: false }
    : { limit: Math.max(dayMs, usual), learned: true }
}

/**
 * A company is always asked for; an amount and a date from the second stage on; the roles that deals need in the second
 * half of the stages before the win, since there they decide.
 */
function missingOf({ hasCompany, hasAmount, closeDate, place, stages, roles }: Inspected): Finding | null {
  const details: MissingDetail[] = [
    ...(hasCompany ? [] : ['company' as const]),
    ...(place > 0 && !hasAmount ? ['amount' as const] : []),
    ...(place > 0 && closeDate === null ? ['close_date' as const] : []),
  ]
  const lacking = place >= Math.ceil(stages / 2) && place > 0 ? missingRoles([{ roles: [...roles] }]) : []
  return details.length + lacking.length === 0 ? null : { kind: 'missing', details, roles: lacking }
}

function staleOf({ answered }: Inspected, now: number): Finding | null {
  const old = answered.filter(({ at }) => now - at > bantStaleAfter)
  if (old.length === 0) return null
  const oldest = Math.min(...old.map(({ at }) => at))
  return { kind: 'stale', letters: old.map(({ letter }) => letter), days: wholeDays(now - oldest) }
}

function wholeDays(length: number): number {
  return Math.floor(length / dayMs)
}

function daysBetween(from: string, to: string): number {
  // both are read as days of UTC, which are all equally long
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}
