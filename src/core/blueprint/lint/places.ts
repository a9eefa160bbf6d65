import type { Blueprint, StageModel } from '#core/blueprint.ts'
import type { Condition, EventCondition } from '#core/rule.ts'
import { walkCondition, walkEvent } from '#core/rule/walk.ts'
import type { Node, Visit } from '#core/rule/walk.ts'

/** What a rule of a blueprint is for; it decides what the rule may read. */
export type Use = 'entry' | 'door' | 'back' | 'divert' | 'award' | 'award_on' | 'fit' | 'persona' | 'icp'

/** A rule of the blueprint and where it stands. */
export interface Place {
  use: Use
  path: string
  /** of a stage model's rule */
  model: StageModel | null
  /** every node, with its full path */
  visits: Visit<Node>[]
  condition: Condition | EventCondition
}

/** All rules of a blueprint. */
export function placesOf(blueprint: Blueprint): Place[] {
  const places: Place[] = []
  const add = (use: Use, path: string, condition: Condition, model: StageModel | null = null) =>
    places.push({ use, path, model, condition, visits: [...walkCondition(condition, path)] })
  blueprint.models.forEach((model, m) => {
    const at = `models[${m}]`
    model.stages.forEach((stage, s) => {
      if (stage.entry !== null) add('entry', `${at}.stages[${s}].entry`, stage.entry, model)
      stage.doors?.forEach((door, d) => add('door', `${at}.stages[${s}].doors[${d}].when`, door.when, model))
    })
    model.back.forEach((rule, b) => add('back', `${at}.back[${b}].when`, rule.when, model))
    model.diverts.forEach((divert, d) => add('divert', `${at}.diverts[${d}].when`, divert.when, model))
  })
  blueprint.scores.engagement.rules.forEach((rule, r) => {
    const path = `scores.engagement.rules[${r}]`
    places.push({
      use: 'award_on',
      path: `${path}.on`,
      model: null,
      condition: rule.on,
      visits: [...walkEvent(rule.on, `${path}.on`)],
    })
    if (rule.when) add('award', `${path}.when`, rule.when)
  })
  blueprint.scores.fit.rules.forEach((rule, r) => add('fit', `scores.fit.rules[${r}].when`, rule.when))
  blueprint.personas.forEach((persona, p) => add('persona', `personas[${p}].when`, persona.when))
  add('icp', 'icp.when', blueprint.icp.when)
  return places
}

/** Journeys are the circles: they are folded before the scores. */
export const isJourney = (model: StageModel): boolean => model.shape === 'circle'
