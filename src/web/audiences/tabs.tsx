import { Link, type RegisteredRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import styles from './audiences.module.css'

interface Tab {
  id: 'audiences' | 'suspects' | 'excluded'
  to: keyof RegisteredRouter['routesByPath']
}

/** The screens of the room; a new one is a line here and its word in audiences.json. */
const tabs = [
  { id: 'audiences', to: '/audiences' },
  { id: 'suspects', to: '/audiences/suspects' },
  { id: 'excluded', to: '/audiences/excluded' },
] as const satisfies readonly Tab[]

interface FrameInput {
  tab: (typeof tabs)[number]['id']
  title: ReactNode
  sentence?: ReactNode
  actions?: ReactNode
  help?: 'suspect'
  children: ReactNode
}

/** The room of audiences: one head, its screens. */
export function AudienceFrame({ tab, title, sentence, actions, help, children }: FrameInput) {
  const say = useSay()
  return (
    <Page title={`${say(`audiences.tab.${tab}`)} · ${say('audiences.title')}`}>
      <PageHead title={title} sentence={sentence} actions={actions} {...(help === undefined ? {} : { help })} />
      <nav className={styles.tabs} aria-label={say('audiences.tabs')}>
        {tabs.map(({ id, to }) => (
          <Link
            key={id}
            to={to}
            activeOptions={{ includeSearch: false, exact: id === 'audiences' }}
            {...(tab === id ? { 'data-status': 'active' } : {})}
          >
            <Say id={`audiences.tab.${id}`} />
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
