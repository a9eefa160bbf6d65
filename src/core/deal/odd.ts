/** How a won deal may differ from the others: won faster or larger than nine of ten, or past stages. */
export const oddities = ['fast', 'large', 'skipped'] as const
export type Oddity = (typeof oddities)[number]

/** Fewest past wins from which «unusual» is said. */
export const fewestWins = 10

/** What is usual of past wins: a tenth were faster than `fastMs`, a tenth larger than `largeMinor`. */
export interface UsualWins {
  count: number
  /** milliseconds */
  fastMs: number | null
  /** minor units of the workspace's currency */
  largeMinor: number | null
}

/** Why a win is odd; empty when it is as wins are. `tookMs` from opening to the win; `skipped`: stages without a stay. */
export function odditiesOf(
  win: { tookMs: number; baseMinor: number | null; skipped: readonly string[] },
  usual: UsualWins,
): Oddity[] {
  const known = usual.count >= fewestWins
  return [
    ...(known && usual.fastMs !== null && win.tookMs < usual.fastMs ? ['fast' as const] : []),
    ...(known && usual.largeMinor !== null && win.baseMinor !== null && win.baseMinor > usual.largeMinor
      ? ['large' as const]
      : []),
    ...(win.skipped.length > 0 ? ['skipped' as const] : []),
  ]
}
