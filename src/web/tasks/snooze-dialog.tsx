import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { TaskRow } from '#contract/task.ts'
import { Say, useSay } from '../app/words.tsx'
import { useDue } from './due.tsx'
import { takeBack, useTaskDeed } from './queries.ts'
import { useTaskTitle } from './subject.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

const choices = [1, 2, 3, 5, 10] as const

interface SnoozeInput {
  task: TaskRow
  /** 2026-12-25, in the workspace's zone */
  today: string
  close(): void
  onDone?(): void
}

/** Puts a task off by working days (keys 1 to 5), or to a day. */
export function SnoozeDialog({ task, today, close, onDone }: SnoozeInput) {
  const say = useSay()
  const due = useDue()
  const titleOf = useTaskTitle()
  const { isPending: pending, go } = useTaskDeed()
  const [until, setUntil] = useState('')
  const put = (to: { days: number } | { until: string }) =>
    go({
      run: () => tasksApi.snooze(task.id, to),
      said: (written) =>
        say('tasks.snoozed', {
          title: titleOf(written.task),
          day: due({ day: written.task.dueDay, time: written.task.dueTime, today }),
        }),
      undo: takeBack,
      onDone: () => {
        close()
        onDone?.()
      },
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (until !== '') put({ until })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('tasks.snooze.title', { title: titleOf(task) })}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <p className="quiet small">
        <Say id="tasks.snooze.about" />
      </p>
      <div
        className={styles.choices}
        role="group"
        aria-label={say('tasks.snooze.by')}
        onKeyDown={(event) => {
          const place = choices[Number(event.key) - 1]
          if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          put({ days: place })
        }}
      >
        {choices.map((days, index) => (
          <Button
            key={days}
            variant="default"
            disabled={pending}
            data-autofocus={index === 0 || undefined}
            onClick={() => put({ days })}
          >
            <Say id="tasks.snooze.days" values={{ days }} />
            <kbd aria-hidden="true">{index + 1}</kbd>
          </Button>
        ))}
      </div>
      <form className={styles.inline} onSubmit={submit}>
        <label className="field">
          <Say id="tasks.snooze.until" />
          <input
            type="date"
            className="plain"
            min={today}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
        <Button type="submit" variant="default" loading={pending} disabled={until === ''}>
          <Say id="tasks.snooze.do" />
        </Button>
      </form>
    </Modal>
  )
}
