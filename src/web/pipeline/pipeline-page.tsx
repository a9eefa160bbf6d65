import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Controls } from './controls.tsx'
import { DealsDrawer } from './deals-drawer.tsx'
import { LikelyView } from './likely-view.tsx'
import { MetricsView } from './metrics-view.tsx'
import { QuotaView } from './quota-view.tsx'
import { closedSearch, deepQuestion, pipelineViews, type PipelineSearch, type PipelineView } from './search.ts'
import { SizingView } from './sizing-view.tsx'
import { StagesView } from './stages-view.tsx'
import { VelocityView } from './velocity-view.tsx'

const route = getRouteApi('/inside/pipeline')

/** What every view is given: what is asked, and how to ask something else. */
export interface ViewInput {
  search: PipelineSearch
  /** of the API: which deals, in which days */
  question: ReturnType<typeof deepQuestion>
  change(part: { [Key in keyof PipelineSearch]: PipelineSearch[Key] | undefined }): void
  /** opens the deals behind a figure */
  open(part: Pick<PipelineSearch, 'of' | 'stage' | 'group' | 'since' | 'till'>): void
}

const screens = {
  metrics: MetricsView,
  velocity: VelocityView,
  stages: StagesView,
  likely: LikelyView,
  sizing: SizingView,
  quotas: QuotaView,
} as const satisfies Record<PipelineView, (input: ViewInput) => unknown>

/** The room of the pipeline's numbers: metrics, velocity, stages, likely deals, sizing, quotas. */
export function PipelinePage() {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { zone } = useWorkspace()
  // days that move with today are cut once a visit, so that a query does not change while it is looked at
  const [now] = useState(() => Date.now())
  const view: PipelineView = search.view ?? 'metrics'
  const View = screens[view]
  const go = (next: PipelineSearch) => void navigate({ search: next, resetScroll: false })
  const change: ViewInput['change'] = (part) => {
    const next = Object.fromEntries(
      Object.entries({ ...closedSearch(search), ...part }).filter(([, one]) => one !== undefined),
    )
    void navigate({ search: next as PipelineSearch, replace: true, resetScroll: false })
  }
  const input: ViewInput = {
    search,
    question: deepQuestion(search, zone, now),
    change,
    open: (part) => go({ ...closedSearch(search), ...part }),
  }
  return (
    <Page title={say('room.pipeline')}>
      <PageHead title={say('room.pipeline')} help="pipeline" sentence={<Say id={`pipeline.about.${view}`} />} />
      <Tabs label={say('pipeline.views')}>
        {pipelineViews.map((one) => (
          <route.Link
            key={one}
            to="/pipeline"
            search={{ ...shared(search), ...(one === 'metrics' ? {} : { view: one }) }}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(one === view ? { 'aria-current': 'page' as const } : {})}
          >
            <Say id={`pipeline.view.${one}`} />
          </route.Link>
        ))}
      </Tabs>
      {view !== 'quotas' && <Controls view={view} search={search} onChange={change} />}
      <View {...input} />
      {search.of !== undefined && (
        <DealsDrawer search={search} question={input.question} onClose={() => go(closedSearch(search))} />
      )}
    </Page>
  )
}

/** What one takes along from view to view: which deals, which days. */
function shared({ pipeline, period, from, to, window, only, by }: PipelineSearch): PipelineSearch {
  const part = { pipeline, period, from, to, window, only, by }
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as PipelineSearch
}
