import { useSay } from '../app/words.tsx'
import { useLanguageName } from './names.ts'

interface ChoiceInput {
  label: string
  value: string | undefined
  options: readonly (readonly [string, string])[]
  onChange(value: string | undefined): void
}

/** One of some, or all of them. */
export function Choice({ label, value, options, onChange }: ChoiceInput) {
  const say = useSay()
  return (
    <label className="field">
      {label}
      <select
        className="plain"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      >
        <option value="">{say('content.all')}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

export function LanguageChoice({
  languages,
  value,
  onChange,
}: {
  languages: readonly string[]
  value: string | undefined
  onChange(value: string | undefined): void
}) {
  const say = useSay()
  const languageName = useLanguageName()
  return (
    <Choice
      label={say('content.language')}
      value={value}
      options={languages.map((code) => [code, languageName(code)])}
      onChange={onChange}
    />
  )
}
