import { wilson } from '#core/report/wilson.ts'

/** Past stays in one stage that are long enough ago to be judged: so many of so many days, of deals won since or not. */
export interface StayCell {
  stage: string
  days: number
  won: boolean
  count: number
}

/** How a stay compares with the past ones of its stage. */
export const paces = ['usual', 'slow', 'slowest'] as const
export type Pace = (typeof paces)[number]

export interface PaceChance {
  pace: Pace
  /** applies to stays longer than this */
  fromDays: number
  won: number
  of: number
  chance: number
}

export interface StageChance {
  stage: string
  /** given by the blueprint; null: none */
  given: number | null
  /** past stays, and how many of them ended in a win */
  won: number
  of: number
  /** what is used: measured as far as there is data, drawn towards what was given where there is little */
  chance: number
  paces: PaceChance[]
}

/** Past stays that weigh as much as the given probability; and as much as the stage's own for its slow ones. */
export const priorWeight = 20
/** Fewer past stays than this have no usual length. */
export const fewestStays = 20
/** Past stays from which a stage's own share stands beside the given probability. Ours: half its interval is 18 points then. */
export const fewestMeasured = 30
const slowFrom = 0.5
const slowestFrom = 0.9

/**
 * What stands in each stage is worth: the share of past stays that were won, drawn towards the probability that the
 * blueprint gives (a beta prior worth 20 stays, so few stays change little and many say it all); without one, towards the
 * share of all stays. Then the same among those that lasted longer than half, and than nine tenths, of the past ones,
 * drawn towards the stage: being slow is itself a sign. Source: shrinkage by a beta prior, e.g. B. Efron, C. Morris,
 * JASA 70 (1975) 311–319; conditioning on the time already spent is landmarking, H. C. van Houwelingen,
 * Scandinavian Journal of Statistics 34 (2007) 70–85.
 */
export function stageChances(
  stages: readonly { id: string; given: number | null }[],
  cells: readonly StayCell[],
): StageChance[] {
  const all = tally(cells)
  const overall = all.of === 0 ? 0 : all.won / all.of
  return stages.map(({ id, given }) => {
    const own = cells.filter((cell) => cell.stage === id)
    const { won, of } = tally(own)
    const chance = drawn(won, of, given ?? overall)
    const found: PaceChance[] = [{ pace: 'usual', fromDays: 0, won, of, chance }]
    if (of >= fewestStays) {
      let towards = chance
      for (const [pace, share] of [['slow', slowFrom] as const, ['slowest', slowestFrom] as const]) {
        const fromDays = quantile(own, share)
        const longer = tally(own.filter((cell) => cell.days > fromDays))
        towards = drawn(longer.won, longer.of, towards)
        found.push({ pace, fromDays, ...longer, chance: towards })
      }
    }
    return { stage: id, given, won, of, chance, paces: found }
  })
}

/** The share of past stays in a stage that were won, as it was counted, with its 95 % interval (Wilson). */
export interface MeasuredChance {
  won: number
  of: number
  /** null under `fewestMeasured` */
  rate: number | null
  low: number | null
  high: number | null
}

export function measuredOf({ won, of }: Pick<StageChance, 'won' | 'of'>): MeasuredChance {
  const interval = of < fewestMeasured ? null : wilson(won, of)
  return interval
    ? { won, of, rate: won / of, low: interval.low, high: interval.high }
    : { won, of, rate: null, low: null, high: null }
}

/** What a deal that has stood so many days in its stage is worth, and which comparison says so. */
export function chanceOf(stage: StageChance, days: number): PaceChance {
  return stage.paces.findLast((pace) => pace.pace === 'usual' || days > pace.fromDays) as PaceChance
}

/** Forecasts of one height beside what came of them. */
export interface ReliabilityRow {
  /** forecasts from … to below this (the last includes 1) */
  from: number
  to: number
  count: number
  won: number
  /** mean of the forecasts */
  said: number
  /** share won, with its 95 % interval */
  came: number
  low: number
  high: number
}

export interface Reliability {
  rows: ReliabilityRow[]
  count: number
  /** mean squared distance of forecast and outcome: 0 is perfect; and that of always saying the overall share */
  brier: number
  reference: number
}

const edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

/**
 * Whether forecasts came true: those between 0 and 10 %, 10 and 20 % …, each beside the share that was won. Null without
 * any. Source: G. W. Brier, Monthly Weather Review 78 (1950) 1–3; A. H. Murphy, R. L. Winkler, Applied Statistics 26 (1977)
 * 41–47.
 */
export function reliability(forecasts: readonly { chance: number; won: number; of: number }[]): Reliability | null {
  const count = forecasts.reduce((sum, { of }) => sum + of, 0)
  if (count === 0) return null
  const wonAll = forecasts.reduce((sum, { won }) => sum + won, 0)
  const share = wonAll / count
  let brier = 0
  for (const { chance, won, of } of forecasts) brier += won * (1 - chance) ** 2 + (of - won) * chance ** 2
  const rows = edges.slice(0, -1).flatMap((from, index) => {
    const to = edges[index + 1] as number
    const inside = forecasts.filter(({ chance }) => chance >= from && (chance < to || (to === 1 && chance === 1)))
    const of = inside.reduce((sum, one) => sum + one.of, 0)
    if (of === 0) return []
    const won = inside.reduce((sum, one) => sum + one.won, 0)
    const said = inside.reduce((sum, one) => sum + one.chance * one.of, 0) / of
    const { low, high } = wilson(won, of) as { low: number; high: number }
    return [{ from, to, count: of, won, said, came: won / of, low, high }]
  })
  return { rows, count, brier: brier / count, reference: share * (1 - share) }
}

function tally(cells: readonly StayCell[]): { won: number; of: number } {
  let won = 0
  let of = 0
  for (const cell of cells) {
    of += cell.count
    if (cell.won) won += cell.count
  }
  return { won, of }
}

function drawn(won: number, of: number, towards: number): number {
  return (won + priorWeight * towards) / (of + priorWeight)
}

/** The least number of days that at least that share of the stays did not pass. */
function quantile(cells: readonly StayCell[], share: number): number {
  const { of } = tally(cells)
  let before = 0
  for (const cell of cells.toSorted((a, b) => a.days - b.days)) {
    before += cell.count
    if (before >= share * of) return cell.days
  }
  return 0
}
