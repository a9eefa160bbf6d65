import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { FunnelDocument } from '#contract/funnel.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useModels } from '../app/models.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { FunnelControls } from './funnel-controls.tsx'
import { FunnelGroups } from './funnel-groups.tsx'
import { FunnelPicture } from './funnel-picture.tsx'
import { FunnelSentence } from './funnel-sentence.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { type FunnelSearch, funnelParameters } from './search.ts'

// the drawer and its focus trap are fetched when a number is opened first
const FunnelPeople = lazy(() =>
  import('./funnel-people.tsx').then(({ FunnelPeople: component }) => ({ default: component })),
)

const route = getRouteApi('/inside/funnel')

/** One cohort through the stages of a model: the picture, the table, and the people behind each number. */
export function FunnelPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [now] = useState(() => Date.now())
  useTitle(say('funnel.title'))

  const parameters = funnelParameters(search, workspace.zone, now)
  const models = useModels()
  const funnel = useQuery({
    queryKey: ['funnel', workspace.id, parameters],
    queryFn: ({ signal }) => api.funnel(parameters, signal),
    placeholderData: keepPreviousData,
  })
  const change = (part: { [Key in keyof FunnelSearch]: FunnelSearch[Key] | undefined }, replace = true) =>
    void navigate({ search: (before) => dropEmpty({ ...before, ...part }), replace, resetScroll: false })
  const openPeople: OpenPeople = (stage, state, group = 'all') => change({ stage, state, group }, false)

  const shown = funnel.data
  const model = models?.models.find(({ id }) => id === shown?.model)
  const sale = model?.stages.filter(({ band }) => band.includes('CUSTOMER')).map(({ id }) => id) ?? []

  return (
    <>
      <header className="head">
        <div>
          <h1>{shown ? format.text(shown.name) : <Say id="funnel.title" />}</h1>
          {shown && shown.total.members > 0 && <FunnelSentence funnel={shown} />}
        </div>
        {shown && <Scope funnel={shown} />}
      </header>
      <FunnelControls search={search} models={models} shown={shown} onChange={change} />
      {funnel.isPending && <LoadingScreen />}
      {funnel.error && <ErrorState error={funnel.error} retry={() => void funnel.refetch()} />}
      {shown && shown.total.members === 0 && (
        <EmptyState title={<Say id="funnel.empty" />}>
          <p>
            <Say id="funnel.empty.next" />
          </p>
        </EmptyState>
      )}
      {shown && shown.total.members > 0 && (
        <div className="stack" aria-busy={funnel.isFetching}>
          <FunnelPicture funnel={shown} sale={sale} onOpen={openPeople} />
          <FunnelTable funnel={shown} onOpen={openPeople} />
          {shown.groups.length > 0 && <FunnelGroups funnel={shown} onOpen={openPeople} />}
        </div>
      )}
      {shown && search.stage !== undefined && (
        <Suspense fallback={null}>
          <FunnelPeople
            funnel={shown}
            parameters={parameters}
            stage={search.stage}
            state={search.state ?? 'reached'}
            group={search.group ?? 'all'}
            onClose={() => change({ stage: undefined, state: undefined, group: undefined })}
          />
        </Suspense>
      )}
    </>
  )
}

/** Opens the people behind a number: the stage, which of its members, and of which group. */
export type OpenPeople = (stage: string, state: string, group?: string) => void

/** What cohort this is, and in which zone its days are cut. */
function Scope({ funnel }: { funnel: FunnelDocument }) {
  const format = useFormat()
  const { from } = funnel
  const lastDay = Date.parse(funnel.to) - 1
  return (
    <p className="quiet small">
      {from === null ? (
        <Say id="funnel.scope.until" values={{ to: format.date(lastDay), zone: funnel.zone }} />
      ) : (
        <Say id="funnel.scope" values={{ from: format.date(from), to: format.date(lastDay), zone: funnel.zone }} />
      )}
    </p>
  )
}

function dropEmpty(search: { [Key in keyof FunnelSearch]: FunnelSearch[Key] | undefined }): FunnelSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
