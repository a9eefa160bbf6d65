import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DealField } from '#contract/deal-page.ts'
import { fieldKey } from '#core/field-key.ts'
import { Say, useSay } from '../app/words.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'
import { useDealChange } from './queries.ts'

const kinds = ['text', 'number', 'date', 'boolean', 'choice'] as const

/** Fields of one's own for all deals: a new one, or one that is offered no more. */
export function DealFieldForm({ fields, close }: { fields: readonly DealField[]; close(): void }) {
  const say = useSay()
  const client = useQueryClient()
  const change = useDealChange()
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<DealField['kind']>('text')
  const [options, setOptions] = useState('')
  const choices = options
    .split(/[\n,]/)
    .map((option) => option.trim())
    .filter((option) => option !== '')
  const ready = label.trim() !== '' && (kind !== 'choice' || choices.length > 0)
  const refresh = () => void client.invalidateQueries({ queryKey: ['pipelines'] })
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const key = fieldKey(
      label,
      fields.map(({ key }) => key),
    )
    change.mutate({
      run: () => dealApi.defineField({ key, label: label.trim(), kind, options: choices }),
      said: () => say('deal.field.done', { name: label.trim() }),
      undo: () => dealApi.retireField(key).then(refresh),
      onDone: () => {
        refresh()
        close()
      },
    })
  }
  return (
    <form className={styles.inline} onSubmit={save} data-no-print>
      {fields.length > 0 && (
        <ul className={styles.plainList}>
          {fields.map((field) => (
            <li key={field.key}>
              {field.label} <span className="quiet small">{say(`field.kind.${field.kind}`)}</span>{' '}
              <button
                type="button"
                className="link small"
                onClick={() =>
                  change.mutate({
                    run: () => dealApi.retireField(field.key),
                    said: () => say('deal.field.retired', { name: field.label }),
                    undo: () => dealApi.defineField(field).then(refresh),
                    onDone: refresh,
                  })
                }
              >
                <Say id="deal.field.retire" />
                <span className="hidden"> {field.label}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="field">
        <Say id="deal.field.label" />
        <input
          className="plain"
          autoFocus
          maxLength={60}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <Say id="deal.field.kind" />
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
          <Say id="deal.field.options" />
          <textarea rows={3} value={options} onChange={(event) => setOptions(event.currentTarget.value)} />
        </label>
      )}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={change.isPending} disabled={!ready}>
          <Say id="deal.field.do" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}
