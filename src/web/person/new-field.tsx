import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { PersonField } from '#contract/person-verbs.ts'
import { fieldKey } from '#core/field-key.ts'
import { Say, useSay } from '../app/words.tsx'
import { personApi } from './api.ts'
import styles from './person.module.css'
import { useChange } from './queries.ts'

const kinds = ['text', 'number', 'date', 'boolean', 'choice'] as const

/** Defines a field for everybody: its name, its kind, its choices. */
export function NewField({ known, close }: { known: readonly string[]; close(): void }) {
  const say = useSay()
  const client = useQueryClient()
  const change = useChange()
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<PersonField['kind']>('text')
  const [options, setOptions] = useState('')
  const choices = options
    .split(/[\n,]/)
    .map((option) => option.trim())
    .filter((option) => option !== '')
  const ready = label.trim() !== '' && (kind !== 'choice' || choices.length > 0)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    change.mutate({
      run: () => personApi.defineField({ key: fieldKey(label, known), label: label.trim(), kind, options: choices }),
      said: () => say('field.done', { name: label.trim() }),
      onDone: () => {
        void client.invalidateQueries({ queryKey: ['person-fields'] })
        close()
      },
    })
  }
  return (
    <form className={styles.form} onSubmit={save} data-no-print>
      <label className="field">
        <Say id="field.label" />
        <input
          className="plain"
          autoFocus
          value={label}
          maxLength={60}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <Say id="field.kind" />
        <select
          className="plain"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as PersonField['kind'])}
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
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={change.isPending} disabled={!ready}>
          <Say id="field.do" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          <Say id="person.cancel" />
        </Button>
      </div>
    </form>
  )
}
