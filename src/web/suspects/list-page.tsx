import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { SuspectList } from '#contract/suspect.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../audiences/audiences.module.css'
import { AudienceFrame } from '../audiences/tabs.tsx'
import { Figure, Figures, Rate } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { AddNames } from './add-names.tsx'
import { ArchiveButton } from './lists-page.tsx'
import { StepsFromFile } from './from-file.tsx'
import { SuspectTable } from './suspect-table.tsx'
import { type SuspectSearch, steps } from './search.ts'
import { suspectApi } from './suspect-api.ts'

const route = getRouteApi('/inside/audiences/suspects/$id')

/** One outbound list: who is on it, how far they came, and more names. */
export function SuspectListPage() {
  const say = useSay()
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const mayWrite = useMay('suspect.write')
  const query = useInfiniteQuery({
    queryKey: ['suspects', workspace.id, id, search],
    queryFn: ({ pageParam, signal }) => suspectApi.list(id, search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  if (query.isPending) return <LoadingScreen />
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const list = query.data.pages[0]?.list
  if (!list) return <LoadingScreen />
  const items = query.data.pages.flatMap((page) => page.items)
  const change = (part: { [Key in keyof SuspectSearch]: SuspectSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  return (
    <AudienceFrame
      tab="suspects"
      title={list.name}
      sentence={
        <Say
          id="suspects.list.sentence"
          values={{ people: list.people, source: list.source, basis: say(`suspects.basis.${list.basis}`) }}
        />
      }
      actions={
        <>
          <Link to="/audiences/suspects" className="link">
            <Say id="suspects.back" />
          </Link>
          {mayWrite && <ArchiveButton list={list} />}
        </>
      }
    >
      {list.people > 0 && <Progress list={list} />}
      <div className={mayWrite ? styles.columns : 'stack'}>
        <Section title={<Say id="suspects.list.people" />} sub={<Say id="suspects.list.about" />}>
          {list.people === 0 ? (
            <EmptyState title={<Say id="suspects.list.none" />}>
              <p>
                <Say id={mayWrite ? 'suspects.list.none.next' : 'suspects.none.viewer'} />
              </p>
            </EmptyState>
          ) : (
            <>
              <form className="filters" onSubmit={(event) => event.preventDefault()}>
                <SearchField
                  label={say('suspects.search')}
                  hint={say('suspects.search')}
                  value={search.q ?? ''}
                  onChange={(q) => change({ q: q === '' ? undefined : q })}
                />
                <label className="field">
                  <span className="hidden">{say('suspects.step')}</span>
                  <select
                    className="plain"
                    value={search.step ?? ''}
                    onChange={(event) => change({ step: steps.find((one) => one === event.currentTarget.value) })}
                  >
                    <option value="">{say('suspects.step.all')}</option>
                    {steps.map((step) => (
                      <option key={step} value={step}>
                        {say(`suspects.step.${step}`)}
                      </option>
                    ))}
                  </select>
                </label>
              </form>
              {items.length === 0 ? (
                <p className="quiet">
                  <Say id="suspects.list.nobody" />
                </p>
              ) : (
                <SuspectTable listId={id} items={items} />
              )}
              {query.hasNextPage && (
                <Button
                  variant="default"
                  mt={12}
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  <Say id="suspects.more" />
                </Button>
              )}
            </>
          )}
        </Section>
        {mayWrite && (
          <div className="stack">
            {list.archivedAt === null && <AddNames listId={id} />}
            <StepsFromFile />
          </div>
        )}
      </div>
    </AudienceFrame>
  )
}

/** What became of the people since they were added; what was so before stands apart. */
function Progress({ list }: { list: SuspectList }) {
  const format = useFormat()
  const { requested, accepted, acceptedRate, optedIn, optInRate, connectedBefore, agreedBefore } = list
  return (
    <Section title={<Say id="suspects.since" />} sub={<Say id="suspects.since.about" />}>
      <Figures>
        <Figure label={<Say id="suspects.requested" />} value={format.number(requested)} />
        <Figure
          label={<Say id="suspects.accepted" />}
          value={format.number(accepted)}
          note={
            <>
              {acceptedRate.rate !== null && <Rate {...acceptedRate} />}
              {connectedBefore > 0 && (
                <div>
                  <Say id="suspects.connectedBefore" values={{ count: connectedBefore }} />
                </div>
              )}
            </>
          }
        />
        <Figure
          label={<Say id="suspects.optedIn" />}
          value={format.number(optedIn)}
          note={
            <>
              {optInRate.rate !== null && <Rate {...optInRate} />}
              {agreedBefore > 0 && (
                <div>
                  <Say id="suspects.before" values={{ count: agreedBefore }} />
                </div>
              )}
            </>
          }
        />
      </Figures>
    </Section>
  )
}
