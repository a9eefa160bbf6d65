import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContentGaps } from '#contract/content-reading.ts'
import type { Condition } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { Section } from '../ui/page.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import { Loaded } from '../ui/state.tsx'
import { LanguageChoice } from './choice.tsx'
import { contentApi } from './content-api.ts'
import { ContentTabs } from './content-tabs.tsx'
import { useLanguageName } from './names.ts'
import type { GapSearch } from './search.ts'
import styles from './content.module.css'

const route = getRouteApi('/inside/capture/content/gaps')

type Cell = ContentGaps['cells'][number]

/** Personas × stages of the journey: what there is for them, whether they read it, and what should be written first. */
export function GapsPage() {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const { by = 'stage', language } = search
  const query = useQuery({
    queryKey: ['content', workspace.id, 'gaps', by, language],
    queryFn: ({ signal }) => contentApi.gaps({ by, language }, signal),
    placeholderData: keepPreviousData,
  })
  const change = (part: { [Key in keyof GapSearch]: GapSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  return (
    <CaptureFrame tab="content" sentence={<Say id="content.gaps.lead" />}>
      <ContentTabs />
      <form className="filters" aria-label={say('content.filters')} onSubmit={(event) => event.preventDefault()}>
        <label className="field">
          <Say id="content.gaps.by" />
          <select
            className="plain"
            value={by}
            onChange={(event) =>
              change({ by: event.currentTarget.value === 'band' ? 'band' : undefined, cell: undefined })
            }
          >
            <option value="stage">{say('content.gaps.by.stage')}</option>
            <option value="band">{say('content.gaps.by.band')}</option>
          </select>
        </label>
        <LanguageChoice
          languages={query.data?.languages ?? []}
          value={language}
          onChange={(chosen) => change({ language: chosen })}
        />
      </form>
      <Loaded query={query} lines={10}>
        {(gaps) => (
          <div className="stack" aria-busy={query.isFetching}>
            <First gaps={gaps} />
            <Matrix gaps={gaps} open={search.cell} onOpen={(cell) => change({ cell })} />
          </div>
        )}
      </Loaded>
    </CaptureFrame>
  )
}

/** What should be written first, as sentences. */
function First({ gaps }: { gaps: ContentGaps }) {
  const format = useFormat()
  const languageName = useLanguageName()
  const mayWrite = useMay('content.write')
  const nameOf = useNames(gaps)
  const [all, setAll] = useState(false)
  const shown = all ? gaps.gaps : gaps.gaps.slice(0, 10)
  return (
    <Section title={<Say id="content.gaps.first" />} sub={<Say id="content.gaps.first.about" />}>
      {gaps.language !== null && gaps.unknownLanguage > 0 && (
        <p className="quiet small">
          <Say
            id="content.gaps.unknown"
            values={{ count: gaps.unknownLanguage, language: languageName(gaps.language) }}
          />
        </p>
      )}
      {gaps.gaps.length === 0 ? (
        <p className="quiet">
          <Say id="content.gaps.nothing" />
        </p>
      ) : (
        <ol className={styles.gaps}>
          {shown.map(({ persona, column, kind, people, state, language }) => (
            <li key={`${persona} ${column} ${kind.id} ${state} ${language}`}>
              <span>
                <Say
                  id={`content.gaps.${state}`}
                  values={{
                    kind: format.text(kind.name),
                    persona: nameOf.persona(persona),
                    stage: nameOf.column(column),
                    language: language === null ? '' : languageName(language),
                  }}
                />{' '}
                {state === 'language' ? (
                  <Say id="content.gaps.people" values={{ count: people }} />
                ) : (
                  <PeopleLink gaps={gaps} persona={persona} column={column} people={people} />
                )}
              </span>
              {mayWrite && (
                <Link
                  to="/capture/content/new"
                  search={{
                    kind: kind.id,
                    persona,
                    ...(gaps.by === 'band' ? { band: column } : { stage: column }),
                    ...(language === null ? {} : { language }),
                  }}
                  className="link"
                >
                  <Say id="content.gaps.write" />
                </Link>
              )}
            </li>
          ))}
        </ol>
      )}
      {gaps.gaps.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          <Say id="content.gaps.more" values={{ count: gaps.gaps.length - shown.length }} />
        </button>
      )}
    </Section>
  )
}

function useNames({ by, personas, columns }: ContentGaps) {
  const say = useSay()
  const format = useFormat()
  return {
    persona(id: string | null): string {
      const found = personas.find((one) => one.id === id)
      return found ? format.text(found.name) : say('content.noPersona')
    },
    column(id: string): string {
      if (by === 'band') return say(`blueprint.band.${id as 'TOFU' | 'MOFU' | 'BOFU' | 'CUSTOMER'}`)
      const found = columns.find((one) => one.id === id)
      return found ? format.text(found.name) : id
    },
  }
}

interface PeopleLinkInput {
  gaps: ContentGaps
  persona: string | null
  column: string
  people: number
}

/** The people who stand in a cell, in the list of people. */
function PeopleLink({ gaps, persona, column, people }: PeopleLinkInput) {
  const stages = gaps.columns.find((one) => one.id === column)?.stages ?? []
  const [stage] = stages
  if (people === 0 || stage === undefined) return <Say id="content.gaps.people" values={{ count: people }} />
  const field = `stage.${gaps.model}`
  const filter: Condition = {
    all: [
      persona === null ? { field: 'persona', op: 'missing' } : { field: 'persona', op: 'is', value: persona },
      stages.length === 1 ? { field, op: 'is', value: stage } : { field, op: 'in', value: [...stages] },
    ],
  }
  return (
    <Link to="/people" search={{ view: 'all', filter }} className="link">
      <Say id="content.gaps.people" values={{ count: people }} />
    </Link>
  )
}

interface MatrixInput {
  gaps: ContentGaps
  open: string | undefined
  onOpen(cell: string | undefined): void
}

function Matrix({ gaps, open, onOpen }: MatrixInput) {
  const say = useSay()
  const nameOf = useNames(gaps)
  const cells = new Map(gaps.cells.map((cell) => [`${cell.persona ?? 'none'}/${cell.column}`, cell]))
  const opened = open === undefined ? undefined : cells.get(open)
  const rows = [...gaps.personas.map(({ id }) => id), null]
  return (
    <Section title={<Say id="content.gaps.matrix" />} sub={<Say id="content.gaps.matrix.about" />}>
      <ScrollX label={say('content.gaps.matrix')}>
        <table className={`table ${styles.matrix}`}>
          <caption className="hidden">{say('content.gaps.matrix')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <Say id="content.persona" />
              </th>
              {gaps.columns.map(({ id }) => (
                <th key={id} scope="col">
                  {nameOf.column(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((persona) => (
              <tr key={persona ?? 'none'}>
                <th scope="row">{nameOf.persona(persona)}</th>
                {gaps.columns.map(({ id }) => {
                  const key = `${persona ?? 'none'}/${id}`
                  const cell = cells.get(key)
                  return (
                    <td key={id}>
                      {cell && (
                        <button
                          type="button"
                          className={styles.cell}
                          data-state={cell.people === 0 ? 'idle' : cell.state}
                          aria-expanded={open === key}
                          onClick={() => onOpen(open === key ? undefined : key)}
                        >
                          <strong>{say(`content.cell.${cell.state}`)}</strong>
                          <span>
                            <Say id="content.cell.assets" values={{ count: cell.own.length + cell.shared.length }} />
                          </span>
                          <span>
                            <Say id="content.cell.people" values={{ count: cell.people }} />
                          </span>
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {opened && <Opened cell={opened} gaps={gaps} />}
    </Section>
  )
}

/** What stands in a cell: its people, its assets, what it lacks. */
function Opened({ cell, gaps }: { cell: Cell; gaps: ContentGaps }) {
  const format = useFormat()
  const languageName = useLanguageName()
  const nameOf = useNames(gaps)
  const list = (assets: Cell['own']) => (
    <ul className={styles.plain}>
      {assets.map(({ id, title }) => (
        <li key={id}>
          <Link to="/capture/content/$id" params={{ id }} className="link">
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
  return (
    <div className={styles.opened} role="status">
      <h3>
        {nameOf.persona(cell.persona)} · {nameOf.column(cell.column)}
      </h3>
      <p>
        <PeopleLink gaps={gaps} persona={cell.persona} column={cell.column} people={cell.people} />
        {cell.own.length + cell.shared.length > 0 && (
          <span className="quiet">
            {' '}
            <Say id="content.cell.read" values={{ count: cell.readers }} />
          </span>
        )}
      </p>
      {cell.own.length > 0 && (
        <>
          <h4>
            <Say id="content.cell.own" />
          </h4>
          {list(cell.own)}
        </>
      )}
      {cell.shared.length > 0 && (
        <>
          <h4>
            <Say id="content.cell.sharedOnes" />
          </h4>
          {list(cell.shared)}
        </>
      )}
      {cell.missing.length > 0 && (
        <p>
          <Say
            id="content.cell.missing"
            values={{ kinds: format.list(cell.missing.map(({ name }) => format.text(name))) }}
          />
        </p>
      )}
      {cell.unreadable.map(({ kind, language, people }) => (
        <p key={`${kind.id} ${language}`}>
          <Say
            id="content.cell.unreadable"
            values={{ kind: format.text(kind.name), language: languageName(language), count: people }}
          />
        </p>
      ))}
    </div>
  )
}
