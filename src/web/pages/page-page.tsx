import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useWorkspace } from '../app/session.ts'
import { besides } from '../app/isolate.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { ProblemError } from '../app/api.ts'
import { pageQuery } from './api.ts'
import { Editor } from './editor.tsx'
import { pageTabs, type PageSearch, type PageTab } from './search.ts'
import { StateChip } from './state-chip.tsx'
import { Statistics } from './statistics.tsx'
import { TestView } from './test-view.tsx'
import { Versions } from './versions.tsx'

const route = getRouteApi('/inside/capture/pages/$id')

/** One landing page: writing it, trying variants, its numbers, what was published. */
export function PagePage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(pageQuery(workspace.id, id))
  const page = query.data
  const tab: PageTab = search.tab ?? 'edit'
  const go = (next: PageSearch): void => void navigate({ search: next, replace: true })
  if (!page) {
    const missing = query.error instanceof ProblemError && ['not_found', 'invalid'].includes(query.error.problem.code)
    return (
      <Page title={say('pages.title')}>
        {missing ? (
          <EmptyState title={<Say id="pages.missingPage" />}>
            <Link to="/capture/pages" className="link">
              <Say id="pages.title" />
            </Link>
          </EmptyState>
        ) : query.error ? (
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LoadingLines lines={8} />
        )}
      </Page>
    )
  }
  return (
    <Page title={page.name}>
      <PageHead
        title={page.name}
        sentence={
          <>
            <StateChip state={page.state} /> {besides([`/l/${page.slug}`, say(`pages.call.${page.document.call}`)])}
          </>
        }
        actions={
          <Link to="/capture/pages" className="link">
            <Say id="pages.title" />
          </Link>
        }
      />
      <Tabs label={say('pages.tabs')}>
        {pageTabs.map((one) => (
          <Link
            key={one}
            to="/capture/pages/$id"
            params={{ id }}
            search={one === tab ? search : one === 'edit' ? {} : { tab: one }}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            <Say id={`pages.tab.${one}`} />
          </Link>
        ))}
      </Tabs>
      {tab === 'edit' && (
        <Editor
          key={page.id}
          page={page}
          variant={search.variant ?? 'a'}
          onVariant={(variant) => {
            const { variant: _, ...rest } = search
            void navigate({ search: variant === 'a' ? rest : { ...rest, variant }, replace: true })
          }}
        />
      )}
      {tab === 'test' && <TestView page={page} />}
      {tab === 'numbers' && <Statistics page={page} search={search} onSearch={go} />}
      {tab === 'versions' && <Versions page={page} />}
    </Page>
  )
}
