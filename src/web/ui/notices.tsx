import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** Where notices (undo.tsx) appear; loaded after the first screen. */
export function Notices() {
  return <Notifications position="bottom-right" limit={4} containerWidth={380} zIndex={400} />
}
