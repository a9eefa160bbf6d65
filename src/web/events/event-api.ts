import type { EventFacets, EventPage, EventStream } from '#contract/events-live.ts'
import { get, type Query } from '../app/api.ts'

export const eventApi = {
  stream: (query: Query, signal?: AbortSignal) => get<EventStream>('/api/events', query, signal),
  facets: (signal?: AbortSignal) => get<EventFacets>('/api/events/facets', {}, signal),
  read: (id: string, signal?: AbortSignal) => get<EventPage>(`/api/events/${encodeURIComponent(id)}`, {}, signal),
}
