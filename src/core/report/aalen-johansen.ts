import { between } from '#core/report/kaplan-meier.ts'

/** What became of those who began together, at one time (mostly days): it came, something else came first, or not yet. */
export interface Risks {
  time: number
  /** what is asked about, e.g. reached the next stage */
  came: number
  /** what made it impossible, e.g. lost */
  competing: number
  /** still open when last seen */
  censored: number
}

/** Shares from 0 to 1, in force from `time` on. */
export interface IncidencePoint {
  time: number
  atRisk: number
  /** that it has come by then */
  came: number
  /** that the other has come first */
  competing: number
  standardError: number
  /** 95 % interval of `came` */
  low: number
  high: number
}

/**
 * Cumulative incidence after Aalen–Johansen: the share to which something has come by each time, where something else may
 * come first and some are open still. (One minus Kaplan–Meier would count the lost as if they could still be won.)
 * Sources: O. O. Aalen, S. Johansen, Scandinavian Journal of Statistics 5 (1978) 141–150; variance by the delta method,
 * E. Marubini, M. G. Valsecchi, Analysing Survival Data (1995) 10.3; interval on the log(−log) scale.
 */
export function aalenJohansen(risks: readonly Risks[]): IncidencePoint[] {
  let atRisk = risks.reduce((sum, { came, competing, censored }) => sum + came + competing + censored, 0)
  let free = 1
  let incidence = 0
  let other = 0
  // sums over earlier times, from which the variance at each time follows without going back
  let greenwood = 0
  let weighted = 0
  let squared = 0
  let own = 0
  let cross = 0
  let crossed = 0
  const points: IncidencePoint[] = []
  for (const { time, came, competing, censored } of ordered(risks)) {
    const ended = came + competing
    if (ended > 0) {
      incidence += (free * came) / atRisk
      other += (free * competing) / atRisk
      const step = atRisk === ended ? 0 : ended / (atRisk * (atRisk - ended))
      greenwood += step
      weighted += incidence * step
      squared += incidence * incidence * step
      own += (free * free * (atRisk - came) * came) / atRisk ** 3
      const share = (free * came) / atRisk ** 2
      cross += share
      crossed += incidence * share
      const variance =
        incidence * incidence * greenwood - 2 * incidence * weighted + squared + own - 2 * (incidence * cross - crossed)
      free *= (atRisk - ended) / atRisk
      const standardError = Math.sqrt(Math.max(0, variance))
      points.push({
        time,
        atRisk,
        came: incidence,
        competing: other,
        standardError,
        ...between(incidence, standardError),
      })
    }
    atRisk -= ended + censored
  }
  return points
}

/** The point in force at a time; null before anything came. */
export function incidenceAt(curve: readonly IncidencePoint[], time: number): IncidencePoint | null {
  return curve.findLast((point) => point.time <= time) ?? null
}

function ordered(risks: readonly Risks[]): Risks[] {
  const byTime = new Map<number, Risks>()
  for (const one of risks) {
    const known = byTime.get(one.time)
    if (known) {
      known.came += one.came
      known.competing += one.competing
      known.censored += one.censored
    } else byTime.set(one.time, { ...one })
  }
  return [...byTime.values()].toSorted((a, b) => a.time - b.time)
}
