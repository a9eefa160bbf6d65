import { z } from 'zod'
import { plausibleDay } from '#contract/day.ts'
import { currencyCode } from '#contract/deal.ts'
import { sourceQuery } from '#contract/source.ts'
import { channelName, longestChannel } from '#core/channel-rule/rule.ts'
import { spendNetworks } from '#core/spend/network.ts'
import { campaignName, mostMinor } from '#core/spend/read.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const whole = (value: string): boolean => isWholeText(value)
const line = z.string().trim().min(1).max(200).refine(whole, 'is no text')
const amountMinor = z
  .int()
  .min(-mostMinor)
  .max(mostMinor)
  .describe('Minor units of the currency; negative: given back.')
const channel = z
  .string()
  .trim()
  .min(1)
  .max(longestChannel)
  .refine(whole, 'is no text')
  .transform(channelName)
  .describe('As arrivals have it: ppc, display, social … or one of your own.')
const campaign = z
  .string()
  .max(200)
  .refine(whole, 'is no text')
  .transform(campaignName)
  .default('')
  .describe('The same name as utm_campaign, upper or lower case; empty: of no campaign.')

export const mostSpendRows = 2000

/** `POST /api/spend`: a file of costs, read by whoever sends it; a long one in several parts. */
export const spendInput = z.strictObject({
  batch: z.uuid().optional().describe('Goes on with a file of which a part was sent already, by the same person.'),
  network: z.enum(spendNetworks),
  name: line.describe('Of the file.'),
  rows: z
    .array(z.strictObject({ day: plausibleDay, channel, campaign, currency: currencyCode, amountMinor }))
    .min(1)
    .max(mostSpendRows),
})
export type SpendInput = z.input<typeof spendInput>

/** `POST /api/spend/hand`: money over days, in equal parts. */
export const spendHandInput = z.strictObject({
  name: line.describe('What it was for.'),
  from: plausibleDay,
  to: plausibleDay.describe('The last day; the same for a single one.'),
  channel,
  campaign,
  currency: currencyCode,
  amountMinor: amountMinor.refine((minor) => minor !== 0, 'is nothing'),
})
export type SpendHandInput = z.input<typeof spendHandInput>

export const spendAdded = z.object({ batch: z.uuid(), rows: z.int().describe('Of the batch, with earlier parts.') })
export type SpendAdded = z.infer<typeof spendAdded>

export const spendBatchId = z.object({ id: z.uuid() })
export const spendUndone = z.object({ batch: z.uuid(), undone: z.boolean() })
export type SpendUndone = z.infer<typeof spendUndone>

const money = z.object({ currency: z.string(), minor: z.number() })
const unconverted = z.array(
  z.object({ currency: z.string(), minor: z.number(), from: z.iso.date().describe('The first day without a rate.') }),
)

/** `GET /api/spend`: what was read and entered. */
export const spendList = z.object({
  currency: z.string().describe('Of the workspace.'),
  items: z
    .array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['file', 'hand']),
        network: z.enum(spendNetworks),
        name: z.string(),
        at: time,
        by: z.string().nullable(),
        undoneAt: time.nullable(),
        rows: z.int(),
        corrected: z.int().describe('Rows that a later file of the network has corrected.'),
        from: z.iso.date().nullable(),
        to: z.iso.date().nullable(),
        totals: z.array(money),
        channels: z.array(z.string()),
      }),
    )
    .describe('The last 100, newest first.'),
  channels: z.array(z.string()).describe('Of your own, by rules or by what was entered.'),
  campaigns: z.array(z.string()).describe('By which people came first, the most frequent 200.'),
  unconverted: unconverted.describe('Left out of every number until there is a rate of the day.'),
})
export type SpendList = z.infer<typeof spendList>

const action = z
  .string()
  .max(120)
  .regex(/^(stage|event):[^\p{C}]{1,100}$/u, { message: 'name stage:<id> of the lifecycle, or event:<name>' })
  .describe('What was to be completed: stage:mql, event:demo_requested.')

/** `GET /api/spend/cpa?…`: what a completion cost, by the cohort of the days on which the money was spent. */
export const cpaQuery = sourceQuery.omit({ by: true, only: true }).extend({
  by: z.enum(['channel', 'campaign']).default('channel'),
  channel: z.string().max(100).optional().describe('Only people and money of this channel.'),
  action: action.optional(),
})
export type CpaQuery = z.output<typeof cpaQuery>

const cpa = z.object({
  minor: z.number().nullable().describe('Spend ÷ completions; null: nothing spent, or nobody completed.'),
  low: z.number().nullable().describe('95 %; null: fewer than 5 completions say too little.'),
  high: z.number().nullable(),
})
const expected = cpa.extend({ completions: z.number().describe('When every window has closed.') })
const counts = { people: z.int(), completed: z.int(), open: z.int().describe('Whose window is still open.') }
const verdict = z.enum(['within', 'above', 'unclear', 'too_few']).describe('Against the target, by the whole interval.')

const cpaRow = z.object({
  key: z.string().nullable().describe('As `only` takes it (=ppc, missing); null where spellings were joined.'),
  value: z.string().describe('Channel or campaign; empty: money or people of no campaign.'),
  ...counts,
  spendMinor: z.number(),
  cpa,
  expected: expected.nullable().describe('Null: too few earlier people, whose window has closed, say how it goes.'),
  verdict: verdict.nullable().describe('Null without a target.'),
})
export type CpaRow = z.infer<typeof cpaRow>

export const cpaDocument = z.object({
  zone: z.string(),
  from: time.nullable(),
  to: time,
  now: time,
  window: z.string().nullable(),
  by: z.enum(['channel', 'campaign']),
  channel: z.string().nullable(),
  action: z.string(),
  actions: z.array(z.object({ id: z.string(), name: text.nullable().describe('Of a stage.') })),
  model: z.string(),
  stages: z.array(z.object({ id: z.string(), name: text })),
  currency: z.string(),
  targetMinor: z.number().nullable(),
  rows: z.array(cpaRow).describe('Those with spend, the most expensive first.'),
  paid: cpaRow.describe('All rows together.'),
  unpaid: z.object(counts).describe('People of channels or campaigns without spend.'),
  unattributed: z.object(counts).describe('People whose channel or campaign nobody knows.'),
  all: z.object({ ...counts, cpa }).describe('All spend by everybody who completed, paid for or not.'),
  unconverted,
  earlier: z.object({ from: time, to: time }).nullable().describe('Whose past says what is to be expected.'),
})
export type CpaDocument = z.infer<typeof cpaDocument>

/** `POST /api/spend/target` */
export const cpaTargetInput = z.strictObject({
  action,
  minor: z
    .int()
    .min(1)
    .max(mostMinor)
    .nullable()
    .describe('At most, in the currency of the workspace; null: no target.'),
})
export const cpaTargetSaved = z.object({
  action: z.string(),
  minor: z.number().nullable(),
  before: z.number().nullable(),
})
export type CpaTargetSaved = z.infer<typeof cpaTargetSaved>
