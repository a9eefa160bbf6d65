import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { SourceDocument } from '#contract/source.ts'
import { api, get } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useGroupName } from '../funnel/funnel-groups.tsx'
import { nameOf } from '../funnel/funnel-picture.tsx'
import { PeriodField, WindowField } from '../funnel/period-field.tsx'
import { Scope } from '../funnel/scope.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { SourceTabs } from './tabs.tsx'
import { deeper, type SourceSearch, sourceParameters } from './search.ts'
import { SourceSentence, SourceTotals } from './source-summary.tsx'
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
    <Page title={say('room.sources')} wide>
      <PageHead
        title={say('room.sources')}
        help="firstTouch"
        sentence={some && <SourceSentence document={shown} />}
        scope={shown && <Scope funnel={shown} />}
      />
      <SourceTabs />
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
          <SourceTotals document={shown} />
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
