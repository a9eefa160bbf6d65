import { Say } from '../app/words.tsx'
import styles from './editing.module.css'
import type { Saving } from './use-kept-draft.ts'

interface KeepingInput {
  saving: Saving
  /** why it was refused, in the server's words */
  detail: string
  /** takes over what is on the server */
  reload(): void
  /** tries again */
  save(): void
}

/** Whether what is being written is kept, and what to do where it is not. */
export function Keeping({ saving, detail, reload, save }: KeepingInput) {
  return (
    <p role="status" className={`small ${styles.saving}`} data-state={saving}>
      <Say id={`edit.saving.${saving}`} /> {saving === 'refused' && detail}
      {saving === 'overtaken' && (
        <button type="button" className="link" onClick={reload}>
          <Say id="edit.reload" />
        </button>
      )}
      {saving === 'failed' && (
        <button type="button" className="link" onClick={save}>
          <Say id="state.retry" />
        </button>
      )}
    </p>
  )
}
