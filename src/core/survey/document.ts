import {
  formLanguages as surveyLanguages,
  type FormLanguage as SurveyLanguage,
  type Words,
} from '#core/form/document.ts'

export { surveyLanguages, type SurveyLanguage, type Words }

/** One of some answers, or several of them; a number from 0 to 10; words of their own. */
export const surveyKinds = ['choice', 'several', 'scale', 'text'] as const
export type SurveyKind = (typeof surveyKinds)[number]

/** What an answer tells of awareness: two facts kept apart; or neither. */
export const surveyMeasures = ['knows_us', 'knows_problem', 'none'] as const
export type SurveyMeasure = (typeof surveyMeasures)[number]

/** Where the script puts it: into the page, or into a corner over it. */
export const surveyPlaces = ['inline', 'corner'] as const
export type SurveyPlace = (typeof surveyPlaces)[number]

export interface SurveyChoice {
  /** a small word, unique in the survey */
  id: string
  label: Words
  /** whoever gives this answer knows us, or the problem */
  says: boolean
}

/** A survey: one question. */
export interface SurveyDocument {
  /** the first is what others fall back to */
  languages: SurveyLanguage[]
  question: Words
  help: Words
  kind: SurveyKind
  /** of `choice` and `several` */
  choices: SurveyChoice[]
  /** of a scale: what 0 and 10 mean */
  low: Words
  high: Words
  /** of a scale: from this number on the answer is a yes */
  saysFrom: number
  measure: SurveyMeasure
  /** said after the answer; empty: a thank-you in our words */
  thanks: Words
  place: SurveyPlace
  /** seconds in the page after which it comes up in the corner */
  after: number
  /** #rrggbb; null: the accent of the pages */
  accent: string | null
}

export const scaleTop = 10
export const scaleValues: readonly string[] = Array.from({ length: scaleTop + 1 }, (_, value) => String(value))
/** The longest free answer, in characters. */
export const longestWords = 1000
export const mostChoices = 12

/** What can be answered, as answers are kept: ids of choices, numbers of a scale; none of free words. */
export function answersOf(document: Pick<SurveyDocument, 'kind' | 'choices'>): string[] {
  if (document.kind === 'scale') return [...scaleValues]
  return document.kind === 'text' ? [] : document.choices.map(({ id }) => id)
}

/** The parts that make what was answered before comparable with what comes: they stay once there is an answer. */
export function fixedPart({ kind, choices, saysFrom, measure }: SurveyDocument): string {
  const answers = kind === 'scale' ? saysFrom : choices.map(({ id, says }) => [id, says])
  return JSON.stringify([kind, measure, kind === 'text' ? null : answers])
}

/** The language of a survey for somebody who wishes these, the best first. */
export function surveyLanguage(
  { languages }: Pick<SurveyDocument, 'languages'>,
  wished: readonly string[],
): SurveyLanguage {
  const short = wished.map((tag) => tag.slice(0, 2).toLowerCase())
  return short.flatMap((tag) => languages.find((one) => one === tag) ?? [])[0] ?? languages[0] ?? 'en'
}
