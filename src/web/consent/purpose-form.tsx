import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { PurposeRow } from '#contract/consent.ts'
import type { Text } from '#core/blueprint.ts'
import type { LegalBasis, PurposeChannel } from '#core/consent/purpose.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi, type PurposeInput } from './consent-api.ts'
import styles from './consent.module.css'

const channels = ['mail', 'phone', 'network', 'site', 'ads', 'other'] as const satisfies readonly PurposeChannel[]
const bases = ['consent', 'legitimate_interest', 'opt_out'] as const satisfies readonly LegalBasis[]
const languages = ['en', 'ko', 'ru'] as const
const names: Record<(typeof languages)[number], string> = { en: 'English', ko: '한국어', ru: 'Русский' }

interface FormInput {
  /** absent: a new one */
  purpose?: PurposeRow
  /** ids that a new one may not have */
  taken: readonly string[]
  close(): void
}

/** Writes a purpose: what it is called, on what it rests, and the words by which people are asked. */
export function PurposeForm({ purpose, taken, close }: FormInput) {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [form, setForm] = useState<PurposeInput>(
    purpose
      ? {
          id: purpose.id,
          name: purpose.name,
          channel: purpose.channel,
          legalBasis: purpose.legalBasis,
          doubleOptIn: purpose.doubleOptIn,
          retired: purpose.retired,
          text: purpose.wordings[0]?.text ?? { en: '' },
        }
      : {
          id: '',
          name: { en: '' },
          channel: 'mail',
          legalBasis: 'consent',
          doubleOptIn: true,
          retired: false,
          text: { en: '' },
        },
  )
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => consentApi.savePurpose({ ...form, name: filled(form.name), text: filled(form.text) }),
    onSuccess: ({ wording, isNew }) => {
      done(isNew ? say('consent.saved.new', { wording }) : say('consent.saved'))
      close()
      void client.invalidateQueries({ queryKey: ['models'] })
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  const set = (change: Partial<PurposeInput>) => setForm({ ...form, ...change })
  const idFault = !/^[a-z][a-z0-9_-]{0,39}$/.test(form.id)
    ? say('consent.fault.id')
    : taken.includes(form.id)
      ? say('consent.fault.taken')
      : null
  const faults = {
    id: purpose ? null : idFault,
    name: form.name.en.trim() === '' ? say('consent.fault.empty') : null,
    text: form.text.en.trim() === '' ? say('consent.fault.empty') : null,
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(faults).every((fault) => fault === null)) save.mutate()
  }
  const changesWords =
    purpose !== undefined &&
    JSON.stringify(filled(form.text)) !== JSON.stringify(filled(purpose.wordings[0]?.text ?? { en: '' }))

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {!purpose && (
        <TextInput
          label={say('consent.field.id')}
          description={say('consent.field.id.about')}
          data-autofocus
          value={form.id}
          error={tried ? faults.id : undefined}
          onChange={(event) => set({ id: event.currentTarget.value.trim() })}
        />
      )}
      {languages.map((language) => (
        <TextInput
          key={language}
          lang={language}
          label={say('consent.field.name', { language: names[language] })}
          value={form.name[language] ?? ''}
          error={tried && language === 'en' ? faults.name : undefined}
          maxLength={1000}
          onChange={(event) => set({ name: { ...form.name, [language]: event.currentTarget.value } })}
        />
      ))}
      {languages.map((language) => (
        <Textarea
          key={language}
          lang={language}
          label={say('consent.field.text', { language: names[language] })}
          autosize
          minRows={2}
          value={form.text[language] ?? ''}
          error={tried && language === 'en' ? faults.text : undefined}
          maxLength={1000}
          onChange={(event) => set({ text: { ...form.text, [language]: event.currentTarget.value } })}
        />
      ))}
      {changesWords && (
        <p className="small" role="status">
          <Say id="consent.field.version" />
        </p>
      )}
      <label className="field">
        <Say id="consent.field.channel" />
        <select
          className="plain"
          value={form.channel}
          onChange={(event) => set({ channel: channels.find((one) => one === event.currentTarget.value) ?? 'other' })}
        >
          {channels.map((one) => (
            <option key={one} value={one}>
              {say(`consent.channel.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <Say id="consent.field.basis" />
        <select
          className="plain"
          value={form.legalBasis}
          onChange={(event) => set({ legalBasis: bases.find((one) => one === event.currentTarget.value) ?? 'consent' })}
        >
          {bases.map((one) => (
            <option key={one} value={one}>
              {say(`consent.basis.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet small">
        <Say id={`consent.basis.about.${form.legalBasis}`} />
      </p>
      <Checkbox
        label={say('consent.field.double')}
        description={say('consent.field.double.about')}
        checked={form.doubleOptIn}
        onChange={(event) => set({ doubleOptIn: event.currentTarget.checked })}
      />
      {purpose && (
        <Checkbox
          label={say('consent.field.retired')}
          description={say('consent.field.retired.about')}
          checked={form.retired}
          onChange={(event) => set({ retired: event.currentTarget.checked })}
        />
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={save.isPending}>
          <Say id="consent.save" />
        </Button>
        <Button variant="default" onClick={close}>
          <Say id="consent.cancel" />
        </Button>
      </div>
    </form>
  )
}

/** Without languages in which nothing was written. */
function filled({ en, ko, ru }: Text): Text {
  return {
    en: en.trim(),
    ...(ko === undefined || ko.trim() === '' ? {} : { ko: ko.trim() }),
    ...(ru === undefined || ru.trim() === '' ? {} : { ru: ru.trim() }),
  }
}
