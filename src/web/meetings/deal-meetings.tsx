import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { LoadingLines } from '../ui/state.tsx'
import { MeetingForm } from './meeting-form.tsx'
import { MeetingRows } from './meeting-list.tsx'
import { useMeetings } from './queries.ts'

/** The meetings of a deal: those to come first. */
export function DealMeetings({ dealId, mayChange }: { dealId: string; mayChange: boolean }) {
  const mayWrite = useMay('meeting.write') && mayChange
  const coming = useMeetings({ deal: dealId, when: 'coming', limit: 20 })
  const past = useMeetings({ deal: dealId, when: 'past', limit: 20 })
  const [booking, setBooking] = useState(false)
  const rows = [...(coming.data?.items ?? []), ...(past.data?.items ?? [])]
  const waiting = coming.isPending || past.isPending
  return (
    <Section
      id="meetings"
      title={<Say id="meetings.title" />}
      busy={waiting}
      actions={
        mayWrite && (
          <Button variant="default" size="compact-sm" onClick={() => setBooking(true)}>
            <Say id="meeting.book" />
          </Button>
        )
      }
    >
      {waiting ? (
        <LoadingLines lines={2} />
      ) : rows.length === 0 ? (
        <p className="quiet">
          <Say id="meetings.deal.empty" />
        </p>
      ) : (
        <MeetingRows rows={rows} withoutDeal />
      )}
      {booking && <MeetingForm dealId={dealId} close={() => setBooking(false)} />}
    </Section>
  )
}
