import type {
  ExclusionInput,
  ExclusionPage,
  ExclusionsAdded,
  ExclusionsRemoved,
  SuspectAdded,
  SuspectCheck,
  SuspectList,
  SuspectListChange,
  SuspectListInput,
  SuspectLists,
  SuspectPage,
  SuspectRemoved,
  SuspectStepDone,
  SuspectUndone,
} from '#contract/suspect.ts'
import { get, post } from '../app/api.ts'
import type { ExcludedSearch, SuspectSearch } from './search.ts'

const at = (id: string) => `/api/suspects/${encodeURIComponent(id)}`

export interface StepInput {
  step: 'requested' | 'accepted' | 'opted_in'
  people?: readonly string[]
  text?: string
  reason?: string
}

export const suspectApi = {
  lists: (signal?: AbortSignal) => get<SuspectLists>('/api/suspects', {}, signal),
  add: (input: SuspectListInput) => post<SuspectList>('/api/suspects', input),
  change: (id: string, input: SuspectListChange) => post<SuspectList>(at(id), input),
  list: (id: string, search: SuspectSearch, cursor: string | undefined, signal?: AbortSignal) =>
    get<SuspectPage>(at(id), { ...search, cursor, limit: 50 }, signal),
  check: (id: string, text: string) => post<SuspectCheck>(`${at(id)}/check`, { text }),
  put: (id: string, text: string) => post<SuspectAdded>(`${at(id)}/add`, { text }),
  undo: (bulk: string) => post<SuspectUndone>(`/api/suspects/additions/${encodeURIComponent(bulk)}/undo`, {}),
  remove: (id: string, people: readonly string[]) => post<SuspectRemoved>(`${at(id)}/remove`, { people }),
  step: (input: StepInput) => post<SuspectStepDone>('/api/suspect-steps', input),
  excluded: (search: ExcludedSearch, cursor: string | undefined, signal?: AbortSignal) =>
    get<ExclusionPage>('/api/exclusions', { ...search, cursor }, signal),
  exclude: (input: ExclusionInput) => post<ExclusionsAdded>('/api/exclusions', input),
  readmit: (ids: readonly string[]) => post<ExclusionsRemoved>('/api/exclusions/remove', { ids }),
}
