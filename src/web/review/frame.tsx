import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Say, useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import { Page, PageHead } from '../ui/page.tsx'
import styles from './review.module.css'

const tabs = [
  { id: 'reviews', to: '/review' },
  { id: 'hygiene', to: '/review/hygiene' },
  { id: 'stages', to: '/review/stages' },
  { id: 'habits', to: '/review/habits' },
] as const

interface FrameInput {
  tab: (typeof tabs)[number]['id']
  sentence?: ReactNode
  actions?: ReactNode
  help?: Term
  children: ReactNode
}

/** The room of reviews: one head, its four views. */
export function ReviewFrame({ tab, sentence, actions, help, children }: FrameInput) {
  const say = useSay()
  return (
    <Page title={`${say(`review.tab.${tab}`)} · ${say('review.title')}`}>
      <PageHead
        title={<Say id="review.title" />}
        sentence={sentence}
        actions={actions}
        {...(help === undefined ? {} : { help })}
      />
      <nav className={styles.tabs} aria-label={say('review.tabs')} data-no-print>
        {tabs.map(({ id, to }) => (
          <Link key={id} to={to} activeOptions={{ exact: true, includeSearch: false }}>
            <Say id={`review.tab.${id}`} />
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
