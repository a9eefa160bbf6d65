import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { pageCalls, pageLanguages, type PageCall, type PageLanguage } from '#core/page/document.ts'
import { languageNames, useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { pageApi, usePageChange } from './api.ts'
import { Line } from './fields.tsx'
import styles from './pages.module.css'
import { Choice } from './settings-form.tsx'

/** A page begins with what it asks for, in which language; its blocks are there, its gaps are to be filled. */
export function NewPage({ onClose }: { onClose(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { language: spoken } = useLanguage()
  const { run, isPending } = usePageChange()
  const [call, setCall] = useState<PageCall>('demo')
  const [language, setLanguage] = useState<PageLanguage>(spoken)
  const [name, setName] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void run(() => pageApi.create({ name: name.trim(), call, language }), {
      onDone: ({ id }) => void navigate({ to: '/capture/pages/$id', params: { id } }),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('pages.new')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <fieldset className={styles.calls}>
          <legend>
            <Say id="pages.new.call" />
          </legend>
          {pageCalls.map((one) => (
            <label key={one} data-chosen={call === one || undefined}>
              <input type="radio" name="call" checked={call === one} onChange={() => setCall(one)} />
              <span>
                <b>
                  <Say id={`pages.call.${one}`} />
                </b>
                <span className="quiet small">
                  <Say id={`pages.call.about.${one}`} />
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={styles.pair}>
          <Line
            label={say('pages.field.pageName')}
            hint={say('pages.field.pageName.hint')}
            value={name}
            onChange={setName}
          />
          <Choice
            label={say('pages.field.language')}
            value={language}
            options={pageLanguages.map((one) => [one, languageNames[one]])}
            onChange={(one) => setLanguage(one as PageLanguage)}
          />
        </div>
        <div>
          <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
            <Say id="pages.new.make" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
