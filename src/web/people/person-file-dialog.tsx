import { Button, Modal, Radio, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Language, languageNames, useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { personFileApi } from './person-file-api.ts'
import styles from './person-file.module.css'

export type FileOf = { id: string; name: string } | { email: string }

const shapes = ['html', 'json'] as const
const reasons = ['request', 'own'] as const
const languages = Object.keys(languageNames) as Language[]

interface DialogInput {
  of: FileOf
  /** they asked for it, as far as is known when it is opened */
  because: (typeof reasons)[number]
  close(): void
}

/** Why, in which shape and in which language everything about one person is taken out. */
export function PersonFileDialog({ of, because: first, close }: DialogInput) {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const { language: mine } = useLanguage()
  const [because, setBecause] = useState(first)
  const [format, setFormat] = useState<(typeof shapes)[number]>('html')
  const [language, setLanguage] = useState(mine)
  const save = useMutation({
    mutationFn: () =>
      personFileApi.allow({ ...('id' in of ? { id: of.id } : { email: of.email }), because, format, language }),
    onSuccess: ({ path }) => {
      window.location.assign(path)
      done(say('personFile.done'))
      close()
      return client.invalidateQueries({ queryKey: ['personFile'] })
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('personFile.about', { who: 'id' in of ? of.name : of.email })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <p className="quiet">
          <Say id="personFile.holds" />
        </p>
        <Radio.Group
          label={say('personFile.because')}
          value={because}
          onChange={(value) => setBecause(value === 'request' ? 'request' : 'own')}
        >
          <div className={styles.choices}>
            {reasons.map((reason) => (
              <Radio key={reason} value={reason} label={say(`personFile.because.${reason}`)} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={say('personFile.shape')}
          value={format}
          onChange={(value) => setFormat(value === 'json' ? 'json' : 'html')}
        >
          <div className={styles.choices}>
            {shapes.map((shape) => (
              <Radio
                key={shape}
                value={shape}
                label={say(`personFile.shape.${shape}`)}
                description={say(`personFile.shapeAbout.${shape}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <Select
          label={say('personFile.language')}
          description={say('personFile.language.about')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          onChange={(value) => setLanguage(languages.find((one) => one === value) ?? 'en')}
        />
        {because === 'request' && (
          <p className={styles.note} role="note">
            <Say id="personFile.check" />
          </p>
        )}
        <div className={styles.buttons}>
          <Button type="submit" loading={save.isPending}>
            <Say id="personFile.download" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="personFile.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
