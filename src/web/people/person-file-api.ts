import type { PersonFileFound, PersonFileInput, PersonFileList, PersonFileReady } from '#contract/person-file.ts'
import { get, post } from '../app/api.ts'

export const personFileApi = {
  allow: (input: PersonFileInput) => post<PersonFileReady>('/api/person-file', input),
  find: (email: string) => post<PersonFileFound>('/api/person-file/find', { email }),
  given: (signal?: AbortSignal) => get<PersonFileList>('/api/person-file', {}, signal),
}
