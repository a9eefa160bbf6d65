import type { Blueprint, Stage, StageModel, Text } from '#core/blueprint.ts'
import type { Report } from '#core/blueprint/lint/finding.ts'
import { demands, truthOf } from '#core/blueprint/lint/truth.ts'
import type { Reach, Truth } from '#core/blueprint/lint/truth.ts'
import { sameData } from '#core/blueprint/print.ts'
import { readField } from '#core/rule/fields.ts'
import { texts } from '#core/rule/walk.ts'
import type { FieldCondition } from '#core/rule.ts'

/** Stages nobody reaches or leaves, and definitions that the field knows to be bad (FIELD 2.1, last line). */
export function lintStages(blueprint: Blueprint, reach: Reach, report: Report): void {
  blueprint.models.forEach((model, index) => {
    const path = `models[${index}]`
    const entries = model.stages.map((stage) => (stage.entry === null ? null : truthOf(stage.entry, reach)))
    lintReachable(model, path, entries, reach, report)
    lintExits(model, path, entries, report)
    lintBack(model, path, reach, report)
    lintDefinitions(model, path, report)
  })
}

function lintReachable(model: StageModel, path: string, entries: Truth[], reach: Reach, report: Report): void {
  const unreachable = (index: number, why: string) =>
    report(
      'unreachable_stage',
      'error',
      `${path}.stages[${index}].entry`,
      `Nobody can reach "${model.stages[index]?.id}" in ${model.id}: ${why}.`,
    )
  const shut = model.diverts.filter((divert) => truthOf(divert.when, reach) === true)
  model.stages.forEach((stage, index) => {
    if (stage.entry === null || model.back.some((rule) => rule.to === stage.id)) return
    if (entries[index] === false) return unreachable(index, 'its rule can never hold')
    const later = model.stages.findIndex(
      (other, place) => place > index && other.entry !== null && overtakes(stage, other, entries[place] ?? null),
    )
    if (later > index) {
      return unreachable(
        index,
        `whoever meets its rule also meets that of "${model.stages[later]?.id}", and the furthest stage wins`,
      )
    }
    const divert = shut.find((one) => model.stages.findIndex((other) => other.id === one.before) <= index)
    if (divert) unreachable(index, `"${divert.id}" turns everybody away before it`)
  })
}

/** Whoever meets the earlier stage's rule meets the later one's too. */
function overtakes(stage: Stage, later: Stage, laterTruth: Truth): boolean {
  return laterTruth === true || sameData(stage.entry, later.entry)
}

function lintExits(model: StageModel, path: string, entries: Truth[], report: Report): void {
  const last = model.stages.length - 1
  model.stages.forEach((stage, index) => {
    const at = `${path}.stages[${index}]`
    const backs = model.back.some((rule) => rule.from === 'any' || rule.from.includes(stage.id))
    const onward = model.stages.some(
      (other, place) => place > index && (other.entry === null || entries[place] !== false),
    )
    if (index < last && !onward && !backs) {
      report(
        'missing_exit',
        'error',
        at,
        `Nobody can leave "${stage.id}" in ${model.id}: no later stage can be entered, and no way back starts here.`,
      )
    } else if (index < last && stage.leaves.en.trim() === '') {
      report(
        'missing_exit',
        'warning',
        `${at}.leaves`,
        `"${stage.id}" in ${model.id} does not say when one goes on: write its exit criteria.`,
      )
    }
  })
  if (model.shape === 'circle' && !model.back.some((rule) => rule.kind === 'round_again')) {
    report(
      'missing_exit',
      'error',
      `${path}.back`,
      `${model.id} is a circle without a way round again: add a rule of kind round_again.`,
    )
  }
  if (model.shape === 'line' && last > 0 && model.outcomes.length === 0 && model.back.length === 0) {
    report(
      'missing_exit',
      'warning',
      `${path}.outcomes`,
      `${model.id} knows no outcome and no way back: whoever is lost stays in their stage for ever.`,
    )
  }
}

