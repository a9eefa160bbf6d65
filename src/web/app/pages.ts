import type { RegisteredRouter } from '@tanstack/react-router'
import type { Permission } from '#core/permission.ts'
import type { MessageId } from './language.tsx'

type PageId = MessageId extends infer Id ? (Id extends `page.${infer Page}` ? Page : never) : never

/** A screen that the palette finds though no room of the side bar leads straight to it; its word is `page.<id>`. */
interface FoundPage {
  id: PageId
  to: keyof RegisteredRouter['routesByPath']
  permission: Permission | null
}

export const pages: readonly FoundPage[] = [
  { id: 'taskHandoffs', to: '/tasks/handoffs', permission: 'person.list' },
  { id: 'taskRules', to: '/tasks/rules', permission: 'task.read' },
  { id: 'duplicates', to: '/people/duplicates', permission: 'person.list' },
  { id: 'channels', to: '/sources/channels', permission: 'channel.read' },
  { id: 'spend', to: '/sources/spend', permission: 'spend.read' },
  { id: 'icpSheets', to: '/icp/worksheet', permission: 'icp.read' },
  { id: 'icpPersonas', to: '/icp/personas', permission: 'icp.read' },
  { id: 'icpTitles', to: '/icp/titles', permission: 'icp.read' },
  { id: 'icpPhrases', to: '/icp/phrases', permission: 'icp.read' },
  { id: 'content', to: '/capture/content', permission: 'content.read' },
  { id: 'contentReading', to: '/capture/content/reading', permission: 'content.read' },
  { id: 'contentGaps', to: '/capture/content/gaps', permission: 'content.read' },
  { id: 'templates', to: '/proposals/templates', permission: 'proposal.read' },
  { id: 'renewals', to: '/renewals', permission: 'proposal.read' },
  { id: 'pageTags', to: '/capture/pages/tags', permission: 'capture.read' },
  { id: 'slots', to: '/capture/slots', permission: 'capture.read' },
  { id: 'landingPages', to: '/capture/pages', permission: 'capture.read' },
  { id: 'surveys', to: '/capture/surveys', permission: 'capture.read' },
  { id: 'awareness', to: '/sources/awareness', permission: 'capture.read' },
  { id: 'privacy', to: '/consent/privacy', permission: 'erasure.ask' },
  { id: 'retention', to: '/consent/retention', permission: 'consent.read' },
  { id: 'records', to: '/consent/records', permission: 'consent.read' },
  { id: 'missing', to: '/events/missing', permission: 'set_aside.read' },
  { id: 'mail', to: '/settings/mail', permission: 'mail.read' },
  { id: 'mailLog', to: '/settings/mail/log', permission: 'mail.read' },
  { id: 'notifications', to: '/notifications', permission: 'notification.read' },
  { id: 'digest', to: '/settings/notifications', permission: 'notification.read' },
  { id: 'team', to: '/settings/team', permission: 'member.list' },
  { id: 'roles', to: '/settings/roles', permission: null },
  { id: 'apiKeys', to: '/settings/api-keys', permission: 'api_key.list' },
  { id: 'audit', to: '/settings/audit', permission: 'audit.read' },
  { id: 'account', to: '/account', permission: null },
]
