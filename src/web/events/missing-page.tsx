import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SetAsideList } from '#contract/set-aside.ts'
import { isolated } from '../app/isolate.ts'
import { api } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import styles from './events.module.css'
import type { MissingSearch } from './search.ts'

const route = getRouteApi('/inside/events/missing')

/** Why is my event missing? What was set aside, counted by reason, how to mend it, and what was sent. */
export function MissingPage() {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const eventName = useEventName()
  const workspace = useWorkspace()
  const mayRead = useMay('set_aside.read')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['set-aside', workspace.id, search],
    queryFn: ({ pageParam, signal }) => api.setAside({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: mayRead,
  })
  // the reasons of everything, whichever is chosen
  const reasons = useInfiniteQuery({
    queryKey: ['set-aside', workspace.id, 'reasons'],
    queryFn: ({ signal }) => api.setAside({ limit: 1 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: () => undefined,
    enabled: mayRead,
  })
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (part: MissingSearch) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as MissingSearch,
    })
  return (
    <Page title={say('missing.title')}>
      <PageHead
        title={<Say id="missing.title" />}
        sentence={<Say id="missing.lead" />}
        actions={
          <Link to="/events" className="link">
            <Say id="events.title" />
          </Link>
        }
      />
      {!mayRead && (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="events.forbidden" />
          </p>
        </EmptyState>
      )}
      {mayRead && (
        <div className={styles.reasons} role="group" aria-label={say('missing.code')}>
          {reasons.data?.pages[0]?.counts.map(({ code, count }) => (
            <button
              key={code}
              type="button"
              className={styles.reason}
              aria-pressed={search.code === code}
              onClick={() => change({ code: search.code === code ? '' : code })}
            >
              {wordFor('rejection', code)} <b>{format.number(count)}</b>
            </button>
          ))}
        </div>
      )}
      {mayRead && <MessageSearch value={search.messageId ?? ''} onSearch={(messageId) => change({ messageId })} />}
      {mayRead && list.isPending && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first?.received && (
        <p className="card" role="status">
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
      {search.code !== undefined && items.length > 0 && (
        <Section title={<Say id="missing.mend" />}>
          <p>{wordFor('mend', search.code)}</p>
        </Section>
      )}
      {items.length > 0 && (
        <section className="card">
          <ol className={styles.items}>
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
              <Say id="events.older" />
            </Button>
          )}
        </section>
      )}
    </Page>
  )
}

function MessageSearch({ value, onSearch }: { value: string; onSearch(messageId: string): void }) {
  const [typed, setTyped] = useState(value)
  return (
    <form
      role="search"
      style={{ maxWidth: 320 }}
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
        {item.field !== null && ` · ${isolated(item.field)}`}
        {item.messageId !== null && ` · ${isolated(item.messageId)}`}
        {item.importId !== null && (
          <>
            {' · '}
            <Link to="/imports/$id" params={{ id: item.importId }} className="link">
              <Say id="events.fact.import.open" />
            </Link>
          </>
        )}
      </span>
      <p className="small">{wordFor('mend', item.code)}</p>
      <p className="quiet small" lang="en">
        {item.message}
      </p>
      {item.raw !== null && (
        <details>
          <summary className="small">
            <Say id="missing.raw" />
          </summary>
          <pre className={styles.raw}>{item.raw}</pre>
        </details>
      )}
    </li>
  )
}
