import { z } from 'zod'

const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })

const named = z.object({ id: z.string(), name: text })

/** `GET /api/models`: the stage models of the blueprint in force, for pickers, and the names that its rules speak of. */
export const modelList = z.object({
  version: z.int(),
  lifecycle: z.string(),
  models: z.array(
    z.object({
      id: z.string(),
      name: text,
      about: text,
      subject: z.enum(['person', 'account', 'deal']),
      stages: z.array(named.extend({ band: z.array(z.string()) })),
      outcomes: z.array(named),
    }),
  ),
  personas: z.array(named),
  contentKinds: z.array(named),
  purposes: z.array(named).describe('What the workspace asks people for, also what it no longer asks.'),
  ownFacts: z
    .array(z.object({ key: z.string(), label: z.string() }))
    .describe('Facts of people that the workspace defined itself.'),
})
export type ModelList = z.infer<typeof modelList>
