import { z } from 'zod'
import { differences, likenesses } from '#core/duplicate.ts'

const bounded = z.object({
  count: z.int(),
  capped: z.boolean().describe('There are more; counting stopped here.'),
})

export const duplicateSide = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  account: z.string().nullable(),
  lastAt: z.iso.datetime().nullable(),
})
export type DuplicateSide = z.infer<typeof duplicateSide>

/** `GET /api/duplicates?…` */
export const duplicateListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(300).optional(),
})

export const duplicateList = z.object({
  items: z
    .array(
      z.object({
        one: duplicateSide,
        other: duplicateSide,
        confidence: z.enum(['likely', 'possible']),
        reasons: z.array(z.enum(likenesses)),
        against: z.array(z.enum(differences)),
      }),
    )
    .describe('The surest first.'),
  next: z.string().nullable(),
  all: bounded,
  waiting: bounded.describe('People who are still to be compared.'),
})
export type DuplicateList = z.infer<typeof duplicateList>
