import { Link, type RegisteredRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Say, useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import { Page, PageHead } from '../ui/page.tsx'
import styles from './capture.module.css'

interface Tab {
  id: 'forms' | 'pages' | 'content' | 'slots' | 'surveys'
  to: keyof RegisteredRouter['routesByPath']
}

/** The lists of the room; a new one is a line here and its word in capture.json. */
const tabs = [
  { id: 'forms', to: '/capture/forms' },
  { id: 'pages', to: '/capture/pages' },
  { id: 'content', to: '/capture/content' },
] as const satisfies readonly Tab[]

interface FrameInput {
  tab: (typeof tabs)[number]['id']
  sentence?: ReactNode
  actions?: ReactNode
  help?: Term
  children: ReactNode
}

/** The room of capture: one head, its lists. */
export function CaptureFrame({ tab, sentence, actions, help, children }: FrameInput) {
  const say = useSay()
  return (
    <Page title={`${say(`capture.tab.${tab}`)} · ${say('capture.title')}`}>
      <PageHead
        title={<Say id={`capture.tab.${tab}`} />}
        sentence={sentence}
        actions={actions}
        {...(help === undefined ? {} : { help })}
      />
      <nav className={styles.tabs} aria-label={say('capture.tabs')}>
        {tabs.map(({ id, to }) => (
          <Link key={id} to={to} activeOptions={{ includeSearch: false }}>
            <Say id={`capture.tab.${id}`} />
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
