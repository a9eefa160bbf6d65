import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { surveyTemplates, type SurveyTemplate } from '#core/survey/templates.ts'
import { Say, useSay } from '../app/words.tsx'
import { surveyApi, useSurveyChange } from './api.ts'
import styles from './surveys.module.css'

/** A new survey: what it begins with, and its name. */
export function NewSurvey({ onClose }: { onClose(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { run, isPending } = useSurveyChange()
  const [template, setTemplate] = useState<SurveyTemplate>('knows_us')
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const called = name.trim() === '' ? say(`surveys.template.${template}`) : name.trim()
    void run(() => surveyApi.create({ name: called, template }), {
      onDone: ({ id }) => void navigate({ to: '/capture/surveys/$id', params: { id }, search: { view: 'ask' } }),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('surveys.new')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.stack} onSubmit={submit}>
        <fieldset className={styles.choices}>
          <legend>
            <Say id="surveys.begin" />
          </legend>
          {surveyTemplates.map((one) => (
            <label key={one} className={styles.choice}>
              <input type="radio" name="template" checked={template === one} onChange={() => setTemplate(one)} />
              <span>
                <strong>
                  <Say id={`surveys.template.${one}`} />
                </strong>
                <span className="quiet small">
                  <Say id={`surveys.template.about.${one}`} />
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <TextInput
          label={say('surveys.name')}
          description={say('surveys.name.about')}
          placeholder={say(`surveys.template.${template}`)}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={isPending}>
            <Say id="surveys.create" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
