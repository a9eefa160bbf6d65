import { Button } from '@mantine/core'
import { ProblemError } from '../app/api.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './undo.module.css'

interface Undo {
  /**
   * Says that something was done; `undo` takes it back while the notice stands (12 s, longer under the pointer). Of a
   * `series` of deeds, where each can be taken back in its place too, the last notice alone stands.
   */
  done(said: string, undo?: () => Promise<unknown>, series?: string): void
  /** Says why something could not be done. */
  failed(error: unknown): void
}

/** Notices of what was done, with a way back. The notices themselves load with the first one. */
export function useUndo(): Undo {
  const say = useSay()

  const failed = (error: unknown): void => {
    const code = error instanceof ProblemError ? error.problem.code : 'offline'
    const detail =
      error instanceof ProblemError && (code === 'invalid' || code === 'conflict') ? error.problem.detail : ''
    void show({ message: [say(`problem.${code}`), detail].join(' ').trim(), bad: true, close: say('state.close') })
  }

  const done = (said: string, undo?: () => Promise<unknown>, series?: string): void => {
    const takeBack = (hide: () => void): void => {
      hide()
      undo?.().then(() => void show({ message: say('undo.done'), close: say('state.close') }), failed)
    }
    void show({
      message: said,
      close: say('state.close'),
      ...(series === undefined ? {} : { series }),
      ...(undo ? { action: (hide) => <UndoButton onClick={() => takeBack(hide)} /> } : {}),
    })
  }

  return { done, failed }
}

function UndoButton({ onClick }: { onClick(): void }) {
  return (
    <Button variant="default" size="compact-sm" onClick={onClick}>
      <Say id="undo" />
    </Button>
  )
}

interface Notice {
  message: string
  close: string
  bad?: boolean
  series?: string
  action?(hide: () => void): React.ReactNode
}

let count = 0
/** the notice of each series that was shown last */
const latest = new Map<string, string>()

async function show({ message, close, bad = false, series, action }: Notice): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const id = `notice-${++count}`
  if (series !== undefined) {
    const before = latest.get(series)
    if (before !== undefined) notifications.hide(before)
    latest.set(series, id)
  }
  notifications.show({
    id,
    autoClose: action ? 12_000 : bad ? 10_000 : 5000,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': close },
    withBorder: true,
    color: bad ? 'var(--heat)' : 'var(--accent)',
    role: bad ? 'alert' : 'status',
    message: (
      <span className={styles.notice}>
        <span>{message}</span>
        {action?.(() => notifications.hide(id))}
      </span>
    ),
  })
}
