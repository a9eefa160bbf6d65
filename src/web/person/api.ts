import type { DuplicateList } from '#contract/duplicate.ts'
import type { NoteList, Note, NoteDeleted } from '#contract/note.ts'
import type { PersonAnswered, PersonAnswers } from '#contract/person-answer.ts'
import type { OwnField, OwnFieldList } from '#contract/own-field.ts'
import type { PersonScores, TimelinePage, TimelineSummary } from '#contract/person.ts'
import type { PersonHandoffs, PersonIdentities, PersonStages } from '#contract/person-head.ts'
import type {
  DuplicateDismissed,
  PersonDuplicates,
  PersonFieldSet,
  PersonMergePreview,
  PersonMerged,
  PersonMoved,
  PersonUndone,
  PersonUnmergePreview,
  PersonUnmerged,
} from '#contract/person-verbs.ts'
import type { Json } from '#core/json.ts'
import { get, post, type Query } from '../app/api.ts'

const of = (id: string, part: string) => `/api/people/${encodeURIComponent(id)}/${part}`

/** What the page of a person asks and tells the server. */
export const personApi = {
  scores: (id: string, signal?: AbortSignal) => get<PersonScores>(of(id, 'scores'), {}, signal),
  stages: (id: string, signal?: AbortSignal) => get<PersonStages>(of(id, 'stages'), {}, signal),
  events: (id: string, query: Query, signal?: AbortSignal) => get<TimelinePage>(of(id, 'events'), query, signal),
  summary: (id: string, signal?: AbortSignal) => get<TimelineSummary>(of(id, 'events/summary'), {}, signal),
  identities: (id: string, signal?: AbortSignal) => get<PersonIdentities>(of(id, 'identities'), {}, signal),
  handoffs: (id: string, signal?: AbortSignal) => get<PersonHandoffs>(of(id, 'handoffs'), {}, signal),
  duplicates: (id: string, signal?: AbortSignal) => get<PersonDuplicates>(of(id, 'duplicates'), {}, signal),
  allDuplicates: (cursor: string | undefined, signal?: AbortSignal) =>
    get<DuplicateList>('/api/duplicates', { cursor }, signal),
  dismiss: (id: string, other: string, undo: boolean) =>
    post<DuplicateDismissed>(of(id, 'duplicates/dismiss'), { other, undo }),
  mergePreview: (id: string, other: string, signal?: AbortSignal) =>
    get<PersonMergePreview>(of(id, 'merge-preview'), { other }, signal),
  unmergePreview: (id: string, merged: string, signal?: AbortSignal) =>
    get<PersonUnmergePreview>(of(id, 'unmerge-preview'), { merged }, signal),
  merge: (one: string, other: string) => post<PersonMerged>('/api/people/merge', { one, other }),
  unmerge: (id: string, merged: string) => post<PersonUnmerged>(of(id, 'unmerge'), { merged }),
  move: (id: string, body: object) => post<PersonMoved>(of(id, 'move'), body),
  undoMove: (id: string, messageId: string) => post<PersonUndone>(of(id, 'move/undo'), { messageId }),
  fields: (signal?: AbortSignal) => get<OwnFieldList>('/api/person-fields', {}, signal),
  defineField: (field: OwnField) => post<OwnField>('/api/person-fields', field),
  setField: (id: string, key: string, value: Json) => post<PersonFieldSet>(of(id, 'field'), { key, value }),
  undoField: (id: string, messageId: string) => post<PersonUndone>(of(id, 'field/undo'), { messageId }),
  notes: (id: string, signal?: AbortSignal) => get<NoteList>(of(id, 'notes'), {}, signal),
  writeNote: (id: string, body: string) => post<Note>(of(id, 'notes'), { body }),
  changeNote: (note: string, body: string) => post<Note>(`/api/notes/${encodeURIComponent(note)}`, { body }),
  deleteNote: (note: string, undo: boolean) =>
    post<NoteDeleted>(`/api/notes/${encodeURIComponent(note)}/delete`, { undo }),
}

/** What somebody answered to questions while no deal was about them. */
export const personAnswerApi = {
  list: (id: string, signal?: AbortSignal) => get<PersonAnswers>(of(id, 'answers'), {}, signal),
  answer: (id: string, said: object) => post<PersonAnswered>(of(id, 'answers'), said),
  undo: (id: string, messageId: string) => post<PersonUndone>(of(id, 'answers/undo'), { messageId }),
}
