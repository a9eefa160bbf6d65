import type { DealStatus } from '#core/deal/status.ts'

/** What a card of the board warns of; only open deals are warned of. */
export const dealWarnings = ['past_close', 'stuck', 'step_overdue', 'no_step', 'silent', 'single'] as const
export type DealWarning = (typeof dealWarnings)[number]

/** Days without a word of theirs after which a deal counts as silent, while history does not say (core/deal/hygiene.ts). */
export const silentDays = 14
export interface Warned {
  status: DealStatus
  /** YYYY-MM-DD in the workspace's zone */
  closeDate: string | null
  /** epoch ms; where its day begins in the workspace's zone, when it is due by no clock */
  nextStepAt: number | null
  theirsAt: number | null
  openedAt: number
  /** how many people of theirs are in it */
  people: number
  /** it stands in the first stage, where one contact is enough */
  first: boolean
  /** it stands here longer than nine of ten past stays lasted */
  stuck: boolean
}

/**
 * What is wrong with a deal at `now` (epoch ms), the gravest first; `today` is its day in the workspace's zone, which
 * begins at `begins`, `silence` how long (ms) without a word is still usual.
 */
export function warningsOf(
  deal: Warned,
  { now, today, begins, silence }: { now: number; today: string; begins: number; silence: number },
): DealWarning[] {
  if (deal.status !== 'open') return []
  const warnings: DealWarning[] = []
  if (deal.closeDate !== null && deal.closeDate < today) warnings.push('past_close')
  if (deal.stuck) warnings.push('stuck')
  if (deal.nextStepAt === null) warnings.push('no_step')
  else if (deal.nextStepAt < now && deal.nextStepAt !== begins) warnings.push('step_overdue')
  if (now - (deal.theirsAt ?? deal.openedAt) > silence) warnings.push('silent')
  if (!deal.first && deal.people < 2) warnings.push('single')
  return warnings
}
