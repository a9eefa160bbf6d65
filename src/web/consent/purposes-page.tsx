import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PurposeRow } from '#contract/consent.ts'
import { type Country } from '#core/consent/template.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi, purposesQuery } from './consent-api.ts'
import styles from './consent.module.css'
import { PurposeForm } from './purpose-form.tsx'
import { SenderForm } from './sender-form.tsx'
import { ConsentFrame } from './tabs.tsx'

const countries = ['eu', 'kr', 'ru', 'us'] as const satisfies readonly Country[]

/** What people are asked for and in which words; who sends, and the rules of the country. */
export function PurposesPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('consent.write')
  const list = useQuery({ ...purposesQuery(workspace.id), enabled: useMay('consent.read') })
  const [editing, setEditing] = useState<string | null>(null)
  return (
    <ConsentFrame
      tab="purposes"
      sentence={<Say id="consent.purposes.sentence" />}
      actions={
        mayWrite && (
          <Button size="xs" onClick={() => setEditing('')}>
            <Say id="consent.purpose.new" />
          </Button>
        )
      }
    >
      <Loaded query={list} lines={10}>
        {(data) => (
          <div className={styles.columns}>
            <div className="stack">
              {editing === '' && (
                <Section title={<Say id="consent.purpose.new" />}>
                  <PurposeForm taken={data.purposes.map(({ id }) => id)} close={() => setEditing(null)} />
                </Section>
              )}
              {data.purposes.map((purpose) => (
                <PurposeCard
                  key={purpose.id}
                  purpose={purpose}
                  edit={editing === purpose.id}
                  open={() => setEditing(purpose.id)}
                  close={() => setEditing(null)}
                />
              ))}
            </div>
            <div className="stack">
              {mayWrite && <Templates />}
              <Section title={<Say id="consent.sender" />} sub={<Say id="consent.sender.about" />}>
                <SenderForm
                  key={JSON.stringify(data.settings)}
                  settings={data.settings}
                  purposes={data.purposes.filter(({ retired }) => !retired)}
                />
              </Section>
            </div>
          </div>
        )}
      </Loaded>
    </ConsentFrame>
  )
}

interface CardInput {
  purpose: PurposeRow
  edit: boolean
  open(): void
  close(): void
}

function PurposeCard({ purpose, edit, open, close }: CardInput) {
  const say = useSay()
  const format = useFormat()
  const mayWrite = useMay('consent.write')
  const [inForce, ...older] = purpose.wordings
  const facts = [
    say(`consent.channel.${purpose.channel}`),
    say(`consent.basis.${purpose.legalBasis}`),
    ...(purpose.doubleOptIn ? [say('consent.doubleOptIn')] : []),
  ]
  return (
    <Section
      title={format.text(purpose.name)}
      sub={
        <>
          <code>{purpose.id}</code> · {facts.join(' · ')}
          {purpose.retired && (
            <>
              {' '}
              · <Say id="consent.retired" />
            </>
          )}
        </>
      }
      actions={
        mayWrite &&
        !edit && (
          <button
            type="button"
            className="link small"
            aria-label={say('consent.edit.of', { name: format.text(purpose.name) })}
            onClick={open}
          >
            <Say id="consent.edit" />
          </button>
        )
      }
    >
      {edit ? (
        <PurposeForm purpose={purpose} taken={[]} close={close} />
      ) : (
        <>
          {inForce && <WordingLine wording={inForce} current />}
          {older.length > 0 && (
            <details className={styles.proof}>
              <summary className="small">
                <Say id="consent.older" values={{ count: older.length }} />
              </summary>
              {older.map((wording) => (
                <WordingLine key={wording.id} wording={wording} />
              ))}
            </details>
          )}
        </>
      )}
    </Section>
  )
}

function WordingLine({ wording, current = false }: { wording: PurposeRow['wordings'][number]; current?: boolean }) {
  const format = useFormat()
  const { en, ko, ru } = wording.text
  return (
    <div className={styles.wording} {...(current ? { 'data-current': true } : {})}>
      {[['en', en] as const, ['ko', ko] as const, ['ru', ru] as const].map(
        ([language, text]) =>
          text !== undefined &&
          text !== '' && (
            <p key={language}>
              <abbr className="quiet small">{language}</abbr> <q lang={language}>{text}</q>
            </p>
          ),
      )}
      <p className="quiet small">
        <code>{wording.id}</code>
        {wording.at !== null && (
          <>
            {' '}
            · <Say id="consent.wording.since" values={{ at: format.date(wording.at) }} />
          </>
        )}{' '}
        ·{' '}
        {wording.people === 0 ? (
          <Say id="consent.wording.people" values={{ count: 0 }} />
        ) : (
          <Link to="/consent" search={{ wording: wording.id }} className="link">
            <Say id="consent.wording.people" values={{ count: wording.people }} />
          </Link>
        )}
      </p>
    </div>
  )
}

/** What the law of a country usually asks for, to begin from. */
function Templates() {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [country, setCountry] = useState<Country>('eu')
  const take = useMutation({
    mutationFn: () => consentApi.takeTemplate(country),
    onSuccess: ({ added, changed }) => {
      done(say('consent.template.done', { added: added.length, changed: changed.length }))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  return (
    <Section title={<Say id="consent.template" />} sub={<Say id="consent.template.about" />}>
      <div className={styles.form}>
        <label className="field">
          <Say id="consent.template.country" />
          <select
            className="plain"
            value={country}
            onChange={(event) => setCountry(countries.find((one) => one === event.currentTarget.value) ?? 'eu')}
          >
            {countries.map((one) => (
              <option key={one} value={one}>
                {say(`consent.country.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <p className="small">
          <Say id={`consent.country.about.${country}`} />
        </p>
        <p className={`small ${styles.lawyer}`}>
          <Say id="consent.template.lawyer" />
        </p>
        <div>
          <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
            <Say id="consent.template.take" />
          </Button>
        </div>
      </div>
    </Section>
  )
}
