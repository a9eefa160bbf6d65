import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useModels } from '../app/models.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { funnelApi } from './funnel-api.ts'
import { Filters, FunnelControls } from './funnel-controls.tsx'
import { FunnelGroups } from './funnel-groups.tsx'
import { FunnelPicture } from './funnel-picture.tsx'
import { FunnelSentence } from './funnel-sentence.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { Maturity } from './maturity.tsx'
import { dayIn } from './period.ts'
import { Scope } from './scope.tsx'
import { comparisonParameters, type FunnelSearch, funnelParameters, lastingSearch } from './search.ts'
import { Share } from './share.tsx'

// the drawer and its focus trap are fetched when a number is opened first
const FunnelPeople = lazy(() =>
  import('./funnel-people.tsx').then(({ FunnelPeople: component }) => ({ default: component })),
)

const route = getRouteApi('/inside/funnel')

/** Opens the people behind a number: the stage, which of its members, of which group, of this cohort or the former. */
export type OpenPeople = (stage: string, state: string, group?: string, side?: 'former') => void

/** One cohort through the stages of a model: the picture, the table, and the people behind each number. */
export function FunnelPage() {
  const say = useSay()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [now] = useState(() => Date.now())
  const workspace = useWorkspace()
  const models = useModels()
  const { data, error, isPending, isFetching, refetch } = useShown(search, now)

  const change = (part: { [Key in keyof FunnelSearch]: FunnelSearch[Key] | undefined }, replace = true) =>
    void navigate({ search: (before) => dropEmpty({ ...before, ...part }), replace, resetScroll: false })
  const openPeople: OpenPeople = (stage, state, group = 'all', side = undefined) =>
    change({ stage, state, group, side }, false)

  const shown = data?.funnel
  const comparison = data?.comparison ?? null
  const model = models?.models.find(({ id }) => id === shown?.model)
  const sale = model?.stages.filter(({ band }) => band.includes('CUSTOMER')).map(({ id }) => id) ?? []
  const some = shown !== undefined && shown.total.members > 0
  const opened = search.side === 'former' && comparison ? comparison.former : shown

  return (
    <Page title={say('funnel.title')} wide>
      <PageHead
        title={shown ? format.text(shown.name) : say('funnel.title')}
        help="cohort"
        sentence={some && <FunnelSentence funnel={shown} comparison={comparison} />}
        scope={shown && <Scope funnel={shown} />}
        actions={
          some && (
            <Share
              funnel={shown}
              comparison={comparison}
              sale={sale}
              search={lastingSearch(search, workspace.zone, now)}
            />
          )
        }
      />
      <FunnelControls search={search} models={models} shown={shown} onChange={change} />
      <Filters only={search.only ?? []} onChange={(only) => change({ only })} />
      {isPending && <LoadingScreen />}
      {error && <ErrorState error={error} retry={refetch} />}
      {shown && !some && (
        <EmptyState title={<Say id="funnel.empty" />}>
          <p>
            <Say id="funnel.empty.next" />
          </p>
        </EmptyState>
      )}
      {some && (
        <div className="stack" aria-busy={isFetching}>
          <Maturity funnel={shown} />
          <FunnelPicture funnel={shown} comparison={comparison} sale={sale} onOpen={openPeople} />
          <FunnelTable funnel={shown} comparison={comparison} onOpen={openPeople} />
          {shown.groups.length > 0 && (
            <FunnelGroups
              funnel={shown}
              onOpen={openPeople}
              onOnly={(filter) => change({ only: [...(search.only ?? []), filter], by: undefined }, false)}
            />
          )}
        </div>
      )}
      {opened && search.stage !== undefined && (
        <Suspense fallback={null}>
          <FunnelPeople
            funnel={opened}
            parameters={peopleParameters(search, opened, workspace.zone, now)}
            stage={search.stage}
            state={search.state ?? 'reached'}
            group={search.group ?? 'all'}
            onClose={() => change({ stage: undefined, state: undefined, group: undefined, side: undefined })}
          />
        </Suspense>
      )}
    </Page>
  )
}

/** The funnel, beside the former one where both periods are named. */
function useShown(search: FunnelSearch, now: number) {
  const workspace = useWorkspace()
  const parameters = funnelParameters(search, workspace.zone, now)
  const compared = comparisonParameters(search, workspace.zone, now)
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['funnel', workspace.id, compared ?? parameters],
    queryFn: async ({ signal }) => {
      if (!compared) return { funnel: await api.funnel(parameters, signal), comparison: null }
      const comparison = await funnelApi.comparison(compared, signal)
      return { funnel: comparison.current, comparison }
    },
    placeholderData: keepPreviousData,
  })
  return { data: error ? undefined : data, error, isPending, isFetching, refetch: () => void refetch() }
}

/** Who is asked for: the same cohort as is shown, to the moment where it is the former one. */
function peopleParameters(
  search: FunnelSearch,
  opened: { from: string | null; to: string; until: string | null },
  zone: string,
  now: number,
) {
  const parameters = funnelParameters(search, zone, now)
  if (search.side !== 'former') return parameters
  const dayOf = (moment: string | null) => (moment === null ? undefined : dayIn(zone, Date.parse(moment)))
  return { ...parameters, from: dayOf(opened.from), to: dayOf(opened.to), until: opened.until ?? undefined }
}

function dropEmpty(search: { [Key in keyof FunnelSearch]: FunnelSearch[Key] | undefined }): FunnelSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
