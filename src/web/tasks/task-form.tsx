import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { TaskRow } from '#contract/task.ts'
import { type TaskKind, taskKinds } from '#core/task/task.ts'
import { useSession } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { takeBack, useTaskDeed, useMembers } from './queries.ts'
import { useTaskTitle } from './subject.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

interface TaskFormInput {
  /** changed; absent: a new one */
  task?: TaskRow
  about?: { personId?: string; dealId?: string; accountId?: string }
  /** about a deal of a colleague's: one sets tasks for oneself only */
  forMe?: boolean
  today: string
  close(): void
}

/** Sets a task, or changes one. */
export function TaskForm({ task, about = {}, forMe = false, today, close }: TaskFormInput) {
  const say = useSay()
  const titleOf = useTaskTitle()
  const members = useMembers()
  const me = useSession().user?.id ?? null
  const { isPending: pending, go } = useTaskDeed()
  const [kind, setKind] = useState<TaskKind>(task?.kind ?? 'call')
  const [title, setTitle] = useState(task?.title ?? '')
  const [note, setNote] = useState(task?.note ?? '')
  const [dueDay, setDueDay] = useState(task?.dueDay ?? today)
  const [dueTime, setDueTime] = useState(task?.dueTime ?? '')
  const [promised, setPromised] = useState(task?.promised ?? false)
  const [assigneeId, setAssignee] = useState<string | null>(task ? (task.assignee?.id ?? null) : me)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const values = {
      kind,
      title: title.trim(),
      note: note.trim() === '' ? null : note.trim(),
      dueDay,
      dueTime: dueTime === '' ? null : dueTime,
      promised,
      assigneeId,
    }
    go({
      run: () =>
        task
          ? tasksApi.change(task.id, { ...values, revision: task.revision })
          : tasksApi.create({ ...values, ...about }),
      said: (written) => say(task ? 'tasks.changed' : 'tasks.created', { title: titleOf(written.task) }),
      undo: takeBack,
      onDone: close,
    })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say(task ? 'tasks.change.title' : 'tasks.new')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={save}>
        <div className={styles.two}>
          <label className="field">
            <Say id="tasks.field.kind" />
            <select
              className="plain"
              data-autofocus
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as TaskKind)}
            >
              {taskKinds.map((one) => (
                <option key={one} value={one}>
                  {say(`tasks.kind.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <Say id="tasks.field.assignee" />
            <select
              className="plain"
              value={assigneeId ?? ''}
              onChange={(event) => setAssignee(event.currentTarget.value === '' ? null : event.currentTarget.value)}
            >
              {!forMe && <option value="">{say('tasks.nobody')}</option>}
              {members
                .filter(({ userId }) => !forMe || userId === me)
                .map(({ userId, name }) => (
                  <option key={userId} value={userId}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
        </div>
        <label className="field">
          <Say id="tasks.field.title" />
          <input
            className="plain"
            maxLength={300}
            placeholder={say(`tasks.do.${kind}`)}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
        <div className={styles.two}>
          <label className="field">
            <Say id="tasks.field.day" />
            <input
              type="date"
              required
              className="plain"
              value={dueDay}
              onChange={(event) => setDueDay(event.currentTarget.value)}
            />
          </label>
          <label className="field">
            <Say id="tasks.field.time" />
            <input
              type="time"
              className="plain"
              value={dueTime}
              onChange={(event) => setDueTime(event.currentTarget.value)}
            />
          </label>
        </div>
        <label className={styles.check}>
          <input type="checkbox" checked={promised} onChange={(event) => setPromised(event.currentTarget.checked)} />
          <Say id="tasks.field.promised" />
        </label>
        <label className="field">
          <Say id="tasks.field.note" />
          <textarea
            className={styles.area}
            rows={3}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={pending} disabled={dueDay === ''}>
            <Say id={task ? 'tasks.save' : 'tasks.create'} />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="tasks.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
