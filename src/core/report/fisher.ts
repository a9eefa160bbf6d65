/**
 * Two-sided p-value of Fisher's exact test: whether `hits` of `group` is chance, when `allHits` of `all` are hits. Sums the
 * probabilities of all tables no likelier than this one. Source: R. A. Fisher, The Design of Experiments (1935), chapter 2.
 * Throws RangeError for what is no table.
 */
export function fisherExact(hits: number, group: number, allHits: number, all: number): number {
  const misses = group - hits
  const rest = all - group
  if (!(hits >= 0 && misses >= 0 && allHits >= hits && rest >= allHits - hits)) {
    throw new RangeError(`no table: ${hits} of ${group}, ${allHits} of ${all}`)
  }
  const logs = logFactorials(all)
  const log = (n: number): number => logs[n] as number
  const choose = (n: number, k: number): number => log(n) - log(k) - log(n - k)
  const likelihood = (k: number): number => choose(group, k) + choose(rest, allHits - k) - choose(all, allHits)
  const own = likelihood(hits)
  let sum = 0
  for (let k = Math.max(0, allHits - rest); k <= Math.min(group, allHits); k++) {
    const one = likelihood(k)
    // equal tables differ in the last bits
    if (one <= own + 1e-9) sum += Math.exp(one)
  }
  return Math.min(1, sum)
}

function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1)
  for (let n = 2; n <= most; n++) logs[n] = (logs[n - 1] as number) + Math.log(n)
  return logs
}
