import { Button, ColorInput, NumberInput, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { SurveyPage } from '#contract/survey.ts'
import {
  surveyKinds,
  surveyLanguages,
  surveyMeasures,
  type SurveyDocument,
  type SurveyKind,
  type SurveyLanguage,
} from '#core/survey/document.ts'
import { lintSurvey } from '#core/survey/lint.ts'
import { languageNames, useLanguage } from '../app/language.tsx'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Select, Tick } from '../forms/select.tsx'
import { WordsInput } from '../forms/words-input.tsx'
import { Section } from '../ui/page.tsx'
import { surveyApi, useSurveyChange } from './api.ts'
import { ChoicesEditor } from './choices-editor.tsx'
import { SurveyPreview } from './preview.tsx'
import { SurveyProblems } from './problems.tsx'
import styles from './surveys.module.css'

/** What is asked, beside how strangers see it. Kept when one says so: an open survey changes for everybody at once. */
export function AskView({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const own = useLanguage().language
  const mayWrite = useMay('capture.write')
  const { run, isPending } = useSurveyChange()
  const [document, setDocument] = useState(survey.document)
  const [name, setName] = useState(survey.name)
  const [chosen, setLanguage] = useState<SurveyLanguage>(own)
  const language = document.languages.includes(chosen) ? chosen : (document.languages[0] ?? 'en')
  const change = (more: Partial<SurveyDocument>) => setDocument((before) => ({ ...before, ...more }))
  const dirty = name !== survey.name || JSON.stringify(document) !== JSON.stringify(survey.document)
  const fixed = survey.answered
  const problems = lintSurvey(document)
  const stopped = survey.state === 'open' && problems.some(({ stops }) => stops)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const body = { revision: survey.revision, name: name.trim() === '' ? survey.name : name.trim(), document }
    void run(() => surveyApi.change(survey.id, body), { said: say('surveys.saved') })
  }
  return (
    <div className={styles.ask}>
      <form onSubmit={save}>
        <fieldset className={styles.bare} disabled={!mayWrite}>
          <SurveyProblems problems={problems} document={document} language={language} />
          {fixed && (
            <p className={styles.notice}>
              <Say id="surveys.fixed" />
            </p>
          )}
          <Section title={<Say id="surveys.part.question" />}>
            <div className={styles.stack}>
              <div className={styles.pair}>
                <Select
                  label={<Say id="surveys.kind" />}
                  value={document.kind}
                  options={(fixed ? [document.kind] : surveyKinds).map((value) => ({
                    value,
                    label: say(`surveys.kind.${value}`),
                  }))}
                  onChange={(kind: SurveyKind) => change({ kind })}
                />
                <Select<SurveyLanguage>
                  label={<Say id="surveys.language" />}
                  value={language}
                  options={document.languages.map((value) => ({ value, label: languageNames[value] }))}
                  onChange={setLanguage}
                />
              </div>
              <WordsInput
                label={say('surveys.question')}
                words={document.question}
                language={language}
                onChange={(question) => change({ question })}
              />
              <WordsInput
                label={say('surveys.help')}
                description={say('surveys.help.about')}
                words={document.help}
                language={language}
                onChange={(help) => change({ help })}
              />
              {(document.kind === 'choice' || document.kind === 'several') && (
                <ChoicesEditor
                  choices={document.choices}
                  language={language}
                  measure={document.measure}
                  fixed={fixed}
                  onChange={(choices) => change({ choices })}
                />
              )}
              {document.kind === 'scale' && (
                <div className={styles.pair}>
                  <WordsInput
                    label={say('surveys.low')}
                    words={document.low}
                    language={language}
                    most={60}
                    onChange={(low) => change({ low })}
                  />
                  <WordsInput
                    label={say('surveys.high')}
                    words={document.high}
                    language={language}
                    most={60}
                    onChange={(high) => change({ high })}
                  />
                </div>
              )}
            </div>
          </Section>
          <Section title={<Say id="surveys.part.measure" />} sub={<Say id="surveys.part.measure.sub" />}>
            <div className={styles.stack}>
              <Select
                label={<Say id="surveys.measure" />}
                value={document.measure}
                options={(fixed ? [document.measure] : surveyMeasures).map((value) => ({
                  value,
                  label: say(`surveys.measure.${value}`),
                }))}
                onChange={(measure) => change({ measure })}
              />
              {document.kind === 'scale' && document.measure !== 'none' && (
                <NumberInput
                  label={say('surveys.saysFrom')}
                  min={1}
                  max={10}
                  allowDecimal={false}
                  disabled={fixed}
                  value={document.saysFrom}
                  onChange={(value) => change({ saysFrom: Math.min(10, Math.max(0, Number(value) || 0)) })}
                />
              )}
            </div>
          </Section>
          <Section title={<Say id="surveys.part.rest" />}>
            <div className={styles.stack}>
              <TextInput
                label={say('surveys.name')}
                description={say('surveys.name.about')}
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <WordsInput
                label={say('surveys.thanks')}
                description={say('surveys.thanks.about')}
                words={document.thanks}
                language={language}
                onChange={(thanks) => change({ thanks })}
              />
              <fieldset className={styles.answersEdit}>
                <legend>
                  <Say id="surveys.languages" />
                </legend>
                <div className={styles.ticks}>
                  {surveyLanguages.map((one) => (
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
              </fieldset>
              <ColorInput
                label={say('surveys.accent')}
                description={say('surveys.accent.about')}
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
          {mayWrite && (
            <div className={styles.save}>
              <Button type="submit" loading={isPending} disabled={!dirty || stopped}>
                <Say id="surveys.save" />
              </Button>
              <span role="status" className="quiet small">
                {dirty && <Say id={survey.state === 'open' ? 'surveys.unsaved.open' : 'surveys.unsaved'} />}
              </span>
            </div>
          )}
        </fieldset>
      </form>
      <SurveyPreview document={document} language={language} />
    </div>
  )
}
