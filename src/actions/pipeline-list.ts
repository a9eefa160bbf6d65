import { z } from 'zod'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { PipelineList, PipelineView } from '#contract/deal.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Blueprint, StageModel } from '#core/blueprint.ts'
import { isWin, winPlace } from '#core/deal/status.ts'
import { findWorkspace } from '#store/workspace.ts'

/** The pipelines of the blueprint in force: stages with goal, gates and chance, ways out, and the reasons to choose from. */
export const listPipelines: Verb<PipelineList> = readVerb({
  permission: 'pipeline.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return refuse('not_found', 'There is no such workspace.')
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const models = blueprint.models.filter((model) => model.subject === 'deal')
    const items = models.map((model) => viewOf(model, blueprint))
    return ok({ items, currency: workspace.currency, zone: workspace.zone })
  },
})

function viewOf(model: StageModel, { reasons }: Blueprint): PipelineView {
  const won = winPlace(model)
  const listed = (outcome: string) =>
    reasons.filter((one) => one.for.includes(outcome)).map(({ id, name }) => ({ id, name }))
  return {
    id: model.id,
    name: model.name,
    about: model.about,
    stages: model.stages.map((stage, index) => ({
      id: stage.id,
      name: stage.name,
      goal: stage.goal,
      owner: stage.owner,
      leaves: stage.leaves,
      probability: stage.probability ?? null,
      won: index >= won,
      lifecycle: stage.lifecycle ?? null,
      playbook: stage.playbook ?? null,
      gates: stage.gates ?? [],
    })),
    outcomes: model.outcomes.map(({ id, name, reasons: needed }) => ({
      id,
      name,
      won: isWin(model, id),
      reasons: needed,
    })),
    reasons: Object.fromEntries(['won', ...model.outcomes.map(({ id }) => id)].map((id) => [id, listed(id)])),
  }
}
