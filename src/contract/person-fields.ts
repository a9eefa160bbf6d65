import { z } from 'zod'

/** `GET /api/people/fields`: what conditions and columns may speak of, as the data has it, the commonest first. */
export const fieldsInUse = z.object({
  person: z.array(z.string()),
  account: z.array(z.string()),
  /** purposes of consent */
  consent: z.array(z.string()),
  lists: z.array(z.string()),
  /** names of events and of their properties */
  events: z.array(z.string()),
  props: z.array(z.string()),
})
export type FieldsInUse = z.infer<typeof fieldsInUse>

/** `GET /api/people/values?field=person.country&q=ko` */
export const valuesQuery = z.object({
  field: z.string().min(1).max(200).describe('A field of the rules, such as person.country or event.name.'),
  q: z.string().trim().max(100).optional().describe('Only values that contain it.'),
})
export const valuesInUseList = z.object({
  /** the commonest first; counted over a sample of large tables */
  items: z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.int() })),
})
export type ValuesInUse = z.infer<typeof valuesInUseList>
