import { Button } from '@mantine/core'
import { ProblemError } from '../app/api.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './undo.module.css'

interface Undo {
  /** Says that something was done; `undo` takes it back while the notice stands (12 s, longer under the pointer). */
  done(said: string, undo?: () => Promise<unknown>): void
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

  const done = (said: string, undo?: () => Promise<unknown>): void => {
    const takeBack = (hide: () => void): void => {
      hide()
      undo?.().then(() => void show({ message: say('undo.done'), close: say('state.close') }), failed)
    }
    void show({
      message: said,
      close: say('state.close'),
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
  action?(hide: () => void): React.ReactNode
}

let count = 0

async function show({ message, close, bad = false, action }: Notice): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const id = `notice-${++count}`
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
