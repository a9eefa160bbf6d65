import type { SurveyDocument, Words } from './document.ts'

export const surveyGaps = [
  'no_question',
  'few_choices',
  'no_label',
  'choice_twice',
  'text_measures',
  'nobody_says',
  'everybody_says',
  'not_translated',
] as const
export type SurveyGap = (typeof surveyGaps)[number]

/** What is wrong with a survey. `choice`: the id of the answer, or null where it is the survey as a whole. */
export interface SurveyProblem {
  code: SurveyGap
  /** stops the opening; else it is only said */
  stops: boolean
  choice: string | null
}

/** What cannot be asked like that, and what somebody should look at. */
export function lintSurvey(document: SurveyDocument): SurveyProblem[] {
  const { kind, choices, measure, saysFrom, languages, question } = document
  const problems: SurveyProblem[] = []
  const add = (code: SurveyGap, choice: string | null = null, stops = true): void =>
    void problems.push({ code, choice, stops })
  if (isEmpty(question)) add('no_question')
  if (kind === 'choice' || kind === 'several') {
    if (choices.length < 2) add('few_choices')
    const seen = new Set<string>()
    for (const { id, label } of choices) {
      if (isEmpty(label)) add('no_label', id)
      if (seen.has(id)) add('choice_twice', id)
      seen.add(id)
    }
    if (measure !== 'none' && choices.length > 0) {
      if (choices.every(({ says }) => !says)) add('nobody_says')
      if (choices.every(({ says }) => says)) add('everybody_says')
    }
  }
  if (kind === 'text' && measure !== 'none') add('text_measures')
  if (kind === 'scale' && measure !== 'none' && saysFrom === 0) add('everybody_says')
  const texts: [Words, string | null][] = [[question, null]]
  if (kind === 'choice' || kind === 'several') for (const { id, label } of choices) texts.push([label, id])
  for (const [words, choice] of texts)
    if (!isEmpty(words) && languages.some((language) => (words[language] ?? '') === ''))
      add('not_translated', choice, false)
  return problems
}

function isEmpty(words: Words): boolean {
  return Object.values(words).every((text) => text.trim() === '')
}
