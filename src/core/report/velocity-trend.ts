import type { VelocityFactors } from '#core/report/velocity.ts'

/** What one day brought; days counted from any day 0. */
export interface TrendDay {
  day: number
  /** became qualified leads; of these won within the window */
  qualified: number
  wonInWindow: number
  /** qualified ones that were won or lost */
  ended: number
  won: number
  amounts: number
  amountSum: number
  cycleDays: number
}

/** How the factors of a day are taken. */
export interface TrendRule {
  /** so many days of wins behind average and cycle, of leads behind the close rate */
  spanDays: number
  /** how long a lead has to be won; the cohort is those whose window is over */
  windowDays: number
}

/** The factors as they stood at the end of a day, with what each was taken from. */
export interface TrendPoint extends VelocityFactors {
  day: number
  /** the matured cohort, and those of it won in their window */
  cohort: number
  cohortWon: number
  wins: number
  amounts: number
}

/**
 * Velocity's factors at the ends of days: n = qualified until then and not ended; w = won within the window ÷ qualified, of
 * the newest `spanDays` of leads whose window was over on the day; v and d = means of the wins of the last `spanDays`.
 * `history` in order of days.
 */
export function velocityTrend(history: readonly TrendDay[], days: readonly number[], rule: TrendRule): TrendPoint[] {
  const sums = cumulated(history)
  return days.map((day) => {
    const all = sums(day)
    const before = sums(day - rule.spanDays)
    // a lead of that day has its window over at the end of this one at the latest
    const last = sums(day - rule.windowDays - 1)
    const first = sums(day - rule.windowDays - 1 - rule.spanDays)
    const cohort = last.qualified - first.qualified
    const cohortWon = last.wonInWindow - first.wonInWindow
    const wins = all.won - before.won
    const amounts = all.amounts - before.amounts
    return {
      day,
      open: all.qualified - all.ended,
      closeRate: cohort === 0 ? null : cohortWon / cohort,
      averageMinor: amounts === 0 ? null : (all.amountSum - before.amountSum) / amounts,
      cycleDays: wins === 0 ? null : (all.cycleDays - before.cycleDays) / wins,
      cohort,
      cohortWon,
      wins,
      amounts,
    }
  })
}

type Sums = Omit<TrendDay, 'day'>
const names = ['qualified', 'wonInWindow', 'ended', 'won', 'amounts', 'amountSum', 'cycleDays'] as const

/** Sums over all days up to one, that one included. */
function cumulated(history: readonly TrendDay[]): (day: number) => Sums {
  let running: Sums = { qualified: 0, wonInWindow: 0, ended: 0, won: 0, amounts: 0, amountSum: 0, cycleDays: 0 }
  const nothing = running
  const sums = history.map((one) => {
    const next = { ...running }
    for (const name of names) next[name] += one[name]
    running = next
    return { day: one.day, next }
  })
  return (day) => {
    let low = 0
    let high = sums.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as (typeof sums)[number]).day <= day) low = middle + 1
      else high = middle
    }
    return low === 0 ? nothing : (sums[low - 1] as (typeof sums)[number]).next
  }
}
