import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { taskKinds } from '#core/task/task.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { FilterSelect } from '../ui/filter-select.tsx'
import { TasksFrame } from './frame.tsx'
import { useMembers } from './queries.ts'
import { type AllSearch, dues, readAll } from './search.ts'
import { TaskForm } from './task-form.tsx'
import { TaskTable } from './task-table.tsx'
import { tasksApi } from './tasks-api.ts'

const route = getRouteApi('/inside/tasks/all')

/** All tasks, by whose they are, what they are and when they are due. */
export function AllTasksPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const members = useMembers()
  const mayWrite = useMay('task.write')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [setting, setSetting] = useState(false)
  const list = useInfiniteQuery({
    queryKey: ['tasks', workspace.id, 'all', search],
    queryFn: ({ pageParam, signal }) => tasksApi.list({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const set = (more: Record<keyof AllSearch, unknown> | object) =>
    void navigate({ search: readAll({ ...search, ...more }) })
  return (
    <TasksFrame
      tab="all"
      sentence={<Say id="tasks.all.sentence" />}
      actions={
        mayWrite &&
        first && (
          <Button onClick={() => setSetting(true)}>
            <Say id="tasks.new" />
          </Button>
        )
      }
    >
      <div className="filters" role="group" aria-label={say('tasks.filters')}>
        <FilterSelect
          label="tasks.whose"
          value={search.who}
          options={[
            ['', say('tasks.whose.all')],
            ['me', say('tasks.whose.me')],
            ['nobody', say('tasks.nobody')],
            ...members.map(({ userId, name }) => [userId, name] as const),
          ]}
          onChange={(who) => set({ who })}
        />
        <FilterSelect
          label="tasks.field.kind"
          value={search.kind}
          options={[['', say('tasks.any')], ...taskKinds.map((kind) => [kind, say(`tasks.kind.${kind}`)] as const)]}
          onChange={(kind) => set({ kind })}
        />
        <FilterSelect
          label="tasks.column.due"
          value={search.due}
          options={[['', say('tasks.any')], ...dues.map((due) => [due, say(`tasks.due.${due}`)] as const)]}
          onChange={(due) => set({ due })}
        />
        <FilterSelect
          label="tasks.state"
          value={search.state}
          options={[
            ['', say('tasks.state.open')],
            ['closed', say('tasks.state.closed')],
          ]}
          onChange={(state) => set({ state })}
        />
      </div>
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <LoadingLines lines={8} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id="tasks.all.none" />}>
          <p>
            <Say id="tasks.all.none.next" />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <section className="card" aria-label={say('tasks.tab.all')} aria-busy={list.isFetching}>
          <TaskTable rows={rows} today={first.today} closed={search.state === 'closed'} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="tasks.showMore" />
            </Button>
          )}
        </section>
      )}
      {setting && first && <TaskForm today={first.today} close={() => setSetting(false)} />}
    </TasksFrame>
  )
}
