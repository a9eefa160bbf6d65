import type { ReactNode } from 'react'
import { Say, useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import { Page, PageHead } from '../ui/page.tsx'
import { RoomTabs } from '../ui/tabs.tsx'

/** The lists of the room; a new one is a line here and its word in capture.json. */
const tabs = [
  { id: 'forms', to: '/capture/forms', word: 'capture.tab.forms' },
  { id: 'pages', to: '/capture/pages', word: 'capture.tab.pages' },
  { id: 'content', to: '/capture/content', word: 'capture.tab.content' },
  { id: 'surveys', to: '/capture/surveys', word: 'capture.tab.surveys' },
  { id: 'slots', to: '/capture/slots', word: 'capture.tab.slots' },
] as const

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
      <RoomTabs label={say('capture.tabs')} tabs={tabs} />
      {children}
    </Page>
  )
}
