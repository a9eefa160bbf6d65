import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MeetingWritten } from '#contract/meeting.ts'
import type { Query } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { useUndo } from '../ui/undo.tsx'
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

const concerned: ReadonlySet<string> = new Set([
  'meetings',
  'meeting',
  'deal',
  'deals',
  'tasks',
  'person',
  'timeline',
  'home',
])

/** Changes a meeting, says so, and asks again for what it concerned, also where it failed. */
export function useMeetingChange() {
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [isPending, setPending] = useState(false)
  const mutate = (
    run: () => Promise<MeetingWritten>,
    said: (written: MeetingWritten) => string | null,
    onDone?: () => void,
  ) => {
    setPending(true)
    void run()
      .then((written) => {
        const words = said(written)
        if (words !== null) done(words)
        onDone?.()
      })
      .catch(failed)
      .finally(() => {
        setPending(false)
        void client.invalidateQueries({ predicate: ({ queryKey }) => concerned.has(String(queryKey[0])) })
      })
  }
  return { mutate, isPending }
}
