import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { formTemplates, type FormTemplate } from '#core/form/templates.ts'
import { Say, useSay } from '../app/words.tsx'
import { formApi, useFormChange } from './api.ts'
import styles from './forms.module.css'

/** A new form: its name, and what it begins with. */
export function NewForm({ onClose }: { onClose(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { run, isPending } = useFormChange()
  const [template, setTemplate] = useState<FormTemplate>('demo')
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const called = name.trim() === '' ? say(`forms.template.${template}`) : name.trim()
    void run(() => formApi.create({ name: called, template }), {
      onDone: ({ id }) => void navigate({ to: '/capture/forms/$id', params: { id } }),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('forms.new')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.stack} onSubmit={submit}>
        <fieldset className={styles.choices}>
          <legend>
            <Say id="forms.begin" />
          </legend>
          {formTemplates.map((one) => (
            <label key={one} className={styles.choice}>
              <input type="radio" name="template" checked={template === one} onChange={() => setTemplate(one)} />
              <span>
                <strong>
                  <Say id={`forms.template.${one}`} />
                </strong>
                <span className="quiet small">
                  <Say id={`forms.template.about.${one}`} />
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <TextInput
          label={say('forms.name')}
          description={say('forms.name.about')}
          placeholder={say(`forms.template.${template}`)}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={isPending}>
            <Say id="forms.create" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
