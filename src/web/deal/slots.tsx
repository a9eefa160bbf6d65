import { lazy, Suspense } from 'react'
import { useMay } from '../app/session.ts'
import { LoadingLines } from '../ui/state.tsx'

const DealTasks = lazy(() => import('../tasks/deal-tasks.tsx').then((file) => ({ default: file.DealTasks })))
const DealMeetings = lazy(() =>
  import('../meetings/deal-meetings.tsx').then((file) => ({ default: file.DealMeetings })),
)
const DealProposals = lazy(() =>
  import('../proposals/deal-proposals.tsx').then((file) => ({ default: file.DealProposals })),
)

/** What other features have of a deal, loaded by themselves: what is to be done next. */
export function TaskSlot({ dealId }: { dealId: string }) {
  const may = useMay('task.read')
  return (
    may && (
      <Suspense fallback={<LoadingLines lines={3} />}>
        <DealTasks dealId={dealId} />
      </Suspense>
    )
  )
}

/** Its meetings and proposals. */
export function MeetingSlots({ dealId }: { dealId: string }) {
  const meetings = useMay('meeting.read')
  const proposals = useMay('proposal.read')
  return (
    <>
      {meetings && (
        <Suspense fallback={<LoadingLines lines={3} />}>
          <DealMeetings dealId={dealId} />
        </Suspense>
      )}
      {proposals && (
        <Suspense fallback={<LoadingLines lines={3} />}>
          <DealProposals dealId={dealId} />
        </Suspense>
      )}
    </>
  )
}
