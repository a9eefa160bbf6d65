import { wordsIn } from '#core/form/document.ts'
import type { SurveyDocument, SurveyLanguage } from '#core/survey/document.ts'
import type { SurveyProblem } from '#core/survey/lint.ts'
import { Say } from '../app/words.tsx'
import styles from './surveys.module.css'

interface ProblemsInput {
  problems: readonly SurveyProblem[]
  document: SurveyDocument
  language: SurveyLanguage
}

/** What stops the survey from being opened, and what is worth a look. */
export function SurveyProblems({ problems, document, language }: ProblemsInput) {
  return (
    <>
      {[true, false].map((stops) => {
        const some = problems.filter((problem) => problem.stops === stops)
        if (some.length === 0) return null
        return (
          <div key={String(stops)} className={styles.problems} {...(stops ? { 'data-stops': true } : {})}>
            <strong>
              <Say id={stops ? 'surveys.problems.stop' : 'surveys.problems.look'} />
            </strong>
            <ul>
              {some.map(({ code, choice }, index) => {
                const at = document.choices.findIndex(({ id }) => id === choice)
                const label = wordsIn(document.choices[at]?.label ?? {}, language, document.languages[0] ?? 'en')
                return (
                  <li key={`${code} ${choice} ${index}`}>
                    {at >= 0 && <>{label === '' ? at + 1 : `“${label}”`}: </>}
                    <Say id={`surveys.problem.${code}`} />
                  </li>
                )
              })}
            </ul>
          </div>
        )
      })}
    </>
  )
}
