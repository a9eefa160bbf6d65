import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { SurveyPage } from '#contract/survey.ts'
import { surveyPlaces, type SurveyPlace } from '#core/survey/document.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Select } from '../forms/select.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Section } from '../ui/page.tsx'
import { surveyApi, useSurveyChange } from './api.ts'
import styles from './surveys.module.css'

/** Where the survey can stand: on any page by one line, or on its own. */
export function PlaceView({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const { origin } = location
  const { slug, state, document } = survey
  const address = `${origin}/s/${slug}`
  const script = `<script async src="${origin}/s.js" data-survey="${slug}"></script>`
  const first = document.kind === 'scale' ? '10' : (document.choices[0]?.id ?? '')
  return (
    <div className={styles.places}>
      {state !== 'open' && (
        <p className={styles.notice}>
          <Say id="surveys.place.first" />
        </p>
      )}
      <Section title={<Say id="surveys.place.script" />} sub={<Say id="surveys.place.script.about" />}>
        <Code text={script} label={say('surveys.place.script')} />
        <Where survey={survey} />
        <details className={styles.more}>
          <summary>
            <Say id="surveys.place.more" />
          </summary>
          <ul>
            {extras(origin).map(([one, code]) => (
              <li key={one}>
                <code>{code}</code> <Say id={`surveys.place.more.${one}`} />
              </li>
            ))}
          </ul>
        </details>
      </Section>
      <Section title={<Say id="surveys.place.hosted" />} sub={<Say id="surveys.place.hosted.about" />}>
        <Code text={address} label={say('surveys.place.hosted')} />
        {state === 'open' && (
          <a className="link" href={address} target="_blank" rel="noopener">
            <Say id="surveys.place.open" />
          </a>
        )}
      </Section>
      {document.kind !== 'text' && (
        <Section title={<Say id="surveys.place.mail" />} sub={<Say id="surveys.place.mail.about" />}>
          <Code text={`${address}?answer=${first}`} label={say('surveys.place.mail')} />
        </Section>
      )}
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
      <textarea readOnly spellCheck={false} aria-label={label} rows={text.length > 60 ? 3 : 2} value={text} />
      <CopyButton text={text} />
    </div>
  )
}

/** Into the page where the line stands, or up in its corner after a while. */
function Where({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const mayWrite = useMay('capture.write')
  const { run, isPending } = useSurveyChange()
  const { id, revision, name, document } = survey
  const [place, setPlace] = useState(document.place)
  const [after, setAfter] = useState(document.after)
  const dirty = place !== document.place || after !== document.after
  const save = () =>
    void run(() => surveyApi.change(id, { revision, name, document: { ...document, place, after } }), {
      said: say('surveys.saved'),
    })
  return (
    <fieldset className={styles.where} disabled={!mayWrite}>
      <Select<SurveyPlace>
        label={<Say id="surveys.place" />}
        value={place}
        options={surveyPlaces.map((value) => ({ value, label: say(`surveys.place.${value}`) }))}
        onChange={setPlace}
      />
      {place === 'corner' && (
        <NumberInput
          label={say('surveys.after')}
          min={0}
          max={600}
          allowDecimal={false}
          value={after}
          onChange={(value) => setAfter(Math.min(600, Math.max(0, Number(value) || 0)))}
        />
      )}
      {mayWrite && (
        <Button variant="default" disabled={!dirty} loading={isPending} onClick={save}>
          <Say id="surveys.save" />
        </Button>
      )}
    </fieldset>
  )
}
