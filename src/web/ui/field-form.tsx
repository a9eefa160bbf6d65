import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { OwnField } from '#contract/own-field.ts'
import { fieldKey } from '#core/field-key.ts'
import { Say, useSay } from '../app/words.tsx'

const kinds = ['text', 'number', 'date', 'boolean', 'choice'] as const

interface FieldFormInput {
  /** keys that are taken */
  known: readonly string[]
  pending: boolean
  styles: Record<string, string | undefined>
  /** what is said on its button, and on that which closes it */
  buttons: { save: ReactNode; cancel: ReactNode }
  save(field: OwnField): void
  close(): void
  /** above the form */
  children?: ReactNode
}

/** Defines a field of one's own: its name, its kind, its choices. */
export function FieldForm({ known, pending, styles, buttons, save, close, children }: FieldFormInput) {
  const say = useSay()
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<OwnField['kind']>('text')
  const [options, setOptions] = useState('')
  const choices = options
    .split(/[\n,]/)
    .map((option) => option.trim())
    .filter((option) => option !== '')
  const ready = label.trim() !== '' && (kind !== 'choice' || choices.length > 0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save({ key: fieldKey(label, known), label: label.trim(), kind, options: choices })
  }
  return (
    <form className={styles['form']} onSubmit={submit} data-no-print>
      {children}
      <label className="field">
        <Say id="field.label" />
        <input
          className="plain"
          autoFocus
          maxLength={60}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <Say id="field.kind" />
        <select
          className="plain"
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(kinds.find((one) => one === value) ?? 'text')}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {say(`field.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {kind === 'choice' && (
        <label className="field">
          <Say id="field.options" />
          <textarea
            className="plain"
            rows={3}
            value={options}
            onChange={(event) => setOptions(event.currentTarget.value)}
          />
        </label>
      )}
      <div className={styles['buttons']}>
        <Button type="submit" size="compact-sm" loading={pending} disabled={!ready}>
          {buttons.save}
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          {buttons.cancel}
        </Button>
      </div>
    </form>
  )
}
