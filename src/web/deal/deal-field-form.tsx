import { useQueryClient } from '@tanstack/react-query'
import type { OwnField } from '#contract/own-field.ts'
import { Say, useSay } from '../app/words.tsx'
import { FieldForm } from '../ui/field-form.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'
import { useDealChange } from './queries.ts'

/** Fields of one's own for all deals: a new one, or one that is offered no more. */
export function DealFieldForm({ fields, close }: { fields: readonly OwnField[]; close(): void }) {
  const say = useSay()
  const client = useQueryClient()
  const change = useDealChange()
  const refresh = () => void client.invalidateQueries({ queryKey: ['pipelines'] })
  const save = (field: OwnField) =>
    change.go({
      run: () => dealApi.defineField(field),
      said: () => say('deal.field.done', { name: field.label }),
      undo: () => dealApi.retireField(field.key).then(refresh),
      onDone: () => {
        refresh()
        close()
      },
    })
  const retire = (field: OwnField) =>
    change.go({
      run: () => dealApi.retireField(field.key),
      said: () => say('deal.field.retired', { name: field.label }),
      undo: () => dealApi.defineField(field).then(refresh),
      onDone: refresh,
    })
  return (
    <FieldForm
      known={fields.map(({ key }) => key)}
      pending={change.isPending}
      styles={{ form: styles.inline, buttons: styles.buttons }}
      buttons={{ save: <Say id="deal.field.do" />, cancel: <Say id="deal.cancel" /> }}
      save={save}
      close={close}
    >
      {fields.length > 0 && (
        <ul className={styles.plainList}>
          {fields.map((field) => (
            <li key={field.key}>
              {field.label} <span className="quiet small">{say(`field.kind.${field.kind}`)}</span>{' '}
              <button type="button" className="link small" onClick={() => retire(field)}>
                <Say id="deal.field.retire" />
                <span className="hidden"> {field.label}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </FieldForm>
  )
}
