import { z } from 'zod'
import type { ModelList } from '#contract/model.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Text } from '#core/blueprint.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { currentBlueprint } from '#store/blueprint.ts'
import { fieldsOf } from '#store/person-field.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** The stage models of the blueprint in force, for pickers, and the names that its rules speak of. */
export const listModels: Verb<ModelList> = readVerb({
  permission: 'blueprint.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const current = await currentBlueprint(db, workspaceId)
    if (!current) return refuse('not_found', 'This workspace has no blueprint yet; apply one first.')
    const { lifecycle, models, personas, contentKinds } = current.blueprint
    return ok({
      version: current.version,
      lifecycle,
      models: models.map(({ id, name, about, subject, stages, outcomes }) => ({
        id,
        name,
        about,
        subject,
        stages: stages.map((stage) => ({ id: stage.id, name: stage.name, band: stage.band })),
        outcomes: outcomes.map(named),
      })),
      personas: personas.map(named),
      contentKinds: contentKinds.map(named),
      purposes: (await allPurposesOf(db, workspaceId)).map(named),
      ownFacts: (await fieldsOf(db, workspaceId)).map(({ key, label }) => ({ key, label })),
    })
  },
})

function named({ id, name }: { id: string; name: Text }): { id: string; name: Text } {
  return { id, name }
}
