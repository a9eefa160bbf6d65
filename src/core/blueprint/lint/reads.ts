import type { Blueprint, StageModel } from '#core/blueprint.ts'
import type { Report } from '#core/blueprint/lint/finding.ts'
import { isJourney } from '#core/blueprint/lint/places.ts'
import type { Place, Use } from '#core/blueprint/lint/places.ts'
import { accountFacts, derivedAccountFacts, personFacts, readField } from '#core/rule/fields.ts'
import type { FieldCondition } from '#core/rule.ts'
import { fieldConditions, texts } from '#core/rule/walk.ts'

const factUses: ReadonlySet<Use> = new Set(['fit', 'persona', 'icp'])

/** What rules may read: that fields exist, that facts stay facts, and that nothing reads in a circle. */
export function lintReads(blueprint: Blueprint, places: readonly Place[], report: Report): void {
  const models = new Map(blueprint.models.map((model) => [model.id, model]))
  for (const place of places) {
    for (const { node, path, ofEvent } of fieldConditions(place.visits)) {
      lintField(node, ofEvent, place, path, blueprint, models, report)
      if (!ofEvent) lintOrder(node.field, place, path, models, report)
    }
    for (const { node, path } of place.visits) lintForm(node, place, path, models, report)
  }
  lintCircles(blueprint, places, report)
}

function lintField(
  node: FieldCondition,
  ofEvent: boolean,
  place: Place,
  path: string,
  blueprint: Blueprint,
  models: Map<string, StageModel>,
  report: Report,
): void {
  const { field } = node
  const { scope, name } = readField(field)
  if (scope === 'unknown' || ofEvent !== (scope === 'event' || scope === 'props')) {
    return report(
      'unknown_field',
      'error',
      path,
      `There is no field "${field}" ${ofEvent ? 'of an event' : 'of a person'}.`,
    )
  }
  if (scope === 'stage') return lintStageField(node, name, path, models, report)
  if (scope === 'persona') unknownValues(node, blueprint.personas, 'persona', path, report)
  if (field === 'event.content') unknownValues(node, blueprint.contentKinds, 'content kind', path, report)
  if (scope === 'account' && (derivedAccountFacts as readonly string[]).includes(name)) {
    if (place.model?.subject === 'account') return
    return report('field_nobody_sets', 'error', path, `"${field}" is worked out for models of accounts only.`)
  }
  const known: readonly string[] | null = scope === 'person' ? personFacts : scope === 'account' ? accountFacts : null
  if (known === null || known.includes(name)) return
  const near = known.find((other) => squash(other) === squash(name))
  report(
    'field_nobody_sets',
    'warning',
    path,
    near === undefined
      ? `Nothing in the product sets "${field}": it stays missing until a form, an import or an identify call sends the trait "${name}".`
      : `Nothing sets "${field}"; did you mean "${scope}.${near}"?`,
  )
}

const squash = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

function lintStageField(
  node: FieldCondition,
  id: string,
  path: string,
  models: Map<string, StageModel>,
  report: Report,
): void {
  const model = models.get(id)
  if (!model) {
    return report(
      'unknown_reference',
      'error',
      path,
      `There is no stage model "${id}"; there are: ${[...models.keys()].join(', ')}.`,
    )
  }
  const outcomes = node.field.startsWith('outcome.')
  unknownValues(
    node,
    outcomes ? model.outcomes : model.stages,
    outcomes ? `outcome of ${id}` : `stage of ${id}`,
    path,
    report,
  )
}

function unknownValues(
  node: FieldCondition,
  items: { id: string }[],
  what: string,
  path: string,
  report: Report,
): void {
  if (!['is', 'is_not', 'in', 'not_in'].includes(node.op)) return
  for (const value of texts(node.value)) {
    if (items.some((item) => item.id === value)) continue
    report(
      'unknown_reference',
      'error',
      `${path}.value`,
      `There is no ${what} "${value}"; there are: ${items.map((item) => item.id).join(', ')}.`,
    )
  }
}

