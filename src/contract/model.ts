import { z } from 'zod'

const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })

/** `GET /api/models`: the stage models of the blueprint in force, for pickers. */
export const modelList = z.object({
  version: z.int(),
  lifecycle: z.string(),
  models: z.array(
    z.object({
      id: z.string(),
      name: text,
      about: text,
      subject: z.enum(['person', 'account', 'deal']),
      stages: z.array(z.object({ id: z.string(), name: text, band: z.array(z.string()) })),
    }),
  ),
})
export type ModelList = z.infer<typeof modelList>
