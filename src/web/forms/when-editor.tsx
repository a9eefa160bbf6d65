import {
  choiceKinds,
  type FieldTest,
  type FormField,
  type FormLanguage,
  silentKinds,
  testSigns,
  wordsIn,
} from '#core/form/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './forms.module.css'

interface WhenEditorInput {
  field: FormField
  fields: readonly FormField[]
  language: FormLanguage
  onChange(when: FormField['when']): void
}

/** When a field is shown: by what was answered before it. */
export function WhenEditor({ field, fields, language, onChange }: WhenEditorInput) {
  const say = useSay()
  const at = fields.findIndex(({ id }) => id === field.id)
  const before = fields.slice(0, at).filter(({ kind }) => !silentKinds.has(kind) && kind !== 'hidden')
  const { when } = field
  const tests = when?.tests ?? []
  const first = before[0]
  if (!first && tests.length === 0) return null
  const set = (next: FieldTest[], match = when?.match ?? 'all') =>
    onChange(next.length === 0 ? null : { match, tests: next })
  const replace = (index: number, more: Partial<FieldTest>) =>
    set(tests.map((test, one) => (one === index ? { ...test, ...more } : test)))
  const nameOf = (one: FormField) => wordsIn(one.label, language, 'en') || one.id
  return (
    <fieldset className={styles.options}>
      <legend className={tests.length === 0 ? 'hidden' : undefined}>
        <Say id="forms.when" />
      </legend>
      {tests.length > 1 && when && (
        <select
          className="plain"
          aria-label={say('forms.when.match')}
          value={when.match}
          onChange={(event) => set([...tests], event.currentTarget.value === 'any' ? 'any' : 'all')}
        >
          <option value="all">{say('forms.when.all')}</option>
          <option value="any">{say('forms.when.any')}</option>
        </select>
      )}
      <ol>
        {tests.map((test, index) => {
          const target = fields.find(({ id }) => id === test.field)
          const valued = test.is !== 'filled' && test.is !== 'empty'
          return (
            <li key={index} className={styles.test}>
              <select
                className="plain"
                aria-label={say('forms.when.field')}
                value={test.field}
                onChange={(event) => replace(index, { field: event.currentTarget.value, value: '' })}
              >
                {!before.some(({ id }) => id === test.field) && <option value={test.field}>{test.field}</option>}
                {before.map((one) => (
                  <option key={one.id} value={one.id}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
              <select
                className="plain"
                aria-label={say('forms.when.sign')}
                value={test.is}
                onChange={(event) =>
                  replace(index, { is: testSigns.find((sign) => sign === event.currentTarget.value) ?? 'is' })
                }
              >
                {testSigns.map((sign) => (
                  <option key={sign} value={sign}>
                    {say(`forms.when.${sign}`)}
                  </option>
                ))}
              </select>
              {valued &&
                (target && (choiceKinds.has(target.kind) || target.kind === 'consent') ? (
                  <select
                    className="plain"
                    aria-label={say('forms.when.value')}
                    value={test.value}
                    onChange={(event) => replace(index, { value: event.currentTarget.value })}
                  >
                    <option value="">{say('forms.when.choose')}</option>
                    {target.kind === 'consent' && <option value="yes">{say('forms.when.agreed')}</option>}
                    {target.options.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {wordsIn(label, language, 'en') || value}
                      </option>
                    ))}
                  </select>
                ) : (
                  <input
                    className="plain"
                    aria-label={say('forms.when.value')}
                    maxLength={200}
                    value={test.value}
                    onChange={(event) => replace(index, { value: event.currentTarget.value })}
                  />
                ))}
              <span className={styles.arrows}>
                <button
                  type="button"
                  aria-label={say('forms.when.remove')}
                  onClick={() => set(tests.filter((_, one) => one !== index))}
                >
                  ×
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      {first && (
        <button
          type="button"
          className="link"
          onClick={() => set([...tests, { field: (before.at(-1) ?? first).id, is: 'filled', value: '' }])}
        >
          <Say id={tests.length === 0 ? 'forms.when.add' : 'forms.when.more'} />
        </button>
      )}
    </fieldset>
  )
}
