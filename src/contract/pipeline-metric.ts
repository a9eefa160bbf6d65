import { z } from 'zod'
import { measuredChance } from '#contract/deal-board.ts'
import { isDay } from '#core/report/period.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const id = z.string().min(1).max(100)
const day = z
  .string()
  .refine((value) => isDay(value) && /^(19|2\d)\d\d-/.test(value), 'write a day as 2026-03-29')
  .describe('A calendar day, cut in the workspace’s zone.')

const property = 'owner|team|pipeline|source|campaign|product|sector|custom\\.[^\\p{C}:]{1,200}'
const by = z
  .string()
  .max(210)
  .regex(new RegExp(`^(${property}|month)$`, 'u'), {
    message: 'break down by owner, team, pipeline, source, campaign, product, sector, month or custom.<field>',
  })
  .describe(
    'owner, team, pipeline, source, campaign, product, sector (of the company), month of the year, custom.<field>',
  )
const only = z
  .string()
  .max(4300)
  .regex(new RegExp(`^(${property}):(missing|=[^]*)$`, 'u'), {
    message: 'write the property, a colon, and = with the value, or missing: source:=search, owner:missing',
  })
  .describe('Only deals that are so: source:=search, team:missing. May be repeated.')

/** What all questions about pipelines share: which deals. */
const scope = {
  pipeline: id.optional().describe('Id of a pipeline; all of them when absent.'),
  only: z
    .union([only, z.array(only).max(8)])
    .optional()
    .transform((value) =>
      (value === undefined ? [] : Array.isArray(value) ? value : [value]).filter((one) => one !== ''),
    ),
}
const windowDays = z.coerce
  .number()
  .int()
  .min(1)
  .max(3660)
  .optional()
  .describe('Days a qualified lead has to be won; without it, what holds nine of ten wins of the last two years.')
const period = {
  from: day.optional().describe('First day; a year ago when absent.'),
  to: day.optional().describe('The day after the last day; tomorrow when absent.'),
}

/** `GET /api/pipeline/metrics?…` (docs/concepts/pipeline.md). */
export const pipelineMetricQuery = z.object({ ...scope, ...period, window: windowDays, by: by.optional() })
export type PipelineMetricQuery = z.output<typeof pipelineMetricQuery>

export const pipelineRate = z.object({
  won: z.int(),
  of: z.int(),
  rate: z.number().nullable(),
  low: z.number().nullable().describe('95 % interval after Wilson.'),
  high: z.number().nullable(),
})
export type PipelineRate = z.infer<typeof pipelineRate>

export const pipelineMean = z.object({
  count: z.int(),
  mean: z.number().nullable(),
  low: z.number().nullable().describe('95 % interval, from 20 values on.'),
  high: z.number().nullable(),
})
export type PipelineMean = z.infer<typeof pipelineMean>

const metrics = z.object({
  key: z.string().nullable().describe('Null: it is not known of these; in `total`: all.'),
  label: z.string().nullable().describe('What the key is called, where it is an id of something with a name.'),
  qualified: z.int().describe('Qualified leads of the cohort: became so in the period.'),
  closeRate: pipelineRate.describe('Won until now ÷ qualified leads of the cohort; open ones may still be won.'),
  maturedRate: pipelineRate.describe('The same of leads whose window is over: won within it ÷ qualified.'),
  won: z.int().describe('Closed in the period.'),
  lost: z.int(),
  winRate: pipelineRate.describe('Won ÷ (won + lost), closed in the period.'),
  averageMinor: pipelineMean.describe(
    'Of won amounts, in the workspace’s currency by the rate of the day each closed.',
  ),
  unconverted: z.int().describe('Won with an amount that no rate converts: in no mean.'),
  withoutAmount: z.int(),
  cycleDays: pipelineMean.describe('From opening to win, won deals only.'),
  cycleMedianDays: z.number().nullable(),
  lifetimeDays: pipelineMean.describe('From opening until won or lost.'),
  open: z.int().describe('Open now.'),
  openQualified: z.int(),
  openMinor: z.number().describe('Sum of open amounts that a rate converts.'),
  openUnconverted: z.int(),
})
export type PipelineMetrics = z.infer<typeof metrics>

const said = {
  zone: z.string(),
  currency: z.string(),
  now: time,
  from: day,
  to: day.describe('The day after the last day.'),
  windowDays: z.int(),
  windowChosen: z.boolean().describe('False: taken from history.'),
  /** where a deal of each pipeline becomes a qualified lead */
  pipelines: z.array(z.object({ id, name: text, qualified: z.object({ stage: id, name: text }) })),
}

