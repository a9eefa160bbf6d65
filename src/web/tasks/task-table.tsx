import { Button } from '@mantine/core'
import { useState } from 'react'
import type { TaskRow } from '#contract/task.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Due } from './due.tsx'
import { takeBack, useTaskDeed } from './queries.ts'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { KindMark, SubjectLinks, useTaskTitle } from './subject.tsx'
import { TaskForm } from './task-form.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

interface TaskTableInput {
  rows: readonly TaskRow[]
  /** 2026-12-25 */
  today: string
  closed?: boolean
}

/** Tasks one by one, with what one can do to each. */
export function TaskTable({ rows, today, closed = false }: TaskTableInput) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTaskTitle()
  const { go } = useTaskDeed()
  const [snoozed, setSnoozed] = useState<TaskRow | null>(null)
  const [edited, setEdited] = useState<TaskRow | null>(null)
  const finish = (task: TaskRow) =>
    go({
      run: () => tasksApi.done(task.id),
      said: () => say('tasks.done', { title: titleOf(task) }),
      undo: takeBack,
    })
  const acts = (task: TaskRow) =>
    task.mayChange && (
      <div className={styles.acts}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={say('tasks.act.named', { act: say('tasks.act.done'), name: titleOf(task) })}
          onClick={() => finish(task)}
        >
          <Say id="tasks.act.done" />
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={say('tasks.act.named', { act: say('tasks.act.snooze'), name: titleOf(task) })}
          onClick={() => setSnoozed(task)}
        >
          <Say id="tasks.act.snooze" />
        </Button>
      </div>
    )
  const when = (task: TaskRow) =>
    closed ? (
      <>
        {say(`tasks.state.${task.state}`)} {task.doneAt === null ? '' : format.dateTime(task.doneAt)}
      </>
    ) : (
      <Due day={task.dueDay} time={task.dueTime} today={today} overdue={task.overdue} />
    )
  const columns: Column<TaskRow>[] = [
    {
      id: 'task',
      head: <Say id="tasks.column.task" />,
      rowHead: true,
      cell: (task) => (
        <>
          <KindMark kind={task.kind} />{' '}
          {task.mayChange && !closed ? (
            <button
              type="button"
              className={`bare ${styles.title}`}
              aria-label={say('tasks.change.named', { title: titleOf(task) })}
              onClick={() => setEdited(task)}
            >
              {titleOf(task)}
            </button>
          ) : (
            <span className={styles.title}>{titleOf(task)}</span>
          )}
          {task.promised && (
            <>
              {' '}
              <span className="chip" data-kind="sale">
                <Say id="tasks.promised" />
              </span>
            </>
          )}
          <div className={styles.narrow}>
            <div className="quiet small">{when(task)}</div>
            <SubjectLinks person={task.person} deal={task.deal} account={task.account} />
            {!closed && acts(task)}
          </div>
        </>
      ),
    },
    {
      id: 'about',
      head: <Say id="tasks.column.about" />,
      wide: true,
      cell: (task) => <SubjectLinks person={task.person} deal={task.deal} account={task.account} />,
    },
    {
      id: 'whose',
      head: <Say id="tasks.column.whose" />,
      wide: true,
      cell: (task) => (closed ? (task.doneBy ?? '–') : (task.assignee?.name ?? <Say id="tasks.nobody" />)),
    },
    { id: 'when', head: <Say id={closed ? 'tasks.column.closed' : 'tasks.column.due'} />, wide: true, cell: when },
  ]
  if (!closed)
    columns.push({
      id: 'acts',
      head: <span className="hidden">{say('tasks.column.acts')}</span>,
      wide: true,
      num: true,
      cell: acts,
    })
  return (
    <>
      <Table label={say('tasks.title')} columns={columns} rows={rows} keyOf={({ id }) => id} />
      {snoozed && <SnoozeDialog task={snoozed} today={today} close={() => setSnoozed(null)} />}
      {edited && <TaskForm task={edited} today={today} close={() => setEdited(null)} />}
    </>
  )
}
