import type { RegisteredRouter } from '@tanstack/react-router'
import type { Permission } from '#core/permission.ts'
import type { MessageId } from './language.tsx'

type RoomId = MessageId extends infer Id ? (Id extends `room.${infer Room}` ? Room : never) : never

/** A room of the side bar. Its word is `room.<id>` in the catalogs (app.json). */
export interface Room {
  id: RoomId
  to: keyof RegisteredRouter['routesByPath']
  /** hidden from roles that may not; null: everybody */
  permission: Permission | null
  /** pressed after g */
  key: string
  /** a thin line stands between the groups */
  group: 'look' | 'work' | 'capture' | 'setup'
}

/** The rooms in the order of the side bar; a new one is a line here and its word in the catalogs. */
export const rooms: readonly Room[] = [
  { id: 'home', to: '/', permission: null, key: 'h', group: 'look' },
  { id: 'funnel', to: '/funnel', permission: 'funnel.read', key: 'f', group: 'look' },
  { id: 'sources', to: '/sources', permission: 'funnel.read', key: 'o', group: 'look' },
  { id: 'dashboard', to: '/go-to-market', permission: 'funnel.read', key: 'm', group: 'look' },
  { id: 'pipeline', to: '/pipeline', permission: 'pipeline.read', key: 'n', group: 'look' },
  { id: 'deals', to: '/deals', permission: 'deal.read', key: 'd', group: 'work' },
  { id: 'tasks', to: '/tasks', permission: 'task.read', key: 'k', group: 'work' },
  { id: 'meetings', to: '/meetings', permission: 'meeting.read', key: 'y', group: 'work' },
  { id: 'proposals', to: '/proposals', permission: 'proposal.read', key: 'q', group: 'work' },
  { id: 'review', to: '/review', permission: 'review.read', key: 'w', group: 'work' },
  { id: 'people', to: '/people', permission: 'person.list', key: 'p', group: 'work' },
  { id: 'segments', to: '/segments', permission: 'segment.list', key: 's', group: 'work' },
  { id: 'companies', to: '/companies', permission: 'account.read', key: 'c', group: 'work' },
  { id: 'capture', to: '/capture/forms', permission: 'capture.read', key: 'x', group: 'capture' },
  { id: 'audiences', to: '/audiences', permission: 'audience.read', key: 'a', group: 'capture' },
  { id: 'consent', to: '/consent', permission: 'consent.read', key: 'v', group: 'capture' },
  { id: 'icp', to: '/icp', permission: 'icp.read', key: 'j', group: 'capture' },
  { id: 'guide', to: '/setup-guide', permission: 'blueprint.read', key: 'u', group: 'setup' },
  { id: 'blueprint', to: '/blueprint', permission: 'blueprint.read', key: 'b', group: 'setup' },
  { id: 'events', to: '/events', permission: 'event.list', key: 'e', group: 'setup' },
  { id: 'imports', to: '/imports', permission: 'import.read', key: 'i', group: 'setup' },
  { id: 'glossary', to: '/glossary', permission: null, key: 'l', group: 'setup' },
  { id: 'settings', to: '/settings', permission: 'workspace.read', key: 't', group: 'setup' },
]
