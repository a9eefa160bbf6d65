import { queryOptions } from '@tanstack/react-query'
import type {
  PageDetail,
  PageList,
  PagePublished,
  PageSettings,
  PageWritten,
  PictureList,
  PictureRow,
} from '#contract/page.ts'
import type { ProblemDocument } from '#contract/problem.ts'
import type { PagePeople, PageStatistics, PageTestList } from '#contract/page-test.ts'
import { get, OfflineError, post, ProblemError, type Query } from '../app/api.ts'
import { useDeed } from '../ui/use-deed.ts'

const of = (id: string, part = '') => `/api/pages/${encodeURIComponent(id)}${part}`

/** What the screens of landing pages ask and tell the server. */
export const pageApi = {
  list: (retired: boolean, signal?: AbortSignal) => get<PageList>('/api/pages', { retired: String(retired) }, signal),
  page: (id: string, signal?: AbortSignal) => get<PageDetail>(of(id), {}, signal),
  create: (body: object) => post<PageWritten>('/api/pages', body),
  change: (id: string, body: object) => post<PageWritten>(of(id, '/change'), body),
  address: (id: string, slug: string) => post<PageWritten>(of(id, '/address'), { slug }),
  publish: (id: string, revision: number, note: string) => post<PagePublished>(of(id, '/publish'), { revision, note }),
  rollBack: (id: string, version: number) => post<PagePublished>(of(id, '/rollback'), { version }),
  takeVersion: (id: string, revision: number, version: number) =>
    post<PageWritten>(of(id, '/draft'), { revision, version }),
  unpublish: (id: string) => post<PagePublished>(of(id, '/unpublish'), {}),
  retire: (id: string, undo: boolean) => post<PageWritten>(of(id, '/retire'), { undo }),
  tests: (id: string, signal?: AbortSignal) => get<PageTestList>(of(id, '/tests'), {}, signal),
  startTest: (id: string, body: object) => post<PagePublished>(of(id, '/tests'), body),
  endTest: (id: string, winner: string | null) => post<PagePublished>(of(id, '/tests/end'), { winner }),
  statistics: (id: string, query: Query, signal?: AbortSignal) =>
    get<PageStatistics>(of(id, '/statistics'), query, signal),
  people: (id: string, query: Query, signal?: AbortSignal) => get<PagePeople>(of(id, '/people'), query, signal),
  pictures: (signal?: AbortSignal) => get<PictureList>('/api/pictures', {}, signal),
  changePicture: (id: string, alt: string) =>
    post<PictureRow>(`/api/pictures/${encodeURIComponent(id)}/change`, { alt }),
  settings: (signal?: AbortSignal) => get<PageSettings>('/api/page-settings', {}, signal),
  changeSettings: (body: PageSettings) => post<PageSettings>('/api/page-settings', body),
}

/** Sends a picture as it is. Rejects with ProblemError or OfflineError, as every other call. */
export async function uploadPicture(workspaceId: string, file: File): Promise<PictureRow> {
  const response = await fetch(`/api/pictures?name=${encodeURIComponent(file.name.slice(0, 200))}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'hourglass-workspace': workspaceId },
    body: file,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    throw error instanceof TypeError ? new OfflineError(error.message) : error
  })
  if (response.ok) return (await response.json()) as PictureRow
  if (response.headers.get('content-type')?.startsWith('application/problem+json'))
    throw new ProblemError((await response.json()) as ProblemDocument)
  throw new OfflineError(`The server answered ${response.status}.`)
}

export function pageQuery(workspaceId: string, id: string) {
  return queryOptions({ queryKey: ['page', workspaceId, id], queryFn: ({ signal }) => pageApi.page(id, signal) })
}

export function testsQuery(workspaceId: string, id: string) {
  return queryOptions({ queryKey: ['page-tests', workspaceId, id], queryFn: ({ signal }) => pageApi.tests(id, signal) })
}

const concerned: readonly string[] = ['page', 'pages', 'page-tests', 'page-statistics']

/** Does something with a page. */
export const usePageChange = () => useDeed(concerned, { settles: true })
