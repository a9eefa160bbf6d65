import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Query } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { useDeed } from '../ui/use-deed.ts'
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

const concerned: readonly string[] = ['review', 'reviews', 'deal', 'deals', 'tasks', 'person', 'timeline', 'home']

/** Does something of a review. */
export const useReviewDeed = () => useDeed(concerned, { settles: true, series: 'review' })
