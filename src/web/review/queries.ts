import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Query } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { useUndo } from '../ui/undo.tsx'
import { reviewApi } from './review-api.ts'

/*
 * Keys begin with `deals` or `deal` where a change of any deal makes them stale, with `review` where only reviews do
 * (app/live-topics.ts).
 */
export function useHygienePages(query: Query) {
  const workspace = useWorkspace()
  return useInfiniteQuery({
    queryKey: ['deals', workspace.id, 'hygiene', query],
    queryFn: ({ pageParam, signal }) =>
      reviewApi.hygiene({ ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useDealHygiene(id: string) {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['deal', workspace.id, id, 'hygiene'],
    queryFn: ({ signal }) => reviewApi.deal(id, signal),
  })
}

export function useReviews() {
  const workspace = useWorkspace()
  return useInfiniteQuery({
    queryKey: ['reviews', workspace.id],
    queryFn: ({ pageParam, signal }) => reviewApi.list(pageParam === null ? {} : { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function useReview(id: string) {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['review', workspace.id, id],
    queryFn: ({ signal }) => reviewApi.page(id, signal),
  })
}

const concerned: ReadonlySet<string> = new Set([
  'review',
  'reviews',
  'deal',
  'deals',
  'tasks',
  'person',
  'timeline',
  'home',
])

/** Does something of a review, says so, and asks again for what it concerned, also where it failed. */
export function useReviewDeed() {
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [pending, setPending] = useState(false)
  const refresh = () => client.invalidateQueries({ predicate: ({ queryKey }) => concerned.has(String(queryKey[0])) })
  const go = async <Value>(deed: {
    run(): Promise<Value>
    said?(value: Value): string
    undo?(value: Value): Promise<unknown>
    onDone?(value: Value): void
  }): Promise<void> => {
    setPending(true)
    try {
      const value = await deed.run()
      await refresh()
      deed.onDone?.(value)
      const { undo } = deed
      if (deed.said) done(deed.said(value), undo && (() => undo(value).then(refresh)), 'review')
    } catch (error) {
      failed(error)
      void refresh()
    } finally {
      setPending(false)
    }
  }
  return { pending, go, refresh }
}
