import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ConsentSettings, PurposeRow } from '#contract/consent.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi } from './consent-api.ts'
import styles from './consent.module.css'

/** Who speaks to people, and what the country's law asks of every mail. */
export function SenderForm({ settings, purposes }: { settings: ConsentSettings; purposes: readonly PurposeRow[] }) {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useMay('consent.write')
  const { done, failed } = useUndo()
  const [{ sender, rules }, setForm] = useState(settings)
  const setSender = (change: Partial<ConsentSettings['sender']>) =>
    setForm((form) => ({ ...form, sender: { ...form.sender, ...change } }))
  const setRules = (change: Partial<ConsentSettings['rules']>) =>
    setForm((form) => ({ ...form, rules: { ...form.rules, ...change } }))
  const save = useMutation({
    mutationFn: () => consentApi.saveSettings({ sender, rules }),
    onSuccess: () => {
      done(say('consent.saved'))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const prefix = rules.subjectPrefix
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset disabled={!mayWrite} className={styles.form}>
        <TextInput
          label={say('consent.sender.name')}
          value={sender.name}
          maxLength={120}
          onChange={(event) => setSender({ name: event.currentTarget.value })}
        />
        <TextInput
          label={say('consent.sender.postal')}
          value={sender.postal}
          maxLength={300}
          onChange={(event) => setSender({ postal: event.currentTarget.value })}
        />
        <TextInput
          label={say('consent.sender.contact')}
          description={say('consent.sender.contact.about')}
          value={sender.contact}
          maxLength={200}
          onChange={(event) => setSender({ contact: event.currentTarget.value })}
        />
        <TextInput
          label={say('consent.rule.prefix')}
          description={say('consent.rule.prefix.about')}
          value={prefix?.text ?? ''}
          maxLength={20}
          onChange={(event) => {
            const text = event.currentTarget.value
            setRules({ subjectPrefix: text === '' ? null : { text, purposes: prefix?.purposes ?? ['marketing'] } })
          }}
        />
        {prefix && (
          <fieldset className={styles.choices}>
            <legend className="small">{say('consent.rule.prefix.for')}</legend>
            {purposes
              .filter(({ channel }) => channel === 'mail')
              .map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={format.text(name)}
                  checked={prefix.purposes.includes(id)}
                  onChange={(event) => {
                    const others = prefix.purposes.filter((one) => one !== id)
                    setRules({
                      subjectPrefix: { ...prefix, purposes: event.currentTarget.checked ? [...others, id] : others },
                    })
                  }}
                />
              ))}
          </fieldset>
        )}
        <NumberInput
          label={say('consent.rule.months')}
          description={say('consent.rule.months.about')}
          value={rules.reminderMonths ?? ''}
          min={1}
          max={120}
          allowDecimal={false}
          onChange={(value) => setRules({ reminderMonths: typeof value === 'number' ? value : null })}
        />
        <Checkbox
          label={say('consent.rule.receipts')}
          description={say('consent.rule.receipts.about')}
          checked={rules.receipts}
          onChange={(event) => setRules({ receipts: event.currentTarget.checked })}
        />
        <Checkbox
          label={say('consent.rule.postal')}
          description={say('consent.rule.postal.about')}
          checked={rules.postalInMail}
          onChange={(event) => setRules({ postalInMail: event.currentTarget.checked })}
        />
      </fieldset>
      {mayWrite && (
        <div>
          <Button type="submit" loading={save.isPending}>
            <Say id="consent.save" />
          </Button>
        </div>
      )}
    </form>
  )
}
