import type { StageModel } from '#core/blueprint.ts'
import { isWin, winPlace } from '#core/deal/status.ts'
import { squash } from '#core/import/header-text.ts'

/** Where a word of another system leads in a pipeline of ours. */
export type Place = { stage: string } | { outcome: string }

// prettier-ignore
const won = ['won', 'win', 'closed won', 'closedwon', 'closed - won', 'close won', 'deal won', 'success', 'successful', 'sold', 'signed', '수주', '성사', '성공', '계약 완료', '계약완료', '체결', '승', 'выиграна', 'выиграно', 'выигран', 'выигранная', 'успешно', 'успешно реализовано', 'сделка успешна', 'закрыта успешно', 'продано', 'оплачено']
// prettier-ignore
const lost = ['lost', 'loss', 'closed lost', 'closedlost', 'closed - lost', 'close lost', 'deal lost', 'dead', 'failed', 'rejected', 'abandoned', '실주', '실패', '무산', '패', '취소', 'проиграна', 'проиграно', 'проигран', 'проигранная', 'закрыто и не реализовано', 'не реализовано', 'сделка провалена', 'провал', 'отказ', 'закрыта неуспешно']
const open = [
  'open',
  'in progress',
  'active',
  'ongoing',
  '진행',
  '진행 중',
  '진행중',
  '열림',
  'открыта',
  'открыто',
  'в работе',
  'активна',
]

/** Usual stages of other systems, and the stages of our templates that mean the same, the likelier first. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  prospecting: ['contact', 'discovery'],
  'lead in': ['contact', 'discovery'],
  lead: ['contact', 'discovery'],
  new: ['contact', 'discovery'],
  'contact made': ['contact', 'discovery'],
  qualified: ['qualification', 'discovery'],
  'qualified to buy': ['qualification', 'discovery'],
  'needs analysis': ['qualification', 'discovery'],
  'needs defined': ['qualification', 'discovery'],
  discovery: ['qualification'],
  'value proposition': ['meeting', 'solution'],
  'id. decision makers': ['meeting', 'solution'],
  'perception analysis': ['meeting', 'demo'],
  'appointment scheduled': ['meeting', 'demo'],
  'presentation scheduled': ['meeting', 'demo'],
  'demo scheduled': ['meeting', 'demo'],
  demo: ['meeting'],
  'decision maker bought-in': ['proposal', 'closing'],
  'proposal/price quote': ['proposal'],
  'proposal made': ['proposal'],
  quote: ['proposal'],
  'contract sent': ['closing', 'proposal'],
  'negotiation/review': ['closing', 'proposal'],
  negotiation: ['closing', 'proposal'],
  'negotiations started': ['closing', 'proposal'],
  제안서: ['proposal'],
  견적: ['proposal'],
  협상: ['closing', 'proposal'],
  상담: ['contact', 'discovery'],
  'первичный контакт': ['contact', 'discovery'],
  переговоры: ['closing', 'proposal'],
  кп: ['proposal'],
  'согласование договора': ['closing', 'proposal'],
}
const bySynonym = new Map(Object.entries(synonyms).map(([word, ids]) => [squash(word), ids]))
const wins = new Set(won.map(squash))
const losses = new Set(lost.map(squash))
const opens = new Set(open.map(squash))

/** What a word says of a deal's end, whatever the pipeline; null: something else. */
export function readStatus(text: string): 'won' | 'lost' | 'open' | null {
  const word = squash(text)
  if (wins.has(word)) return 'won'
  if (losses.has(word)) return 'lost'
  return opens.has(word) ? 'open' : null
}

/**
 * The stage or way out of a pipeline that a word names: by id, by name in any language, as won or lost, or as a usual
 * stage of another system. Null when nothing says so: whoever imports is asked.
 */
export function guessStage(text: string, model: StageModel): Place | null {
  const word = squash(text)
  if (word === '') return null
  const named = (one: { id: string; name: { en: string; ko?: string; ru?: string } }) =>
    [one.id, one.name.en, one.name.ko, one.name.ru].some((name) => name !== undefined && squash(name) === word)
  const stage = model.stages.find(named)
  if (stage) return { stage: stage.id }
  const outcome = model.outcomes.find(named)
  if (outcome) return { outcome: outcome.id }
  const status = readStatus(text)
  if (status === 'won') return winOf(model)
  if (status === 'lost') return lossOf(model)
  const id = bySynonym.get(word)?.find((one) => model.stages.some((known) => known.id === one))
  return id === undefined ? null : { stage: id }
}

/** The stage or way out of that id. */
export function placeOf(id: string, model: StageModel): Place | null {
  if (model.stages.some((stage) => stage.id === id)) return { stage: id }
  return model.outcomes.some((outcome) => outcome.id === id) ? { outcome: id } : null
}

/** Where a deal of this pipeline stands when it is won: the stage that is the win, else the way out that is. */
export function winOf(model: StageModel): Place | null {
  const stage = model.stages[winPlace(model)]
  if (stage) return { stage: stage.id }
  const outcome = model.outcomes.find(({ id }) => isWin(model, id))
  return outcome ? { outcome: outcome.id } : null
}

/** Where it stands when it is lost: the way out called `lost`, else the first that is no win. */
export function lossOf(model: StageModel): Place | null {
  const outcome = model.outcomes.find(({ id }) => id === 'lost') ?? model.outcomes.find(({ id }) => !isWin(model, id))
  return outcome ? { outcome: outcome.id } : null
}

/** The pipeline that a word names, by id or by name in any language. */
export function guessPipeline(text: string, models: readonly StageModel[]): StageModel | null {
  const word = squash(text)
  return (
    models.find(({ id, name }) =>
      [id, name.en, name.ko, name.ru].some((one) => one !== undefined && squash(one) === word),
    ) ?? null
  )
}
