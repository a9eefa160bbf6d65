import { z } from 'zod'

/** `POST /api/pipelines`: another pipeline, its stages, gates and ways out as in one that is there or in a template. */
export const pipelineAdd = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** id of a pipeline of the blueprint, or `template:<id>` */
  from: z.string().min(1).max(100),
})
export const pipelineAdded = z.object({ id: z.string(), version: z.int().nullable() })

/** `GET /api/pipelines/templates` */
export const pipelineTemplates = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() }),
      stages: z.int(),
    }),
  ),
})
export type PipelineTemplates = z.infer<typeof pipelineTemplates>
