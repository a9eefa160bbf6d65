import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './notifications.module.css'
import { notificationsApi } from './notifications-api.ts'

const Panel = lazy(() => import('./panel.tsx').then((module) => ({ default: module.Panel })))

/** How many notifications are new, and the way to them; stands in the frame of every screen. */
export function Bell() {
  const say = useSay()
  const workspace = useWorkspace()
  const [open, setOpen] = useState(false)
  const { data } = useQuery({
    queryKey: ['notifications', 'count', workspace.id],
    queryFn: ({ signal }) => notificationsApi.count(signal),
    // where no live updates come through
    refetchInterval: 300_000,
  })
  const unread = data?.unread ?? 0
  return (
    <>
      <button
        type="button"
        className={styles.bell}
        aria-haspopup="dialog"
        aria-label={say('notifications.bell', { count: unread })}
        title={say('notifications.title')}
        onClick={() => setOpen(true)}
      >
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <path
            d="M9 1.8a4.6 4.6 0 0 0-4.6 4.6c0 4.2-1.9 5.6-1.9 5.6h13s-1.9-1.4-1.9-5.6A4.6 4.6 0 0 0 9 1.8zM7.2 14.6a1.9 1.9 0 0 0 3.6 0"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </svg>
        {unread > 0 && (
          <span className={styles.badge} aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      {/* heard once it changes, not when it is first known */}
      <span className="hidden" role="status">
        {unread > 0 && <Say id="notifications.new" values={{ count: unread }} />}
      </span>
      <Suspense>{open && <Panel onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
