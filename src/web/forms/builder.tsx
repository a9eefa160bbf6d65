import { useState } from 'react'
import type { FormPage } from '#contract/form.ts'
import { type FieldKind, type FormField, type FormLanguage, newField } from '#core/form/document.ts'
import { lintForm } from '#core/form/lint.ts'
import { languageNames, useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { FieldEditor } from './field-editor.tsx'
import { FieldList } from './field-list.tsx'
import styles from './forms.module.css'
import { FormEditor } from './form-editor.tsx'
import { Preview } from './preview.tsx'
import { Problems } from './problems.tsx'
import type { Draft } from './use-draft.ts'

interface BuilderInput {
  form: FormPage
  draft: Draft
  readOnly: boolean
}

/** The fields in their order, one of them open, and the form as strangers will see it. */
export function Builder({ form, draft, readOnly }: BuilderInput) {
  const say = useSay()
  const { done } = useUndo()
  const { document } = draft
  const { fields, languages } = document
  const [open, setOpen] = useState<string | null>(null)
  const own = useLanguage().language
  const [wished, setLanguage] = useState<FormLanguage>(own)
  const language = languages.includes(wished) ? wished : (languages[0] ?? 'en')
  const chosen = fields.find(({ id }) => id === open)
  const problems = lintForm(document)

  const setFields = (next: FormField[], place: string) => draft.change({ fields: next }, place)
  const add = (kind: FieldKind) => {
    const field = newField(
      kind,
      freshId(
        kind,
        fields.map(({ id }) => id),
      ),
    )
    // what is asked stands before what is agreed to and what nobody sees
    const at = fields.findIndex((one) => one.kind === 'consent' || one.kind === 'hidden')
    const place = kind === 'hidden' || kind === 'consent' || at < 0 ? fields.length : at
    setFields([...fields.slice(0, place), field, ...fields.slice(place)], `add ${field.id}`)
    setOpen(field.id)
  }
  const replace = (id: string, next: FormField) => {
    setFields(
      fields.map((one) => (one.id === id ? next : one)),
      `field ${id}`,
    )
    if (next.id !== id) setOpen(next.id)
  }
  const remove = (id: string) => {
    const before = fields
    setFields(
      fields.filter((one) => one.id !== id),
      `remove ${id}`,
    )
    setOpen(null)
    done(say('forms.field.removed'), async () => setFields([...before], `restore ${id}`))
  }
  const copy = (field: FormField) => {
    const twin = {
      ...field,
      feeds: null,
      id: freshId(
        field.id,
        fields.map(({ id }) => id),
      ),
    }
    setFields(
      fields.flatMap((one) => (one.id === field.id ? [one, twin] : [one])),
      `add ${twin.id}`,
    )
    setOpen(twin.id)
  }

  return (
    <div className={styles.builder}>
      <fieldset className={styles.bare} disabled={readOnly}>
        <div className={styles.tools}>
          <label className="field">
            <Say id="forms.language" />
            <select
              className="plain"
              value={language}
              onChange={(event) => setLanguage(event.currentTarget.value as FormLanguage)}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {languageNames[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Problems problems={problems} fields={fields} language={language} onOpen={setOpen} />
        <FormEditor draft={draft} language={language} />
        <FieldList
          fields={fields}
          language={language}
          first={languages[0] ?? 'en'}
          purposes={form.purposes}
          open={open}
          wrong={new Set(problems.flatMap(({ field, stops }) => (stops && field !== null ? [field] : [])))}
          onOpen={(id) => setOpen(open === id ? null : id)}
          onOrder={(next) => setFields(next, '')}
          onAdd={add}
          editor={
            chosen && (
              <FieldEditor
                key={chosen.id}
                field={chosen}
                form={form}
                document={document}
                language={language}
                onChange={(next) => replace(chosen.id, next)}
                onCopy={() => copy(chosen)}
                onRemove={() => remove(chosen.id)}
              />
            )
          }
        />
      </fieldset>
      <Preview id={form.id} revision={draft.savedRevision} language={language} waiting={draft.saving !== 'saved'} />
    </div>
  )
}

/** A name that no other field of the form has. */
function freshId(kind: string, taken: readonly string[]): string {
  const stem = kind.replace(/_\d+$/, '')
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem}_${n}`
    if (!taken.includes(id)) return id
  }
}
