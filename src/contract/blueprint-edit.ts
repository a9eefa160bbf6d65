import { z } from 'zod'
import { titleEntrySchema } from '#contract/blueprint.ts'
import { conditionSchema, durationSchema } from '#contract/rule.ts'
import type { TitleEdits } from '#core/blueprint/edit-titles.ts'
import type { BlueprintEdits } from '#core/blueprint/edit.ts'

// in the languages one wrote in; the others stay as they are
const words = z.strictObject({
  en: z.string().max(2000).exactOptional(),
  ko: z.string().max(2000).exactOptional(),
  ru: z.string().max(2000).exactOptional(),
})
const question = words.extend({ en: z.string().max(2000) })
const points = z.number().min(-10_000).max(10_000)
const cap = z.strictObject({ points: z.number().positive().max(10_000), per: z.enum(['day', 'week']) })

const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'ids are lower-case letters, digits, _ and -, beginning with a letter')

const entries = z.record(z.string().trim().min(1).max(200), titleEntrySchema.omit({ text: true }).nullable())

/** Titles and words by their text; null takes one out. A map that is not there begins on the newest list. */
export const titleEdits: z.ZodType<TitleEdits> = z.strictObject({
  list: z.int().exactOptional(),
  titles: entries.exactOptional(),
  words: entries.exactOptional(),
})

/** What people change most, by ids (core/blueprint/edit.ts says what each does). */
export const blueprintEdits: z.ZodType<BlueprintEdits> = z.strictObject({
  template: z.string().max(100).exactOptional(),
  lifecycle: z.string().max(64).exactOptional(),
  stages: z
    .record(
      z.string().max(140),
      z.strictObject({
        name: words.exactOptional(),
        owner: words.exactOptional(),
        goal: words.exactOptional(),
        enters: words.exactOptional(),
        sends: words.exactOptional(),
        leaves: words.exactOptional(),
        buyerStep: words.exactOptional(),
        agreed: z
          .strictObject({ by: z.string().trim().min(1).max(200), on: z.iso.date() })
          .nullable()
          .exactOptional(),
        playbook: z.string().max(64).nullable().exactOptional(),
      }),
    )
    .exactOptional(),
  threshold: points.exactOptional(),
  intent: points.exactOptional(),
  halfLife: durationSchema.exactOptional(),
  engagement: z
    .record(
      z.string().max(64),
      z.strictObject({ points: points.exactOptional(), cap: cap.nullable().exactOptional() }).nullable(),
    )
    .exactOptional(),
  fit: z.record(z.string().max(64), z.strictObject({ points: points.exactOptional() }).nullable()).exactOptional(),
  triggers: z
    .array(z.strictObject({ event: z.string().trim().min(1).max(200), points }))
    .max(50)
    .exactOptional(),
  playbooks: z
    .record(
      id,
      z
        .strictObject({
          name: words.exactOptional(),
          about: words.exactOptional(),
          band: z.enum(['TOFU', 'MOFU', 'BOFU', 'CUSTOMER']).exactOptional(),
          questions: z.array(question).max(100).exactOptional(),
        })
        .nullable(),
    )
    .exactOptional(),
  personas: z
    .record(
      id,
      z
        .strictObject({
          name: words.exactOptional(),
          about: words.exactOptional(),
          when: conditionSchema.exactOptional(),
        })
        .nullable(),
    )
    .exactOptional(),
  titles: titleEdits.exactOptional(),
  content: z
    .array(z.strictObject({ path: z.string().min(1).max(500), kind: z.string().min(1).max(64) }))
    .max(100)
    .exactOptional(),
  icp: z.strictObject({ about: words.exactOptional(), when: conditionSchema.exactOptional() }).exactOptional(),
})
