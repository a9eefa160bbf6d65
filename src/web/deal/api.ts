import type { DealGates, DealPage, DealWritten } from '#contract/deal.ts'
import type { AnswerLengths, DealAnswers, DealGroup, DealMemory, DealsOf, DealStory } from '#contract/deal-page.ts'
import type { Objection, ObjectionList, ObjectionSummary } from '#contract/objection.ts'
import type { OwnField, OwnFieldList } from '#contract/own-field.ts'
import type { Proof, ProofList } from '#contract/proof.ts'
import type { Team } from '#contract/team.ts'
import { get, post, type Query } from '../app/api.ts'

const of = (id: string, part = '') => `/api/deals/${encodeURIComponent(id)}${part}`

/** What the page of a deal and its dialogs ask and tell the server. */
export const dealApi = {
  page: (id: string, signal?: AbortSignal) => get<DealPage>(of(id), {}, signal),
  create: (body: object) => post<DealWritten>('/api/deals', body),
  change: (id: string, revision: number, fields: object) => post<DealWritten>(of(id, '/change'), { revision, fields }),
  move: (id: string, body: object) => post<DealWritten>(of(id, '/move'), body),
  gates: (id: string, query: Query, signal?: AbortSignal) => get<DealGates>(of(id, '/gates'), query, signal),
  say: (id: string, say: object) => post<DealWritten>(of(id, '/say'), { say }),
  setPerson: (id: string, member: object) => post<DealWritten>(of(id, '/people'), member),
  removePerson: (id: string, person: string) => post<DealWritten>(of(id, '/people/remove'), { person }),
  undo: (id: string, event: string) => post<DealWritten>(of(id, '/undo'), { event }),
  group: (id: string, signal?: AbortSignal) => get<DealGroup>(of(id, '/group'), {}, signal),
  story: (id: string, query: Query, signal?: AbortSignal) => get<DealStory>(of(id, '/story'), query, signal),
  memory: (id: string, signal?: AbortSignal) => get<DealMemory>(of(id, '/memory'), {}, signal),
  answers: (id: string, signal?: AbortSignal) => get<DealAnswers>(of(id, '/answers'), {}, signal),
  answer: (id: string, body: object) => post<DealWritten>(of(id, '/answers'), body),
  lengths: (signal?: AbortSignal) => get<AnswerLengths>('/api/playbooks/answers', {}, signal),
  objections: (id: string, signal?: AbortSignal) => get<ObjectionList>(of(id, '/objections'), {}, signal),
  raise: (id: string, body: object) => post<Objection>(of(id, '/objections'), body),
  changeObjection: (id: string, body: object) => post<Objection>(`/api/objections/${encodeURIComponent(id)}`, body),
  objectionSummary: (query: Query, signal?: AbortSignal) => get<ObjectionSummary>('/api/objections', query, signal),
  proofs: (id: string, signal?: AbortSignal) => get<ProofList>(of(id, '/proofs'), {}, signal),
  askProof: (id: string, body: object) => post<Proof>(of(id, '/proofs'), body),
  changeProof: (id: string, body: object) => post<Proof>(`/api/proofs/${encodeURIComponent(id)}`, body),
  ofPerson: (id: string, signal?: AbortSignal) =>
    get<DealsOf>(`/api/people/${encodeURIComponent(id)}/deals`, {}, signal),
  ofCompany: (id: string, signal?: AbortSignal) =>
    get<DealsOf>(`/api/companies/${encodeURIComponent(id)}/deals`, {}, signal),
  fields: (signal?: AbortSignal) => get<OwnFieldList>('/api/deal-fields', {}, signal),
  defineField: (field: OwnField) => post<OwnField>('/api/deal-fields', field),
  retireField: (key: string) => post<{ key: string }>('/api/deal-fields/retire', { key }),
  team: (signal?: AbortSignal) => get<Team>('/api/team', {}, signal),
}
