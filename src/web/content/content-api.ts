import { queryOptions } from '@tanstack/react-query'
import type {
  ContentAsset,
  ContentChange,
  ContentInput,
  ContentLinkMade,
  ContentList,
  ContentPage,
} from '#contract/content.ts'
import type {
  ContentFound,
  ContentGaps,
  ContentReaders,
  ContentReading,
  ContentSheetResult,
  ContentUsage,
} from '#contract/content-reading.ts'
import { get, OfflineError, post, ProblemError, type Query } from '../app/api.ts'
import type { ProblemDocument } from '#contract/problem.ts'

const own = (id: string): string => `/api/content/${encodeURIComponent(id)}`

export const contentApi = {
  list: (query: Query, signal?: AbortSignal) => get<ContentList>('/api/content', query, signal),
  one: (id: string, signal?: AbortSignal) => get<ContentPage>(own(id), {}, signal),
  create: (body: ContentInput) => post<ContentAsset>('/api/content', body),
  change: (id: string, body: ContentChange) => post<ContentAsset>(own(id), body),
  usage: (days: number, signal?: AbortSignal) => get<ContentUsage>('/api/content/usage', { days }, signal),
  reading: (query: Query, signal?: AbortSignal) => get<ContentReading>('/api/content/reading', query, signal),
  readers: (query: Query, signal?: AbortSignal) => get<ContentReaders>('/api/content/readers', query, signal),
  gaps: (query: Query, signal?: AbortSignal) => get<ContentGaps>('/api/content/gaps', query, signal),
  found: (signal?: AbortSignal) => get<ContentFound>('/api/content/found', {}, signal),
  ignore: (path: string, ignored: boolean) => post<object>('/api/content/found/ignore', { path, ignored }),
  sheet: (body: { text: string; language: string; dryRun: boolean }) =>
    post<ContentSheetResult>('/api/content/import', body),
  link: (id: string, body: { language: string | null; person: string | null; campaign: string | null }) =>
    post<ContentLinkMade>(`${own(id)}/links`, body),
  endLink: (id: string) => post(`/api/content/links/${encodeURIComponent(id)}/revoke`, {}),
}

/** Sends the file of one version; its bytes are the body. */
export async function uploadContentFile(
  workspaceId: string,
  id: string,
  language: string,
  file: File,
): Promise<ContentAsset> {
  const query = new URLSearchParams({ language, name: file.name })
  const response = await fetch(`${own(id)}/upload?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'hourglass-workspace': workspaceId },
    body: file,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    throw error instanceof TypeError ? new OfflineError(error.message) : error
  })
  if (response.ok) return (await response.json()) as ContentAsset
  throw new ProblemError((await response.json()) as ProblemDocument)
}

/** The whole library as it is given out, for names and pickers. */
export function libraryQuery(workspaceId: string, query: Query = {}) {
  return queryOptions({
    queryKey: ['content', workspaceId, 'list', query],
    queryFn: ({ signal }) => contentApi.list(query, signal),
  })
}

export function assetQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['content', workspaceId, 'one', id],
    queryFn: ({ signal }) => contentApi.one(id, signal),
  })
}
