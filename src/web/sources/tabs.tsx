import { useSay } from '../app/words.tsx'
import { RoomTabs } from '../ui/tabs.tsx'

/** The screens of the room; a new one is a line here and its word in sources.json. */
const tabs = [
  { to: '/sources', word: 'sources.tab.sources' },
  { to: '/sources/channels', word: 'sources.tab.channels' },
  { to: '/sources/spend', word: 'sources.tab.spend' },
  { to: '/sources/awareness', word: 'awareness.title' },
] as const

/** The screens of the room of sources. */
export function SourceTabs() {
  const say = useSay()
  return <RoomTabs label={say('room.sources')} tabs={tabs} />
}
