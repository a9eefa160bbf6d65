import { mostFunnelDays } from '#core/form/funnel-days.ts'

/** What may be kept for a limited time, one rule each; a workspace without a rule keeps it. */
export const retentionRules = [
  'anonymous',
  'machine',
  'inactive',
  'submission',
  'form_look',
  'spam',
  'set_aside',
  'mail',
  'audit',
] as const
export type RetentionRule = (typeof retentionRules)[number]

export interface RetentionBounds {
  /** days: offered to begin with, and what a period may be */
  suggested: number
  least: number
  most: number
  /** days that hold where no rule is set; null: as long as the workspace lives */
  otherwise: number | null
}

/**
 * Suggestions and bounds. Thirteen months are what data protection authorities take as the life of a visitor's cookie;
 * three years after the last sign of somebody is the usual limit for prospects (both CNIL). The audit must outlast an
 * inquiry, so it is kept a year at least; mails that were sent are never kept longer than 90 days. Looks at forms say nothing
 * of a person, and the funnels of forms read them for a year.
 */
export const retentionBounds: Readonly<Record<RetentionRule, RetentionBounds>> = {
  anonymous: { suggested: 395, least: 30, most: 3650, otherwise: null },
  machine: { suggested: 90, least: 7, most: 3650, otherwise: null },
  inactive: { suggested: 1095, least: 180, most: 3650, otherwise: null },
  submission: { suggested: 395, least: 30, most: 3650, otherwise: null },
  form_look: { suggested: 760, least: mostFunnelDays, most: 3650, otherwise: null },
  spam: { suggested: 60, least: 7, most: 3650, otherwise: null },
  set_aside: { suggested: 90, least: 7, most: 3650, otherwise: null },
  mail: { suggested: 30, least: 1, most: 90, otherwise: 90 },
  audit: { suggested: 1095, least: 365, most: 3650, otherwise: null },
}

const dayMs = 86_400_000

/** What a new or shorter period waits before anything is removed by it: time to think again. */
export const graceMs = dayMs

/** What is older than this moment (epoch ms) is past a period of so many days. */
export function cutoffOf(days: number, now: number): number {
  return now - days * dayMs
}

export interface SetPeriod {
  days: number
  /** epoch ms from which on it is applied */
  appliesAt: number
}

/**
 * From when a period is applied that somebody sets now: a new one, or one that removes more than the one before, a day
 * later; one that removes less at once (or when the one before would have begun).
 */
export function appliesFrom(before: SetPeriod | null, days: number, now: number): number {
  return before === null || days < before.days ? now + graceMs : before.appliesAt
}

/** Why somebody inactive stays all the same, in the order in which it is asked. */
export const stayReasons = ['consent', 'deal', 'work', 'customer'] as const
export type StayReason = (typeof stayReasons)[number]

/** What a rule counts, and takes away. */
export const removedKinds = ['people', 'events', 'mails', 'rows'] as const
export type RemovedKind = (typeof removedKinds)[number]
export type RemovedCounts = Partial<Record<RemovedKind, number>>

export function addCounts(one: RemovedCounts, other: RemovedCounts): RemovedCounts {
  const sum: RemovedCounts = { ...one }
  for (const kind of removedKinds) {
    const more = other[kind] ?? 0
    if (more > 0) sum[kind] = (sum[kind] ?? 0) + more
  }
  return sum
}
