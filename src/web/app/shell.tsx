import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Brand } from '../ui/brand.tsx'
import { LoadingScreen, NoWorkspaceScreen } from '../ui/state.tsx'
import { Bell } from '../notifications/bell.tsx'
import { Account } from './account-corner.tsx'
import { Announcer, useFocusOnNavigation } from './focus.tsx'
import { useLive } from './live.ts'
import { RoomLinks } from './room-links.tsx'
import { needsSecondFactor, SessionContext, useAskedSession, useChosenWorkspace } from './session.ts'
import styles from './shell.module.css'
import { isMac, useShortcuts } from './shortcuts.ts'
import { Say, useSay } from './words.tsx'

const loadPalette = () => import('./palette.tsx')
const Palette = lazy(() => loadPalette().then(({ Palette }) => ({ default: Palette })))
const KeysHelp = lazy(() => import('./keys-help.tsx').then(({ KeysHelp }) => ({ default: KeysHelp })))

/** The frame of every screen behind the sign-in: rooms at the left, one room at the right. */
export function Shell() {
  const session = useAskedSession()
  const workspace = useChosenWorkspace(session)
  const known = useMemo(() => workspace && { session, workspace }, [session, workspace])
  useLive(workspace?.id)
  if (needsSecondFactor(session)) return <Navigate to="/second-factor" replace />
  if (!known) return <NoWorkspaceScreen />
  return (
    <SessionContext value={known}>
      <Frame demo={known.workspace.demo} key={known.workspace.id} />
    </SessionContext>
  )
}

/** What may lie over the room. */
type Over = 'palette' | 'keys' | null

function Frame({ demo }: { demo: boolean }) {
  const say = useSay()
  const [over, setOver] = useState<Over>(null)
  const { pathname } = useLocation()
  // on small screens the menu lies over the room: it goes when one has chosen another
  const [menuOver, setMenuOver] = useState<string | null>(null)
  const menu = menuOver === pathname
  useShortcuts({ palette: () => setOver('palette'), help: () => setOver('keys') })
  useFocusOnNavigation(pathname)
  // fetched once the screen stands, so that the first letters typed are not lost
  useEffect(() => {
    const later = setTimeout(() => void loadPalette(), 2000)
    return () => clearTimeout(later)
  }, [])

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Say id="shell.skip" />
      </a>
      <nav
        className={styles.side}
        aria-label={say('shell.rooms')}
        data-open={menu}
        onKeyDown={(event) => event.key === 'Escape' && setMenuOver(null)}
      >
        <div className={styles.top}>
          <Link to="/" className={styles.brand}>
            <Brand />
          </Link>
          <span className={styles.corner}>
            <Bell />
            <button
              type="button"
              className={styles.menu}
              aria-expanded={menu}
              aria-controls="rooms"
              onClick={() => setMenuOver(menu ? null : pathname)}
            >
              <Say id="shell.menu" />
            </button>
          </span>
        </div>
        <button type="button" className={styles.find} onClick={() => setOver('palette')} aria-keyshortcuts="Control+K">
          <Say id="shell.find" />
          <kbd aria-hidden="true">{isMac ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <div id="rooms" className={styles.drawer}>
          {demo && (
            <p className={styles.demo}>
              <Say id="shell.demo" />
            </p>
          )}
          <RoomLinks />
          <div className={styles.foot}>
            <Account />
            <button type="button" className={styles.keys} onClick={() => setOver('keys')}>
              <Say id="shell.keys" />
            </button>
          </div>
        </div>
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<LoadingScreen />}>
          <Outlet />
        </Suspense>
      </main>
      <Announcer pathname={pathname} />
      <Suspense>
        {over === 'palette' && <Palette onClose={() => setOver(null)} onKeys={() => setOver('keys')} />}
        {over === 'keys' && <KeysHelp onClose={() => setOver(null)} />}
      </Suspense>
    </div>
  )
}
