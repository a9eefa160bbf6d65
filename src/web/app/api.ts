import type { FunnelDocument, FunnelPeople } from '#contract/funnel.ts'
import type { ModelList } from '#contract/model.ts'
import type { PersonList, PersonPage, TimelinePage } from '#contract/person.ts'
import type { ProblemDocument } from '#contract/problem.ts'
import type { SessionDocument, SetupAnswer, SetupInput, WorkspaceInput } from '#contract/session.ts'
import type { SetAsideList } from '#contract/set-aside.ts'
import type { CreatedWriteKey, WriteKey, WriteKeyInput } from '#contract/write-key.ts'

/** A refusal of the server, as problem+json. */
export class ProblemError extends Error {
  readonly problem: ProblemDocument
  constructor(problem: ProblemDocument) {
    super(problem.detail)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** No answer of this server came: it is down, restarting, or the network is. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError'
}

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

let workspace: string | null = null
/** Which workspace every later call speaks of; null: the first one. */
export function speakOf(workspaceId: string | null): void {
  workspace = workspaceId
}

export const api = {
  session: (signal?: AbortSignal) => get<SessionDocument>('/api/session', {}, signal),
  signIn: (body: { email: string; password: string }) => post('/api/sign-in', body),
  signOut: () => post('/api/sign-out', {}),
  refreshSession: () => post('/api/session/refresh', {}),
  enterDemo: () => post('/api/demo', {}),
  saveLanguage: (language: string) => post('/api/preferences', { language }),
  checkSetup: (token: string) => post('/api/setup/check', { token }),
  setUp: (body: SetupInput) => post<SetupAnswer>('/api/setup', body),
  models: (signal?: AbortSignal) => get<ModelList>('/api/models', {}, signal),
  funnel: (query: Query, signal?: AbortSignal) => get<FunnelDocument>('/api/funnel', query, signal),
  funnelPeople: (query: Query, signal?: AbortSignal) => get<FunnelPeople>('/api/funnel/people', query, signal),
  keys: (signal?: AbortSignal) => get<{ keys: WriteKey[] }>('/api/keys', {}, signal),
  createKey: (body: WriteKeyInput) => post<CreatedWriteKey>('/api/keys', body),
  revokeKey: (id: string) => post<WriteKey>(`/api/keys/${encodeURIComponent(id)}/revoke`, {}),
  setAside: (query: Query, signal?: AbortSignal) => get<SetAsideList>('/api/set-aside', query, signal),
  changeWorkspace: (body: WorkspaceInput | (Omit<WorkspaceInput, 'languages'> & { languages: string[] })) =>
    post<object>('/api/workspace', body),
  people: (query: Query, signal?: AbortSignal) => get<PersonList>('/api/people', query, signal),
  person: (id: string, signal?: AbortSignal) => get<PersonPage>(`/api/people/${encodeURIComponent(id)}`, {}, signal),
  timeline: (id: string, query: Query, signal?: AbortSignal) =>
    get<TimelinePage>(`/api/people/${encodeURIComponent(id)}/events`, query, signal),
}

export function get<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(key, String(item))
  }
  const text = parameters.toString()
  return call<T>(text === '' ? path : `${path}?${text}`, signal ? { signal } : {})
}

export function post<T = { ok: true }>(path: string, body: object): Promise<T> {
  return call<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

async function call<T>(url: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers)
  if (workspace !== null) headers.set('hourglass-workspace', workspace)
  const response = await fetch(url, { ...init, headers, credentials: 'same-origin' }).catch((error: unknown) => {
    throw error instanceof TypeError ? new OfflineError(error.message) : error
  })
  if (response.ok) return (await response.json()) as T
  if (response.headers.get('content-type')?.startsWith('application/problem+json'))
    throw new ProblemError((await response.json()) as ProblemDocument)
  throw new OfflineError(`The server answered ${response.status}.`)
}
