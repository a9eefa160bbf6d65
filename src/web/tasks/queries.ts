import { queryOptions, useQuery } from '@tanstack/react-query'
import type { TaskWritten } from '#contract/task.ts'
import { useWorkspace } from '../app/session.ts'
import { teamQuery } from '../team/team-query.ts'
import { useDeed } from '../ui/use-deed.ts'
import { tasksApi } from './tasks-api.ts'

export function queueQuery(workspaceId: string, who: string) {
  return queryOptions({
    queryKey: ['tasks', workspaceId, 'today', who],
    queryFn: ({ signal }) => tasksApi.queue({ who }, signal),
  })
}

export function contextQuery(workspaceId: string, person: string | undefined, deal: string | undefined) {
  return queryOptions({
    queryKey: ['tasks', workspaceId, 'context', person ?? null, deal ?? null],
    queryFn: ({ signal }) => tasksApi.context({ person, deal }, signal),
    staleTime: 10_000,
  })
}

/** Colleagues to whom something may be given. */
export function useMembers() {
  const workspace = useWorkspace()
  return useQuery(teamQuery(workspace.id)).data?.members ?? []
}

/** What a task, a call or an answered hand-off concerns is asked for again. */
const concerned = ['tasks', 'handoffs', 'home', 'person', 'people', 'timeline', 'deal', 'deals', 'accounts', 'team']

/** Does something of a task, a call or a hand-off. */
export const useTaskDeed = () => useDeed(concerned)

/** How a change of a task is taken back. */
export function takeBack({ task, before }: TaskWritten): Promise<unknown> {
  return tasksApi.undo(task.id, { revision: task.revision, before })
}
