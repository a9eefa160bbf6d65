import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormPage } from '#contract/form.ts'
import {
  askModes,
  choiceKinds,
  fedFacts,
  type FormDocument,
  type FormField,
  type FormLanguage,
  hiddenSources,
  silentKinds,
  wordsIn,
} from '#core/form/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './forms.module.css'
import { OptionsEditor } from './options-editor.tsx'
import { Select, Tick } from './select.tsx'
import { useSourceName } from './source-name.ts'
import { WhenEditor } from './when-editor.tsx'
import { WordsInput } from './words-input.tsx'

interface FieldEditorInput {
  field: FormField
  form: FormPage
  document: FormDocument
  language: FormLanguage
  onChange(field: FormField): void
  onCopy(): void
  onRemove(): void
}

/** Everything that can be said of one field. */
export function FieldEditor({ field, form, document, language, onChange, onCopy, onRemove }: FieldEditorInput) {
  const say = useSay()
  const { kind } = field
  const set = (more: Partial<FormField>) => onChange({ ...field, ...more })
  const asks = !silentKinds.has(kind) && kind !== 'hidden'
  const typed = asks && !choiceKinds.has(kind) && kind !== 'consent' && kind !== 'date'
  const sized = kind === 'number' || kind === 'text' || kind === 'long_text'
  return (
    <div className={styles.stack}>
      {kind === 'consent' ? (
        <ConsentPart field={field} form={form} language={language} set={set} />
      ) : kind === 'hidden' ? (
        <HiddenPart field={field} set={set} />
      ) : (
        <WordsInput
          label={say(
            kind === 'statement' ? 'forms.field.statement' : kind === 'step' ? 'forms.field.step' : 'forms.field.label',
          )}
          {...(kind === 'statement' ? { description: say('forms.markdown'), long: true, most: 5000 } : {})}
          words={field.label}
          language={language}
          onChange={(label) => set({ label })}
        />
      )}
      {asks && (
        <WordsInput
          label={say('forms.field.help')}
          words={field.help}
          language={language}
          onChange={(help) => set({ help })}
        />
      )}
      {typed && (
        <WordsInput
          label={say('forms.field.placeholder')}
          words={field.placeholder}
          language={language}
          onChange={(placeholder) => set({ placeholder })}
        />
      )}
      {choiceKinds.has(kind) && (
        <OptionsEditor options={field.options} language={language} onChange={(options) => set({ options })} />
      )}
      {asks && (
        <div className={styles.ticks}>
          <Tick
            label={<Say id="forms.field.required" />}
            checked={field.required}
            onChange={(required) => set({ required })}
          />
          <Tick
            label={<Say id="forms.field.half" />}
            checked={field.width === 'half'}
            onChange={(half) => set({ width: half ? 'half' : 'full' })}
          />
        </div>
      )}
      {sized && (
        <div className={styles.pair}>
          <Bound
            label={say(kind === 'number' ? 'forms.field.least' : 'forms.field.shortest')}
            value={field.least}
            onChange={(least) => set({ least })}
          />
          <Bound
            label={say(kind === 'number' ? 'forms.field.most' : 'forms.field.longest')}
            value={field.most}
            onChange={(most) => set({ most })}
          />
        </div>
      )}
      {asks && kind !== 'consent' && <FeedsPart field={field} form={form} set={set} />}
      {asks && kind !== 'consent' && field.feeds !== null && (
        <Select
          label={<Say id="forms.field.ask" />}
          about={<Say id={`forms.ask.about.${field.ask}`} />}
          value={field.ask}
          options={askModes.map((value) => ({ value, label: say(`forms.ask.${value}`) }))}
          onChange={(ask) => set({ ask })}
        />
      )}
      {kind !== 'step' && kind !== 'hidden' && (
        <WhenEditor field={field} fields={document.fields} language={language} onChange={(when) => set({ when })} />
      )}
      <Identity field={field} taken={document.fields.map(({ id }) => id)} onChange={(id) => set({ id })} />
      <div className={styles.buttons}>
        <button type="button" className="link" onClick={onCopy}>
          <Say id="forms.field.copy" />
        </button>
        <button type="button" className="link" onClick={onRemove}>
          <Say id="forms.field.remove" />
        </button>
      </div>
    </div>
  )
}

