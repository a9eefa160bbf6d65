import { queryOptions } from '@tanstack/react-query'
import type {
  ProposalList,
  ProposalPage,
  ProposalSent,
  ProposalTemplate,
  ProposalWritten,
  RenewalList,
  TemplateList,
  WinList,
} from '#contract/proposal.ts'
import { get, post, type Query } from '../app/api.ts'
import { useDeed } from '../ui/use-deed.ts'

const of = (id: string, part = '') => `/api/proposals/${encodeURIComponent(id)}${part}`

export interface MailTo {
  to: string
  name: string
  note: string
}

/** What the screens of proposals ask and tell the server. */
export const proposalApi = {
  list: (query: Query, signal?: AbortSignal) => get<ProposalList>('/api/proposals', query, signal),
  page: (id: string, signal?: AbortSignal) => get<ProposalPage>(of(id), {}, signal),
  create: (body: object) => post<ProposalWritten>('/api/proposals', body),
  change: (id: string, body: object) => post<ProposalWritten>(of(id, '/change'), body),
  send: (id: string, revision: number, mail?: MailTo) =>
    post<ProposalSent>(of(id, '/send'), { revision, ...(mail ? { mail } : {}) }),
  link: (id: string, mail?: MailTo) => post<ProposalSent>(of(id, '/link'), mail ? { mail } : {}),
  withdraw: (id: string) => post<ProposalWritten>(of(id, '/withdraw'), {}),
  version: (id: string) => post<ProposalWritten>(of(id, '/version'), {}),
  discard: (id: string) => post<ProposalWritten>(of(id, '/discard'), {}),
  templates: (signal?: AbortSignal) => get<TemplateList>('/api/proposal-templates', {}, signal),
  createTemplate: (body: object) => post<ProposalTemplate>('/api/proposal-templates', body),
  changeTemplate: (id: string, body: object) =>
    post<ProposalTemplate>(`/api/proposal-templates/${encodeURIComponent(id)}/change`, body),
  retireTemplate: (id: string, undo: boolean) =>
    post<object>(`/api/proposal-templates/${encodeURIComponent(id)}/retire`, { undo }),
  renewals: (query: Query, signal?: AbortSignal) => get<RenewalList>('/api/renewals', query, signal),
  wins: (account: string, signal?: AbortSignal) =>
    get<WinList>(`/api/companies/${encodeURIComponent(account)}/wins`, {}, signal),
  sign: (deal: string, what: string, reference: string | null) =>
    post<object>(`/api/deals/${encodeURIComponent(deal)}/say`, {
      say: { kind: 'signed', data: { what, reference } },
    }),
}

export function proposalQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['proposal', workspaceId, id],
    queryFn: ({ signal }) => proposalApi.page(id, signal),
  })
}

export function templatesQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['proposals', workspaceId, 'templates'],
    queryFn: ({ signal }) => proposalApi.templates(signal),
  })
}

const concerned: readonly string[] = ['proposal', 'proposals', 'deal', 'deals', 'tasks', 'task']

/** Does something with proposals. */
export const useProposalChange = () => useDeed(concerned)
