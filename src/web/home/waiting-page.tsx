import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { WaitingList } from '#contract/home.ts'
import { get } from '../app/api.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { UnsentAll } from './unsent-all.tsx'
import { WaitingTable } from './waiting-table.tsx'

const route = getRouteApi('/inside/waiting')

/** Hand-offs that nobody has taken yet, and those that were not sent by themselves. */
export function WaitingPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { state = 'open' } = route.useSearch()
  const list = useInfiniteQuery({
    queryKey: ['home', 'waiting', workspace.id, state],
    queryFn: ({ pageParam, signal }) => get<WaitingList>('/api/waiting', { state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const wouldFire = state === 'would_fire'
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['home'] })
  const mayFire = useMay('effect.fire')
  const mayDismiss = useMay('effect.dismiss')
  const mayDecide = wouldFire && mayFire && mayDismiss
  return (
    <Page title={say('waiting.title')}>
      <PageHead
        title={<Say id="waiting.title" />}
        sentence={<Say id={wouldFire ? 'waiting.wouldFire.sentence' : 'waiting.open.sentence'} />}
        help={wouldFire ? 'wouldFire' : 'handOff'}
      />
      <Tabs label={say('waiting.title')}>
        <Link to="/waiting" search={{}} activeOptions={{ exact: true }}>
          <Say id="waiting.open" />
        </Link>
        <Link to="/waiting" search={{ state: 'would_fire' }}>
          <Say id="waiting.wouldFire" />
        </Link>
      </Tabs>
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={8} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id={wouldFire ? 'waiting.wouldFire.none' : 'waiting.open.none'} />}>
          <p>
            <Say id={wouldFire ? 'waiting.wouldFire.none.next' : 'waiting.open.none.next'} />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <section className="card" aria-label={say('waiting.title')} aria-busy={list.isFetching}>
          {mayDecide && <UnsentAll all={first.all} asOf={first.asOf} refresh={refresh} />}
          <WaitingTable
            rows={rows}
            now={Date.parse(first.asOf)}
            unsent={wouldFire}
            {...(mayDecide ? { decided: refresh } : {})}
          />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="waiting.more" />
            </Button>
          )}
        </section>
      )}
    </Page>
  )
}
