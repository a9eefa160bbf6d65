import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormPage } from '#contract/form.ts'
import type { FormLanguage } from '#core/form/document.ts'
import { useFormat } from '../app/format.ts'
import { languageNames } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { formApi, useFormChange } from './api.ts'
import styles from './forms.module.css'
import { Select } from './select.tsx'
import type { Draft } from './use-draft.ts'

/** Where the form can stand, and the versions that strangers saw. */
export function PublishView({ form, draft }: { form: FormPage; draft: Draft }) {
  const say = useSay()
  const mayWrite = useMay('capture.write')
  const { origin } = location
  const address = `${origin}/f/${form.slug}`
  const script = `<script async src="${origin}/f.js" data-form="${form.slug}"></script>`
  return (
    <div className={styles.settings}>
      {form.published === null && (
        <p className={styles.notice}>
          <Say id="forms.publish.first" />
        </p>
      )}
      <Section title={<Say id="forms.embed.script" />} sub={<Say id="forms.embed.script.about" />}>
        <Code text={script} label={say('forms.embed.script')} />
        <details className={styles.more}>
          <summary>
            <Say id="forms.embed.more" />
          </summary>
          <ul>
            {extras(origin).map(([one, code]) => (
              <li key={one}>
                <code>{code}</code> <Say id={`forms.embed.more.${one}`} />
              </li>
            ))}
          </ul>
        </details>
      </Section>
      <Section title={<Say id="forms.embed.hosted" />} sub={<Say id="forms.embed.hosted.about" />}>
        <Code text={address} label={say('forms.embed.hosted')} />
        {form.published !== null && (
          <a className="link" href={address} target="_blank" rel="noopener">
            <Say id="forms.embed.open" />
          </a>
        )}
      </Section>
      <Section title={<Say id="forms.embed.html" />} sub={<Say id="forms.embed.html.about" />}>
        <PlainHtml form={form} languages={draft.document.languages} revision={draft.savedRevision} />
      </Section>
      <Versions form={form} draft={draft} mayWrite={mayWrite} />
      {mayWrite && <Ending form={form} />}
    </div>
  )
}

/** What may be written into the script's tag, and what a strict site needs. */
function extras(origin: string): readonly ['lang' | 'theme' | 'target' | 'csp', string][] {
  return [
    ['lang', 'data-lang="ko"'],
    ['theme', 'data-theme="dark"'],
    ['target', 'data-target="#place"'],
    ['csp', `script-src ${origin}; connect-src ${origin}`],
  ]
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.code}>
      <textarea readOnly spellCheck={false} aria-label={label} rows={text.includes('\n') ? 10 : 2} value={text} />
      <CopyButton text={text} />
    </div>
  )
}

function PlainHtml({ form, languages, revision }: { form: FormPage; languages: FormLanguage[]; revision: number }) {
  const say = useSay()
  const workspace = useWorkspace()
  const [language, setLanguage] = useState<FormLanguage>(languages[0] ?? 'en')
  const query = useQuery({
    queryKey: ['form', workspace.id, form.id, 'html', language, revision],
    queryFn: async ({ signal }) => {
      const parameters = new URLSearchParams({ workspace: workspace.id, language })
      const answer = await fetch(`/api/forms/${encodeURIComponent(form.id)}/html?${parameters}`, { signal })
      if (!answer.ok) throw new Error('the form could not be read')
      return answer.text()
    },
  })
  return (
    <div className={styles.stack}>
      {languages.length > 1 && (
        <Select<FormLanguage>
          label={<Say id="forms.language" />}
          value={language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={setLanguage}
        />
      )}
      <Loaded query={query} lines={4}>
        {(text) => <Code text={text} label={say('forms.embed.html')} />}
      </Loaded>
    </div>
  )
}

function Versions({ form, draft, mayWrite }: { form: FormPage; draft: Draft; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const { run } = useFormChange()
  if (form.versions.length === 0) return null
  const restore = (version: number) =>
    void run(() => formApi.restore(form.id, version, draft.revision.current).then(draft.reload), {
      said: say('forms.restored', { version }),
    })
  return (
    <Section title={<Say id="forms.versions" />}>
      <ul className={styles.versions}>
        {form.versions.map(({ version, at, by }) => (
          <li key={version}>
            <span>
              <strong>
                <Say id="forms.version" values={{ version }} />
              </strong>{' '}
              {version === form.published && (
                <span className="chip">
                  <Say id="forms.version.shown" />
                </span>
              )}
              <span className="quiet small">
                {' '}
                {format.dateTime(at)}
                {by !== null && ` · ${by}`}
              </span>
            </span>
            {mayWrite && (
              <button type="button" className="link" onClick={() => restore(version)}>
                <Say id="forms.restore" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Closing it, and taking it out of use. */
function Ending({ form }: { form: FormPage }) {
  const say = useSay()
  const navigate = useNavigate()
  const { run, isPending } = useFormChange()
  return (
    <Section title={<Say id="forms.end" />}>
      <div className={styles.buttons}>
        {form.published !== null && (
          <button
            type="button"
            className="link"
            disabled={isPending}
            onClick={() =>
              void run(() => formApi.withdraw(form.id), {
                said: say('forms.withdrawn'),
                undo: () => formApi.withdraw(form.id, true),
              })
            }
          >
            <Say id="forms.withdraw" />
          </button>
        )}
        <button
          type="button"
          className="link"
          disabled={isPending}
          onClick={() =>
            void run(() => formApi.retire(form.id), {
              said: say('forms.retired', { name: form.name }),
              undo: () => formApi.retire(form.id, true),
              onDone: () => void navigate({ to: '/capture/forms' }),
            })
          }
        >
          <Say id="forms.retire" />
        </button>
      </div>
    </Section>
  )
}
