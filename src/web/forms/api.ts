import { queryOptions } from '@tanstack/react-query'
import type {
  FormFunnel,
  FormList,
  FormPage,
  FormTold,
  FormWritten,
  SubmissionCleared,
  SubmissionList,
} from '#contract/form.ts'
import type { ExportReady } from '#contract/person-bulk.ts'
import type { FormDocument } from '#core/form/document.ts'
import type { FormTemplate } from '#core/form/templates.ts'
import { get, post, type Query } from '../app/api.ts'
import { useDeed } from '../ui/use-deed.ts'

const of = (id: string, part = '') => `/api/forms/${encodeURIComponent(id)}${part}`

/** What the screens of forms ask and tell the server. */
export const formApi = {
  list: (signal?: AbortSignal) => get<FormList>('/api/forms', {}, signal),
  page: (id: string, signal?: AbortSignal) => get<FormPage>(of(id), {}, signal),
  create: (body: { name: string; template: FormTemplate }) => post<FormWritten>('/api/forms', body),
  change: (id: string, body: { revision: number; name?: string; document?: FormDocument }) =>
    post<FormWritten>(of(id, '/change'), body),
  publish: (id: string, revision: number) => post<FormWritten>(of(id, '/publish'), { revision }),
  tell: (id: string, told: FormPage['told']) => post<FormTold>(of(id, '/tell'), told),
  withdraw: (id: string, undo = false) => post<FormWritten>(of(id, '/withdraw'), { undo }),
  retire: (id: string, undo = false) => post<object>(of(id, '/retire'), { undo }),
  restore: (id: string, version: number, revision: number) =>
    post<FormWritten>(of(id, '/restore'), { version, revision }),
  funnel: (id: string, query: Query, signal?: AbortSignal) => get<FormFunnel>(of(id, '/funnel'), query, signal),
  submissions: (id: string, query: Query, signal?: AbortSignal) =>
    get<SubmissionList>(of(id, '/submissions'), query, signal),
  clear: (id: string, submission: string) => post<SubmissionCleared>(of(id, '/submissions/clear'), { submission }),
  export: (id: string, body: { kept: 'in' | 'out'; q: string }) =>
    post<ExportReady>(of(id, '/submissions/export'), body),
}

export function formsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['forms', workspaceId],
    queryFn: ({ signal }) => formApi.list(signal),
  })
}

export function formQuery(workspaceId: string, id: string) {
  return queryOptions({
    queryKey: ['form', workspaceId, id],
    queryFn: ({ signal }) => formApi.page(id, signal),
  })
}

/** Does something with forms. */
export const useFormChange = () => useDeed(['form', 'forms'])
