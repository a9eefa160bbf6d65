import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Query } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { useDeed } from '../ui/use-deed.ts'
import { meetingApi } from './api.ts'

export function useMeetings(query: Query) {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['meetings', workspace.id, query],
    queryFn: ({ signal }) => meetingApi.list(query, signal),
  })
}

/** The same, page by page. */
export function useMeetingPages(query: Query) {
  const workspace = useWorkspace()
  return useInfiniteQuery({
    queryKey: ['meetings', workspace.id, 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      meetingApi.list({ ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function useMeeting(id: string) {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['meeting', workspace.id, id],
    queryFn: ({ signal }) => meetingApi.page(id, signal),
  })
}

const concerned: readonly string[] = ['meetings', 'meeting', 'deal', 'deals', 'tasks', 'person', 'timeline', 'home']

/** Changes a meeting. */
export const useMeetingChange = () => useDeed(concerned)
