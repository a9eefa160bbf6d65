import { useQueryClient } from '@tanstack/react-query'
import type { OwnField } from '#contract/own-field.ts'
import { Say, useSay } from '../app/words.tsx'
import { FieldForm } from '../ui/field-form.tsx'
import { personApi } from './api.ts'
import styles from './person.module.css'
import { usePersonChange } from './queries.ts'

/** Defines a field for everybody. */
export function NewField({ known, close }: { known: readonly string[]; close(): void }) {
  const say = useSay()
  const client = useQueryClient()
  const change = usePersonChange()
  const save = (field: OwnField) =>
    change.go({
      run: () => personApi.defineField(field),
      said: () => say('field.done', { name: field.label }),
      onDone: () => {
        for (const key of ['person-fields', 'models']) void client.invalidateQueries({ queryKey: [key] })
        close()
      },
    })
  const buttons = { save: <Say id="field.do" />, cancel: <Say id="person.cancel" /> }
  return <FieldForm known={known} pending={change.isPending} {...{ styles, buttons, save, close }} />
}
