import { z } from 'zod'
import { channels } from '#core/channel.ts'
import { variantKeys } from '#core/page/document.ts'
import { conversions, fewestWeight, longestTestDays } from '#core/page/test.ts'
import { powers } from '#core/report/sample.ts'

const time = z.iso.datetime()
const count = z.int().min(0)
const share = z.number().min(0).max(1)
const key = z.enum(variantKeys)
const conversion = z.enum(conversions)

const power = z
  .number()
  .refine((one): one is (typeof powers)[number] => powers.some((known) => known === one), 'is 0.8 or 0.9')

/** `POST /api/pages/:id/tests`: what is decided before a test starts. Publishes the draft with its variants. */
export const pageTestInput = z.object({
  id: z.uuid(),
  revision: z.int().min(1),
  conversion,
  /** how long after the first view it counts */
  days: z.int().min(1).max(longestTestDays),
  /** percent, together 100, in the order of the variants */
  weights: z
    .array(z.int().min(fewestWeight).max(95))
    .min(2, 'A test compares at least two variants.')
    .max(variantKeys.length)
    .refine((weights) => weights.reduce((sum, one) => sum + one, 0) === 100, 'The shares add up to 100.'),
  /** the share that converts now, from 0 to 1 */
  baseline: z.number().min(0.0005).max(0.95),
  /** the smallest difference worth seeing, in shares */
  difference: z.number().min(0.0005).max(0.9),
  power,
})

/** `POST /api/pages/:id/tests/end`; `winner` becomes the page. */
export const pageTestEndInput = z.object({ id: z.uuid(), winner: key.nullable() })

const counted = z.object({ reached: count, of: count })

const arm = z.object({
  key,
  name: z.string(),
  weight: z.int(),
  seen: count,
  closed: counted,
  sampled: counted,
  rate: share.nullable(),
  low: share.nullable(),
  high: share.nullable(),
  against: z
    .object({
      difference: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      verdict: z.enum(['up', 'down', 'unclear', 'too_few']),
    })
    .nullable(),
})

export const pageTest = z.object({
  id: z.uuid(),
  version: z.int(),
  plan: z.object({
    conversion,
    days: z.int(),
    variants: z.array(z.object({ key, weight: z.int() })),
    baseline: share,
    difference: share,
    power: z.number(),
    sample: z.int(),
  }),
  startedAt: time,
  startedBy: z.string(),
  endedAt: time.nullable(),
  endedBy: z.string().nullable(),
  winner: key.nullable(),
  ready: z.boolean(),
  verdict: z.enum(['not_yet', 'better', 'no_difference', 'worse']),
  best: key.nullable(),
  arms: z.array(arm),
  /** visitors who saw more than one variant; they count with the first */
  crossed: count,
  /** until every variant has its sample and its days, at the pace so far; null: nobody comes, or it is there */
  daysLeft: z.int().nullable(),
})
export type PageTest = z.infer<typeof pageTest>

/** `GET /api/pages/:id/tests` */
export const pageTestList = z.object({
  items: z.array(pageTest),
  /** of the last 28 days, to plan by: visitors a day, and who converted within a week, by conversion */
  lately: z.object({
    perDay: z.number().min(0),
    visitors: count,
    converted: z.array(z.object({ conversion, closed: counted })),
  }),
  asOf: time,
})
export type PageTestList = z.infer<typeof pageTestList>

/** `GET /api/pages/:id/statistics` */
export const pageStatisticsQuery = z.object({
  id: z.uuid(),
  /** first views of the last so many days */
  span: z.coerce.number().int().min(1).max(730).default(28),
  conversion: conversion.default('form_submitted'),
  /** within so many days of the first view */
  within: z.coerce.number().int().min(1).max(longestTestDays).default(7),
})

const part = z.object({
  visitors: count,
  /** visits without a cookie, besides them: in no share, since nothing sent later can be tied to them */
  visits: count,
  /** so far, those still having time among them */
  converted: count,
  /** those whose days are over */
  closed: counted,
  rate: share.nullable(),
  low: share.nullable(),
  high: share.nullable(),
})
export type PagePart = z.infer<typeof part>

export const pageStatistics = z.object({
  name: z.string(),
  slug: z.string(),
  total: part,
  byChannel: z.array(part.extend({ channel: z.enum(channels).nullable() })),
  byVariant: z.array(part.extend({ variant: z.string().nullable(), name: z.string() })),
  byDay: z.array(z.object({ day: z.iso.date(), visitors: count, converted: count })),
  from: time,
  asOf: time,
  counted: z.boolean(),
})
export type PageStatistics = z.infer<typeof pageStatistics>

/** `GET /api/pages/:id/people`: who is behind the numbers. */
export const pagePeopleQuery = pageStatisticsQuery.extend({
  converted: z.stringbool().optional(),
  variant: key.optional(),
  /** a channel; `none`: not told */
  channel: z.union([z.enum(channels), z.literal('none')]).optional(),
})

export const pagePeople = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      account: z.string().nullable(),
      at: time,
      views: count,
      variant: z.string().nullable(),
      channel: z.enum(channels).nullable(),
      convertedAt: time.nullable(),
    }),
  ),
  /** there are more than these */
  more: z.boolean(),
})
export type PagePeople = z.infer<typeof pagePeople>
