import { Link } from '@tanstack/react-router'
import { Say, useSay } from '../app/words.tsx'
import styles from './content.module.css'

const tabs = [
  { id: 'library', to: '/capture/content' },
  { id: 'reading', to: '/capture/content/reading' },
  { id: 'gaps', to: '/capture/content/gaps' },
  { id: 'found', to: '/capture/content/found' },
] as const

/** The four views of the library. */
export function ContentTabs() {
  const say = useSay()
  return (
    <nav className={styles.tabs} aria-label={say('content.tabs')}>
      {tabs.map(({ id, to }) => (
        <Link key={id} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          <Say id={`content.tab.${id}`} />
        </Link>
      ))}
    </nav>
  )
}
