import type { StageModel } from '#core/blueprint.ts'

export type DealStatus = 'open' | 'won' | 'lost'

/** Place of the first stage that is the win, or Infinity when this pipeline wins by an outcome only. */
export function winPlace(model: StageModel): number {
  const flagged = model.stages.findIndex((stage) => stage.won)
  if (flagged >= 0) return flagged
  if (model.outcomes.some((outcome) => outcome.won || outcome.id === 'won')) return Infinity
  const close = model.stages.findIndex((stage) => stage.id === 'close')
  return close >= 0 ? close : Infinity
}

/** Whether leaving the order this way is the win. A pipeline that names none wins by its outcome `won`. */
export function isWin(model: StageModel, outcome: string): boolean {
  const known = model.outcomes.find((one) => one.id === outcome)
  return known?.won === true || (known?.id === 'won' && !model.outcomes.some((one) => one.won))
}

/** Open, won or lost, by where a deal stands: stages from the win on are won, other outcomes are losses. */
export function statusOf(model: StageModel, stage: string | null, outcome: string | null): DealStatus {
  if (stage !== null) {
    const place = model.stages.findIndex((one) => one.id === stage)
    return place >= winPlace(model) ? 'won' : 'open'
  }
  if (outcome === null) return 'open'
  return isWin(model, outcome) ? 'won' : 'lost'
}

/** The ways to win: stages and outcomes that need a reason of the list for `won`. */
export function winsBy(model: StageModel, to: { stage?: string; outcome?: string }): boolean {
  return statusOf(model, to.stage ?? null, to.outcome ?? null) === 'won'
}
