import { answersOf, longestWords, type SurveyDocument } from './document.ts'

/** An answer as it is kept. */
export interface SurveyAnswer {
  /** ids of choices, or the number of a scale */
  chosen: string[]
  words: string | null
}

export type AnswerFault = 'none' | 'unknown' | 'long'

/** What was answered, or why it is no answer to this question. */
export function readAnswer(
  document: Pick<SurveyDocument, 'kind' | 'choices'>,
  sent: readonly string[],
): SurveyAnswer | { fault: AnswerFault } {
  const given = [...new Set(sent.map((one) => one.toWellFormed().replaceAll('\0', '').trim()))].filter(
    (one) => one !== '',
  )
  if (given.length === 0) return { fault: 'none' }
  if (document.kind === 'text') {
    const words = given.join('\n')
    return [...words].length > longestWords ? { fault: 'long' } : { chosen: [], words }
  }
  const answers = answersOf(document)
  if (given.some((one) => !answers.includes(one))) return { fault: 'unknown' }
  if (document.kind !== 'several' && given.length > 1) return { fault: 'unknown' }
  // in the order of the question
  return { chosen: answers.filter((one) => given.includes(one)), words: null }
}

/** Whether the answer says that they know us, or the problem; null where that is not asked. */
export function saysSo(
  { kind, measure, choices, saysFrom }: Pick<SurveyDocument, 'kind' | 'measure' | 'choices' | 'saysFrom'>,
  { chosen }: SurveyAnswer,
): boolean | null {
  if (measure === 'none' || kind === 'text') return null
  if (kind === 'scale') return Number(chosen[0]) >= saysFrom
  return choices.some(({ id, says }) => says && chosen.includes(id))
}
