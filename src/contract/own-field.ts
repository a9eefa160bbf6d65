import { z } from 'zod'

/** A fact of people or deals that the team has given a name and a kind. */
export const ownField = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'number', 'date', 'boolean', 'choice']),
  options: z.array(z.string()),
})
export type OwnField = z.infer<typeof ownField>
export const ownFieldList = z.object({ items: z.array(ownField) })
export type OwnFieldList = z.infer<typeof ownFieldList>

export const ownFieldKey = z
  .string()
  .trim()
  .regex(
    /^\p{L}[\p{L}\p{N} _.-]{0,59}$/u,
    'Begin with a letter; letters, digits, spaces, . _ - may follow, 60 at most.',
  )

/** Defines one, or changes label and choices of one that is there; its kind stays. */
export const ownFieldDefinition = z
  .strictObject({
    key: ownFieldKey,
    label: z.string().trim().min(1).max(80),
    kind: ownField.shape.kind,
    options: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  })
  .refine(({ kind, options }) => kind !== 'choice' || options.length > 0, {
    path: ['options'],
    message: 'Give at least one choice.',
  })

/** It is offered no more; values that there are stay facts. */
export const ownFieldRetire = z.strictObject({ key: ownFieldKey })
export const ownFieldRetired = z.object({ key: z.string() })
export type OwnFieldRetired = z.infer<typeof ownFieldRetired>