interface PartInput {
  field: FormField
  set(more: Partial<FormField>): void
}

/** The words of a consent are those of its purpose, as they are in force: nobody may reword them here. */
function ConsentPart({ field, form, language, set }: PartInput & { form: FormPage; language: FormLanguage }) {
  const say = useSay()
  const purpose = form.purposes.find(({ id }) => id === field.purpose)
  const options = form.purposes.map(({ id, name }) => ({ value: id, label: wordsIn(name, language, 'en') }))
  const unknown = purpose ? [] : [{ value: field.purpose ?? '', label: field.purpose ?? say('forms.purpose.none') }]
  return (
    <>
      <Select
        label={<Say id="forms.field.purpose" />}
        value={field.purpose ?? ''}
        options={[...unknown, ...options]}
        onChange={(chosen) => set({ purpose: chosen })}
      />
      {purpose && (
        <blockquote className={styles.wording}>
          {wordsIn(purpose.text, language, 'en')}
          <footer className="quiet small">
            <Say id={purpose.doubleOptIn ? 'forms.purpose.double' : 'forms.purpose.single'} />
          </footer>
        </blockquote>
      )}
    </>
  )
}

function HiddenPart({ field, set }: PartInput) {
  const say = useSay()
  const sourceName = useSourceName()
  return (
    <>
      <Select
        label={<Say id="forms.field.source" />}
        about={<Say id="forms.field.source.about" />}
        value={field.source ?? 'fixed'}
        options={hiddenSources.map((value) => ({ value, label: sourceName(value) }))}
        onChange={(source) => set({ source })}
      />
      {field.source === 'fixed' && (
        <TextInput
          label={say('forms.field.fixed')}
          maxLength={500}
          value={field.fixed}
          onChange={(event) => set({ fixed: event.currentTarget.value })}
        />
      )}
    </>
  )
}

/** Which fact of the person it tells. */
function FeedsPart({ field, form, set }: PartInput & { form: FormPage }) {
  const say = useSay()
  const own = form.ownFields.map(({ key, label }) => ({ value: key, label }))
  const options = [
    { value: '', label: say('forms.feeds.none') },
    ...fedFacts.map((fact) => ({ value: fact as string, label: say(`forms.fact.${fact}`) })),
    ...own,
  ]
  return (
    <Select
      label={<Say id="forms.field.feeds" />}
      about={<Say id="forms.field.feeds.about" />}
      value={field.feeds ?? ''}
      options={options}
      onChange={(feeds) => set(feeds === '' ? { feeds: null, ask: 'always' } : { feeds })}
    />
  )
}

function Bound({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | null
  onChange(value: number | null): void
}) {
  return (
    <NumberInput
      label={label}
      hideControls
      value={value ?? ''}
      onChange={(next) => onChange(next === '' || Number.isNaN(Number(next)) ? null : Number(next))}
    />
  )
}

/** Its name in the data; changed when one leaves the field, so that half a name is none. */
function Identity({
  field,
  taken,
  onChange,
}: {
  field: FormField
  taken: readonly string[]
  onChange(id: string): void
}) {
  const say = useSay()
  const [id, setId] = useState(field.id)
  const others = taken.filter((one) => one !== field.id)
  const fault = !/^[a-z][a-z0-9_]{0,39}$/.test(id) ? 'form' : others.includes(id) ? 'taken' : null
  return (
    <TextInput
      label={say('forms.field.id')}
      description={say('forms.field.id.about')}
      value={id}
      maxLength={40}
      spellCheck={false}
      error={fault === null ? undefined : say(`forms.field.id.${fault}`)}
      onChange={(event) => setId(event.currentTarget.value)}
      onBlur={() => fault === null && id !== field.id && onChange(id)}
    />
  )
}
