import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { besides } from '../app/isolate.ts'
import { Say } from '../app/words.tsx'
import { eventApi } from '../events/event-api.ts'
import { useEventName } from '../ui/event-name.ts'
import styles from './settings.module.css'

/** Whether events come from there: waits with whoever installs, and says which was the last. */
export function FirstSeen({ source }: { source: 'browser' | 'server' }) {
  const format = useFormat()
  const eventName = useEventName()
  const workspace = useWorkspace()
  const mayList = useMay('event.list')
  const [opened] = useState(() => Date.now())
  const facets = useQuery({
    queryKey: ['event-facets', workspace.id],
    queryFn: ({ signal }) => eventApi.facets(signal),
    enabled: mayList,
    // until one has come, people look at this line and wait
    refetchInterval: ({ state }) => (state.data?.latest.some((one) => one.source === source) ? false : 2000),
  })
  if (!mayList || !facets.data) return null
  const seen = facets.data.latest.find((one) => one.source === source)
  return (
    <p role="status" className={styles.seen} data-seen={seen !== undefined || undefined}>
      <span className={styles.lamp} aria-hidden="true" />
      {seen ? (
        <span>
          <Say
            id={Date.parse(seen.receivedAt) >= opened ? 'settings.seen.now' : 'settings.seen'}
            values={{ event: besides([eventName(seen.name), seen.object]), at: format.dateTime(seen.receivedAt) }}
          />{' '}
          <Link to="/events" search={{ source }} className="link">
            <Say id="settings.seen.open" />
          </Link>
        </span>
      ) : (
        <Say id={`settings.unseen.${source}`} />
      )}
    </p>
  )
}
