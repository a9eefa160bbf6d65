import type { AccountRenamed } from '#contract/account-name.ts'
import type { AccountEvents, AccountList, AccountPage, AccountPeople } from '#contract/account.ts'
import { get, post, type Query } from '../app/api.ts'

const of = (id: string, part = '') => `/api/companies/${encodeURIComponent(id)}${part}`

/** What the screens of companies ask the server. */
export const accountApi = {
  list: (query: Query, signal?: AbortSignal) => get<AccountList>('/api/companies', query, signal),
  page: (id: string, signal?: AbortSignal) => get<AccountPage>(of(id), {}, signal),
  people: (id: string, query: Query, signal?: AbortSignal) => get<AccountPeople>(of(id, '/people'), query, signal),
  rename: (id: string, body: { name: string | null; was: string | null }) =>
    post<AccountRenamed>(of(id, '/name'), body),
  events: (id: string, query: Query, signal?: AbortSignal) => get<AccountEvents>(of(id, '/events'), query, signal),
}
