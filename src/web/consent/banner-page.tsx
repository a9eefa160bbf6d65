import { Button, ColorInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { PurposeList } from '#contract/consent.ts'
import type { WriteKey } from '#contract/write-key.ts'
import type { BannerPlace, BannerSetting } from '#core/consent/setting.ts'
import { get, ProblemError } from '../app/api.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi, purposesQuery } from './consent-api.ts'
import styles from './consent.module.css'
import { ConsentFrame } from './tabs.tsx'

const places = ['bottom', 'left', 'right'] as const satisfies readonly BannerPlace[]
const languages = ['en', 'ko', 'ru'] as const
const names = { en: 'English', ko: '한국어', ru: 'Русский' }

/** The banner that asks for tracking on one's own site: how it looks, what it says, and the line to copy. */
export function BannerPage() {
  const workspace = useWorkspace()
  const list = useQuery({ ...purposesQuery(workspace.id), enabled: useMay('consent.read') })
  return (
    <ConsentFrame tab="banner" sentence={<Say id="consent.banner.sentence" />}>
      <Loaded query={list} lines={10}>
        {(data) => <Banner data={data} key={JSON.stringify(data.settings.banner)} />}
      </Loaded>
    </ConsentFrame>
  )
}

function Banner({ data }: { data: PurposeList }) {
  const say = useSay()
  const workspace = useWorkspace()
  const { language } = useLanguage()
  const [look, setLook] = useState(data.settings.banner)
  const [shown, setShown] = useState<(typeof languages)[number]>(language)
  const tracking = data.purposes.find(({ id }) => id === 'tracking')
  const accent = /^#[0-9a-f]{6}$/i.test(look.accent) ? look.accent : data.settings.banner.accent
  const query = new URLSearchParams({ workspace: workspace.id, language: shown, place: look.place, accent })
  return (
    <div className={styles.columns}>
      <div className="stack">
        <Section
          title={<Say id="consent.banner.preview" />}
          actions={
            <select
              className="plain"
              aria-label={say('consent.banner.language')}
              value={shown}
              onChange={(event) => setShown(languages.find((one) => one === event.currentTarget.value) ?? 'en')}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {names[one]}
                </option>
              ))}
            </select>
          }
        >
          <iframe
            key={query.toString()}
            className={styles.preview}
            title={say('consent.banner.preview')}
            sandbox="allow-scripts"
            src={`/api/consent/banner-preview?${query}`}
          />
          <p className="quiet small">
            <Say id="consent.banner.words" values={{ wording: tracking?.wordings[0]?.id ?? '' }} />{' '}
            <Link to="/consent/purposes" className="link">
              <Say id="consent.tab.purposes" />
            </Link>
          </p>
        </Section>
        <Section title={<Say id="consent.banner.line" />} sub={<Say id="consent.banner.line.about" />}>
          <Line consentRequired={data.consentRequired} />
        </Section>
      </div>
      <Section title={<Say id="consent.banner.look" />}>
        <Look look={look} setLook={setLook} />
      </Section>
    </div>
  )
}

function Look({ look, setLook }: { look: BannerSetting; setLook(look: BannerSetting): void }) {
  const say = useSay()
  const client = useQueryClient()
  const mayWrite = useMay('consent.write')
  const { done, failed } = useUndo()
  const save = useMutation({
    mutationFn: () => consentApi.saveSettings({ banner: look }),
    onSuccess: () => {
      done(say('consent.saved'))
      return client.invalidateQueries({ queryKey: ['consent'] })
    },
    onError: failed,
  })
  const faults = save.error instanceof ProblemError ? save.error.problem.fields : undefined
  const wrong = (path: string) => (faults?.some((one) => one.path === path) ? say('consent.fault.value') : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <fieldset disabled={!mayWrite} className={styles.form}>
        <label className="field">
          <Say id="consent.banner.place" />
          <select
            className="plain"
            value={look.place}
            onChange={(event) =>
              setLook({ ...look, place: places.find((one) => one === event.currentTarget.value) ?? 'bottom' })
            }
          >
            {places.map((one) => (
              <option key={one} value={one}>
                {say(`consent.banner.place.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <ColorInput
          label={say('consent.banner.accent')}
          description={say('consent.banner.accent.about')}
          format="hex"
          withEyeDropper={false}
          value={look.accent}
          error={wrong('banner.accent')}
          onChange={(accent) => setLook({ ...look, accent })}
        />
        <TextInput
          type="url"
          label={say('consent.banner.notice')}
          description={say('consent.banner.notice.about')}
          placeholder="https://"
          value={look.notice}
          error={wrong('banner.notice')}
          onChange={(event) => setLook({ ...look, notice: event.currentTarget.value.trim() })}
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

/** The line for the page's head, with the workspace's own public key in it. */
function Line({ consentRequired }: { consentRequired: boolean }) {
  const workspace = useWorkspace()
  const mayKeys = useMay('key.list')
  const keys = useQuery({
    queryKey: ['keys', workspace.id],
    queryFn: ({ signal }) => get<{ keys: WriteKey[] }>('/api/keys', {}, signal),
    enabled: mayKeys,
  })
  const usable = keys.data?.keys.find(({ kind, revokedAt }) => kind === 'public' && revokedAt === null)
  const key = usable?.shown ?? 'pk_…'
  const line = `<script async src="${location.origin}/consent.js?key=${key}"></script>`
  return (
    <div className={styles.form}>
      <pre className={styles.code} tabIndex={0}>
        {line}
      </pre>
      <div>
        <CopyButton text={line} />
      </div>
      {!consentRequired && (
        <p className={`small ${styles.lawyer}`}>
          <Say id="consent.banner.notRequired" />{' '}
          <Link to="/settings" className="link">
            <Say id="consent.banner.settings" />
          </Link>
        </p>
      )}
      <p className="quiet small">
        <Say id="consent.banner.again" values={{ code: <code>data-hg-consent</code> }} />
      </p>
    </div>
  )
}
