import { mostChoices, type SurveyChoice, type SurveyLanguage, type SurveyMeasure } from '#core/survey/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './surveys.module.css'

interface ChoicesEditorInput {
  choices: readonly SurveyChoice[]
  language: SurveyLanguage
  measure: SurveyMeasure
  /** somebody has answered: words may change, answers may not */
  fixed: boolean
  onChange(choices: SurveyChoice[]): void
}

/** The answers to choose from, and which of them say that the fact holds. */
export function ChoicesEditor({ choices, language, measure, fixed, onChange }: ChoicesEditorInput) {
  const say = useSay()
  const replace = (at: number, more: Partial<SurveyChoice>) =>
    onChange(choices.map((one, index) => (index === at ? { ...one, ...more } : one)))
  const move = (at: number, to: number) => {
    const moved = choices[at]
    if (!moved) return
    const rest = choices.filter((_, index) => index !== at)
    onChange([...rest.slice(0, to), moved, ...rest.slice(to)])
  }
  const fresh = (): string => {
    for (let n = choices.length + 1; ; n++) if (!choices.some(({ id }) => id === `answer_${n}`)) return `answer_${n}`
  }
  return (
    <fieldset className={styles.answersEdit}>
      <legend>
        <Say id="surveys.choices" />
      </legend>
      <ol {...(fixed ? { 'data-fixed': true } : {})}>
        {choices.map((choice, index) => {
          const { en, ko, ru } = choice.label
          const named = choice.label[language] ?? en ?? ko ?? ru ?? choice.id
          return (
            <li key={choice.id}>
              <input
                className="plain"
                aria-label={say('surveys.choice', { n: index + 1 })}
                placeholder={en ?? ko ?? ru ?? ''}
                lang={language}
                maxLength={200}
                value={choice.label[language] ?? ''}
                onChange={(event) =>
                  replace(index, { label: { ...choice.label, [language]: event.currentTarget.value } })
                }
              />
              {!fixed && (
                <span className={styles.arrows}>
                  <button
                    type="button"
                    aria-label={say('surveys.up', { name: named })}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    aria-label={say('surveys.down', { name: named })}
                    disabled={index === choices.length - 1}
                    onClick={() => move(index, index + 1)}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    aria-label={say('surveys.choice.remove', { name: named })}
                    onClick={() => onChange(choices.filter((_, at) => at !== index))}
                  >
                    ×
                  </button>
                </span>
              )}
              {measure !== 'none' && (
                <label className={styles.says}>
                  <input
                    type="checkbox"
                    disabled={fixed}
                    checked={choice.says}
                    onChange={(event) => replace(index, { says: event.currentTarget.checked })}
                  />
                  <Say id={`surveys.says.${measure}`} />
                </label>
              )}
            </li>
          )
        })}
      </ol>
      {!fixed && choices.length < mostChoices && (
        <button
          type="button"
          className="link"
          onClick={() => onChange([...choices, { id: fresh(), label: {}, says: false }])}
        >
          <Say id="surveys.choice.add" />
        </button>
      )}
    </fieldset>
  )
}
