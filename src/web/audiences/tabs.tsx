import type { ReactNode } from 'react'
import { useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { RoomTabs } from '../ui/tabs.tsx'

/** The screens of the room; a new one is a line here and its word in audiences.json. */
const tabs = [
  { id: 'audiences', to: '/audiences', word: 'audiences.tab.audiences' },
  { id: 'suspects', to: '/audiences/suspects', word: 'audiences.tab.suspects' },
  { id: 'excluded', to: '/audiences/excluded', word: 'audiences.tab.excluded' },
] as const

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
      <RoomTabs label={say('audiences.tabs')} tabs={tabs} />
      {children}
    </Page>
  )
}
