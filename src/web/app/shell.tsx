import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { WorkspaceSummary } from '#contract/session.ts'
import { may } from '#core/permission.ts'
import { Brand } from '../ui/brand.tsx'
import { LoadingScreen, NoWorkspaceScreen } from '../ui/state.tsx'
import { LanguageSwitch, SchemeSwitch } from './preferences.tsx'
import { rooms } from './rooms.ts'
import { chosenWorkspace, useChooseWorkspace, useSession, useSignOut } from './session.ts'
import styles from './shell.module.css'
import { Say, useSay } from './words.tsx'

/** The frame of every screen behind the sign-in: rooms at the left, one room at the right. */
export function Shell() {
  const say = useSay()
  const session = useSession()
  const workspace = chosenWorkspace(session)
  if (!workspace) return <NoWorkspaceScreen />

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Say id="shell.skip" />
      </a>
      <nav className={styles.side} aria-label={say('shell.rooms')}>
        <Link to="/" className={styles.brand}>
          <Brand />
        </Link>
        {workspace.demo && (
          <p className={styles.demo}>
            <Say id="shell.demo" />
          </p>
        )}
        <div className={styles.rooms}>
          {rooms
            .filter(({ permission }) => permission === null || may(workspace.role, permission))
            .map(({ id, to }) => (
              <Link key={id} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                <Say id={`room.${id}`} />
              </Link>
            ))}
        </div>
        <div className={styles.foot}>
          <Account workspace={workspace} />
        </div>
        <details className={styles.menu}>
          <summary>
            <Say id="shell.menu" />
          </summary>
          <div className={styles.sheet}>
            <Account workspace={workspace} />
          </div>
        </details>
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<LoadingScreen />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}

/** Who looks, at which workspace, in which language and light. On small screens it folds into a menu. */
function Account({ workspace }: { workspace: WorkspaceSummary }) {
  const say = useSay()
  const session = useSession()
  const choose = useChooseWorkspace()
  const signOut = useSignOut()
  return (
    <>
      <p className={styles.who}>
        <b>{workspace.name}</b>
        {session.user?.name} · <Say id={`role.${workspace.role}`} />
      </p>
      {session.workspaces.length > 1 && (
        <select
          className="plain"
          aria-label={say('shell.workspace')}
          value={workspace.id}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {session.workspaces.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <LanguageSwitch />
      <SchemeSwitch />
      <button type="button" className="plain" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        <Say id="shell.signOut" />
      </button>
    </>
  )
}
