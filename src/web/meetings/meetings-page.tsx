import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { MeetingForm } from './meeting-form.tsx'
import { MeetingRows } from './meeting-list.tsx'
import styles from './meetings.module.css'
import { useMeetingPages } from './queries.ts'
import { meetingViews } from './routes.ts'

const route = getRouteApi('/inside/meetings')

/** All meetings: to come, waiting for how they went, and past. */
export function MeetingsPage() {
  const say = useSay()
  const mayWrite = useMay('meeting.write')
  const { when = 'coming', mine = false } = route.useSearch()
  const query = useMeetingPages({ when, mine: String(mine) })
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const [booking, setBooking] = useState(false)
  return (
    <Page title={say('meetings.title')}>
      <PageHead
        title={<Say id="meetings.title" />}
        sentence={<Say id="meetings.sentence" />}
        {...(mayWrite
          ? {
              actions: (
                <Button onClick={() => setBooking(true)}>
                  <Say id="meeting.book" />
                </Button>
              ),
            }
          : {})}
      />
      <nav className={styles.views} aria-label={say('meetings.views')}>
        {meetingViews.map((view) => (
          <Link
            key={view}
            to="/meetings"
            search={{ ...(view === 'coming' ? {} : { when: view }), ...(mine ? { mine } : {}) }}
            aria-current={view === when ? 'page' : undefined}
          >
            {say(`meetings.view.${view}`)}
          </Link>
        ))}
        <Link
          to="/meetings"
          search={{ ...(when === 'coming' ? {} : { when }), ...(mine ? {} : { mine: true as const }) }}
          aria-current={mine ? 'true' : undefined}
          className={styles.mine}
        >
          <Say id="meetings.mine" />
        </Link>
      </nav>
      {query.isPending && <LoadingScreen />}
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && rows.length === 0 && (
        <EmptyState title={say(`meetings.empty.${when}`)}>
          <p>
            <Say id="meetings.empty.next" />
          </p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <section className="card" aria-label={say(`meetings.view.${when}`)}>
          <MeetingRows rows={rows} />
          {query.hasNextPage && (
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              <Say id="meetings.more" />
            </Button>
          )}
        </section>
      )}
      {booking && <MeetingForm close={() => setBooking(false)} />}
    </Page>
  )
}
