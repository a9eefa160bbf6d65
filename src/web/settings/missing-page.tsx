import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { SetAsideList } from '#contract/set-aside.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useTitle } from '../ui/title.ts'
import { useEventName } from '../ui/event-name.ts'
import styles from './settings.module.css'

const route = getRouteApi('/inside/settings/missing')

/** Why is my event missing? What was set aside, with the reason and what was sent. */
export function MissingPage() {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useTitle(say('missing.title'))
  const list = useInfiniteQuery({
    queryKey: ['set-aside', workspace.id, search],
    queryFn: ({ pageParam, signal }) => api.setAside({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <>
      <header className="head">
        <div>
          <h1>
            <Say id="missing.title" />
          </h1>
          <p>
            <Say id="missing.lead" />
          </p>
        </div>
      </header>
      <div className="filters">
        <label className="field">
          <Say id="missing.code" />
          <select
            className="plain"
            value={search.code ?? ''}
            onChange={(event) => {
              const code = event.currentTarget.value
              void navigate({ search: ({ code: _code, ...rest }) => (code === '' ? rest : { ...rest, code }) })
            }}
          >
            <option value="">{say('missing.code.any')}</option>
            {first?.counts.map(({ code, count }) => (
              <option key={code} value={code}>
                {wordFor('rejection', code)} ({format.number(count)})
              </option>
            ))}
          </select>
        </label>
        <MessageSearch
          value={search.messageId ?? ''}
          onSearch={(messageId) =>
            void navigate({
              search: ({ messageId: _id, ...rest }) => (messageId === '' ? rest : { ...rest, messageId }),
            })
          }
        />
      </div>
      {list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first?.received && (
        <p className="card" role="status" style={{ marginBottom: 20 }}>
          <Say
            id={first.received.personId === null ? 'missing.received.nobody' : 'missing.received'}
            values={{ event: eventName(first.received.name), at: format.dateTime(first.received.receivedAt) }}
          />
        </p>
      )}
      {first && items.length === 0 && !first.received && (
        <EmptyState title={<Say id="missing.none" />}>
          <p>
            <Say id="missing.none.next" />
          </p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="card">
          <ol style={{ display: 'grid', gap: 14 }}>
            {items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ol>
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="timeline.more" />
            </Button>
          )}
        </section>
      )}
    </>
  )
}

function MessageSearch({ value, onSearch }: { value: string; onSearch(messageId: string): void }) {
  const [typed, setTyped] = useState(value)
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(typed.trim())
      }}
    >
      <label className="field">
        <Say id="missing.messageId" />
        <input
          className="plain"
          type="search"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
    </form>
  )
}

function Item({ item }: { item: SetAsideList['items'][number] }) {
  const format = useFormat()
  const wordFor = useWordFor()
  return (
    <li>
      <strong>{wordFor('rejection', item.code)}</strong>{' '}
      <span className="quiet small">
        {format.dateTime(item.receivedAt)} · {wordFor('source', item.source)}
        {item.field !== null && ` · ${item.field}`}
        {item.messageId !== null && ` · ${item.messageId}`}
      </span>
      <p className="quiet small" lang="en">
        {item.message}
      </p>
      {item.raw !== null && (
        <details>
          <summary className="small">
            <Say id="missing.raw" />
          </summary>
          <pre className={styles.code}>{item.raw}</pre>
        </details>
      )}
    </li>
  )
}
