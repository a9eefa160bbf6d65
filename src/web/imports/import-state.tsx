import type { ImportTask } from '#contract/import-task.ts'
import type { ImportSummary } from '#contract/import.ts'
import { Say } from '../app/words.tsx'
import styles from './imports.module.css'

interface ImportStateInput {
  row: Pick<ImportSummary, 'state'>
  task: ImportTask | null
}

export type ShownState =
  | 'waiting'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'canceling'
  | 'canceled'
  | 'failed'
  | 'done'
  | 'undoing'
  | 'undone'

/** How an import stands, in the words of whoever looks: its own state and that of the work on it. */
export function shownState({ row, task }: ImportStateInput): ShownState {
  if (task && (task.state === 'waiting' || task.state === 'running')) {
    if (task.kind === 'undo') return 'undoing'
    if (task.wish !== null) return task.wish === 'pause' ? 'pausing' : 'canceling'
    return task.state
  }
  if (row.state === 'failed' && task?.kind === 'run') {
    if (task.state === 'paused' || task.state === 'canceled') return task.state
  }
  return row.state
}

export function ImportState(input: ImportStateInput) {
  const state = shownState(input)
  return (
    <span className={`chip ${styles.state}`} data-kind={state === 'failed' ? 'heat' : undefined}>
      <Say id={`imports.state.${state}`} />
    </span>
  )
}
