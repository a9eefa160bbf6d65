/** Of those who stood in a stage: who had read the asset there, the others, and how many of each went on. */
export interface LiftCounts {
  readers: number
  readersOn: number
  others: number
  othersOn: number
}

export interface Lift extends LiftCounts {
  /** the share of readers who went on ÷ that of the others */
  ratio: number
  /** 95 % interval of the ratio */
  low: number
  high: number
}

/** people on each side, and of them who went on and who did not */
const leastPeople = 20
const leastCases = 5

/**
 * How much oftener those who had read it went on: a ratio of two shares with its interval on the log scale (Katz et al.,
 * Biometrics 34, 1978). An association, never a cause: whoever is nearer to buying reads more. Null: not enough data.
 */
export function liftOf(counts: LiftCounts): Lift | null {
  const { readers, readersOn, others, othersOn } = counts
  if (Math.min(readers, others) < leastPeople || Math.min(readersOn, othersOn) < leastCases) return null
  const ratio = readersOn / readers / (othersOn / others)
  const spread = 1.959964 * Math.sqrt(1 / readersOn - 1 / readers + 1 / othersOn - 1 / others)
  return { ...counts, ratio, low: ratio * Math.exp(-spread), high: ratio * Math.exp(spread) }
}
