import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TaskRow } from '#contract/task.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { Due } from './due.tsx'
import { LogDialog } from './log-dialog.tsx'
import { contextQuery, takeBack, useTaskDeed } from './queries.ts'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { KindMark, SubjectLinks, useTaskTitle } from './subject.tsx'
import { TaskForm } from './task-form.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

interface TaskSectionInput {
  personId?: string
  dealId?: string
  /** false: a deal that whoever looks may not change, so that no talk is logged to it */
  mayChange?: boolean
}

/** What is to be done about somebody or a deal, how often we have tried, and the way to log a call. */
export function TaskSection({ personId, dealId, mayChange = true }: TaskSectionInput) {
  const workspace = useWorkspace()
  const mayWrite = useMay('task.write')
  const mayAny = useMay('task.write_any')
  const mayLog = useMay('touch.write') && mayChange
  const [dialog, setDialog] = useState<'log' | 'new' | null>(null)
  const query = useQuery({
    queryKey: ['tasks', workspace.id, 'about', personId ?? null, dealId ?? null],
    queryFn: ({ signal }) => tasksApi.list({ person: personId, deal: dealId, limit: 30 }, signal),
  })
  const context = useQuery(contextQuery(workspace.id, personId, dealId)).data
  const today = query.data?.today ?? ''
  return (
    <Section
      id="tasks"
      title={<Say id="tasks.title" />}
      {...(context && context.attempts > 0
        ? { sub: <Say id="log.attempts" values={{ attempts: context.attempts, of: context.of }} /> }
        : {})}
      actions={
        <div className={styles.buttons}>
          {mayLog && (
            <Button variant="default" size="compact-sm" onClick={() => setDialog('log')}>
              <Say id="tasks.act.log" />
            </Button>
          )}
          {mayWrite && (
            <Button variant="default" size="compact-sm" onClick={() => setDialog('new')}>
              <Say id="tasks.new" />
            </Button>
          )}
        </div>
      }
    >
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">
              <Say id="tasks.about.none" />
            </p>
          ) : (
            <ul className={styles.about}>
              {items.map((task) => (
                <Line key={task.id} task={task} today={today} without={dealId === undefined ? 'person' : 'deal'} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {dialog === 'log' && <LogDialog kind="call" personId={personId} dealId={dealId} close={() => setDialog(null)} />}
      {dialog === 'new' && today !== '' && (
        <TaskForm
          today={today}
          forMe={!mayChange && !mayAny}
          about={{ ...(personId === undefined ? {} : { personId }), ...(dealId === undefined ? {} : { dealId }) }}
          close={() => setDialog(null)}
        />
      )}
    </Section>
  )
}

function Line({ task, today, without }: { task: TaskRow; today: string; without: 'person' | 'deal' }) {
  const say = useSay()
  const titleOf = useTaskTitle()
  const mayLog = useMay('touch.write')
  const { go } = useTaskDeed()
  const [dialog, setDialog] = useState<'log' | 'snooze' | 'edit' | null>(null)
  const close = () => setDialog(null)
  const logs = mayLog && (task.kind === 'call' || task.kind === 'mail' || task.kind === 'meeting')
  const finish = () =>
    logs
      ? setDialog('log')
      : go({
          run: () => tasksApi.done(task.id),
          said: () => say('tasks.done', { title: titleOf(task) }),
          undo: takeBack,
        })
  return (
    <li>
      <div className={styles.head}>
        <KindMark kind={task.kind} />
        {task.mayChange ? (
          <button
            type="button"
            className={`bare ${styles.title}`}
            aria-label={say('tasks.change.named', { title: titleOf(task) })}
            onClick={() => setDialog('edit')}
          >
            {titleOf(task)}
          </button>
        ) : (
          <span className={styles.title}>{titleOf(task)}</span>
        )}
      </div>
      <div className="quiet small">
        <Due day={task.dueDay} time={task.dueTime} today={today} overdue={task.overdue} />
        {task.promised && (
          <>
            {' · '}
            <Say id="tasks.promised" />
          </>
        )}
        {' · '}
        {task.assignee?.name ?? <Say id="tasks.nobody" />}
      </div>
      <div className="small">
        <SubjectLinks person={task.person} deal={task.deal} account={null} without={without} />
      </div>
      {task.mayChange && (
        <div className={styles.acts} data-no-print>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={say('tasks.act.named', {
              act: say(logs ? 'tasks.act.log' : 'tasks.act.done'),
              name: titleOf(task),
            })}
            onClick={finish}
          >
            <Say id={logs ? 'tasks.act.log' : 'tasks.act.done'} />
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={say('tasks.act.named', { act: say('tasks.act.snooze'), name: titleOf(task) })}
            onClick={() => setDialog('snooze')}
          >
            <Say id="tasks.act.snooze" />
          </Button>
        </div>
      )}
      {dialog === 'log' && (
        <LogDialog
          kind={task.kind === 'mail' || task.kind === 'meeting' ? task.kind : 'call'}
          personId={task.person?.id}
          dealId={task.deal?.id}
          task={task}
          close={close}
        />
      )}
      {dialog === 'snooze' && <SnoozeDialog task={task} today={today} close={close} />}
      {dialog === 'edit' && <TaskForm task={task} today={today} close={close} />}
    </li>
  )
}
