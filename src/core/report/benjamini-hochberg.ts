/**
 * Adjusted p-values (q) of several looks, in the order given: calling those with q ≤ 0.05 real keeps the expected share of
 * false alarms among them at 5 %. Source: Y. Benjamini, Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289–300, step-up.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => b.p - a.p)
  const adjusted = Array.from<number>({ length: pValues.length })
  let least = 1
  order.forEach(({ p, index }, place) => {
    const rank = pValues.length - place
    least = Math.min(least, (p * pValues.length) / rank)
    adjusted[index] = least
  })
  return adjusted
}
