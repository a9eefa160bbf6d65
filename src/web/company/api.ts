import type { AccountEvents, AccountList, AccountPage, AccountPeople } from '#contract/account.ts'
import { get, type Query } from '../app/api.ts'

const of = (id: string, part = '') => `/api/companies/${encodeURIComponent(id)}${part}`

/** What the screens of companies ask the server. */
export const accountApi = {
  list: (query: Query, signal?: AbortSignal) => get<AccountList>('/api/companies', query, signal),
  page: (id: string, signal?: AbortSignal) => get<AccountPage>(of(id), {}, signal),
  people: (id: string, query: Query, signal?: AbortSignal) => get<AccountPeople>(of(id, '/people'), query, signal),
  events: (id: string, query: Query, signal?: AbortSignal) => get<AccountEvents>(of(id, '/events'), query, signal),
}
