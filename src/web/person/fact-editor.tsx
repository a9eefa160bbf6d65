import { type KeyboardEvent, useRef } from 'react'
import type { OwnField } from '#contract/own-field.ts'
import type { Json } from '#core/json.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './person.module.css'

/** The field of a fact: as the team has defined it, else as its value tells. An own label is never empty. */
export function fieldOf(key: string, value: Json | undefined, fields: readonly OwnField[] | undefined): OwnField {
  const defined = fields?.find((field) => field.key === key)
  if (defined) return defined
  const kind = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
  return { key, label: '', kind, options: [] }
}

interface FactEditorInput {
  field: OwnField
  name: string
  value: Json | undefined
  save(value: Json): void
  cancel(): void
}

/** Edits one fact where it stands: Enter or leaving it saves, Escape leaves it as it was, empty clears it. */
export function FactEditor({ field, name, value, save, cancel }: FactEditorInput) {
  const say = useSay()
  // leaving the field after Enter or Escape must not save a second time
  const over = useRef(false)
  const finish = (text: string | null) => {
    if (over.current) return
    over.current = true
    if (text === null) cancel()
    else save(valueOf(field, text.trim()))
  }
  const start = value === undefined || value === null ? '' : String(value)
  const common = {
    className: 'plain',
    'aria-label': name,
    autoFocus: true,
    defaultValue: start,
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLSelectElement>) => {
      if (event.key === 'Enter') finish(event.currentTarget.value)
      if (event.key === 'Escape') finish(null)
    },
  }
  if (field.kind === 'boolean' || field.kind === 'choice') {
    const options = field.kind === 'boolean' ? ['true', 'false'] : field.options
    return (
      <select {...common} onBlur={() => finish(null)} onChange={(event) => finish(event.currentTarget.value)}>
        <option value="">{say('facts.none')}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {field.kind === 'boolean' ? say(option === 'true' ? 'facts.yes' : 'facts.no') : option}
          </option>
        ))}
      </select>
    )
  }
  const type = field.kind === 'number' ? 'number' : field.kind === 'date' ? 'date' : 'text'
  return (
    <>
      <input
        {...common}
        type={type}
        {...(type === 'number' ? { step: 'any' } : {})}
        maxLength={2000}
        onBlur={(event) => finish(event.currentTarget.value)}
      />
      <span className={styles.hint}>
        <Say id="facts.keys" />
      </span>
    </>
  )
}

function valueOf({ kind }: OwnField, text: string): Json {
  if (text === '') return null
  if (kind === 'number') return Number(text)
  if (kind === 'boolean') return text === 'true'
  return text
}
