import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { slotQuery } from './api.ts'
import { SlotEditor } from './editor.tsx'
import { LiftView } from './lift-view.tsx'
import { type SlotTab, slotTabs } from './search.ts'
import { SiteView } from './site-view.tsx'
import { SlotChip } from './state-chip.tsx'

const route = getRouteApi('/inside/capture/slots/$id')

/** One slot: who sees what, what it has brought, how a page carries it. */
export function SlotPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(slotQuery(workspace.id, id))
  if (query.isPending) return <LoadingScreen />
  if (query.error) return <PageError what="slot" error={query.error} retry={() => void query.refetch()} />
  const slot = query.data
  const tab: SlotTab = search.tab ?? 'edit'
  return (
    <Page title={slot.name}>
      <PageHead
        title={slot.name}
        sentence={
          <>
            <SlotChip state={slot.state} /> · <code>{slot.key}</code>
          </>
        }
        actions={
          <Link to="/capture/slots" className="link">
            <Say id="slots.title" />
          </Link>
        }
      />
      <Tabs label={say('slots.tabs')}>
        {slotTabs.map((one) => (
          <Link
            key={one}
            to="/capture/slots/$id"
            params={{ id }}
            search={one === tab ? search : one === 'edit' ? {} : { tab: one }}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            <Say id={`slots.tab.${one}`} />
          </Link>
        ))}
      </Tabs>
      {tab === 'edit' && (
        <SlotEditor
          key={slot.id}
          slot={slot}
          variant={search.variant ?? 'a'}
          onVariant={(variant) => void navigate({ search: variant === 'a' ? {} : { variant }, replace: true })}
        />
      )}
      {tab === 'lift' && (
        <LiftView
          slot={slot}
          version={search.version}
          onVersion={(version) => void navigate({ search: { tab: 'lift', version }, replace: true })}
        />
      )}
      {tab === 'site' && <SiteView slot={slot} />}
    </Page>
  )
}
