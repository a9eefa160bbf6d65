import type { ReactNode } from 'react'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { RoomTabs } from '../ui/tabs.tsx'
import { EmptyState } from '../ui/state.tsx'

/** The screens of the room; a new one is a line here and its word in consent.json. */
const tabs = [
  { id: 'ledger', to: '/consent', word: 'consent.tab.ledger' },
  { id: 'purposes', to: '/consent/purposes', word: 'consent.tab.purposes' },
  { id: 'requests', to: '/consent/requests', word: 'consent.tab.requests' },
  { id: 'suppressed', to: '/consent/suppressed', word: 'consent.tab.suppressed' },
  { id: 'banner', to: '/consent/banner', word: 'consent.tab.banner' },
  { id: 'privacy', to: '/consent/privacy', word: 'consent.tab.privacy' },
  { id: 'retention', to: '/consent/retention', word: 'consent.tab.retention' },
  { id: 'records', to: '/consent/records', word: 'consent.tab.records' },
] as const

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
      <RoomTabs label={say('consent.tabs')} tabs={tabs} />
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