/** Journeys come before scores, scores before the other models; facts come first of all. */
function lintOrder(field: string, place: Place, path: string, models: Map<string, StageModel>, report: Report): void {
  const { scope, name } = readField(field)
  const { use, model } = place
  if (factUses.has(use)) {
    const mayRead = [
      'person',
      'account',
      'list',
      ...(use === 'persona' ? [] : ['persona']),
      ...(use === 'fit' ? ['icp'] : []),
    ]
    if (!mayRead.includes(scope) && scope !== 'unknown') {
      report(
        'not_a_fact',
        'error',
        path,
        `A ${label[use]} reads facts only (${mayRead.join(', ')}), and "${field}" changes with time or behaviour. Put it into a stage rule.`,
      )
    }
    return
  }
  if (use === 'award' && (scope === 'score' || scope === 'pass')) {
    report(
      'scores_read_scores',
      'error',
      path,
      `A score rule may not read scores ("${field}"): points would breed points.`,
    )
  }
  if (use === 'award' && scope === 'stage') {
    const read = models.get(name)
    if (read && !isJourney(read)) {
      report(
        'scores_read_scores',
        'error',
        path,
        `A score rule may name the stage of a journey (a circle) only: "${name}" is decided after the scores.`,
      )
    }
  }
  if (model && isJourney(model) && (scope === 'score' || scope === 'pass')) {
    report(
      'journey_reads_scores',
      'error',
      path,
      `The journey ${model.id} may not read scores ("${field}"), because scores may read the journey.`,
    )
  }
}

const label: Partial<Record<Use, string>> = { fit: 'fit rule', persona: 'persona', icp: 'ICP' }

/** Conditions that have no meaning where they stand. */
function lintForm(
  node: object,
  { use, model }: Place,
  path: string,
  models: Map<string, StageModel>,
  report: Report,
): void {
  const what = label[use]
  if (what && ('count' in node || 'since' in node || 'inStage' in node)) {
    report('not_a_fact', 'error', path, `A ${what} reads facts only: it cannot count events or time.`)
  }
  if (model === null && !what) {
    if ('within' in node && node.within === 'pass') {
      report(
        'pass_out_of_place',
        'error',
        path,
        'A score rule belongs to no stage model, so it has no pass: write a length of time, such as 30d.',
      )
    }
  }
  if ('event' in node && use !== 'entry' && use !== 'door' && use !== 'back') {
    report(
      'event_out_of_place',
      'error',
      path,
      '"event" (the event of this moment) is only for stage entries and ways back: use a count.',
    )
  }
  if ('inStage' in node && typeof node.inStage === 'string' && !models.has(node.inStage)) {
    report(
      'unknown_reference',
      'error',
      path,
      `There is no stage model "${node.inStage}"; there are: ${[...models.keys()].join(', ')}.`,
    )
  }
}

/** Models may read other models, but not round in a circle; a journey not what is decided after the scores. */
function lintCircles(blueprint: Blueprint, places: readonly Place[], report: Report): void {
  const reads = new Map<string, { to: string; path: string }[]>(blueprint.models.map((model) => [model.id, []]))
  for (const { model, visits } of places) {
    if (!model) continue
    for (const { node, path, ofEvent } of fieldConditions(visits)) {
      const { scope, name } = readField(node.field)
      if (!ofEvent && scope === 'stage' && name !== model.id) reads.get(model.id)?.push({ to: name, path })
    }
    for (const { node, path } of visits) {
      if ('inStage' in node && typeof node.inStage === 'string' && node.inStage !== model.id) {
        reads.get(model.id)?.push({ to: node.inStage, path })
      }
    }
  }
  const told = new Set<string>()
  for (const model of blueprint.models) {
    for (const { to, path } of reads.get(model.id) ?? []) {
      const target = blueprint.models.find((other) => other.id === to)
      if (target && isJourney(model) && !isJourney(target)) {
        report(
          'journey_reads_scores',
          'error',
          path,
          `The journey ${model.id} may not read ${to}: that model is decided after the scores, and scores may read the journey.`,
        )
      }
      const pair = [model.id, to].toSorted().join(' ')
      if (told.has(pair) || !leadsTo(reads, to, model.id)) continue
      told.add(pair)
      report(
        'models_read_each_other',
        'error',
        path,
        `${model.id} and ${to} read each other's stages: neither could be decided first.`,
      )
    }
  }
}

function leadsTo(reads: Map<string, { to: string }[]>, from: string, goal: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === goal) return true
    if (seen.has(id)) continue
    seen.add(id)
    for (const { to } of reads.get(id) ?? []) open.push(to)
  }
  return false
}
