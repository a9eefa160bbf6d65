import type { StageModel } from '#core/blueprint.ts'
import { guessPipeline, guessStage, type Place, placeOf } from '#core/import/deal-stage.ts'
import { type ColumnRule, type DealImportKind, type ImportMapping, rulesOf } from '#core/import/mapping.ts'
import type { PlanProblem } from '#core/import/plan.ts'

/** What rows about deals are read by, beside their columns. */
export interface DealPlan {
  models: readonly StageModel[]
  /** the pipeline of rows that name none */
  model: StageModel
  /** id of the stage in which deals begin of which nothing is known before their end; null: the pipeline's first */
  start: string | null
  /** IANA zone in which days are cut */
  zone: string
}

/** For lists that go through no pipeline. */
const none: StageModel = {
  id: '',
  name: { en: '' },
  about: { en: '' },
  subject: 'deal',
  shape: 'line',
  stages: [],
  outcomes: [],
  back: [],
  diverts: [],
}

/** The pipelines that the mapping names; a problem where there is no such one. */
export function planDeals(
  mapping: ImportMapping,
  models: readonly StageModel[],
  zone: string,
): { plan: DealPlan | null; problem: Pick<PlanProblem, 'code' | 'message'> | null } {
  if (mapping.kind === 'products' || mapping.kind === 'teams') {
    return { plan: { models, model: models[0] ?? none, start: null, zone }, problem: null }
  }
  const model = mapping.pipeline === undefined ? models[0] : guessPipeline(mapping.pipeline, models)
  if (!model) {
    const named = models.map(({ id }) => id).join(', ')
    const message =
      mapping.pipeline === undefined
        ? 'The blueprint has no pipeline: add one under Settings, Pipelines.'
        : `There is no pipeline “${mapping.pipeline}”. There are: ${named}.`
    return { plan: null, problem: { code: 'no_pipeline', message } }
  }
  const start = mapping.start === undefined ? null : guessStage(mapping.start, model)
  if (mapping.start !== undefined && !(start && 'stage' in start)) {
    const message = `The pipeline ${model.id} has no stage “${mapping.start}” to begin in.`
    return { plan: null, problem: { code: 'bad_start', message } }
  }
  return { plan: { models, model, start: start && 'stage' in start ? start.stage : null, zone }, problem: null }
}

/**
 * The rule of a column with what it says of stages made plain: `entered.<name>` by the stage's id; of the stage column
 * what each word seen leads to, so that it can be looked at and changed. What matches nothing is left open.
 */
export function withStages(
  rule: ColumnRule,
  { model }: DealPlan,
  mapping: ImportMapping,
  samples: readonly string[],
): ColumnRule {
  const [, entered] = /^entered\.(.+)$/.exec(rule.to.trim()) ?? []
  if (entered !== undefined) {
    const place = guessStage(entered, model)
    return place && 'stage' in place ? { ...rule, to: `entered.${place.stage}` } : rule
  }
  // words of another pipeline's stages are read row by row
  if (rule.to.trim() !== 'stage' || rulesOf(mapping).some((one) => one.rule.to.trim() === 'pipeline')) return rule
  const given = rule.values ?? {}
  const guessed = Object.fromEntries(
    [...new Set(samples.map((cell) => cell.trim()))].flatMap((word) => {
      const place = Object.hasOwn(given, word) ? null : guessStage(word, model)
      return place ? [[word, idOf(place)]] : []
    }),
  )
  const values = { ...guessed, ...given }
  return Object.keys(values).length > 0 ? { ...rule, values } : rule
}

/** Where a word of the stage column leads in that pipeline. */
export function readPlace(word: string, model: StageModel): Place | null {
  return placeOf(word, model) ?? guessStage(word, model)
}

export function idOf(place: Place): string {
  return 'stage' in place ? place.stage : place.outcome
}

/** Which targets rows about deals cannot do without. */
export function missingOfDeals(kind: DealImportKind, has: (to: string) => boolean, example: string): PlanProblem[] {
  const problems: PlanProblem[] = []
  const wrong = (code: PlanProblem['code'], message: string) => problems.push({ code, header: null, message })
  if (kind === 'products') {
    if (!has('name')) wrong('no_product', `No column names the product: --map "${example}=name".`)
    return problems
  }
  if (kind === 'teams') {
    if (!has('owner')) wrong('no_agent', `No column names who sells: --map "${example}=owner".`)
    return problems
  }
  if (!has('id') && (kind === 'deal_history' || !has('name'))) {
    wrong(
      'no_deal',
      `No column tells which deal it is: map one to id${kind === 'deals' ? ' or name' : ''}, for example --map "${example}=id".`,
    )
  }
  if (!has('stage') && !has('status')) {
    wrong('no_stage', `No column tells the stage: map one to stage, for example --map "${example}=stage".`)
  }
  if (kind === 'deal_history' && !has('time')) {
    wrong('no_time', `No column tells when the stage changed: map one to time, for example --map "${example}=time".`)
  }
  return problems
}
