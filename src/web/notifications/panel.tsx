import { Drawer } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Say, useSay } from '../app/words.tsx'
import { NotificationItems } from './items.tsx'
import styles from './notifications.module.css'

/** The notifications from the side. */
export function Panel({ onClose }: { onClose(): void }) {
  const say = useSay()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={say('notifications.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <NotificationItems unread={false} onOpen={onClose} />
      <p className={styles.foot}>
        <Link to="/notifications" className="link" onClick={onClose}>
          <Say id="notifications.all" />
        </Link>
        <Link to="/settings/notifications" className="link" onClick={onClose}>
          <Say id="notifications.settings" />
        </Link>
      </p>
    </Drawer>
  )
}
