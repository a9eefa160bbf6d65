import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TaskWritten } from '#contract/task.ts'
import { useWorkspace } from '../app/session.ts'
import { teamQuery } from '../team/team-query.ts'
import { useUndo } from '../ui/undo.tsx'
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

interface Deed<Value> {
  run(): Promise<Value>
  said?(value: Value): string
  undo?(value: Value): Promise<unknown>
  onDone?(value: Value): void
}

/** Does something, says so with a way back, and asks again for what it concerned. */
export function useDeed() {
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [pending, setPending] = useState(false)
  const refresh = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => concerned.includes(String(queryKey[0])) })
  const go = async <Value>({ run, said, undo, onDone }: Deed<Value>): Promise<void> => {
    setPending(true)
    try {
      const value = await run()
      onDone?.(value)
      if (said) done(said(value), undo && (() => undo(value).then(refresh)))
    } catch (error) {
      failed(error)
    } finally {
      setPending(false)
      void refresh()
    }
  }
  return { pending, go, refresh }
}

/** How a change of a task is taken back. */
export function takeBack({ task, before }: TaskWritten): Promise<unknown> {
  return tasksApi.undo(task.id, { revision: task.revision, before })
}
