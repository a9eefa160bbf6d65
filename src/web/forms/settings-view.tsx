import { ColorInput, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormPage } from '#contract/form.ts'
import { formIntents, type FormLanguage, formLanguages, mailRules, type FormThanks } from '#core/form/document.ts'
import { hostOfList, safeRedirect } from '#core/form/place.ts'
import { languageNames, useLanguage } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import styles from './forms.module.css'
import { Select, Tick } from './select.tsx'
import { TellPart } from './tell-part.tsx'
import type { Draft } from './use-draft.ts'
import { WordsInput } from './words-input.tsx'

interface SettingsInput {
  form: FormPage
  draft: Draft
  readOnly: boolean
}

/** What the form is besides its fields: what it asks for, what comes after, whom it takes, how it looks. */
export function SettingsView({ form, draft, readOnly }: SettingsInput) {
  const say = useSay()
  const { document, change } = draft
  const own = useLanguage().language
  const [wished, setLanguage] = useState<FormLanguage>(own)
  const language = document.languages.includes(wished) ? wished : (document.languages[0] ?? 'en')
  const eventName = useEventName()
  const rules = mailRules.map((value) => ({ value, label: say(`forms.mail.${value}`) }))
  return (
    <fieldset className={`${styles.bare} ${styles.settings}`} disabled={readOnly}>
      <Section title={<Say id="forms.part.what" />}>
        <div className={styles.stack}>
          <TextInput
            label={say('forms.name')}
            maxLength={200}
            value={draft.name}
            onChange={(event) => draft.rename(event.currentTarget.value)}
          />
          <Select
            label={<Say id="forms.intent" />}
            about={<Say id="forms.intent.about" />}
            value={document.intent ?? ''}
            options={[
              { value: '', label: say('forms.intent.none') },
              ...formIntents.map((value) => ({ value, label: eventName(value) })),
            ]}
            onChange={(intent) => change({ intent: formIntents.find((one) => one === intent) ?? null })}
          />
          <TextInput
            label={say('forms.about')}
            description={say('forms.about.about')}
            placeholder={form.slug}
            maxLength={200}
            value={document.about}
            onChange={(event) => change({ about: event.currentTarget.value })}
          />
          <fieldset className={styles.options}>
            <legend>
              <Say id="forms.languages" />
            </legend>
            <div className={styles.ticks}>
              {formLanguages.map((one) => (
                <Tick
                  key={one}
                  label={languageNames[one]}
                  checked={document.languages.includes(one)}
                  onChange={(on) => {
                    const rest = document.languages.filter((other) => other !== one)
                    if (on || rest.length > 0) change({ languages: on ? [...rest, one] : rest })
                  }}
                />
              ))}
            </div>
            <p className="quiet small">
              <Say id="forms.languages.about" values={{ language: languageNames[document.languages[0] ?? 'en'] }} />
            </p>
          </fieldset>
        </div>
      </Section>
      <Section title={<Say id="forms.part.after" />}>
        <div className={styles.stack}>
          <Select<FormLanguage>
            label={<Say id="forms.language" />}
            value={language}
            options={document.languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={setLanguage}
          />
          <WordsInput
            label={say('forms.thanks.title')}
            words={document.thanksTitle}
            language={language}
            onChange={(thanksTitle) => change({ thanksTitle })}
          />
          <WordsInput
            label={say('forms.thanks.text')}
            description={say('forms.markdown')}
            long
            most={5000}
            words={document.thanksText}
            language={language}
            onChange={(thanksText) => change({ thanksText })}
          />
          <ThanksPart form={form} draft={draft} language={language} />
        </div>
      </Section>
      <Section title={<Say id="forms.part.whom" />} sub={<Say id="forms.part.whom.sub" />}>
        <div className={styles.stack}>
          <Select
            label={<Say id="forms.mail.free" />}
            value={document.freeMail}
            options={rules}
            onChange={(freeMail) => change({ freeMail })}
          />
          <Select
            label={<Say id="forms.mail.disposable" />}
            value={document.disposableMail}
            options={rules}
            onChange={(disposableMail) => change({ disposableMail })}
          />
          <NumberInput
            label={say('forms.perVisit')}
            description={say('forms.perVisit.about')}
            min={0}
            max={10}
            allowDecimal={false}
            hideControls
            value={document.perVisit}
            onChange={(value) => change({ perVisit: Math.min(10, Math.max(0, Number(value) || 0)) })}
          />
        </div>
      </Section>
      <TellPart form={form} />
      <Section title={<Say id="forms.part.look" />}>
        <div className={styles.stack}>
          <ColorInput
            label={say('forms.accent')}
            description={say('forms.accent.about')}
            format="hex"
            withEyeDropper={false}
            placeholder="#3d5a80"
            value={document.accent ?? ''}
            onChange={(value) =>
              (value === '' || /^#[0-9a-f]{6}$/i.test(value)) && change({ accent: value === '' ? null : value })
            }
          />
        </div>
      </Section>
    </fieldset>
  )
}

/** What is given when it was sent: words, another page, or content. */
function ThanksPart({ form, draft, language }: { form: FormPage; draft: Draft; language: FormLanguage }) {
  const say = useSay()
  const { document, change } = draft
  const { thanks, hosts } = document
  const kinds = ['words', 'redirect', 'content'] as const
  const set = (next: FormThanks) => change({ thanks: next })
  const begin = (kind: (typeof kinds)[number]) =>
    set(
      kind === 'words'
        ? { kind }
        : kind === 'redirect'
          ? { kind, url: '' }
          : { kind, asset: null, url: '', label: {}, mail: true },
    )
  const url = thanks.kind === 'words' ? '' : thanks.url
  const refused = url !== '' && safeRedirect(url, hosts) === null
  return (
    <>
      <Select
        label={<Say id="forms.thanks.kind" />}
        value={thanks.kind}
        options={kinds.map((value) => ({ value, label: say(`forms.thanks.${value}`) }))}
        onChange={begin}
      />
      {thanks.kind === 'content' && (
        <>
          <Select
            label={<Say id="forms.thanks.asset" />}
            about={<Say id="forms.thanks.asset.about" />}
            value={thanks.asset ?? ''}
            options={[
              { value: '', label: say('forms.thanks.asset.none') },
              ...form.assets
                .toSorted((a, b) => a.name.localeCompare(b.name))
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(asset) => set({ ...thanks, asset: asset === '' ? null : asset })}
          />
          <WordsInput
            label={say('forms.thanks.label')}
            words={thanks.label}
            language={language}
            onChange={(label) => set({ ...thanks, label })}
          />
        </>
      )}
      {(thanks.kind === 'redirect' || (thanks.kind === 'content' && thanks.asset === null)) && (
        <>
          <TextInput
            label={say(thanks.kind === 'redirect' ? 'forms.thanks.to' : 'forms.thanks.file')}
            placeholder="https://"
            inputMode="url"
            spellCheck={false}
            maxLength={2000}
            value={thanks.url}
            error={refused ? say('forms.thanks.refused') : undefined}
            onChange={(event) => set({ ...thanks, url: event.currentTarget.value.trim() })}
          />
          <Hosts hosts={hosts} onChange={(next) => change({ hosts: next })} />
        </>
      )}
      {thanks.kind === 'content' && (
        <Tick
          label={<Say id="forms.thanks.mail" />}
          checked={thanks.mail}
          onChange={(mail) => set({ ...thanks, mail })}
        />
      )}
    </>
  )
}

/** Hosts that people may be sent on to; read when one leaves the field. */
function Hosts({ hosts, onChange }: { hosts: readonly string[]; onChange(hosts: string[]): void }) {
  const say = useSay()
  const [text, setText] = useState(hosts.join(', '))
  const parts = text.split(/[\s,]+/).filter((one) => one !== '')
  const bad = parts.find((one) => hostOfList(one) === null)
  return (
    <TextInput
      label={say('forms.hosts')}
      description={say('forms.hosts.about')}
      placeholder="example.com"
      spellCheck={false}
      value={text}
      error={bad === undefined ? undefined : say('forms.hosts.bad', { host: bad })}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => bad === undefined && onChange(parts.flatMap((one) => hostOfList(one) ?? []))}
    />
  )
}
