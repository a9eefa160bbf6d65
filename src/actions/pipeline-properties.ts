import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { PipelineProperties } from '#contract/pipeline-plan.ts'
import { ok } from '#contract/problem.ts'
import { dealFieldsOf } from '#store/deal/label.ts'

/** What deals can be broken down by: their own fields beside what all deals have. */
export const listPipelineProperties: Verb<PipelineProperties> = readVerb({
  permission: 'pipeline.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    return ok({ fields: await dealFieldsOf(db, workspaceId) })
  },
})
