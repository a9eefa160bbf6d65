import type { ReactNode } from 'react'
import { Say, useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import { Page, PageHead } from '../ui/page.tsx'
import { RoomTabs } from '../ui/tabs.tsx'

const tabs = [
  { id: 'reviews', to: '/review', word: 'review.tab.reviews' },
  { id: 'hygiene', to: '/review/hygiene', word: 'review.tab.hygiene' },
  { id: 'stages', to: '/review/stages', word: 'review.tab.stages' },
  { id: 'habits', to: '/review/habits', word: 'review.tab.habits' },
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
      <RoomTabs label={say('review.tabs')} tabs={tabs} />
      {children}
    </Page>
  )
}
