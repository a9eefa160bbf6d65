import { useSay } from '../app/words.tsx'
import { RoomTabs } from '../ui/tabs.tsx'

const tabs = [
  { to: '/icp', word: 'icp.tab.icp' },
  { to: '/icp/worksheet', word: 'icp.tab.worksheet' },
  { to: '/icp/personas', word: 'icp.tab.personas' },
  { to: '/icp/titles', word: 'icp.tab.titles' },
  { to: '/icp/phrases', word: 'icp.tab.phrases' },
] as const

/** The screens of the room «Who we want». */
export function IcpTabs() {
  const say = useSay()
  return <RoomTabs label={say('icp.title')} tabs={tabs} />
}
