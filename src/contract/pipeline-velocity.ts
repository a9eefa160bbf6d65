import { z } from 'zod'
import { pipelineMetricQuery, pipelineMetricDocument } from '#contract/pipeline-metric.ts'

const shape = pipelineMetricQuery.shape

/** `GET /api/pipeline/velocity?…`: n·w·v ÷ d, its trend and what changed it. */
export const pipelineVelocityQuery = z.object({
  pipeline: shape.pipeline,
  only: shape.only,
  window: shape.window,
  by: shape.by,
  span: z.coerce.number().int().min(7).max(730).default(90).describe('Days of wins and of leads behind the factors.'),
  weeks: z.coerce.number().int().min(1).max(104).default(26).describe('Weeks of the trend.'),
  back: z.coerce.number().int().min(1).max(104).default(4).describe('Weeks ago with which today is compared.'),
})

const point = z.object({
  day: z.string().describe('The end of this day.'),
  open: z.int().describe('n: open and qualified on the day.'),
  closeRate: z.number().nullable().describe('w: of matured cohorts.'),
  averageMinor: z.number().nullable().describe('v: mean won amount.'),
  cycleDays: z.number().nullable().describe('d: mean days from opening to win.'),
  velocity: z.number().nullable().describe('Minor units a day.'),
  cohort: z.int(),
  cohortWon: z.int(),
  wins: z.int(),
  amounts: z.int(),
})
export type VelocityPoint = z.infer<typeof point>

const said = pipelineMetricDocument.shape

export const pipelineVelocityDocument = z.object({
  zone: said.zone,
  currency: said.currency,
  now: said.now,
  windowDays: said.windowDays,
  windowChosen: said.windowChosen,
  pipelines: said.pipelines,
  spanDays: z.int(),
  monthDays: z.int().describe('Days of the present month.'),
  month: z.number().nullable().describe('Velocity × days of the month, minor units.'),
  closeRate: z.object({ low: z.number().nullable(), high: z.number().nullable() }),
  today: point,
  before: point,
  change: z
    .object({
      change: z.number(),
      terms: z.object({
        open: z.number(),
        closeRate: z.number(),
        averageMinor: z.number(),
        cycleDays: z.number(),
      }),
    })
    .nullable()
    .describe('What each factor brought of the change, minor units a day; they add up to it. Null: not enough data.'),
  trend: z.array(point).describe('Ends of weeks, the last one today.'),
  cohortDays: z.object({ from: z.string(), to: z.string() }).describe('First and last day of the leads behind w.'),
  spanFrom: z.string().describe('First day of the wins behind v and d.'),
  by: z.string().nullable(),
  groups: z.array(point.omit({ day: true }).extend({ key: z.string().nullable(), label: z.string().nullable() })),
})
export type PipelineVelocityDocument = z.infer<typeof pipelineVelocityDocument>