function lintBack(model: StageModel, path: string, reach: Reach, report: Report): void {
  const place = new Map(model.stages.map((stage, index) => [stage.id, index]))
  model.back.forEach((rule, index) => {
    const at = `${path}.back[${index}]`
    const truth = truthOf(rule.when, reach)
    if (truth === true) {
      report(
        'back_always',
        'error',
        `${at}.when`,
        `The way back "${rule.id}" always holds: it would throw everybody back again and again.`,
      )
    } else if (truth === false) {
      report(
        'never_true',
        'warning',
        `${at}.when`,
        `The way back "${rule.id}" can never be taken: its rule can never hold.`,
      )
    }
    const to = rule.to === undefined ? undefined : place.get(rule.to)
    if (rule.from === 'any' || to === undefined || rule.newPass) return
    const ahead = rule.from.filter((id) => (place.get(id) ?? Infinity) <= to)
    if (ahead.length > 0) {
      report(
        'back_forward',
        'warning',
        `${at}.to`,
        `"${rule.id}" does not lead back from ${ahead.join(', ')} to "${rule.to}", and is passed over there.`,
      )
    }
  })
}

function lintDefinitions(model: StageModel, path: string, report: Report): void {
  model.stages.forEach((stage, index) => {
    const at = `${path}.stages[${index}]`
    lintContact(stage, model, at, report)
    if (model.subject !== 'person') return
    if (isCalled(stage, 'mql')) lintMql(stage, at, report)
    if (isCalled(stage, 'lead') && stage.entry && !demands(stage.entry, asksFitOrPersona)) {
      report(
        'subscribers_called_leads',
        'warning',
        `${at}.entry`,
        `"${stage.id}" asks neither for the ICP nor for a persona: these are subscribers called leads.`,
      )
    }
  })
  const mql = model.stages.find((stage) => isCalled(stage, 'mql'))
  const sql = model.stages.findIndex((stage) => isCalled(stage, 'sql'))
  if (mql?.entry && sql >= 0 && sameData(mql.entry, model.stages[sql]?.entry)) {
    report(
      'mql_equals_sql',
      'warning',
      `${path}.stages[${sql}].entry`,
      'MQL and SQL are the same rule: then marketing hands over nothing. SQL is what the SDR or sales confirms.',
    )
  }
}

function lintMql(stage: Stage, at: string, report: Report): void {
  if (!stage.entry) return
  if (!demands(stage.entry, asksConsent)) {
    report(
      'mql_without_consent',
      'warning',
      `${at}.entry`,
      'One can become an MQL without consent: the SDR would write to people who never agreed. Ask for consent.marketing is granted.',
    )
  }
  if (!demands(stage.entry, asksFit)) {
    report(
      'mql_without_fit',
      'warning',
      `${at}.entry`,
      'One can become an MQL without fitting: the SDR would call students and competitors. Ask for icp is true, or for a fit score.',
    )
  }
}

function lintContact(stage: Stage, model: StageModel, at: string, report: Report): void {
  const nobody =
    stage.owner.en.trim() === ''
      ? 'it has no owner'
      : stage.sends.en.trim() === ''
        ? 'it does not say what we send or do'
        : null
  if (nobody) {
    report('nobody_may_contact', 'warning', at, `Nobody contacts people in "${stage.id}" of ${model.id}: ${nobody}.`)
  } else if (stage.entry && demands(stage.entry, refusesContact)) {
    report(
      'nobody_may_contact',
      'warning',
      `${at}.entry`,
      `"${stage.id}" of ${model.id} holds only people who have taken their consent back: nobody may contact them.`,
    )
  }
}

function asksConsent({ field, op, value }: FieldCondition): boolean {
  return (
    readField(field).scope === 'consent' &&
    (op === 'is' || op === 'in') &&
    texts(value).every((text) => text === 'granted')
  )
}

function refusesContact({ field, op, value }: FieldCondition): boolean {
  return readField(field).scope === 'consent' && op === 'is' && value === 'withdrawn'
}

function asksFit({ field, op, value }: FieldCondition): boolean {
  if (field === 'icp') return op === 'is' && value === true
  return (
    (field === 'score.fit' || field === 'score.total') &&
    (op === 'gte' || op === 'gt') &&
    typeof value === 'number' &&
    value > 0
  )
}

function asksFitOrPersona(comparison: FieldCondition): boolean {
  if (comparison.field === 'persona') return ['exists', 'is', 'in'].includes(comparison.op)
  return asksFit(comparison)
}

const names: Record<'mql' | 'sql' | 'lead', RegExp> = {
  mql: /\bmql\b/i,
  sql: /\bsql\b/i,
  lead: /^(leads?|리드|лид(ы)?)$/i,
}

function isCalled(stage: Stage, what: 'mql' | 'sql' | 'lead'): boolean {
  if (stage.id === what) return true
  const { en, ko, ru }: Text = stage.name
  return [en, ko, ru].some((name) => name !== undefined && names[what].test(name.trim()))
}
