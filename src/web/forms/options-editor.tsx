import type { FieldOption, FormLanguage } from '#core/form/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './forms.module.css'

interface OptionsEditorInput {
  options: readonly FieldOption[]
  language: FormLanguage
  onChange(options: FieldOption[]): void
}

/** The answers to choose from: what is shown, and what is kept. */
export function OptionsEditor({ options, language, onChange }: OptionsEditorInput) {
  const say = useSay()
  const replace = (at: number, more: Partial<FieldOption>) =>
    onChange(options.map((one, index) => (index === at ? { ...one, ...more } : one)))
  const move = (at: number, to: number) => {
    const moved = options[at]
    if (!moved) return
    const rest = options.filter((_, index) => index !== at)
    onChange([...rest.slice(0, to), moved, ...rest.slice(to)])
  }
  const fresh = (): string => {
    for (let n = options.length + 1; ; n++)
      if (!options.some(({ value }) => value === `option_${n}`)) return `option_${n}`
  }
  return (
    <fieldset className={styles.options}>
      <legend>
        <Say id="forms.options" />
      </legend>
      <ol>
        {options.map((option, index) => {
          const named = option.label[language] ?? option.value
          return (
            <li key={index}>
              <input
                className="plain"
                aria-label={say('forms.option.label', { n: index + 1 })}
                placeholder={option.label.en ?? option.label.ko ?? option.label.ru ?? say('forms.option.shown')}
                lang={language}
                maxLength={300}
                value={option.label[language] ?? ''}
                onChange={(event) =>
                  replace(index, { label: { ...option.label, [language]: event.currentTarget.value } })
                }
              />
              <input
                className="plain"
                aria-label={say('forms.option.value', { n: index + 1 })}
                maxLength={100}
                spellCheck={false}
                value={option.value}
                onChange={(event) => replace(index, { value: event.currentTarget.value })}
              />
              <span className={styles.arrows}>
                <button
                  type="button"
                  aria-label={say('forms.up', { name: named })}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={say('forms.down', { name: named })}
                  disabled={index === options.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  aria-label={say('forms.option.remove', { name: named })}
                  onClick={() => onChange(options.filter((_, at) => at !== index))}
                >
                  ×
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      <button type="button" className="link" onClick={() => onChange([...options, { value: fresh(), label: {} }])}>
        <Say id="forms.option.add" />
      </button>
    </fieldset>
  )
}
