import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { SourceDocument, SourceRow } from '#contract/source.ts'
import { api, get } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useGroupName } from '../funnel/funnel-groups.tsx'
import { nameOf } from '../funnel/funnel-picture.tsx'
import { PeriodField, WindowField } from '../funnel/period-field.tsx'
import { Scope } from '../funnel/scope.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { deeper, type SourceSearch, sourceParameters } from './search.ts'
import { SourceTable } from './source-table.tsx'
import { Way } from './way.tsx'

const Members = lazy(() => import('../funnel/members.tsx').then(({ Members: component }) => ({ default: component })))

const route = getRouteApi('/inside/sources')

/** Where people come from: channels, their campaigns, the pages they landed on, and how far each brings them. */
export function SourcesPage() {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const [now] = useState(() => Date.now())
  const parameters = sourceParameters(search, workspace.zone, now)
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['sources', workspace.id, parameters],
    queryFn: ({ signal }) => get<SourceDocument>('/api/sources', parameters, signal),
    placeholderData: keepPreviousData,
  })
  const change = (part: { [Key in keyof SourceSearch]: SourceSearch[Key] | undefined }, replace = true) =>
    void navigate({ search: (before) => dropEmpty({ ...before, ...part }), replace, resetScroll: false })
  const only = search.only ?? []
  const shown = error ? undefined : data
  const some = shown !== undefined && (shown.total.people > 0 || shown.cookieless.length > 0)
  const period = search.period ?? (search.from === undefined && search.to === undefined ? '90d' : 'custom')

  return (
    <Page title={say('room.sources')}>
      <PageHead
        title={say('room.sources')}
        help="firstTouch"
        sentence={some && <Sentence document={shown} />}
        scope={shown && <Scope funnel={shown} />}
      />
      <form
        className="filters"
        aria-label={say('funnel.controls')}
        data-no-print
        onSubmit={(event) => event.preventDefault()}
      >
        <PeriodField search={{ ...search, period }} onChange={(part) => change({ ...part, stage: undefined })} />
        <WindowField window={search.window} onChange={(window) => change({ window })} />
        <label className="field">
          <Say id="sources.by" />
          <select
            className="plain"
            value={search.by ?? 'channel'}
            onChange={(event) => {
              const value = event.currentTarget.value
              change({ by: value === 'campaign' || value === 'object' ? value : undefined })
            }}
          >
            <option value="channel">{say('sources.by.channel')}</option>
            <option value="campaign">{say('sources.by.campaign')}</option>
            <option value="object">{say('sources.by.object')}</option>
          </select>
        </label>
      </form>
      {isPending && <LoadingScreen />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {shown && !some && (
        <EmptyState title={<Say id="sources.empty" />}>
          <p>
            <Say id="sources.empty.next" />
          </p>
        </EmptyState>
      )}
      {some && (
        <div className="stack" aria-busy={isFetching}>
          <Totals document={shown} />
          <Way only={only} onGo={(to) => change(to, false)} />
          <SourceTable
            document={shown}
            onDeeper={(row) => {
              const to = deeper(shown.by, only, row.key)
              return to === null ? null : () => change(to, false)
            }}
            onOpen={(row, stage) => change({ stage, group: row.key }, false)}
          />
        </div>
      )}
      {shown && search.stage !== undefined && (
        <Suspense fallback={null}>
          <SourceMembers
            document={shown}
            search={search}
            parameters={parameters}
            onClose={() => change({ stage: undefined, group: undefined })}
          />
        </Suspense>
      )}
    </Page>
  )
}

/** Which source brings the most to the last stage; where nobody got there yet, which brings the most people. */
function Sentence({ document }: { document: SourceDocument }) {
  const format = useFormat()
  const groupName = useGroupName(document)
  const best = (worth: (row: SourceRow) => number) =>
    document.rows.filter(({ kind }) => kind === 'value').toSorted((a, b) => worth(b) - worth(a))[0]
  const end = document.stages.at(-1)
  const won = best((row) => row.steps.at(-1)?.reached ?? 0)
  const most = best((row) => row.people)
  if (!most || !end) return null
  const count = won?.steps.at(-1)?.reached ?? 0
  const all = document.total.steps.at(-1)?.reached ?? 0
  return (
    <>
      <Say
        id="sources.sentence"
        values={{ people: document.total.people, source: groupName(most), count: most.people }}
      />{' '}
      {won && count > 0 && (
        <Say id="sources.sentence.end" values={{ stage: format.text(end.name), source: groupName(won), count, all }} />
      )}
    </>
  )
}

function Totals({ document }: { document: SourceDocument }) {
  const say = useSay()
  const format = useFormat()
  const { total, cookieless } = document
  const share = (part: number) => (total.people === 0 ? '–' : format.share(part / total.people))
  const visits = cookieless.reduce((sum, { visits: some }) => sum + some, 0)
  return (
    <div className="card">
      <Figures>
        <Figure label={say('sources.people')} value={format.number(total.people)} note={say('sources.people.about')} />
        <Figure
          label={say('sources.visitors')}
          help="visitor"
          value={format.number(total.visitors)}
          note={
            visits > 0
              ? say('sources.cookieless', { count: visits })
              : say('sources.shareOf', { share: share(total.visitors) })
          }
        />
        <Figure
          label={say('sources.known')}
          value={format.number(total.known)}
          note={say('sources.known.about', { share: share(total.known) })}
        />
        <Figure
          label={say('sources.tagged')}
          help="utm"
          value={share(total.tagged)}
          note={say('sources.tagged.about', { tagged: total.tagged, untagged: total.people - total.tagged })}
        />
      </Figures>
    </div>
  )
}

interface SourceMembersInput {
  document: SourceDocument
  search: SourceSearch
  parameters: ReturnType<typeof sourceParameters>
  onClose(): void
}

/** The people of a row who reached a stage; `all`: everybody of the row. */
function SourceMembers({ document, search, parameters, onClose }: SourceMembersInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const groupName = useGroupName(document)
  const group = search.group ?? 'all'
  const row = group === 'all' ? document.total : document.rows.find(({ key }) => key === group)
  const everybody = search.stage === 'all'
  const stage = everybody ? document.stages[0]?.id : search.stage
  const count = everybody ? row?.people : row?.steps.find((step) => step.stage === stage)?.reached
  const query = { ...parameters, group, stage, state: 'reached' }
  return (
    <Members
      title={
        everybody
          ? say('sources.people')
          : say('funnel.people.reached', { stage: format.text(nameOf(document, stage ?? '')) })
      }
      about={row && groupName(row)}
      {...(count === undefined ? {} : { count })}
      queryKey={['funnel-people', workspace.id, query]}
      fetchPage={(cursor, signal) => api.funnelPeople({ ...query, cursor }, signal)}
      onClose={onClose}
    />
  )
}

function dropEmpty(search: { [Key in keyof SourceSearch]: SourceSearch[Key] | undefined }): SourceSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
