import type { Blueprint, StageModel } from '#core/blueprint.ts'
import { opportunityPipeline, salesPipeline } from '#core/blueprint/templates/pipelines.ts'

/** Pipelines that come with the product. */
export const pipelineTemplates: readonly StageModel[] = [salesPipeline, opportunityPipeline]

/**
 * The blueprint with another pipeline after those it has: a copy of one of them, or of a template (`template:<id>`). Its
 * name is a name of the team's own, the same in every language. Null when there is nothing of that id to copy.
 */
export function addPipeline(
  blueprint: Blueprint,
  { name, from }: { name: string; from: string },
): { blueprint: Blueprint; id: string } | null {
  const model = from.startsWith('template:')
    ? pipelineTemplates.find(({ id }) => `template:${id}` === from)
    : blueprint.models.find(({ id, subject }) => subject === 'deal' && id === from)
  if (!model) return null
  const id = freeId(name, new Set(blueprint.models.map((one) => one.id)))
  const copy: StageModel = { ...structuredClone(model), id, name: { en: name, ko: name, ru: name } }
  const after = blueprint.models.findLastIndex(({ subject }) => subject === 'deal')
  const models = blueprint.models.toSpliced(after < 0 ? blueprint.models.length : after + 1, 0, copy)
  return { blueprint: { ...blueprint, models }, id }
}

/** Ids are made of plain letters: a name without any gets a number. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
  const base = plain === '' ? 'pipeline' : plain
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`
    if (!taken.has(id)) return id
  }
}
