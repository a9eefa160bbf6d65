import { medianOf } from '#core/report/durations.ts'
import type { Frame, StepTally, Tally, TimeTally } from '#core/report/tally.ts'
import { wilson } from '#core/report/wilson.ts'

/** Groups beyond this many are folded into "other", the smallest first. */
export const mostGroups = 50

/** `successes` of `trials`, with the 95 % interval of Wilson; rate and bounds are shares, null where nobody was. */
export interface Rate {
  reached: number
  of: number
  rate: number | null
  low: number | null
  high: number | null
}

/** Times between two stages, evidence on both sides, in milliseconds. Those that run backwards are in all of it. */
export interface StepTime {
  count: number
  mean: number | null
  /** null also when medians were not asked for */
  median: number | null
  negative: number
}

export interface FunnelStep {
  stage: string
  reached: number
  /** not reached (yet), and their window is open */
  open: number
  /** not reached, and their window has closed; without a window: not reached so far */
  not: number
  /** reached without evidence of its own */
  skipped: number
  /** evidence earlier than that of an earlier stage */
  faults: number
  fromFirst: StepRates
  fromPrevious: StepRates
}

export interface StepRates {
  /** of all members, those with open windows too */
  raw: Rate
  /** of members whose window has closed; null without a window */
  matured: Rate | null
  /** null at the first stage */
  time: StepTime | null
}

export interface FunnelGroup {
  /** to be handed back when asking for the people: `all`, `=value`, `missing`, `other` */
  key: string
  kind: 'all' | 'value' | 'missing' | 'other'
  value: string | null
  members: number
  /** members whose window is still open */
  open: number
  /** members with a fault at any step */
  faults: number
  steps: FunnelStep[]
}

export interface FunnelBody {
  total: FunnelGroup
  /** the values by size, then missing, then other; empty without a breakdown */
  groups: FunnelGroup[]
  /** how many values are in "other" */
  folded: number
}

/** Counted members by the value of the breakdown; null: it is missing, which is not the text 'unknown'. */
export type Counted = ReadonlyMap<string | null, Tally>

/**
 * Makes the funnel of what was counted. `folded` are the values that were put into `other` while counting; values
 * beyond the greatest `mostGroups` join them here.
 */
export function assembleFunnel(
  frame: Frame,
  stages: readonly string[],
  counted: Counted,
  breakdown: boolean,
  earlier: { tally: Tally; values: number } | null = null,
): FunnelBody {
  const values = [...counted].filter((entry): entry is [string, Tally] => entry[0] !== null)
  values.sort(([a, one], [b, two]) => two.members - one.members || (a < b ? -1 : 1))
  const rest = values.splice(mostGroups)
  const others = rest.map(([, tally]) => tally)
  if (earlier) others.push(earlier.tally)
  const folded = rest.length + (earlier?.values ?? 0)
  const missing = counted.get(null)
  const all = [...values.map(([, tally]) => tally), ...(missing ? [missing] : []), ...others]
  const group = (key: string, kind: FunnelGroup['kind'], value: string | null, tallies: Tally[]): FunnelGroup =>
    assembleGroup(frame, stages, { key, kind, value }, tallies)
  const groups = values.map(([value, tally]) => group(`=${value}`, 'value', value, [tally]))
  if (missing) groups.push(group('missing', 'missing', null, [missing]))
  if (folded > 0) groups.push(group('other', 'other', null, others))
  return { total: group('all', 'all', null, all), groups: breakdown ? groups : [], folded: breakdown ? folded : 0 }
}

function assembleGroup(
  frame: Frame,
  stages: readonly string[],
  name: Pick<FunnelGroup, 'key' | 'kind' | 'value'>,
  tallies: readonly Tally[],
): FunnelGroup {
  const members = total(tallies, (tally) => tally.members)
  const closed = total(tallies, (tally) => tally.closed)
  const before = { reached: members, closed }
  const steps = stages.map((stage, k): FunnelStep => {
    const parts = tallies.map((tally) => tally.steps[k] as StepTally)
    const reached = total(parts, (part) => part.reached)
    const reachedClosed = total(parts, (part) => part.reachedClosed)
    const rates = (of: number, ofClosed: number, times: readonly TimeTally[]): StepRates => ({
      raw: rateOf(reached, of),
      matured: frame.window === null ? null : rateOf(reachedClosed, ofClosed),
      time: k === 0 ? null : stepTime(frame, times),
    })
    const step: FunnelStep = {
      stage,
      reached,
      open: members - closed - (reached - reachedClosed),
      not: closed - reachedClosed,
      skipped: total(parts, (part) => part.skipped),
      faults: total(parts, (part) => part.faults),
      fromFirst: rates(
        members,
        closed,
        parts.map((part) => part.fromFirst),
      ),
      fromPrevious: rates(
        before.reached,
        before.closed,
        parts.map((part) => part.fromPrevious),
      ),
    }
    before.reached = reached
    before.closed = reachedClosed
    return step
  })
  return { ...name, members, open: members - closed, faults: total(tallies, (tally) => tally.faults), steps }
}

/** A share with its interval. Throws RangeError unless 0 ≤ reached ≤ of. */
export function rateOf(reached: number, of: number): Rate {
  const interval = wilson(reached, of)
  return {
    reached,
    of,
    rate: of === 0 ? null : reached / of,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

function stepTime(frame: Frame, times: readonly TimeTally[]): StepTime {
  const count = total(times, (time) => time.count)
  return {
    count,
    mean: count === 0 ? null : total(times, (time) => time.sum) / count,
    median: frame.medians ? medianOf(times.flatMap((time) => time.durations ?? [])) : null,
    negative: total(times, (time) => time.negative),
  }
}

function total<T>(parts: readonly T[], count: (part: T) => number): number {
  let sum = 0
  for (const part of parts) sum += count(part)
  return sum
}
