import { TaskSection } from './task-section.tsx'

/** What is to be done about somebody. */
export function PersonTasks({ personId }: { personId: string }) {
  return <TaskSection personId={personId} />
}
