import { z } from 'zod'
import { pipelineAdd, type PipelineTemplates } from '#contract/pipeline-add.ts'
import { ok, refuse } from '#contract/problem.ts'
import { addPipeline, pipelineTemplates } from '#core/blueprint/pipeline.ts'
import { foldText } from '#core/text.ts'
import { currentBlueprint, lockBlueprint } from '#store/blueprint.ts'
import { applyDocument } from '#actions/blueprint-apply.ts'
import { readVerb, type Verb, writeVerb } from '#actions/verb.ts'

/** Pipelines that come with the product, to begin one's own from. */
export const readPipelineTemplates: Verb<PipelineTemplates> = readVerb({
  permission: 'pipeline.read',
  input: z.object({}),
  run: () =>
    Promise.resolve(
      ok({ items: pipelineTemplates.map(({ id, name, stages }) => ({ id, name, stages: stages.length })) }),
    ),
})

/** Another pipeline: the next version of the blueprint has it. Deals of the others stay where they are. */
export const addAnotherPipeline: Verb<{ id: string; version: number | null }> = writeVerb({
  permission: 'pipeline.manage',
  input: pipelineAdd,
  async run(call) {
    const { db, workspaceId, input } = call
    await lockBlueprint(db, workspaceId)
    const current = await currentBlueprint(db, workspaceId)
    if (!current) return refuse('not_found', 'This workspace has no blueprint yet.')
    const same = current.blueprint.models.some(
      ({ subject, name }) =>
        subject === 'deal' && Object.values(name).some((one) => foldText(String(one)) === foldText(input.name)),
    )
    if (same) {
      const message = `There is a pipeline called “${input.name}” already; give this one another name.`
      return refuse('conflict', message, { fields: [{ path: 'name', message }] })
    }
    const made = addPipeline(current.blueprint, input)
    if (!made) return refuse('invalid', `There is no pipeline ${input.from} to copy.`)
    const applied = await applyDocument(call, made.blueprint, `Pipeline ${input.name}`)
    return applied.ok ? ok({ id: made.id, version: applied.value.version }) : applied
  },
  audit: ({ id, version }, { name }) => ({
    verb: 'pipeline.add',
    subject: `pipeline:${id}`,
    detail: { name, version },
  }),
})
