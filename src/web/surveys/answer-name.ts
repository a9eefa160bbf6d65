import { wordsIn } from '#core/form/document.ts'
import type { SurveyDocument } from '#core/survey/document.ts'
import { useLanguage } from '../app/language.tsx'

/** What an answer is called: its words in the language in use, a number of a scale as it is. */
export function useAnswerName(document: SurveyDocument): (answer: string) => string {
  const { language } = useLanguage()
  return (answer) => {
    const choice = document.choices.find(({ id }) => id === answer)
    return wordsIn(choice?.label ?? {}, language, document.languages[0] ?? 'en') || answer
  }
}
