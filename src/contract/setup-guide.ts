import { z } from 'zod'

const time = z.iso.datetime()
const words = z.string().trim().max(4000)

export const setupSteps = ['customer', 'stages', 'triggers', 'size'] as const
export type SetupStep = (typeof setupSteps)[number]

/** The questions of the ICP worksheet, in their order; words under `guide.ask.<id>` in the catalogs. */
export const worksheet = [
  'want',
  'talk',
  'who',
  'goals',
  'values',
  'demographics',
  'terms',
  'brands',
  'gather',
  'contact',
  'challenges',
  'solves',
  'benefit',
  'worry',
  'whyUs',
  'bestType',
  'daysToClose',
  'improves',
  'without',
] as const

const customer = z.object({
  answers: z.partialRecord(z.enum(worksheet), words),
})
const stages = z.object({
  /** whom the stages were talked through with */
  team: words,
  outsider: words,
  agreedBy: z.string().trim().max(200),
})
const triggers = z.object({
  chosen: z
    .array(
      z.object({
        event: z.string().trim().min(1).max(200),
        /** how people are encouraged to do it */
        way: words,
      }),
    )
    .max(30),
})
const minor = z.int().min(1).max(9_000_000_000_000)
const size = z.object({
  /** minor units of `currency` */
  revenueMinor: minor,
  averageSaleMinor: minor,
  currency: z.string().length(3),
  closeRate: z.number().gt(0).max(1),
  reps: z.int().min(1).max(10_000),
})

export const setupAnswers = { customer, stages, triggers, size }
export type SetupAnswers = {
  customer: z.infer<typeof customer>
  stages: z.infer<typeof stages>
  triggers: z.infer<typeof triggers>
  size: z.infer<typeof size>
}

/** `POST /api/setup-guide`: the answers of one step; they replace what it had. */
export const setupStepInput = z.discriminatedUnion('step', [
  z.object({ step: z.literal('customer'), answers: customer }),
  z.object({ step: z.literal('stages'), answers: stages }),
  z.object({ step: z.literal('triggers'), answers: triggers }),
  z.object({ step: z.literal('size'), answers: size }),
])

const saved = <T extends z.ZodType>(answers: T) => z.object({ answers, savedBy: z.string(), savedAt: time }).nullable()
/** `GET /api/setup-guide`: what each step holds; null until it was saved. */
export const setupGuide = z.object({
  customer: saved(customer),
  stages: saved(stages),
  triggers: saved(triggers),
  size: saved(size),
})
export type SetupGuide = z.infer<typeof setupGuide>
