import { wilson } from '#core/report/wilson.ts'

/** A share with its 95 % interval; all null where there is nothing to take it of. */
export interface LookRate {
  rate: number | null
  low: number | null
  high: number | null
}

/** How far looks at a form came. */
export interface LookSteps {
  seen: number
  started: number
  sent: number
}

/** Of fewer looks no rate is said where forms stand beside each other: it would be read as one. */
export const fewLooks = 20

/** From seen to started, from started to sent, and all the way. */
export function ratesOf({ seen, started, sent }: LookSteps): {
  startRate: LookRate
  sendRate: LookRate
  rate: LookRate
} {
  return { startRate: rateOf(started, seen), sendRate: rateOf(sent, started), rate: rateOf(sent, seen) }
}

function rateOf(part: number, whole: number): LookRate {
  const interval = wilson(part, whole)
  return { rate: whole === 0 ? null : part / whole, low: interval?.low ?? null, high: interval?.high ?? null }
}
