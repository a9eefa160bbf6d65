import type { ReactNode } from 'react'
import type { Term } from '../glossary/terms.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { RoomTabs } from '../ui/tabs.tsx'

const tabs = [
  { id: 'today', to: '/tasks', word: 'tasks.tab.today' },
  { id: 'all', to: '/tasks/all', word: 'tasks.tab.all' },
  { id: 'never', to: '/tasks/never', word: 'tasks.tab.never' },
  { id: 'handoffs', to: '/tasks/handoffs', word: 'tasks.tab.handoffs' },
  { id: 'rules', to: '/tasks/rules', word: 'tasks.tab.rules' },
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
      <RoomTabs label={say('tasks.tabs')} tabs={tabs} />
      {children}
    </Page>
  )
}
