import type { MessageId } from '../app/language.tsx'
import { Say } from '../app/words.tsx'

interface FilterSelectInput {
  label: MessageId
  value: string | undefined
  /** what may be chosen, with its words; '' is no filter */
  options: readonly (readonly [value: string, text: string])[]
  onChange(value: string): void
}

/** One filter of a list. */
export function FilterSelect({ label, value = '', options, onChange }: FilterSelectInput) {
  return (
    <label className="field">
      <Say id={label} />
      <select className="plain" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
