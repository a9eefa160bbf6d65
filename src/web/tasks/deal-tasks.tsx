import { TaskSection } from './task-section.tsx'

/** What is to be done about a deal. */
export function DealTasks({ dealId, mayChange }: { dealId: string; mayChange: boolean }) {
  return <TaskSection dealId={dealId} mayChange={mayChange} />
}
