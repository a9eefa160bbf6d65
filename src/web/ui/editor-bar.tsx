import { Say, useSay } from '../app/words.tsx'
import styles from './editing.module.css'

interface EditorBarInput<Part extends string> {
  /** the parts of what is written, one of which is shown; none where there is only one */
  parts?: { name: string; all: readonly Part[]; nameOf(part: Part): string; shown: Part; onShow(part: Part): void }
  /** null where there is no such step */
  undo: (() => void) | null
  redo: (() => void) | null
}

/** Over what is being written: its parts, and a step back and forth again. */
export function EditorBar<Part extends string>({ parts, undo, redo }: EditorBarInput<Part>) {
  const say = useSay()
  return (
    <div className={styles.bar}>
      {parts && (
        <div className={styles.parts} role="group" aria-label={parts.name}>
          {parts.all.map((part) => (
            <button key={part} type="button" aria-pressed={parts.shown === part} onClick={() => parts.onShow(part)}>
              {parts.nameOf(part)}
            </button>
          ))}
        </div>
      )}
      <span className={styles.steps}>
        <button type="button" disabled={!undo} onClick={() => undo?.()}>
          <span aria-hidden="true">↶</span> <Say id="undo" />
        </button>
        <button
          type="button"
          disabled={!redo}
          aria-label={say('edit.redo')}
          title={say('edit.redo')}
          onClick={() => redo?.()}
        >
          ↷
        </button>
      </span>
    </div>
  )
}
