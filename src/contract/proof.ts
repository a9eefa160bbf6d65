import { z } from 'zod'

const time = z.iso.datetime()
const day = z.iso.date()

/** Something they want to see before they buy: compatibility, security, references … and who of us owes it. */
export const proof = z.object({
  id: z.uuid(),
  what: z.string(),
  person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  owner: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  due: day.nullable(),
  askedAt: time,
  by: z.string().nullable(),
  givenAt: time.nullable(),
  link: z.string().nullable(),
})
export type Proof = z.infer<typeof proof>

/** `GET /api/deals/:id/proofs`: those owed first, the most urgent first */
export const proofList = z.object({ items: z.array(proof), owed: z.int() })
export type ProofList = z.infer<typeof proofList>

const link = z.url({ protocol: /^https?$/ }).max(2000)

/** `POST /api/deals/:id/proofs`. Owner: whoever says it, when absent. */
export const proofBody = z.strictObject({
  what: z.string().trim().min(1).max(1000),
  person: z.uuid().nullable().default(null),
  ownerId: z.uuid().optional(),
  due: day.nullable().default(null),
})
export const proofInput = proofBody.extend({ id: z.uuid() })

/** `POST /api/proofs/:id`: what is given changes. */
export const proofChangeBody = z.strictObject({
  what: z.string().trim().min(1).max(1000).optional(),
  ownerId: z.uuid().optional(),
  due: day.nullable().optional(),
  given: z.boolean().optional(),
  link: link.nullable().optional(),
  removed: z.boolean().optional(),
})
export const proofChanged = proof.extend({ dealId: z.uuid() })
export const proofId = z.object({ id: z.uuid() })
export const proofChangeInput = proofChangeBody.extend(proofId.shape)
