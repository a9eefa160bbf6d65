import type { MeetingFile, MeetingList, MeetingPage, MeetingWritten } from '#contract/meeting.ts'
import { get, post, type Query } from '../app/api.ts'

const of = (id: string, part = '') => `/api/meetings/${encodeURIComponent(id)}${part}`

export const meetingApi = {
  list: (query: Query, signal?: AbortSignal) => get<MeetingList>('/api/meetings', query, signal),
  page: (id: string, signal?: AbortSignal) => get<MeetingPage>(of(id), {}, signal),
  file: (id: string) => get<MeetingFile>(of(id, '/invitation'), {}),
  create: (body: object) => post<MeetingWritten>('/api/meetings', body),
  change: (id: string, body: object) => post<MeetingWritten>(of(id, '/change'), body),
  cancel: (id: string, revision: number) => post<MeetingWritten>(of(id, '/cancel'), { revision }),
  outcome: (id: string, body: object) => post<MeetingWritten>(of(id, '/outcome'), body),
  prepare: (id: string, body: object) => post<MeetingWritten>(of(id, '/prepare'), body),
}
