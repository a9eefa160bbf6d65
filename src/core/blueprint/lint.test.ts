import { describe, expect, test } from 'vitest'
import type { BackRule, Blueprint, EngagementRule, Stage, StageModel } from '#core/blueprint.ts'
import { blueprintTemplates, defaultBlueprint } from '#core/blueprint/default.ts'
import { type LintCode, lintBlueprint, type Severity } from '#core/blueprint/lint.ts'
import type { Condition } from '#core/rule.ts'

const never: Condition = { any: [] }
const always: Condition = { all: [] }
const asked: Condition = { count: { field: 'event.name', op: 'is', value: 'demo_requested' }, op: 'gte', value: 1 }

/** Lints the built-in blueprint with one fault planted in it; notes left out. */
function plant(fault: (blueprint: Blueprint) => void) {
  const blueprint = defaultBlueprint()
  fault(blueprint)
  return lintBlueprint(blueprint).filter(({ severity }) => severity !== 'note')
}

function model(blueprint: Blueprint, id: string): StageModel {
  const found = blueprint.models.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}

function stage(blueprint: Blueprint, id: string, within = 'lifecycle'): Stage {
  const found = model(blueprint, within).stages.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}

const rule = (blueprint: Blueprint, index = 0) => blueprint.scores.engagement.rules[index] as EngagementRule
const back = (blueprint: Blueprint, index = 0, within = 'lifecycle') => model(blueprint, within).back[index] as BackRule

test('the built-in templates have nothing to complain about', () => {
  for (const [name, make] of Object.entries(blueprintTemplates)) {
    expect(
      lintBlueprint(make()).filter(({ severity }) => severity !== 'note'),
      name,
    ).toEqual([])
  }
})

