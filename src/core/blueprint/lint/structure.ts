import type { BackKind, Blueprint, StageModel } from '#core/blueprint.ts'
import { isJourney } from '#core/blueprint/lint/places.ts'
import type { Report } from '#core/blueprint/lint/finding.ts'

const mostStages = 12
const backKinds: BackKind[] = [
  'consent_withdrawn',
  'disqualified',
  'returned_by_sales',
  'score_fell',
  'does_not_fit',
  'lost',
  'churned',
  'round_again',
]

/** Ids: each once in its list, and every reference to one that is there. */
export function lintStructure(blueprint: Blueprint, report: Report): void {
  duplicates(blueprint.models, 'models', report)
  duplicates(blueprint.scores.engagement.rules, 'scores.engagement.rules', report)
  duplicates(blueprint.scores.fit.rules, 'scores.fit.rules', report)
  duplicates(blueprint.personas, 'personas', report)
  duplicates(blueprint.contentKinds, 'contentKinds', report)
  duplicates(blueprint.reasons, 'reasons', report)
  duplicates(blueprint.playbooks, 'playbooks', report)
  const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
  const known = new Known(blueprint, report)
  known.must('models', blueprint.lifecycle, 'lifecycle', 'stage model')
  if (lifecycle && lifecycle.subject !== 'person') {
    report(
      'lifecycle_not_of_people',
      'error',
      'lifecycle',
      `The lifecycle must be a model of people; ${lifecycle.id} is of ${lifecycle.subject}s.`,
    )
  }
  blueprint.models.forEach((model, index) => lintModel(blueprint, model, `models[${index}]`, known, report))
  blueprint.content.forEach(({ kind }, index) => known.must('kinds', kind, `content[${index}].kind`, 'content kind'))
  blueprint.contentKinds.forEach(({ journey }, index) => {
    if (journey !== null) known.should('journeyStages', journey, `contentKinds[${index}].journey`, 'stage of a journey')
  })
  blueprint.reasons.forEach(({ for: uses }, index) => {
    for (const use of uses) known.should('reasonUses', use, `reasons[${index}].for`, 'outcome or way back')
  })
}

function lintModel(blueprint: Blueprint, model: StageModel, path: string, known: Known, report: Report): void {
  duplicates(model.stages, `${path}.stages`, report)
  duplicates(model.outcomes, `${path}.outcomes`, report)
  duplicates(model.back, `${path}.back`, report)
  duplicates(model.diverts, `${path}.diverts`, report)
  if (model.stages.length === 0) report('no_stages', 'error', `${path}.stages`, `The model ${model.id} has no stages.`)
  if (model.stages.length > mostStages) {
    report(
      'too_many_stages',
      'error',
      `${path}.stages`,
      `The model ${model.id} has ${model.stages.length} stages; at most ${mostStages} can be counted. Join some, or make a second model.`,
    )
  }
  const stages = new Set(model.stages.map((stage) => stage.id))
  const outcomes = new Set(model.outcomes.map((outcome) => outcome.id))
  const stage = (id: string, at: string) => missing(stages, id, at, `stage of ${model.id}`, report)
  const outcome = (id: string, at: string) => missing(outcomes, id, at, `outcome of ${model.id}`, report)
  model.stages.forEach((one, index) => {
    const at = `${path}.stages[${index}]`
    duplicates(one.doors ?? [], `${at}.doors`, report)
    for (const kind of one.contentKinds) known.must('kinds', kind, `${at}.contentKinds`, 'content kind')
    if (one.playbook !== undefined) known.must('playbooks', one.playbook, `${at}.playbook`, 'playbook')
  })
  model.back.forEach((rule, index) => {
    const at = `${path}.back[${index}]`
    if (rule.from !== 'any') for (const id of rule.from) stage(id, `${at}.from`)
    for (const id of rule.fromOutcomes ?? []) outcome(id, `${at}.fromOutcomes`)
    if (rule.to !== undefined) stage(rule.to, `${at}.to`)
    if (rule.outcome !== undefined) outcome(rule.outcome, `${at}.outcome`)
    if (rule.to === undefined && rule.outcome === undefined) {
      report(
        'unknown_reference',
        'error',
        at,
        `The way back "${rule.id}" leads nowhere: name a stage ("to") or an outcome.`,
      )
    }
  })
  model.diverts.forEach((divert, index) => {
    const at = `${path}.diverts[${index}]`
    stage(divert.before, `${at}.before`)
    if (divert.outcome !== undefined) outcome(divert.outcome, `${at}.outcome`)
    known.must('reasons', divert.reason, `${at}.reason`, 'reason')
    if (divert.outcome === undefined && divert.handoff === undefined) {
      report(
        'divert_leads_nowhere',
        'warning',
        at,
        `Whoever "${divert.id}" turns away stays where they are and nobody is told: name an outcome or a hand-off.`,
      )
    }
  })
  model.outcomes.forEach((one, index) => {
    if (!one.reasons || blueprint.reasons.some((reason) => reason.for.includes(one.id))) return
    report(
      'unknown_reference',
      'warning',
      `${path}.outcomes[${index}]`,
      `"${one.id}" asks for a reason, and no reason is given for it: add one whose "for" names it.`,
    )
  })
}

type List = 'models' | 'kinds' | 'playbooks' | 'reasons' | 'journeyStages' | 'reasonUses'

/** What there is to refer to. */
class Known {
  #ids: Record<List, Set<string>>
  #report: Report

  constructor(blueprint: Blueprint, report: Report) {
    const ids = (items: { id: string }[]) => new Set(items.map((item) => item.id))
    this.#report = report
    this.#ids = {
      models: ids(blueprint.models),
      kinds: ids(blueprint.contentKinds),
      playbooks: ids(blueprint.playbooks),
      reasons: ids(blueprint.reasons),
      journeyStages: ids(blueprint.models.filter(isJourney).flatMap((model) => model.stages)),
      reasonUses: new Set<string>([
        ...blueprint.models.flatMap((model) => model.outcomes.map((outcome) => outcome.id)),
        ...backKinds,
      ]),
    }
  }

  must(list: List, id: string, path: string, what: string): void {
    missing(this.#ids[list], id, path, what, this.#report)
  }

  /** A reference that does no harm when it leads nowhere. */
  should(list: List, id: string, path: string, what: string): void {
    missing(this.#ids[list], id, path, what, this.#report, 'warning')
  }
}

function missing(
  ids: Set<string>,
  id: string,
  path: string,
  what: string,
  report: Report,
  severity: 'error' | 'warning' = 'error',
): void {
  if (ids.has(id)) return
  const there = [...ids].slice(0, 20).join(', ') || 'none'
  report('unknown_reference', severity, path, `There is no ${what} "${id}"; there are: ${there}.`)
}

function duplicates(items: readonly { id: string }[], path: string, report: Report): void {
  const seen = new Set<string>()
  items.forEach(({ id }, index) => {
    if (seen.has(id))
      report(
        'duplicate_id',
        'error',
        `${path}[${index}].id`,
        `The id "${id}" is used twice in ${path}: ids name one thing each.`,
      )
    seen.add(id)
  })
}
