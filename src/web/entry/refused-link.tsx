import type { ReactNode } from 'react'
import { ProblemError } from '../app/api.ts'
import { ErrorState } from '../ui/state.tsx'

interface RefusedLinkInput {
  error: Error
  retry(): void
  /** what to say of a link that is used, revoked or too old */
  title: ReactNode
  children: ReactNode
}

/** A one-time link that opens nothing: because it is spent, or because the server could not be asked. */
export function RefusedLink({ error, retry, title, children }: RefusedLinkInput) {
  if (!(error instanceof ProblemError) || error.problem.code !== 'gone')
    return <ErrorState error={error} retry={retry} />
  return <EntryState title={title}>{children}</EntryState>
}

/** A screen before the sign-in that only says something. */
export function EntryState({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="state">
      <h1>{title}</h1>
      {children}
    </div>
  )
}
