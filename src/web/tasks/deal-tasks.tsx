import { TaskSection } from './task-section.tsx'

/** What is to be done about a deal. */
export function DealTasks({ dealId }: { dealId: string }) {
  return <TaskSection dealId={dealId} />
}
