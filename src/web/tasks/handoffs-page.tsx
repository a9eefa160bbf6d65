import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { FilterSelect } from '../ui/filter-select.tsx'
import { TasksFrame } from './frame.tsx'
import { HandoffCard } from './handoff-card.tsx'
import { useMembers } from './queries.ts'
import { readHandoffs } from './search.ts'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

const route = getRouteApi('/inside/tasks/handoffs')

/** Who was handed over, to whom and why, by when it is to be answered; with what was known at that moment. */
export function HandoffsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const members = useMembers()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['handoffs', workspace.id, search],
    queryFn: ({ pageParam, signal }) => tasksApi.handoffs({ ...search, limit: 20, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const set = (more: object) => void navigate({ search: readHandoffs({ ...search, ...more }) })
  const answered = search.state === 'answered'
  return (
    <TasksFrame
      tab="handoffs"
      help="handOff"
      sentence={
        first && (
          <Say id={answered ? 'handoffs.sentence.answered' : 'handoffs.sentence'} values={{ overdue: first.overdue }} />
        )
      }
    >
      <div className="filters" role="group" aria-label={say('tasks.filters')}>
        <FilterSelect
          label="tasks.whose"
          value={search.who}
          options={[
            ['', say('tasks.whose.all')],
            ['me', say('handoffs.mine')],
            ...members.map(({ userId, name }) => [userId, name] as const),
          ]}
          onChange={(who) => set({ who })}
        />
        <FilterSelect
          label="tasks.state"
          value={search.state}
          options={[
            ['', say('handoffs.open')],
            ['answered', say('handoffs.answered')],
          ]}
          onChange={(state) => set({ state })}
        />
        <Link to="/waiting" search={{ state: 'would_fire' }} className={`link small ${styles.elsewhere}`}>
          <Say id="handoffs.unsent" />
        </Link>
      </div>
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={8} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id={answered ? 'handoffs.none.answered' : 'handoffs.none'} />}>
          <p>
            <Say id="handoffs.none.next" />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <ul className={styles.cards} aria-busy={list.isFetching}>
          {rows.map((row, index) => (
            <HandoffCard key={row.id} handoff={row} opened={index === 0} now={Date.parse(first.asOf)} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="tasks.showMore" />
        </Button>
      )}
    </TasksFrame>
  )
}
