import { z } from 'zod'
import { conditionSchema } from '#contract/rule.ts'
import { conversions, longestTestDays } from '#core/page/test.ts'
import { powers } from '#core/report/sample.ts'
import {
  fewestControl,
  mostControl,
  slotFaults,
  slotVariantKeys,
  type SlotDocument,
  type SlotVariant,
} from '#core/slot/document.ts'

const time = z.iso.datetime()
const count = z.int().min(0)
const share = z.number().min(0).max(1)
const key = z.enum(slotVariantKeys)
const line = z.string().max(300)
const power = z
  .number()
  .refine((one): one is (typeof powers)[number] => powers.some((known) => known === one), 'is 0.8 or 0.9')

const content = z.object({
  title: line,
  text: z.string().max(4000),
  label: line,
  href: z.string().max(2000),
  picture: z.object({ url: z.string().max(2000), alt: line }).nullable(),
})

const variant = z.object({
  key,
  name: line,
  when: conditionSchema.nullable(),
  visit: z.object({
    channels: z.array(z.string().min(1).max(60)).max(40),
    returning: z.boolean().nullable(),
    languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'is a language such as ko')).max(40),
  }),
  content,
}) satisfies z.ZodType<SlotVariant>

const conversion = z.enum(conversions)
const measure = z.object({
  conversion,
  /** how long after it was first in view it counts */
  days: z.int().min(1).max(longestTestDays),
  /** the share that converts now, from 0 to 1 */
  baseline: z.number().min(0.0005).max(0.95),
  /** the smallest difference worth seeing, in shares */
  difference: z.number().min(0.0005).max(0.9),
  power,
})

/** Everything of a slot that is published together (core/slot/document.ts). */
export const slotContent = z
  .object({
    variants: z
      .array(variant)
      .max(slotVariantKeys.length)
      .refine((variants) => variants.every((one, index) => one.key === slotVariantKeys[index]), {
        message: 'Variants are called a, b, c …, in this order.',
      }),
    /** percent of those under a variant who see the default */
    control: z.int().min(fewestControl).max(mostControl),
    measure,
  })
  .refine(({ measure: { baseline, difference } }) => baseline + difference < 1 || baseline - difference > 0, {
    path: ['measure', 'difference'],
    message: 'is larger than the share that converts allows',
  }) satisfies z.ZodType<SlotDocument>

const name = line.trim().min(1, 'Give the slot a name.')
export const slotId = z.object({ id: z.uuid() })

/** `POST /api/slots` */
export const slotCreateInput = z.object({
  name,
  /** as pages will write it: `data-hg-slot="hero"` */
  key: z.string().trim().toLowerCase().max(60),
})

/** `POST /api/slots/:id/change`: the draft as a whole, if it is as it was read. */
export const slotChangeInput = z.object({
  id: z.uuid(),
  revision: z.int().min(1),
  name,
  document: slotContent,
})
export const slotPublishInput = z.object({ id: z.uuid(), revision: z.int().min(1) })
export const slotRetireInput = z.object({ id: z.uuid(), undo: z.boolean().default(false) })

/** Where a slot stands: never in force; in force; in force with a newer draft; stopped. */
export const slotStates = ['draft', 'live', 'changed', 'off'] as const
export type SlotState = (typeof slotStates)[number]

export const slotWritten = z.object({
  id: z.uuid(),
  key: z.string(),
  revision: z.int(),
  state: z.enum(slotStates),
  version: z.int().nullable(),
})
export type SlotWritten = z.infer<typeof slotWritten>

const slotItem = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  state: z.enum(slotStates),
  variants: count,
  /** of the version in force, in the last 28 days: people who were shown a variant, and who were held back */
  shown: count,
  control: count,
  publishedAt: time.nullable(),
  updatedAt: time,
})
export type SlotItem = z.infer<typeof slotItem>

/** `GET /api/slots` */
export const slotListQuery = z.object({ retired: z.stringbool().default(false) })
export const slotList = z.object({
  items: z.array(slotItem),
  /** whether anything is counted: a public key is in force */
  counted: z.boolean(),
  asOf: time,
})
export type SlotList = z.infer<typeof slotList>

/** `GET /api/slots/:id`: what the editor needs. */
export const slotDetail = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  state: z.enum(slotStates),
  revision: z.int(),
  document: slotContent,
  version: z.int().nullable(),
  versions: z.array(z.object({ version: z.int(), at: time, by: z.string() })),
  faults: z.array(z.object({ fault: z.enum(slotFaults), must: z.boolean(), variant: key.optional() })),
  /** this server, as pages reach it, and a public key in force; null: there is none */
  origin: z.string(),
  publicKey: z.string().nullable(),
  retired: z.boolean(),
})
export type SlotDetail = z.infer<typeof slotDetail>

const counted = z.object({ reached: count, of: count })
const arm = z.object({
  /** people, so far */
  seen: count,
  /** those whose days are over */
  closed: counted,
  /** of the first, as many as the sample asks for */
  sampled: counted,
  rate: share.nullable(),
  low: share.nullable(),
  high: share.nullable(),
})
const reading = z.object({
  sample: z.object({ shown: count, control: count }),
  shown: arm,
  control: arm,
  verdict: z.enum(['not_yet', 'better', 'no_difference', 'worse']),
  /** shown less control; null until both samples are full */
  difference: z
    .object({
      difference: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      verdict: z.enum(['up', 'down', 'unclear', 'too_few']),
    })
    .nullable(),
})
export type SlotReading = z.infer<typeof reading>

/** `GET /api/slots/:id/lift`: of a version, the newest when none is named. */
export const slotLiftQuery = z.object({ id: z.uuid(), version: z.coerce.number().int().min(1).optional() })
export const slotLift = z.object({
  /** null: nothing was ever published */
  version: z.int().nullable(),
  publishedAt: time.nullable(),
  measure: measure.nullable(),
  /** percent */
  controlShare: z.int(),
  whole: reading.nullable(),
  each: z.array(reading.extend({ key, name: z.string() })),
  /** people who were in view of both; they count with the first */
  crossed: count,
  /** until both samples are full and their days over, at the pace so far; null: nobody comes, or they are */
  daysLeft: z.int().nullable(),
  asOf: time,
})
export type SlotLift = z.infer<typeof slotLift>

/**
 * `POST /v1/slots`, asked by `/slots.js`: which variants this browser sees. Sent as text so that a browser asks at once.
 * The answer is for this browser alone, and nothing is changed by it.
 */
export const slotAsk = z.object({
  writeKey: z.string().max(200).optional(),
  /** the browser's own id; used only where the workspace's privacy settings allow it */
  anonymousId: z.string().max(200).nullish(),
  /** agreed to be followed (the tracker's consent) */
  consent: z.boolean().nullish(),
  url: z.string().max(4000).default(''),
  referrer: z.string().max(4000).default(''),
  campaign: z.record(z.string().max(40), z.string().max(500)).default({}),
  clickIds: z.record(z.string().max(40), z.string().max(1000)).default({}),
})
export type SlotAsk = z.infer<typeof slotAsk>
