import { Link, type RegisteredRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState } from '../ui/state.tsx'
import styles from './consent.module.css'

interface Tab {
  id: 'ledger' | 'purposes' | 'requests' | 'suppressed' | 'banner'
  to: keyof RegisteredRouter['routesByPath']
}

/** The screens of the room; a new one is a line here and its word in consent.json. */
const tabs = [
  { id: 'ledger', to: '/consent' },
  { id: 'purposes', to: '/consent/purposes' },
  { id: 'requests', to: '/consent/requests' },
  { id: 'suppressed', to: '/consent/suppressed' },
  { id: 'banner', to: '/consent/banner' },
] as const satisfies readonly Tab[]

interface FrameInput {
  tab: (typeof tabs)[number]['id']
  sentence?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The room of consent: one head, its screens; whoever may not see it is told so. */
export function ConsentFrame({ tab, sentence, actions, children }: FrameInput) {
  const say = useSay()
  const may = useMay('consent.read')
  return (
    <Page title={`${say(`consent.tab.${tab}`)} · ${say('consent.title')}`}>
      <PageHead
        title={<Say id={`consent.head.${tab}`} />}
        sentence={sentence}
        actions={may && actions}
        help="consent"
      />
      <nav className={styles.tabs} aria-label={say('consent.tabs')}>
        {tabs.map(({ id, to }) => (
          <Link key={id} to={to} activeOptions={{ exact: true, includeSearch: false }}>
            <Say id={`consent.tab.${id}`} />
          </Link>
        ))}
      </nav>
      {may ? (
        children
      ) : (
        <EmptyState title={<Say id="problem.forbidden" />}>
          <p>
            <Say id="consent.askAdmin" />
          </p>
        </EmptyState>
      )}
    </Page>
  )
}
