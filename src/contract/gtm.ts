import { z } from 'zod'
import { difference, funnelMember, rate } from '#contract/funnel.ts'
import { calendarPeriod, periodKinds } from '#core/report/calendar.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })

const period = z
  .string()
  .refine((key) => /^(19|2\d)\d\d-/.test(key) && calendarPeriod(key) !== null, {
    message: 'name a week, month or quarter: 2026-W47, 2026-11, 2026-Q4',
  })
  .describe('A week, month or quarter of the workspace’s zone: 2026-W47, 2026-11, 2026-Q4.')

/** `GET /api/go-to-market?period=2026-11`: a row per stage of the lifecycle. */
export const gtmQuery = z.object({ period: period.optional().describe('The month of today when absent.') })
export type GtmQuery = z.output<typeof gtmQuery>

const days = {
  key: z.string(),
  kind: z.enum(periodKinds),
  from: time,
  to: time.describe('The first moment after it.'),
}

const stageTime = z.object({
  count: z.int().describe('How many went on to the next stage in the period, with evidence of both.'),
  median: z.number().nullable().describe('Milliseconds from entering this stage to entering the next.'),
})

const gtmFigures = z.object({
  people: z.int().describe('Who stood in the stage: now, or when the period ended.'),
  entered: z.int().describe('Who entered the stage in the period, once a lap.'),
  conversion: rate.nullable().describe('Of those who entered, who reached a later stage so far; null at the last.'),
  time: stageTime.nullable(),
  target: z.int().nullable().describe('How many should enter in the period.'),
})
export type GtmFigures = z.infer<typeof gtmFigures>

const gtmRow = z.object({
  stage: z.string(),
  name: text,
  owner: text,
  goal: text,
  enters: text,
  band: z.array(z.string()),
  current: gtmFigures,
  former: gtmFigures.describe('The period before; its conversion as it stood at the age that this one has now.'),
  difference: difference.nullable().describe('Of the two conversions.'),
})
export type GtmRow = z.infer<typeof gtmRow>

export const gtmDocument = z.object({
  zone: z.string(),
  now: time,
  model: z.string(),
  name: text,
  period: z.object({
    ...days,
    before: z.string(),
    after: z.string().nullable().describe('Null while it lies in the future.'),
    elapsed: z.number().describe('How much of the period has passed, from 0 to 1.'),
  }),
  former: z.object(days),
  today: z.object({ week: z.string(), month: z.string(), quarter: z.string() }).describe('The periods of today.'),
  rows: z.array(gtmRow),
})
export type GtmDocument = z.infer<typeof gtmDocument>

/** Which people a figure of the dashboard stands for. */
export const gtmGroups = ['standing', 'entered', 'converted', 'waiting', 'moved'] as const
export type GtmGroup = (typeof gtmGroups)[number]

/** `GET /api/go-to-market/people?…`: the people behind one figure. */
export const gtmPeopleQuery = z.object({
  period: period.optional(),
  stage: z.string().min(1).max(100),
  of: z
    .enum(gtmGroups)
    .default('standing')
    .describe(
      'standing: in the stage now, or at the period’s end. entered, converted, waiting: entered in the period; went on; not yet. moved: went on to the next stage in the period.',
    ),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
})
export type GtmPeopleQuery = z.output<typeof gtmPeopleQuery>

export const gtmPeople = z.object({
  stage: z.string(),
  of: z.enum(gtmGroups),
  items: z.array(funnelMember).describe('In order of entry to the stage.'),
  next: z.string().nullable(),
})
export type GtmPeople = z.infer<typeof gtmPeople>

/** `POST /api/go-to-market/target` */
export const targetInput = z.object({
  period,
  stage: z.string().min(1).max(100),
  people: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .nullable()
    .describe('How many should enter the stage in the period; null takes the target away.'),
})
export type TargetInput = z.output<typeof targetInput>

export const targetSet = z.object({
  period: z.string(),
  stage: z.string(),
  people: z.int().nullable(),
  before: z.int().nullable().describe('What it was, for undo.'),
})
export type TargetSet = z.infer<typeof targetSet>
