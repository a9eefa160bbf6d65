import { Link, useLocation } from '@tanstack/react-router'
import { Say, useSay } from '../app/words.tsx'
import styles from './icp.module.css'

const tabs = [
  { to: '/icp', id: 'icp.tab.icp' },
  { to: '/icp/worksheet', id: 'icp.tab.worksheet' },
  { to: '/icp/personas', id: 'icp.tab.personas' },
  { to: '/icp/titles', id: 'icp.tab.titles' },
  { to: '/icp/phrases', id: 'icp.tab.phrases' },
] as const

/** The screens of the room «Who we want». */
export function IcpTabs() {
  const say = useSay()
  const { pathname } = useLocation()
  return (
    <nav className={styles.tabs} aria-label={say('icp.title')} data-no-print>
      {tabs.map(({ to, id }) => {
        const current = to === '/icp' ? pathname === to : pathname.startsWith(to)
        return (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: true }}
            {...(current ? { 'aria-current': 'page' as const, 'data-current': true } : {})}
          >
            <Say id={id} />
          </Link>
        )
      })}
    </nav>
  )
}
