import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { createContext, use, useSyncExternalStore } from 'react'
import type { SessionDocument, WorkspaceSummary } from '#contract/session.ts'
import { may, type Permission } from '#core/permission.ts'
import { api, speakOf } from './api.ts'

const chosenKey = 'hourglass.workspace'
const refreshedKey = 'hourglass.session-refreshed'

let early: Promise<SessionDocument> | null = null

/** Asks who is signed in before anything is shown (index.html asks even earlier); the first look at the session takes the answer. */
export function askEarly(): void {
  early = api.session()
  // whoever takes it sees the failure
  early.catch(() => {})
}

function takeEarly(): Promise<SessionDocument> | null {
  const taken = early
  early = null
  return taken
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await (takeEarly() ?? api.session(signal))
    speakOf(chosenWorkspace(session)?.id ?? null)
    if (session.user) prolong()
    return session
  },
  staleTime: 60_000,
})

/** The workspace in view: the one chosen in this browser, else the first. */
export function chosenWorkspace(session: SessionDocument): WorkspaceSummary | undefined {
  const chosen = localStorage.getItem(chosenKey)
  return session.workspaces.find((workspace) => workspace.id === chosen) ?? session.workspaces[0]
}

/** Who is signed in and the workspace in view, given once by the frame: hundreds of rows ask for it. */
export const SessionContext = createContext<{ session: SessionDocument; workspace: WorkspaceSummary } | null>(null)

/** The session as the server has it, asked for: for the frame and for screens before the sign-in. */
export function useAskedSession(): SessionDocument {
  return useSuspenseQuery(sessionQuery).data
}

/** Who is signed in; only screens behind the sign-in may ask. */
export function useSession(): SessionDocument {
  const client = useQueryClient()
  const session = use(SessionContext)?.session ?? client.getQueryData<SessionDocument>(sessionQuery.queryKey)
  if (!session) throw new Error('nobody has asked for the session')
  return session
}

/** The workspace in view; only screens behind the sign-in may ask. */
export function useWorkspace(): WorkspaceSummary {
  const session = useSession()
  const workspace = use(SessionContext)?.workspace ?? chosenWorkspace(session)
  if (!workspace) throw new Error('no workspace is open')
  return workspace
}

/** The workspace in view is shut to who has no second factor. */
export function needsSecondFactor(session: SessionDocument): boolean {
  return chosenWorkspace(session)?.secondFactorRequired === true && session.user?.secondFactor === false
}

export function useMay(permission: Permission): boolean {
  return may(useWorkspace().role, permission)
}

const choosing = new EventTarget()

/** The workspace in view of a session, which follows a choice made in the frame. */
export function useChosenWorkspace(session: SessionDocument): WorkspaceSummary | undefined {
  const id = useSyncExternalStore(onChoice, () => chosenWorkspace(session)?.id)
  return session.workspaces.find((workspace) => workspace.id === id)
}

function onChoice(heard: () => void): () => void {
  choosing.addEventListener('choice', heard)
  return () => choosing.removeEventListener('choice', heard)
}

/** From the next look at the session on, this one is in view. */
export function preferWorkspace(id: string): void {
  localStorage.setItem(chosenKey, id)
}

export function useChooseWorkspace(): (id: string) => void {
  const client = useQueryClient()
  return (id) => {
    localStorage.setItem(chosenKey, id)
    speakOf(id)
    choosing.dispatchEvent(new Event('choice'))
    void client.invalidateQueries()
  }
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      client.clear()
      location.assign('/sign-in')
    },
  })
}

/** Reading never prolongs a session; a browser in use asks for it once a day. */
function prolong(): void {
  const day = 86_400_000
  if (Date.now() - Number(localStorage.getItem(refreshedKey) ?? 0) < day) return
  localStorage.setItem(refreshedKey, String(Date.now()))
  // not while the first screen is on its way
  setTimeout(() => void api.refreshSession().catch(() => localStorage.removeItem(refreshedKey)), 3000)
}
