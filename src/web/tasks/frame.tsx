import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Term } from '../glossary/terms.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import styles from './tasks.module.css'

const tabs = [
  { id: 'today', to: '/tasks' },
  { id: 'all', to: '/tasks/all' },
  { id: 'never', to: '/tasks/never' },
  { id: 'handoffs', to: '/tasks/handoffs' },
  { id: 'rules', to: '/tasks/rules' },
] as const

interface FrameInput {
  tab: (typeof tabs)[number]['id']
  sentence?: ReactNode
  actions?: ReactNode
  help?: Term
  children: ReactNode
}

/** The room of tasks: one head, its five lists. */
export function TasksFrame({ tab, sentence, actions, help, children }: FrameInput) {
  const say = useSay()
  return (
    <Page title={`${say(`tasks.tab.${tab}`)} · ${say('tasks.title')}`}>
      <PageHead
        title={<Say id="tasks.title" />}
        sentence={sentence}
        actions={actions}
        {...(help === undefined ? {} : { help })}
      />
      <nav className={styles.tabs} aria-label={say('tasks.tabs')}>
        {tabs.map(({ id, to }) => (
          <Link key={id} to={to} activeOptions={{ exact: true, includeSearch: false }}>
            <Say id={`tasks.tab.${id}`} />
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
