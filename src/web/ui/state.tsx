import { Button, Loader } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ProblemCode } from '#contract/problem.ts'
import { ProblemError } from '../app/api.ts'
import { useSignOut } from '../app/session.ts'
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
  const code: ProblemCode | 'offline' = error instanceof ProblemError ? error.problem.code : 'offline'
  return (
    <div className="state" role="alert">
      <h2>
        <Say id={`problem.${code}`} />
      </h2>
      {error instanceof ProblemError && code === 'invalid' && <p>{error.problem.detail}</p>}
      {retry && code !== 'forbidden' && code !== 'not_found' && (
        <Button variant="default" onClick={retry}>
          <Say id="state.retry" />
        </Button>
      )}
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
