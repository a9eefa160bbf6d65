import { Link } from '@tanstack/react-router'
import { LanguageSwitch, SchemeSwitch } from './preferences.tsx'
import { useChooseWorkspace, useSession, useSignOut, useWorkspace } from './session.ts'
import styles from './shell.module.css'
import { Say, useSay } from './words.tsx'

/** Who looks, at which workspace, in which language and light. */
export function Account() {
  const say = useSay()
  const session = useSession()
  const workspace = useWorkspace()
  const choose = useChooseWorkspace()
  const signOut = useSignOut()
  return (
    <>
      <p className={styles.who}>
        <b>{workspace.name}</b>
        <Link to="/account" className="link">
          {session.user?.name}
        </Link>{' '}
        · <Say id={`role.${workspace.role}`} />
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
