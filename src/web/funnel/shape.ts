import type { Step } from './rates.ts'

export type Tone = 'sale' | 'people-1' | 'people-2' | 'people-3' | 'people-4'

/** Blue from many to few; amber for the sale. */
export function toneOf(index: number, count: number, sale: boolean): Tone {
  if (sale) return 'sale'
  const steps = ['people-1', 'people-2', 'people-3', 'people-4'] as const
  return steps[Math.min(3, Math.floor((index * 4) / Math.max(1, count - 1)))] ?? 'people-4'
}

const narrowest = 16

/**
 * Width in percent, by the square root, so that a funnel of 18,240 to 31 keeps a readable neck; the numbers carry the
 * proportion.
 */
export function widthOf(count: number, members: number): number {
  if (members === 0) return narrowest
  return narrowest + (100 - narrowest) * Math.sqrt(Math.min(1, count / members))
}

/** Upper and lower width of each step; `open`: with those who may still come. */
export function widths(steps: readonly Step[], members: number, open = false): [top: number, bottom: number][] {
  const wide = (step: Step) => widthOf(step.reached + (open ? step.open : 0), members)
  return steps.map((step, index) => [wide(step), wide(steps[index + 1] ?? step)])
}

/** Corners of a step centred in a box of that size, as an SVG polygon takes them. */
export function cornersOf([top, bottom]: readonly [number, number], width: number, height: number): string {
  const side = (percent: number) => (percent / 100) * (width / 2)
  const middle = width / 2
  return [
    [middle - side(top), 0],
    [middle + side(top), 0],
    [middle + side(bottom), height],
    [middle - side(bottom), height],
  ]
    .map((point) => point.map((place) => Number(place.toFixed(2))).join(','))
    .join(' ')
}
