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

interface SlotInput {
  dealId: string
  /** whether whoever looks may change the deal */
  mayChange: boolean
}

/** What other features have of a deal, loaded by themselves: what is to be done next. */
export function TaskSlot({ dealId, mayChange }: SlotInput) {
  const may = useMay('task.read')
  return (
    may && (
      <Suspense fallback={<LoadingLines lines={3} />}>
        <DealTasks dealId={dealId} mayChange={mayChange} />
      </Suspense>
    )
  )
}

/** Its meetings and proposals. */
export function MeetingSlots({ dealId, mayChange }: SlotInput) {
  const meetings = useMay('meeting.read')
  const proposals = useMay('proposal.read')
  return (
    <>
      {meetings && (
        <Suspense fallback={<LoadingLines lines={3} />}>
          <DealMeetings dealId={dealId} mayChange={mayChange} />
        </Suspense>
      )}
      {proposals && (
        <Suspense fallback={<LoadingLines lines={3} />}>
          <DealProposals dealId={dealId} mayChange={mayChange} />
        </Suspense>
      )}
    </>
  )
}