const faults: [
  what: string,
  code: LintCode,
  severity: Severity,
  path: RegExp,
  fault: (blueprint: Blueprint) => void,
][] = [
  [
    'two stages of one id',
    'duplicate_id',
    'error',
    /models\[0\]\.stages\[1\]\.id/,
    (b) => (stage(b, 'subscriber').id = 'prospect'),
  ],
  ['two score rules of one id', 'duplicate_id', 'error', /scores\.engagement/, (b) => (rule(b, 1).id = rule(b, 0).id)],
  ['two models of one id', 'duplicate_id', 'error', /models\[/, (b) => b.models.push(model(b, 'simple'))],
  ['a lifecycle that is not there', 'unknown_reference', 'error', /^lifecycle$/, (b) => (b.lifecycle = 'nowhere')],
  ['a lifecycle of deals', 'lifecycle_not_of_people', 'error', /^lifecycle$/, (b) => (b.lifecycle = 'sales_pipeline')],
  ['a way back to an unknown stage', 'unknown_reference', 'error', /back\[0\]\.to/, (b) => (back(b).to = 'nowhere')],
  [
    'a way back from an unknown stage',
    'unknown_reference',
    'error',
    /back\[0\]\.from/,
    (b) => (back(b).from = ['nowhere']),
  ],
  [
    'a way back to an unknown outcome',
    'unknown_reference',
    'error',
    /back\[0\]\.outcome/,
    (b) => (back(b).outcome = 'nowhere'),
  ],
  ['a way back that leads nowhere', 'unknown_reference', 'error', /back\[0\]/, (b) => delete back(b).outcome],
  [
    'a divert before an unknown stage',
    'unknown_reference',
    'error',
    /diverts\[0\]\.before/,
    (b) => (model(b, 'lifecycle').diverts[0]!.before = 'x'),
  ],
  [
    'a divert with an unknown reason',
    'unknown_reference',
    'error',
    /diverts\[0\]\.reason/,
    (b) => (model(b, 'lifecycle').diverts[0]!.reason = 'x'),
  ],
  [
    'a divert that nobody hears of',
    'divert_leads_nowhere',
    'warning',
    /diverts\[1\]/,
    (b) => delete model(b, 'lifecycle').diverts[1]!.handoff,
  ],
  ['an unknown playbook', 'unknown_reference', 'error', /playbook/, (b) => (stage(b, 'lead').playbook = 'x')],
  [
    'an unknown content kind',
    'unknown_reference',
    'error',
    /contentKinds/,
    (b) => stage(b, 'lead').contentKinds.push('x'),
  ],
  [
    'a content rule of an unknown kind',
    'unknown_reference',
    'error',
    /content\[0\]/,
    (b) => (b.content[0]!.kind = 'x'),
  ],
  [
    'an outcome without reasons',
    'unknown_reference',
    'warning',
    /outcomes\[0\]/,
    (b) => b.reasons.forEach((r) => (r.for = r.for.filter((f) => f !== 'disqualified'))),
  ],
  [
    'a stage value that is no stage',
    'unknown_reference',
    'error',
    /\.value/,
    (b) => (rule(b).when = { field: 'stage.buyer_journey', op: 'is', value: 'x' }),
  ],
  [
    'a persona value that is no persona',
    'unknown_reference',
    'error',
    /fit/,
    (b) => (b.personas = b.personas.slice(1)),
  ],
  [
    'a model without stages',
    'no_stages',
    'error',
    /models\[4\]/,
    (b) => Object.assign(model(b, 'simple'), { stages: [], back: [] }),
  ],
  [
    'thirteen stages',
    'too_many_stages',
    'error',
    /models\[0\]\.stages/,
    (b) => {
      for (let n = 0; n < 6; n++)
        model(b, 'lifecycle').stages.push({
          ...stage(b, 'sql'),
          id: `more${n}`,
          name: { en: `More ${n}` },
          entry: null,
        })
    },
  ],
  [
    'a rule that can never hold',
    'unreachable_stage',
    'error',
    /stages\[2\]/,
    (b) => (stage(b, 'engage', 'abm').entry = never),
  ],
  [
    'a rule that contradicts itself',
    'unreachable_stage',
    'error',
    /stages\[5\]/,
    (b) =>
      (stage(b, 'opportunity').entry = {
        all: [
          { field: 'consent.marketing', op: 'is', value: 'granted' },
          { field: 'consent.marketing', op: 'is', value: 'withdrawn' },
        ],
      }),
  ],
  [
    'a later stage that takes everybody',
    'unreachable_stage',
    'error',
    /models\[1\]\.stages\[1\]/,
    (b) => (stage(b, 'action', 'six_stage').entry = always),
  ],
  [
    'two stages of the same rule',
    'unreachable_stage',
    'error',
    /models\[1\]\.stages\[1\]/,
    (b) => (stage(b, 'interest', 'six_stage').entry = structuredClone(stage(b, 'action', 'six_stage').entry)),
  ],
  [
    'a divert that turns everybody away',
    'unreachable_stage',
    'error',
    /stages\[5\]/,
    (b) => (model(b, 'lifecycle').diverts[1]!.when = always),
  ],
  [
    'a stage nobody can leave',
    'missing_exit',
    'error',
    /models\[8\]\.stages\[4\]/,
    (b) => (model(b, 'sales_pipeline').stages[5]!.entry = never),
  ],
  ['a stage without exit criteria', 'missing_exit', 'warning', /leaves/, (b) => (stage(b, 'lead').leaves = { en: '' })],
  [
    'a circle without a way round',
    'missing_exit',
    'error',
    /models\[2\]\.back/,
    (b) => (model(b, 'buyer_journey').back = []),
  ],
  [
    'a pipeline in which nobody is lost',
    'missing_exit',
    'warning',
    /outcomes/,
    (b) => (model(b, 'sales_pipeline').outcomes = []),
  ],
  ['a way back that always holds', 'back_always', 'error', /back\[0\]\.when/, (b) => (back(b).when = always)],
  ['a way back that never holds', 'never_true', 'warning', /back\[0\]\.when/, (b) => (back(b).when = never)],
  [
    'a way back that leads forward',
    'back_forward',
    'warning',
    /to/,
    (b) => Object.assign(back(b), { to: 'customer', newPass: false }),
  ],
  [
    'an MQL without consent',
    'mql_without_consent',
    'warning',
    /stages\[3\]\.entry/,
    (b) => (stage(b, 'mql').entry = { all: [{ field: 'icp', op: 'is', value: true }, asked] }),
  ],
  [
    'an MQL with consent on one way only',
    'mql_without_consent',
    'warning',
    /stages\[3\]\.entry/,
    (b) =>
      (stage(b, 'mql').entry = {
        all: [
          { field: 'icp', op: 'is', value: true },
          { any: [asked, { field: 'consent.marketing', op: 'is', value: 'granted' }] },
        ],
      }),
  ],
  [
    'an MQL without fit',
    'mql_without_fit',
    'warning',
    /stages\[3\]\.entry/,
    (b) => (stage(b, 'mql').entry = { all: [{ field: 'consent.marketing', op: 'is', value: 'granted' }, asked] }),
  ],
  [
    'an MQL by another id, named so',
    'mql_without_fit',
    'warning',
    /stages\[2\]\.entry/,
    (b) => (stage(b, 'action', 'six_stage').name = { en: 'MQL' }),
  ],
  [
    'an MQL that is the SQL',
    'mql_equals_sql',
    'warning',
    /stages\[4\]\.entry/,
    (b) => (stage(b, 'sql').entry = structuredClone(stage(b, 'mql').entry)),
  ],
  [
    'subscribers called leads',
    'subscribers_called_leads',
    'warning',
    /stages\[2\]\.entry/,
    (b) => (stage(b, 'lead').entry = { field: 'person.email', op: 'exists' }),
  ],
  [
    'a stage without owner',
    'nobody_may_contact',
    'warning',
    /stages\[1\]/,
    (b) => (stage(b, 'subscriber').owner = { en: '' }),
  ],
  [
    'a stage that nobody is sent anything in',
    'nobody_may_contact',
    'warning',
    /stages\[1\]/,
    (b) => (stage(b, 'subscriber').sends = { en: ' ' }),
  ],
  [
    'a stage of those who said no',
    'nobody_may_contact',
    'warning',
    /stages\[1\]\.entry/,
    (b) => (stage(b, 'subscriber').entry = { field: 'consent.marketing', op: 'is', value: 'withdrawn' }),
  ],
  [
    'a sales threshold beyond all points',
    'threshold_out_of_reach',
    'error',
    /scores\.threshold/,
    (b) => (b.scores.threshold = 9999),
  ],
  [
    'an intent beyond all caps',
    'threshold_out_of_reach',
    'error',
    /scores\.intent/,
    (b) => {
      b.scores.engagement.rules = [{ ...rule(b), points: 5, cap: { points: 5, per: 'week' }, repeat: 'every' }]
    },
  ],
  [
    'a stage that asks for more fit than there is',
    'threshold_out_of_reach',
    'error',
    /stages\[3\]\.entry/,
    (b) => (stage(b, 'mql').entry = { field: 'score.fit', op: 'gte', value: 500 }),
  ],
  ['negative engagement', 'bad_points', 'error', /rules\[0\]\.points/, (b) => (rule(b).points = -5)],
  ['a cap of nothing', 'bad_points', 'error', /cap/, (b) => (rule(b).cap = { points: 0, per: 'day' })],
  ['a cap under one award', 'bad_points', 'warning', /cap/, (b) => (rule(b).cap = { points: 0.5, per: 'day' })],
  ['points of three decimals', 'bad_points', 'error', /points/, (b) => (rule(b).points = 1.005)],
  ['a grid that rises', 'grid_out_of_order', 'error', /grid\.fit/, (b) => (b.scores.grid.fit = [10, 20, 30])],
  [
    'a journey that reads scores',
    'journey_reads_scores',
    'error',
    /models\[2\]/,
    (b) => (stage(b, 'trigger', 'buyer_journey').entry = { field: 'score.engagement', op: 'gte', value: 10 }),
  ],
  [
    'a journey that reads its pass’s engagement',
    'journey_reads_scores',
    'error',
    /models\[2\]/,
    (b) => (stage(b, 'trigger', 'buyer_journey').entry = { field: 'pass.engagement', op: 'gte', value: 10 }),
  ],
  [
    'a journey that reads the lifecycle',
    'journey_reads_scores',
    'error',
    /models\[2\]/,
    (b) => (stage(b, 'trigger', 'buyer_journey').entry = { field: 'stage.lifecycle', op: 'is', value: 'mql' }),
  ],
  [
    'a score that reads a score',
    'scores_read_scores',
    'error',
    /rules\[0\]\.when/,
    (b) => (rule(b).when = { field: 'score.total', op: 'gte', value: 10 }),
  ],
  [
    'a score that reads the lifecycle',
    'scores_read_scores',
    'error',
    /rules\[0\]\.when/,
    (b) => (rule(b).when = { field: 'stage.lifecycle', op: 'is', value: 'mql' }),
  ],
  [
    'two models that read each other',
    'models_read_each_other',
    'error',
    /models\[/,
    (b) => {
      stage(b, 'action', 'six_stage').entry = { field: 'stage.lifecycle', op: 'is', value: 'lead' }
      stage(b, 'sql').entry = { inStage: 'six_stage', op: 'gte', value: '1d' }
    },
  ],
  ['a persona that counts events', 'not_a_fact', 'error', /personas\[0\]/, (b) => (b.personas[0]!.when = asked)],
  [
    'an ICP that reads a score',
    'not_a_fact',
    'error',
    /icp/,
    (b) => (b.icp.when = { field: 'score.fit', op: 'gte', value: 1 }),
  ],
  [
    'a fit rule that reads consent',
    'not_a_fact',
    'error',
    /fit/,
    (b) => (b.scores.fit.rules[0]!.when = { field: 'consent.marketing', op: 'is', value: 'granted' }),
  ],
  [
    'a pass in a score rule',
    'pass_out_of_place',
    'error',
    /rules\[0\]\.when/,
    (b) => (rule(b).when = { count: {}, within: 'pass', op: 'gte', value: 1 }),
  ],
  [
    'the event of this moment in a divert',
    'event_out_of_place',
    'error',
    /diverts/,
    (b) => (model(b, 'lifecycle').diverts[0]!.when = { event: {} }),
  ],
  [
    'a field that does not exist',
    'unknown_field',
    'error',
    /icp/,
    (b) => (b.icp.when = { field: 'human.email', op: 'exists' }),
  ],
  [
    'a fact nobody sets',
    'field_nobody_sets',
    'warning',
    /icp/,
    (b) => (b.icp.when = { field: 'person.shoeSize', op: 'exists' }),
  ],
  [
    'a fact of accounts in a model of people',
    'field_nobody_sets',
    'error',
    /stages\[2\]/,
    (b) => (stage(b, 'action', 'six_stage').entry = { field: 'account.coverage', op: 'gte', value: 1 }),
  ],
  [
    'an event outside the catalogue',
    'unknown_event',
    'warning',
    /rules\[0\]\.on/,
    (b) => (rule(b).on = { field: 'event.name', op: 'is', value: 'moon_landed' }),
  ],
  [
    'an event by its alias',
    'unknown_event',
    'warning',
    /rules\[0\]\.on/,
    (b) => (rule(b).on = { field: 'event.name', op: 'is', value: 'Deal won' }),
  ],
  ['a half-life that is no time', 'bad_duration', 'error', /halfLife/, (b) => (b.scores.engagement.halfLife = 'soon')],
  [
    'a window of no time',
    'bad_duration',
    'error',
    /within/,
    (b) => (stage(b, 'sql').entry = { count: {}, within: '0d', op: 'gte', value: 1 }),
  ],
  [
    'a time of eleven years',
    'bad_duration',
    'warning',
    /value/,
    (b) => (stage(b, 'sql').entry = { since: {}, op: 'lt', value: '4015d' }),
  ],
  ['half a time', 'bad_count', 'error', /value/, (b) => (stage(b, 'sql').entry = { count: {}, op: 'gte', value: 1.5 })],
  ['a persona nobody can have', 'never_true', 'warning', /personas\[0\]/, (b) => (b.personas[0]!.when = never)],
]

describe('the linter names', () => {
  test.each(faults)('%s (%s)', (_what, code, severity, path, fault) => {
    const found = plant(fault).filter((finding) => finding.code === code && path.test(finding.path))
    expect(found.map((finding) => finding.severity)).toContain(severity)
    for (const { message } of found) expect(message).toMatch(/^["“\w].{20,}[.!?]$/s)
  })

  test('every code it has', () => {
    const codes = new Set<LintCode>([...faults.map(([, code]) => code), 'slow_condition'])
    expect(codes.size).toBe(31)
  })

  test('conditions that must be asked event by event, as a note', () => {
    const notes = lintBlueprint(defaultBlueprint()).filter(({ code }) => code === 'slow_condition')
    expect(notes.map(({ severity }) => severity)).toEqual(['note'])
  })

  test('what was meant, where a fact is misspelt', () => {
    const [found] = plant((b) => (b.icp.when = { field: 'person.mail_kind', op: 'is', value: 'work' }))
    expect(found?.message).toContain('person.mailKind')
  })

  test('errors before warnings', () => {
    const found = plant((b) => {
      stage(b, 'subscriber').owner = { en: '' }
      b.lifecycle = 'nowhere'
    })
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning'])
  })
})
