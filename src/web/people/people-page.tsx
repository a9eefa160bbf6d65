import { Button } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { PeopleTable } from './people-table.tsx'
import type { PeopleSearch } from './search.ts'

const route = getRouteApi('/inside/people')

/** Everybody, the most engaged first. */
export function PeoplePage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useTitle(say('people.title'))
  const change = (part: { [Key in keyof PeopleSearch]: PeopleSearch[Key] | undefined }) =>
    void navigate({ search: (now) => dropEmpty({ ...now, ...part }), replace: true })

  const list = useInfiniteQuery({
    queryKey: ['people', workspace.id, search],
    queryFn: ({ pageParam, signal }) => api.people({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(search).some((key) => key !== 'sort')

  return (
    <>
      <header className="head">
        <div>
          <h1>
            <Say id="people.title" />
          </h1>
          {first && (
            <p>
              <Say
                id={first.count.estimated ? 'people.count.estimated' : 'people.count'}
                values={{ count: first.count.value }}
              />
            </p>
          )}
        </div>
      </header>
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <SearchField value={search.q ?? ''} onChange={(q) => change({ q })} />
        <label className="field">
          <Say id="people.stage" />
          <select
            className="plain"
            value={search.stage ?? ''}
            onChange={(event) => change({ stage: event.currentTarget.value })}
          >
            <option value="">{say('people.stage.any')}</option>
            {first?.lifecycle.stages.map((stage) => (
              <option key={stage.id} value={stage.id}>
                {format.text(stage.name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="people.heat" />
          <select
            className="plain"
            value={search.hot ? 'hot' : ''}
            onChange={(event) => change({ hot: event.currentTarget.value === 'hot' ? true : undefined })}
          >
            <option value="">{say('people.heat.any')}</option>
            <option value="hot">{say('people.heat.hot')}</option>
          </select>
        </label>
        <label className="field">
          <Say id="people.sort" />
          <select
            className="plain"
            value={search.sort ?? 'engagement'}
            onChange={(event) => {
              const sort = event.currentTarget.value
              change({ sort: sort === 'total' || sort === 'recent' ? sort : undefined })
            }}
          >
            <option value="engagement">{say('people.sort.engagement')}</option>
            <option value="total">{say('people.sort.total')}</option>
            <option value="recent">{say('people.sort.recent')}</option>
          </select>
        </label>
      </form>
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id={filtered ? 'people.none' : 'people.empty'} />}>
          <p>
            <Say id={filtered ? 'people.none.next' : 'people.empty.next'} />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <section className="card" aria-label={say('people.title')} aria-busy={list.isFetching}>
          <PeopleTable rows={rows} lifecycle={first.lifecycle} asOf={first.asOf} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="people.more" />
            </Button>
          )}
        </section>
      )}
    </>
  )
}

/** Searches a moment after the last key, so that typing stays smooth. */
function SearchField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const say = useSay()
  const [typed, setTyped] = useState(value)
  const search = useDebouncedCallback(onChange, 200)
  return (
    <label className="field" style={{ flexGrow: 1, maxWidth: 360 }}>
      <Say id="people.search" />
      <input
        className="plain"
        type="search"
        placeholder={say('people.search.hint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          search(event.currentTarget.value.trim())
        }}
      />
    </label>
  )
}

function dropEmpty(search: { [Key in keyof PeopleSearch]: PeopleSearch[Key] | undefined }): PeopleSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
