import { sizeBand } from '#core/icp/attribute.ts'
import type { JsonObject } from '#core/json.ts'
import { wilson } from '#core/report/wilson.ts'

/** A deal of the past; money in minor units of the workspace's currency, times in epoch ms. */
export interface PastDeal {
  status: 'open' | 'won' | 'lost'
  minor: number | null
  openedAt: number
  closedAt: number | null
  /** of its company */
  facts: JsonObject
}

/** By what companies are told apart. */
export const pastKinds = ['industry', 'size', 'country'] as const
export type PastKind = (typeof pastKinds)[number]

export interface PastType {
  kind: PastKind
  value: string
  /** deals that were won or lost, and those won */
  closed: number
  won: number
  low: number
  high: number
  /** mean sum of the won deals that have one, minor units, and how many those are */
  meanMinor: number | null
  priced: number
}

/** What the past says of who buys (FIELD §3: past data). Each figure with the number of deals it rests on. */
export interface PastData {
  types: PastType[]
  /** mean days from opening to the win */
  days: number | null
  won: number
  closed: number
}

/** A type of fewer closed deals than this is listed, never named the best. */
export const fewestDeals = 5
const day = 86_400_000

export function pastData(deals: readonly PastDeal[]): PastData {
  const closed = deals.filter(({ status }) => status !== 'open')
  const won = closed.filter(({ status }) => status === 'won')
  const groups = new Map<string, { kind: PastKind; value: string; deals: PastDeal[] }>()
  for (const deal of closed) {
    for (const kind of pastKinds) {
      const value = valueOf(kind, deal.facts)
      if (value === null) continue
      const key = `${kind} ${value.toLowerCase()}`
      const group = groups.get(key) ?? { kind, value, deals: [] }
      group.deals.push(deal)
      groups.set(key, group)
    }
  }
  const lengths = won.flatMap(({ openedAt, closedAt }) =>
    closedAt === null ? [] : [Math.max(0, closedAt - openedAt) / day],
  )
  return {
    types: [...groups.values()].map(typeOf).toSorted((a, b) => b.closed - a.closed || (a.value < b.value ? -1 : 1)),
    days: mean(lengths),
    won: won.length,
    closed: closed.length,
  }
}

/** The type that converts best, and the one with the highest mean value, among those of at least `fewestDeals`. */
export function bestTypes(
  types: readonly PastType[],
  kind: PastKind,
): { converts: PastType | null; value: PastType | null } {
  const enough = types.filter((type) => type.kind === kind && type.closed >= fewestDeals)
  const best = (score: (type: PastType) => number, some: readonly PastType[]): PastType | null =>
    some.reduce<PastType | null>((top, type) => (top === null || score(type) > score(top) ? type : top), null)
  return {
    converts: best((type) => type.won / type.closed, enough),
    value: best(
      (type) => type.meanMinor ?? 0,
      enough.filter(({ priced }) => priced >= fewestDeals),
    ),
  }
}

function typeOf({ kind, value, deals }: { kind: PastKind; value: string; deals: PastDeal[] }): PastType {
  const won = deals.filter(({ status }) => status === 'won')
  const sums = won.flatMap(({ minor }) => (minor === null ? [] : [minor]))
  const { low, high } = wilson(won.length, deals.length) ?? { low: 0, high: 1 }
  const meanMinor = mean(sums)
  return {
    kind,
    value,
    closed: deals.length,
    won: won.length,
    low,
    high,
    meanMinor: meanMinor === null ? null : Math.round(meanMinor),
    priced: sums.length,
  }
}

function valueOf(kind: PastKind, facts: JsonObject): string | null {
  if (kind === 'size') {
    const band = sizeBand(facts['employees'])
    return band === null ? null : String(band)
  }
  const value = facts[kind]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
