import { Button, Loader } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ProblemCode } from '#contract/problem.ts'
import { OfflineError, ProblemError } from '../app/api.ts'
import { useSignOut, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'

/** Nothing here yet, and the next step. */
export function EmptyState({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

export function LoadingScreen() {
  const say = useSay()
  return (
    <div className="state" role="status">
      <Loader size="sm" aria-hidden="true" />
      <span className="hidden">{say('state.loading')}</span>
    </div>
  )
}

/** What went wrong, in words, and a way on. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const code = codeOf(error)
  return (
    <div className="state" role="alert">
      <h2>
        <Say id={`problem.${code}`} />
      </h2>
      {error instanceof ProblemError && code === 'invalid' && <p>{error.problem.detail}</p>}
      {code === 'forbidden' && <Role />}
      {retry && code !== 'forbidden' && code !== 'not_found' && (
        <Button variant="default" onClick={retry}>
          <Say id="state.retry" />
        </Button>
      )}
    </div>
  )
}

/** What stops a screen: a refusal, no answer, or a fault of the screen itself. */
function codeOf(error: unknown): ProblemCode | 'offline' | 'broken' {
  if (error instanceof ProblemError) return error.problem.code
  return error instanceof OfflineError ? 'offline' : 'broken'
}

/** Who one is here, beside what one may not do. */
function Role() {
  const { role } = useWorkspace()
  const say = useSay()
  return (
    <p>
      <Say id="state.forbidden.next" values={{ role: say(`role.${role}`) }} />
    </p>
  )
}

interface LoadedInput<Data> {
  query: UseQueryResult<Data>
  /** lines of text that will stand there, so that nothing jumps */
  lines?: number
  children(data: Data): ReactNode
}

/** What a query brought, or the state in which it is: loading, not reached, no permission. */
export function Loaded<Data>({ query, lines = 4, children }: LoadedInput<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return <LoadingLines lines={lines} />
}

/** The place of text that is on its way. */
export function LoadingLines({ lines = 4 }: { lines?: number }) {
  const say = useSay()
  return (
    <div className="loading-lines" role="status">
      <span className="hidden">{say('state.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} aria-hidden="true" style={{ width: `${92 - ((index * 23) % 48)}%` }} />
      ))}
    </div>
  )
}

export function ErrorScreen({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorState error={error} retry={reset} />
}

export function NotFoundScreen() {
  return (
    <EmptyState title={<Say id="state.notFound" />}>
      <Link to="/" className="link">
        <Say id="state.home" />
      </Link>
    </EmptyState>
  )
}

export function NoWorkspaceScreen() {
  const signOut = useSignOut()
  return (
    <main style={{ padding: 36 }}>
      <EmptyState title={<Say id="state.noWorkspace" />}>
        <p>
          <Say id="state.noWorkspace.next" />
        </p>
        <Button variant="default" onClick={() => signOut.mutate()}>
          <Say id="shell.signOut" />
        </Button>
      </EmptyState>
    </main>
  )
}
