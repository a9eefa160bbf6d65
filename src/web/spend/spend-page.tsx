import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { CpaDocument } from '#contract/spend.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { PeriodField } from '../funnel/period-field.tsx'
import { Scope } from '../funnel/scope.tsx'
import { useMoney } from '../review/money.ts'
import { SourceTabs } from '../sources/tabs.tsx'
import { FilterSelect } from '../ui/filter-select.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useActionName } from './action-name.ts'
import { AddSpend } from './add.tsx'
import { Batches } from './batches.tsx'
import { CpaFigures } from './figures.tsx'
import { CpaTable } from './cpa-table.tsx'
import { type SpendSearch, spendParameters } from './search.ts'
import { useMinor } from './span.tsx'
import { spendApi } from './spend-api.ts'

const Members = lazy(() => import('../funnel/members.tsx').then(({ Members: component }) => ({ default: component })))

const route = getRouteApi('/inside/sources/spend')
const windows = ['7d', '14d', '30d', '60d', '90d', '180d', '365d', 'none']

/** What advertising cost, what a completed action cost by it, and where the money is entered. */
export function SpendPage() {
  const say = useSay()
  const wordFor = useWordFor()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const mayWrite = useMay('spend.write')
  const actionName = useActionName()
  const [now] = useState(() => Date.now())
  const parameters = spendParameters(search, workspace.zone, now)
  const cpa = useQuery({
    queryKey: ['spend', workspace.id, 'cpa', parameters],
    queryFn: ({ signal }) => spendApi.cpa(parameters, signal),
    placeholderData: keepPreviousData,
  })
  const list = useQuery({
    queryKey: ['spend', workspace.id, 'list'],
    queryFn: ({ signal }) => spendApi.list(signal),
  })
  const change = (part: { [Key in keyof SpendSearch]: SpendSearch[Key] | undefined }, replace = true) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined && value !== ''),
        ),
      replace,
      resetScroll: false,
    })
  const period = search.period ?? (search.from === undefined && search.to === undefined ? '90d' : 'custom')
  const { data } = cpa
  const channels = list.data?.items.flatMap((item) => item.channels) ?? []
  return (
    <Page title={`${say('spend.title')} · ${say('room.sources')}`} wide>
      <PageHead
        title={<Say id="spend.title" />}
        help="cpa"
        sentence={data && <Sentence document={data} />}
        scope={data && <Scope funnel={data} />}
      />
      <SourceTabs />
      <form className="filters" data-no-print onSubmit={(event) => event.preventDefault()}>
        <PeriodField label="spend.period" search={{ ...search, period }} onChange={(part) => change(part)} />
        <FilterSelect
          label="spend.action"
          value={data?.action ?? search.action ?? ''}
          options={(data?.actions ?? []).map(({ id, name }) => [id, actionName({ id, name })])}
          onChange={(action) => change({ action })}
        />
        <FilterSelect
          label="spend.window"
          value={search.window ?? '90d'}
          options={windows.map((one) => [
            one,
            one === 'none' ? say('spend.window.none') : say('spend.window.days', { days: Number.parseInt(one, 10) }),
          ])}
          onChange={(window) => change({ window: window === '90d' ? undefined : window })}
        />
        <FilterSelect
          label="spend.by"
          value={search.by ?? 'channel'}
          options={[
            ['channel', say('spend.by.channel')],
            ['campaign', say('spend.by.campaign')],
          ]}
          onChange={(by) => change({ by: by === 'campaign' ? by : undefined })}
        />
        <FilterSelect
          label="spend.channel"
          value={search.channel}
          options={[
            ['', say('spend.channel.any')],
            ...[...new Set([...channels, ...(search.channel === undefined ? [] : [search.channel])])].map(
              (channel) => [channel, wordFor('channel', channel)] as const,
            ),
          ]}
          onChange={(channel) => change({ channel })}
        />
      </form>
      <div className="stack" aria-busy={cpa.isFetching}>
        {cpa.isPending && <LoadingScreen />}
        {cpa.error && <ErrorState error={cpa.error} retry={() => void cpa.refetch()} />}
        {data && !cpa.error && data.rows.length > 0 && (
          <>
            <CpaFigures document={data} />
            <CpaTable
              document={data}
              onCampaigns={(channel) => change({ by: 'campaign', channel }, false)}
              {...(data.action.startsWith('stage:') ? { onOpen: (group: string) => change({ group }, false) } : {})}
            />
          </>
        )}
        {mayWrite && list.data && <AddSpend list={list.data} />}
        {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
        {list.data && <Batches list={list.data} mayWrite={mayWrite} />}
      </div>
      {data && search.group !== undefined && data.action.startsWith('stage:') && (
        <Suspense fallback={null}>
          <Completed
            document={data}
            group={search.group}
            search={search}
            onClose={() => change({ group: undefined })}
          />
        </Suspense>
      )}
    </Page>
  )
}

/** What one completion costs by what was paid for, or that nothing was entered. */
function Sentence({ document }: { document: CpaDocument }) {
  const money = useMoney(document.currency)
  const minor = useMinor(document.currency)
  const actionName = useActionName()
  const { paid, rows, action, actions } = document
  const name = actionName(actions.find(({ id }) => id === action) ?? { id: action, name: null })
  if (rows.length === 0) return <Say id="spend.sentence.none" />
  if (paid.cpa.minor === null)
    return (
      <Say
        id="spend.sentence.nobody"
        values={{ spend: money.full(paid.spendMinor), people: paid.people, action: name }}
      />
    )
  return (
    <Say
      id="spend.sentence"
      values={{
        spend: money.full(paid.spendMinor),
        people: paid.people,
        completed: paid.completed,
        action: name,
        cpa: minor(paid.cpa.minor),
      }}
    />
  )
}

interface CompletedInput {
  document: CpaDocument
  group: string
  search: SpendSearch
  onClose(): void
}

/** Those of a row who reached the stage within their window. */
function Completed({ document, group, search, onClose }: CompletedInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const wordFor = useWordFor()
  const actionName = useActionName()
  const [now] = useState(() => Date.now())
  const { action, actions, by, channel } = document
  const { from, to, window } = spendParameters(search, workspace.zone, now)
  const row = document.rows.find(({ key }) => key === group)
  const only = channel === null ? undefined : `channel:=${channel}`
  const query = { from, to, window, by, only, group, stage: action.slice('stage:'.length), state: 'reached' }
  const name = row === undefined ? '' : by === 'channel' ? wordFor('channel', row.value) : row.value
  return (
    <Members
      title={say('funnel.people.reached', {
        stage: actionName(actions.find(({ id }) => id === action) ?? { id: action, name: null }),
      })}
      about={[name, row === undefined ? '' : format.number(row.completed)].filter((part) => part !== '').join(' · ')}
      queryKey={['funnel-people', workspace.id, query]}
      fetchPage={(cursor, signal) => api.funnelPeople({ ...query, cursor }, signal)}
      onClose={onClose}
    />
  )
}
