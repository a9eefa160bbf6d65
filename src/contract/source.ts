import { z } from 'zod'
import { funnelQuery, rate } from '#contract/funnel.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })

/** `GET /api/sources?…`: who came by which channel, campaign or landing page, and how far they got in the lifecycle. */
export const sourceQuery = funnelQuery.pick({ from: true, to: true, window: true, only: true }).extend({
  by: z
    .enum(['channel', 'campaign', 'object'])
    .default('channel')
    .describe('Of the first touch; object: landing page.'),
})
export type SourceQuery = z.output<typeof sourceQuery>

const sourceRow = z.object({
  key: z.string().describe('`all`, `=value`, `missing` or `other`: as `only` and the funnel’s `group` take it.'),
  kind: z.enum(['all', 'value', 'missing', 'other']),
  value: z.string().nullable(),
  people: z.int().describe('Whose first touch lies in the period.'),
  visitors: z.int().describe('Of these, who came with a cookie of the site.'),
  known: z.int().describe('Of these, whose mail address is known.'),
  tagged: z.int().describe('Of these, whose first touch named a campaign.'),
  open: z.int().describe('Of these, whose window is still open.'),
  steps: z.array(z.object({ stage: z.string(), reached: z.int(), rate })).describe('Every stage after the first.'),
  spendMinor: z
    .number()
    .nullable()
    .describe('What was spent on it in the period; null: nothing, or it cannot be told.'),
})
export type SourceRow = z.infer<typeof sourceRow>

export const sourceDocument = z.object({
  zone: z.string(),
  from: time.nullable(),
  to: time,
  now: time,
  window: z.string().nullable(),
  by: z.enum(['channel', 'campaign', 'object']),
  only: z.array(z.string()),
  model: z.string(),
  stages: z.array(z.object({ id: z.string(), name: text })),
  total: sourceRow,
  rows: z.array(sourceRow).describe('The largest 50 values, then missing, then other.'),
  folded: z.int().describe('How many values are in `other`.'),
  spend: z
    .object({
      currency: z.string(),
      minor: z.number(),
      elsewhereMinor: z.number().describe('Of it, for what nobody in the rows came by.'),
      unconverted: z.array(z.object({ currency: z.string(), minor: z.number() })).describe('Left out: no rate.'),
    })
    .nullable()
    .describe('Ad spend of the period in the workspace’s currency; null: none, or it cannot be told apart so.'),
  cookieless: z
    .array(z.object({ channel: z.string(), visits: z.int() }))
    .describe('Visits without a cookie in the period, by channel: nobody’s, so in no other number.'),
})
export type SourceDocument = z.infer<typeof sourceDocument>
