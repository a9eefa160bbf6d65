import { fewestTrials } from '#core/report/newcombe.ts'
import { wilson } from '#core/report/wilson.ts'

/** Fewer completions than this say nothing yet about what one costs. */
export const fewestCompletions = 5

/** What a completion cost, in minor units; null where nothing was spent or nobody completed. */
export interface Cpa {
  minor: number | null
  /** 95 %; null below `fewestCompletions`: not enough to say */
  low: number | null
  high: number | null
}

export interface Cohort {
  /** whose first touch lies in the period in which the money was spent */
  people: number
  /** of these, who completed the action so far, within their window */
  completed: number
}

/**
 * CPA = spend ÷ completions of a named action (FIELD §4), of one cohort: the people whose first touch lies in the days on
 * which the money was spent. The interval is that of their rate of completion (Wilson, core/report/wilson.ts): money and
 * people are counted, the rate is what chance moves, and spend ÷ (people × rate) falls as it rises. Minor units in and out.
 */
export function cpaOf(spendMinor: number, { people, completed }: Cohort): Cpa {
  if (spendMinor <= 0 || completed === 0) return { minor: null, low: null, high: null }
  const minor = spendMinor / completed
  const rate = completed < fewestCompletions ? null : wilson(completed, people)
  if (rate === null) return { minor, low: null, high: null }
  return { minor, low: spendMinor / (people * rate.high), high: spendMinor / (people * rate.low) }
}

export interface Maturing extends Cohort {
  /** whose window is still open */
  open: number
  /** of these, who completed already */
  completedOpen: number
}

/** How earlier people of the same kind did whose window has closed. */
export interface Matured {
  reached: number
  of: number
}

export interface Expected extends Cpa {
  /** how many completions when every window has closed */
  completions: number
}

/** How many will have completed when every window has closed: most likely, and the ends of a 95 % interval. */
export interface Outlook {
  likely: number
  least: number
  most: number
}

/**
 * Those who completed so far, and of those still in time as many as earlier people of the same kind did, at least those who
 * have already; the interval is that of the earlier rate (Wilson). Null where fewer than 20 earlier people say how it goes,
 * and where more have completed already than the earlier rate can explain: it says nothing of who still comes.
 */
export function outlookOf({ open, completed, completedOpen }: Maturing, earlier: Matured): Outlook | null {
  if (open === 0) return { likely: completed, least: completed, most: completed }
  const rate = earlier.of < fewestTrials ? null : wilson(earlier.reached, earlier.of)
  if (rate === null || open * rate.high <= completedOpen) return null
  const done = completed - completedOpen
  const reach = (share: number): number => done + Math.max(completedOpen, open * share)
  return { likely: reach(earlier.reached / earlier.of), least: reach(rate.low), most: reach(rate.high) }
}

/** What a completion will have cost when every window has closed; null where nobody can say, or nobody is expected. */
export function expectedCpa(spendMinor: number, cohort: Maturing, earlier: Matured): Expected | null {
  if (spendMinor <= 0) return null
  if (cohort.open === 0) {
    const cpa = cpaOf(spendMinor, cohort)
    return cpa.minor === null ? null : { ...cpa, completions: cohort.completed }
  }
  const outlook = outlookOf(cohort, earlier)
  return outlook && costOf(spendMinor, outlook)
}

/** The same of several cohorts together: their completions added up, so that the whole is the sum of its rows. */
export function expectedTogether(spendMinor: number, outlooks: readonly Outlook[]): Expected | null {
  const sum = (part: keyof Outlook): number => outlooks.reduce((all, one) => all + one[part], 0)
  return spendMinor <= 0 ? null : costOf(spendMinor, { likely: sum('likely'), least: sum('least'), most: sum('most') })
}

function costOf(spendMinor: number, { likely, least, most }: Outlook): Expected | null {
  if (likely === 0) return null
  return {
    completions: likely,
    minor: spendMinor / likely,
    low: spendMinor / most,
    high: least === 0 ? null : spendMinor / least,
  }
}

/** Whether a cost keeps to what it should be at most: by its whole interval, or nobody can say yet. */
export type TargetVerdict = 'within' | 'above' | 'unclear' | 'too_few'

export function againstTarget({ minor, low, high }: Cpa, targetMinor: number): TargetVerdict {
  if (minor === null || low === null) return 'too_few'
  if (high !== null && high <= targetMinor) return 'within'
  return low > targetMinor ? 'above' : 'unclear'
}

/** An amount over several days in equal parts of whole minor units; what does not divide is on the first ones. */
export function spread(minor: number, days: number): number[] {
  const part = Math.trunc(minor / days)
  const rest = minor - part * days
  return Array.from({ length: days }, (_, k) => part + (k < Math.abs(rest) ? Math.sign(rest) : 0))
}
