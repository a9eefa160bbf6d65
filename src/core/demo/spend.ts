import { toMinor } from '#core/deal/money.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import { chance } from '#core/demo/random.ts'
import type { SpendNetwork } from '#core/spend/network.ts'
import type { SpendRow } from '#core/spend/read.ts'

/** The sample company's own channel: two letters of its trade that write about it. */
export const demoChannelRules: readonly ChannelRule[] = [
  { when: { referrer: ['freight-letter.example', 'mulryu-news.example'] }, channel: 'trade press' },
]

/** Files that its marketer read, one a network; each row with the channel it counts as. */
export interface DemoSpendFile {
  network: SpendNetwork
  name: string
  channel: string
  rows: SpendRow[]
}

/** what a campaign of core/demo/arrivals.ts costs on a working day, in whole units */
const campaigns: readonly (readonly [network: SpendNetwork, currency: string, campaign: string, aDay: number])[] = [
  ['google_ads', 'USD', 'visibility-brand', 34],
  ['google_ads', 'USD', 'visibility-generic', 58],
  ['google_ads', 'USD', 'eta-software', 41],
  ['linkedin', 'USD', 'supply-chain-heads', 76],
  ['meta', 'USD', 'retargeting-30d', 12],
  ['naver', 'KRW', 'visibility-generic', 31_000],
  ['kakao', 'KRW', 'bizboard-mulryu', 24_000],
]

const dayMs = 86_400_000

/**
 * Ad costs of the half year before `end` (epoch ms), by day and campaign, in two currencies: the same for the same seed.
 * Weekends cost a third.
 */
export function demoSpend({ seed, end, days }: { seed: string; end: number; days: number }): DemoSpendFile[] {
  const files = new Map<SpendNetwork, DemoSpendFile>()
  for (const [network, currency, campaign, aDay] of campaigns) {
    const luck = chance(`${seed} spend ${network} ${campaign}`)
    const file = files.get(network) ?? { network, name: `${network}-by-day.csv`, channel: 'ppc', rows: [] }
    for (let ago = days; ago >= 1; ago--) {
      const day = new Date(end - ago * dayMs)
      const share = [0, 6].includes(day.getUTCDay()) ? 1 / 3 : 1
      const amountMinor = toMinor(aDay * share * (0.75 + luck.int(0, 50) / 100), currency)
      file.rows.push({ day: day.toISOString().slice(0, 10), campaign, currency, amountMinor })
    }
    files.set(network, file)
  }
  return [...files.values()]
}

/** What a won is worth in the sample company's dollars, by how many days before the end that held. */
export const demoRates: readonly (readonly [ago: number, rate: string])[] = [
  [210, '0.000714'],
  [150, '0.000722'],
  [90, '0.000719'],
  [45, '0.000727'],
  [12, '0.00072'],
]

/** What the sample company pays by hand: its stand at the forum by which people come (core/demo/arrivals.ts). */
export const demoStand = {
  name: 'Freight Forum: stand and travel',
  channel: 'event',
  campaign: 'freight-forum',
  minor: 920_000,
  ago: 60,
  days: 3,
}

/** What a lead and a request for a demo should cost at most, in cents. */
export const demoTargets: readonly (readonly [action: string, minor: number])[] = [
  ['stage:lead', 40_000],
  ['event:demo_requested', 60_000],
]