export const pipelineMetricDocument = z.object({
  ...said,
  by: z.string().nullable(),
  total: metrics,
  unconverted: z.array(z.object({ currency: z.string(), count: z.int(), sumMinor: z.number() })),
  groups: z.array(metrics).describe('The 50 with most deals.'),
  others: z.int().describe('Groups that are not shown.'),
})
export type PipelineMetricDocument = z.infer<typeof pipelineMetricDocument>

/** Which deals a figure stands for. */
export const passGroups = [
  'qualified',
  'cohort_won',
  'matured',
  'matured_won',
  'won',
  'lost',
  'closed',
  'unconverted',
  'without_amount',
  'open',
  'open_qualified',
  'open_unconverted',
  'open_worth',
  'open_without_worth',
  'standing',
  'entered',
  'went_on',
  'lost_from',
] as const
export type PassGroup = (typeof passGroups)[number]

/** `GET /api/pipeline/deals?…`: the deals behind one figure. */
export const pipelineDealQuery = z.object({
  ...scope,
  ...period,
  window: windowDays,
  of: z.enum(passGroups).default('open').describe('Which figure: of the period, or of now (open, standing).'),
  stage: id.optional().describe('For standing, entered, went_on and lost_from.'),
  month: z.coerce.number().int().min(1).max(12).optional().describe('Only of that month of the year.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
})
export type PipelineDealQuery = z.output<typeof pipelineDealQuery>

export const pipelineDeal = z.object({
  id: z.uuid(),
  pass: z.int().describe('Above 1: opened again.'),
  name: z.string(),
  pipeline: id,
  account: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: z.string().nullable(),
  result: z.enum(['open', 'won', 'lost']).describe('Of this pass.'),
  stage: id.nullable().describe('Where the deal stands now.'),
  amountMinor: z.number().nullable(),
  currency: z.string().nullable(),
  openedAt: time,
  qualifiedAt: time.nullable(),
  closedAt: time.nullable(),
})
export type PipelineDeal = z.infer<typeof pipelineDeal>

export const pipelineDealList = z.object({ items: z.array(pipelineDeal), next: z.string().nullable() })
export type PipelineDealList = z.infer<typeof pipelineDealList>

/** `GET /api/pipeline/stages?…`: conversion and time of each stage of one pipeline. */
export const pipelineStageQuery = z.object({
  ...scope,
  ...period,
  window: windowDays,
  by: by.optional(),
})

const curve = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).describe('Days, share, low, high.')

const stageRow = z.object({
  stage: id,
  name: text,
  /** of now */
  standing: z.object({ count: z.int(), sumMinor: z.number(), unconverted: z.int(), withoutAmount: z.int() }),
  probability: z
    .object({ given: z.number().nullable(), measured: measuredChance })
    .describe('Of winning, of a deal that stands here: given by the blueprint; measured of past stays of all deals.'),
  entered: z.int().describe('Entered in the period, each pass once.'),
  wentOn: z.int(),
  lost: z.int(),
  stillOpen: z.int(),
  beenFurther: z.int().describe('Had been further before: in no rate.'),
  conversion: z
    .object({
      rate: z.number(),
      low: z.number(),
      high: z.number(),
      standardError: z.number(),
      days: z.number().describe('By how many days after entering.'),
    })
    .nullable()
    .describe('Cumulative incidence of going on (Aalen–Johansen, lost as competing risk, open ones censored).'),
  lostShare: z.number().nullable().describe('Cumulative incidence of being lost, by the same day.'),
  difference: z
    .object({
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      verdict: z.enum(['up', 'down', 'unclear', 'too_few']),
    })
    .nullable()
    .describe('Of the conversion to that of the period before.'),
  mark: z.enum(['strongest', 'weakest']).nullable().describe('Beyond chance: its interval lies apart from the next.'),
  time: z.object({
    stays: z.int(),
    open: z.int(),
    median: z.number().nullable().describe('Days until any exit (Kaplan–Meier).'),
    low: z.number().nullable(),
    high: z.number().nullable(),
    p90: z.number().nullable(),
    back: z.int().describe('Stays that ended backwards.'),
  }),
  came: curve,
  stays: curve.describe('Still there after so many days.'),
})
export type PipelineStageRow = z.infer<typeof stageRow>

export const pipelineStageDocument = z.object({
  ...said,
  former: z.object({ from: day, to: day }),
  pipeline: id,
  rows: z.array(stageRow),
  by: z.string().nullable(),
  groups: z.array(
    z.object({
      key: z.string().nullable(),
      label: z.string().nullable(),
      entered: z.int(),
      stages: z.array(pipelineRate.extend({ stage: id, entered: z.int() })),
    }),
  ),
})
export type PipelineStageDocument = z.infer<typeof pipelineStageDocument>
