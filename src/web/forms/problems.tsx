import { Link } from '@tanstack/react-router'
import { type FormField, type FormLanguage, wordsIn } from '#core/form/document.ts'
import type { FormProblem } from '#core/form/lint.ts'
import { Say } from '../app/words.tsx'
import styles from './forms.module.css'

interface ProblemsInput {
  problems: readonly FormProblem[]
  fields: readonly FormField[]
  language: FormLanguage
  onOpen(field: string): void
}

/** What stops the publishing, and what somebody should look at. */
export function Problems({ problems, fields, language, onOpen }: ProblemsInput) {
  if (problems.length === 0) return null
  const stops = problems.some((problem) => problem.stops)
  return (
    <div className={styles.problems} data-stops={stops || undefined}>
      <p>
        <strong>
          <Say id={stops ? 'forms.problems.stop' : 'forms.problems.look'} />
        </strong>
      </p>
      <ul>
        {problems.map(({ code, field }) => {
          const about = fields.find(({ id }) => id === field)
          return (
            <li key={`${code} ${field}`}>
              {field !== null && (
                <>
                  <button type="button" className="link" onClick={() => onOpen(field)}>
                    {(about && wordsIn(about.label, language, language)) || field}
                  </button>
                  {': '}
                </>
              )}
              <Say id={`forms.problem.${code}`} />
              {code === 'no_content' && (
                <>
                  {' '}
                  <Link to="." search={{ view: 'settings' }} className="link">
                    <Say id="forms.view.settings" />
                  </Link>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
