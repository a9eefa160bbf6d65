import { z } from 'zod'
import { pipelineDeal, pipelineMetricDocument, pipelineMetricQuery } from '#contract/pipeline-metric.ts'
import { calendarPeriod, periodKinds } from '#core/report/calendar.ts'
import { paces } from '#core/report/calibrate.ts'

const scope = pipelineMetricQuery.shape
const said = pipelineMetricDocument.shape

/** `GET /api/pipeline/likely?…`: open deals by the chance that history gives them. */
export const pipelineLikelyQuery = z.object({
  pipeline: scope.pipeline,
  only: scope.only,
  window: scope.window,
  limit: z.coerce.number().int().min(1).max(200).default(30),
  sort: z.enum(['chance', 'value']).default('value').describe('By chance, or by chance × amount.'),
})

const stageChance = z.object({
  stage: z.string(),
  given: z.number().nullable().describe('Of the blueprint.'),
  won: z.int(),
  of: z.int().describe('Past stays long enough ago.'),
  chance: z.number(),
  paces: z.array(z.object({ pace: z.enum(paces), fromDays: z.int(), won: z.int(), of: z.int(), chance: z.number() })),
})
export type PipelineStageChance = z.infer<typeof stageChance>

const likelyDeal = pipelineDeal
  .pick({ id: true, name: true, account: true, owner: true, amountMinor: true, currency: true })
  .extend({
    stage: z.string(),
    days: z.int().describe('Days in the stage.'),
    closeDate: z.string().nullable(),
    chance: z.number(),
    worthMinor: z.number().nullable().describe('Chance × amount in the workspace’s currency.'),
    pace: z.enum(paces).describe('How its stay compares with past ones.'),
  })
export type LikelyDeal = z.infer<typeof likelyDeal>

export const pipelineLikelyDocument = z.object({
  zone: said.zone,
  currency: said.currency,
  now: said.now,
  windowDays: said.windowDays,
  windowChosen: said.windowChosen,
  pipeline: z.string(),
  stages: z.array(stageChance),
  open: z.int(),
  expectedDeals: z.number(),
  expectedMinor: z.number(),
  withoutWorth: z.int().describe('Open deals without an amount that a rate converts.'),
  items: z.array(likelyDeal),
  reliability: z
    .object({
      at: z.iso.datetime().describe('When the forecasts would have been made, knowing only what was known then.'),
      count: z.int(),
      brier: z.number(),
      reference: z.number().describe('Of always saying the overall share.'),
      rows: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          count: z.int(),
          won: z.int(),
          said: z.number(),
          came: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
    })
    .nullable(),
})
export type PipelineLikelyDocument = z.infer<typeof pipelineLikelyDocument>

/** `GET /api/pipeline/sizing?…`: what the calculator begins with, from history. */
export const pipelineSizingQuery = z.object({ pipeline: scope.pipeline, only: scope.only })

export const pipelineSizingDocument = z.object({
  zone: said.zone,
  currency: said.currency,
  now: said.now,
  pipelines: said.pipelines,
  from: z.string().describe('First day of the leads and wins it is taken from.'),
  to: z.string(),
  today: z.string(),
  leads: z.int().describe('Qualified leads behind the curve.'),
  won: z.int(),
  curve: z
    .array(z.object({ days: z.number(), share: z.number(), low: z.number(), high: z.number() }))
    .describe('Share of leads won within so many days after they were qualified (Aalen–Johansen, lost competing).'),
  averageMinor: pipelineMetricDocument.shape.total.shape.averageMinor,
  unconverted: z.int(),
  reps: z.int().describe('Owners of deals open now or closed in the last 90 days.'),
  leadsPerMonth: z.number().describe('Qualified in the last 90 days, as a month of 30.'),
  open: z.int(),
  expectedMinor: z.number().describe('Chance × amount of the open deals.'),
  saved: z
    .object({ revenueMinor: z.number(), averageSaleMinor: z.number(), closeRate: z.number(), reps: z.int() })
    .nullable()
    .describe('The four numbers of the set-up guide.'),
})
export type PipelineSizingDocument = z.infer<typeof pipelineSizingDocument>

const period = z
  .string()
  .refine((key) => /^(19|2\d)\d\d-/.test(key) && calendarPeriod(key) !== null, {
    message: 'name a week, month or quarter: 2026-W47, 2026-11, 2026-Q4',
  })
  .describe('A week, month or quarter of the workspace’s zone: 2026-W47, 2026-11, 2026-Q4.')

/** `GET /api/quotas?period=2026-11` */
export const quotaQuery = z.object({ period: period.optional().describe('The month of today when absent.') })

const quotaRow = z.object({
  holder: z.string().describe('id:<user>, name:<owner without an account>, team:<team>, or all.'),
  kind: z.enum(['owner', 'team', 'all']),
  name: z.string(),
  quotaMinor: z.number().nullable(),
  wonMinor: z.number(),
  won: z.int(),
  unconverted: z.int().describe('Won without an amount that a rate converts.'),
  openMinor: z.number().describe('Open, with a close date in the period.'),
  open: z.int(),
  formerQuotaMinor: z.number().nullable(),
  formerWonMinor: z.number(),
})
export type QuotaRow = z.infer<typeof quotaRow>

export const quotaDocument = z.object({
  zone: said.zone,
  currency: said.currency,
  now: said.now,
  period: z.object({
    key: z.string(),
    kind: z.enum(periodKinds),
    from: z.iso.datetime(),
    to: z.iso.datetime().describe('The first moment after it.'),
    before: z.string(),
    after: z.string().nullable().describe('Null when it is the last that may be looked at: a year ahead.'),
    days: z.object({ from: z.string(), to: z.string() }),
    elapsed: z.number().describe('How much of the period has passed, from 0 to 1.'),
  }),
  today: z.object({ week: z.string(), month: z.string(), quarter: z.string() }),
  rows: z.array(quotaRow),
})
export type QuotaDocument = z.infer<typeof quotaDocument>

/** `POST /api/quotas` */
export const quotaInput = z.object({
  period,
  holder: z.string().regex(/^(all|id:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(name|team):[^\p{C}]{1,200})$/u, {
    message: 'name whose it is: all, id:<user>, name:<owner> or team:<team>',
  }),
  amountMinor: z
    .int()
    .min(1)
    .max(9_000_000_000_000_000)
    .nullable()
    .describe('To be won in the period, minor units of the workspace’s currency; null takes the quota away.'),
})
export type QuotaInput = z.output<typeof quotaInput>

export const quotaSet = z.object({
  period: z.string(),
  holder: z.string(),
  amountMinor: z.number().nullable(),
  before: z.number().nullable().describe('What it was, for undo.'),
})
export type QuotaSet = z.infer<typeof quotaSet>

/** `GET /api/pipeline/properties` */
export const pipelineProperties = z.object({
  fields: z.array(z.object({ key: z.string(), label: z.string() })).describe('Asked for as custom.<key>.'),
})
export type PipelineProperties = z.infer<typeof pipelineProperties>
