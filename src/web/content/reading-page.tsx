import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { ContentReading } from '#contract/content-reading.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { Change, Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { contentApi, libraryQuery } from './content-api.ts'
import { ContentTabs } from './content-tabs.tsx'
import { Choice, LanguageChoice } from './choice.tsx'
import { useLanguageName } from './names.ts'
import { type Amount, Amounts, AssetsRead } from './reading-tables.tsx'
import { periods, type ReadingSearch } from './search.ts'
import { Trend } from './trend.tsx'
import styles from './content.module.css'

const route = getRouteApi('/inside/capture/content/reading')
const Readers = lazy(() => import('./readers.tsx').then(({ Readers: component }) => ({ default: component })))

/** Who read what in the last days: by asset, kind, band, persona, stage and language; every number opens to its people. */
export function ReadingPage() {
  const say = useSay()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const { days = 90, persona, language } = search
  const asked = { days, persona, language }
  const query = useQuery({
    queryKey: ['content', workspace.id, 'reading', asked],
    queryFn: ({ signal }) => contentApi.reading(asked, signal),
    placeholderData: keepPreviousData,
  })
  const library = useQuery(libraryQuery(workspace.id)).data
  const change = (part: { [Key in keyof ReadingSearch]: ReadingSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  const open = (of: NonNullable<ReadingSearch['of']>, key?: string) => change({ of, key })
  return (
    <CaptureFrame tab="content" sentence={<Say id="content.reading.lead" />}>
      <ContentTabs />
      <form className="filters" aria-label={say('content.filters')} onSubmit={(event) => event.preventDefault()}>
        <label className="field">
          <Say id="content.period" />
          <select
            className="plain"
            value={days}
            onChange={(event) => {
              const chosen = periods.find((one) => one === Number(event.currentTarget.value))
              change({ days: chosen === 90 ? undefined : chosen })
            }}
          >
            {periods.map((one) => (
              <option key={one} value={one}>
                {say('content.days', { count: one })}
              </option>
            ))}
          </select>
        </label>
        <Choice
          label={say('content.persona')}
          value={persona}
          options={[
            ...(library?.personas ?? []).map(({ id, name }) => [id, format.text(name)] as const),
            ['none', say('content.noPersona')] as const,
          ]}
          onChange={(chosen) => change({ persona: chosen })}
        />
        <LanguageChoice
          languages={library?.languages ?? []}
          value={language}
          onChange={(chosen) => change({ language: chosen })}
        />
      </form>
      <Loaded query={query} lines={10}>
        {(reading) =>
          reading.total.people === 0 && reading.total.visits === 0 ? (
            <EmptyState title={<Say id="content.reading.none" />}>
              <p>
                <Say id="content.reading.none.next" />
              </p>
            </EmptyState>
          ) : (
            <Shown reading={reading} busy={query.isFetching} open={open} />
          )
        }
      </Loaded>
      {search.of !== undefined && (
        <Suspense fallback={null}>
          <Readers search={search} onClose={() => change({ of: undefined, key: undefined })} />
        </Suspense>
      )}
    </CaptureFrame>
  )
}

interface ShownInput {
  reading: ContentReading
  busy: boolean
  open(of: NonNullable<ReadingSearch['of']>, key?: string): void
}

function Shown({ reading, busy, open }: ShownInput) {
  const say = useSay()
  const format = useFormat()
  const languageName = useLanguageName()
  const { total, won } = reading
  const rows = {
    kinds: reading.kinds.map((one): Amount => ({ ...one, key: one.kind.id, name: format.text(one.kind.name) })),
    bands: reading.bands.map((one): Amount => ({ ...one, key: one.band, name: say(`blueprint.band.${one.band}`) })),
    personas: reading.personas.map((one): Amount => ({
      ...one,
      key: one.persona?.id ?? 'none',
      name: one.persona ? format.text(one.persona.name) : say('content.noPersona'),
    })),
    stages: reading.stages.map((one): Amount => ({
      ...one,
      key: one.stage?.id ?? 'none',
      name: one.stage ? format.text(one.stage.name) : say('content.noStage'),
    })),
    languages: reading.languages.map((one): Amount => ({
      ...one,
      key: one.language,
      name: languageName(one.language),
    })),
  }
  return (
    <div className="stack" aria-busy={busy}>
      <section className="card">
        <Figures>
          <Figure
            label={<Say id="content.people" />}
            value={
              <button type="button" className="link" onClick={() => open('all')}>
                {format.number(total.people)}
              </button>
            }
            note={<Change now={total.people} before={total.before} good="up" />}
          />
          <Figure
            label={<Say id="content.reads" />}
            value={format.number(total.reads)}
            note={<Change now={total.reads} before={total.readsBefore} good="up" />}
          />
          <Figure
            label={<Say id="content.downloads" />}
            value={format.number(total.downloads)}
            note={<Change now={total.downloads} before={total.downloadsBefore} good="up" />}
          />
          <Figure
            label={<Say id="content.won" />}
            value={won.deals === 0 ? '–' : format.share(won.read / won.deals)}
            note={<Say id="content.won.note" values={{ read: won.read, deals: won.deals }} />}
          />
          {total.visits > 0 && (
            <Figure
              label={<Say id="content.visits" />}
              value={format.number(total.visits)}
              note={<Say id="content.visits.note" />}
            />
          )}
        </Figures>
      </section>
      <Section title={<Say id="content.trend" />} sub={<Say id="content.trend.about" />}>
        <Trend spans={reading.trend} />
      </Section>
      <AssetsRead rows={reading.assets} deals={won.deals} onOpen={(asset) => open('asset', asset)} />
      <div className={styles.columns}>
        <Amounts title="content.byKindOf" rows={rows.kinds} onOpen={(key) => open('kind', key)} />
        <Amounts title="content.byBand" rows={rows.bands} onOpen={(key) => open('band', key)} />
        <Amounts title="content.byPersona" rows={rows.personas} onOpen={(key) => open('persona', key)} />
        <Amounts
          title="content.byStage"
          about="content.byStage.about"
          rows={rows.stages}
          onOpen={(key) => open('stage', key)}
        />
        <Amounts title="content.byLanguage" rows={rows.languages} onOpen={(key) => open('language', key)} />
      </div>
    </div>
  )
}
