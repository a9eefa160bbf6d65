import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { QueueLine, TaskQueue, TaskRow } from '#contract/task.ts'
import type { TouchKind } from '#core/task/task.ts'
import { useMay, useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { TasksFrame } from './frame.tsx'
import { GiveBack } from './give-back.tsx'
import { LogDialog, type LogInput } from './log-dialog.tsx'
import { queueQuery, takeBack, useTaskDeed, useMembers } from './queries.ts'
import { type QueueKey, useQueueKeys } from './queue-keys.ts'
import { QueueRow } from './queue-row.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { useTaskTitle } from './subject.tsx'
import { TaskForm } from './task-form.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

const route = getRouteApi('/inside/tasks')

/** What to do now, in the order of its worth; worked by keys from top to bottom. */
export function TodayPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const me = useSession().user?.id
  const members = useMembers()
  const { who = 'me' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('task.write')
  const queue = useQuery(queueQuery(workspace.id, who))
  const [setting, setSetting] = useState(false)
  const { data } = queue
  return (
    <TasksFrame
      tab="today"
      sentence={data && <Sentence queue={data} />}
      actions={
        <>
          <label>
            <span className="hidden">{say('tasks.whose')}</span>
            <select
              className="plain"
              value={who}
              onChange={(event) => {
                const next = event.currentTarget.value
                void navigate({ search: next === 'me' ? {} : { who: next } })
              }}
            >
              <option value="me">{say('tasks.whose.me')}</option>
              <option value="all">{say('tasks.whose.all')}</option>
              {members
                .filter(({ userId }) => userId !== me)
                .map(({ userId, name }) => (
                  <option key={userId} value={userId}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
          {mayWrite && (
            <Button onClick={() => setSetting(true)}>
              <Say id="tasks.new" />
            </Button>
          )}
        </>
      }
    >
      {queue.error && <ErrorState error={queue.error} retry={() => void queue.refetch()} />}
      {queue.isPending && <LoadingLines lines={8} />}
      {data && data.items.length === 0 && (
        <EmptyState title={<Say id="tasks.today.none" />}>
          <p>
            <Say id="tasks.today.none.next" />
          </p>
        </EmptyState>
      )}
      {data && data.items.length > 0 && <Queue queue={data} busy={queue.isFetching} />}
      {setting && data && <TaskForm today={data.today} close={() => setSetting(false)} />}
    </TasksFrame>
  )
}

function Sentence({ queue }: { queue: TaskQueue }) {
  if (queue.all === 0) return <Say id="tasks.sentence.done" values={{ done: queue.doneToday }} />
  return (
    <>
      <Say id="tasks.sentence" values={{ count: queue.all, promised: queue.promised, overdue: queue.overdue }} />{' '}
      {queue.doneToday > 0 && <Say id="tasks.sentence.doneToday" values={{ done: queue.doneToday }} />}
    </>
  )
}

type Dialog =
  | ({ what: 'log' } & Pick<LogInput, 'kind' | 'personId' | 'dealId' | 'task'>)
  | { what: 'snooze'; task: TaskRow }
  | { what: 'edit'; task: TaskRow }
  | { what: 'giveBack'; id: string; name: string }

function Queue({ queue, busy }: { queue: TaskQueue; busy: boolean }) {
  const say = useSay()
  const titleOf = useTaskTitle()
  const goTo = useNavigate()
  const mayLog = useMay('touch.write')
  const mayAnswer = useMay('handoff.answer')
  const { go } = useTaskDeed()
  const [chosen, setChosen] = useState<string | null>(null)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { items } = queue
  const place = Math.max(
    0,
    items.findIndex((line) => keyOf(line) === chosen),
  )

  const choose = (at: number): void => {
    const line = items[Math.max(0, Math.min(items.length - 1, at))]
    if (!line) return
    setChosen(keyOf(line))
    document.querySelector<HTMLElement>(`[data-line="${keyOf(line)}"]`)?.focus()
  }
  /** What comes next takes the place of what is done. */
  const goOn = (): void => {
    const next = items[place + 1] ?? items[place - 1]
    if (next) setChosen(keyOf(next))
    requestAnimationFrame(() => {
      if (next) document.querySelector<HTMLElement>(`[data-line="${keyOf(next)}"]`)?.focus()
    })
  }
  const log = (line: QueueLine, kind: TouchKind): void => {
    const { task, handoff } = line
    if (!mayLog) return
    setDialog({
      what: 'log',
      kind,
      personId: task?.person?.id ?? handoff?.person.id,
      dealId: task?.deal?.id,
      task: task ?? undefined,
    })
  }
  const act = (line: QueueLine, key: Exclude<QueueKey, 'next' | 'back'>): void => {
    const { task, handoff } = line
    setChosen(keyOf(line))
    const concernsSomebody = task?.person != null || task?.deal != null || handoff !== null
    if (key === 'open') {
      const person = task?.person?.id ?? handoff?.person.id
      if (person !== undefined) void goTo({ to: '/people/$id', params: { id: person } })
      else if (task?.deal) void goTo({ to: '/deals/$id', params: { id: task.deal.id } })
    } else if ((key === 'call' || key === 'mail' || key === 'log') && concernsSomebody) {
      log(
        line,
        key === 'mail' || (key === 'log' && task?.kind === 'mail')
          ? 'mail'
          : key === 'log' && task?.kind === 'meeting'
            ? 'meeting'
            : 'call',
      )
    } else if (key === 'done' && task?.mayChange) {
      go({
        run: () => tasksApi.done(task.id),
        said: () => say('tasks.done', { title: titleOf(task) }),
        undo: takeBack,
        onDone: goOn,
      })
    } else if (key === 'snooze' && task?.mayChange) setDialog({ what: 'snooze', task })
    else if (key === 'accept' && handoff && mayAnswer) {
      const name = handoff.person.name ?? handoff.person.email ?? ''
      go({
        run: () => tasksApi.accept(handoff.id, 'work'),
        said: () => say('handoffs.accepted', { name }),
        undo: () => tasksApi.undoAnswer(handoff.id),
        onDone: goOn,
      })
    } else if (key === 'giveBack' && handoff && mayAnswer)
      setDialog({ what: 'giveBack', id: handoff.id, name: handoff.person.name ?? handoff.person.email ?? '' })
  }
  useQueueKeys((key) => {
    const line = items[place]
    if (key === 'next') choose(chosen === null ? 0 : place + 1)
    else if (key === 'back') choose(place - 1)
    else if (line) act(line, key)
  })
  const close = (): void => {
    setDialog(null)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-line="${chosen}"]`)?.focus())
  }

  return (
    <section className={`card ${styles.queue}`} aria-label={say('tasks.tab.today')} aria-busy={busy} data-queue>
      <p className={styles.keys} data-no-print>
        <Say
          id="tasks.keys"
          values={{
            jk: <Keys of="J K" />,
            c: <Keys of="C" />,
            e: <Keys of="E" />,
            l: <Keys of="L" />,
            d: <Keys of="D" />,
            s: <Keys of="S" />,
          }}
        />
      </p>
      <ol className={styles.lines}>
        {items.map((line, index) => (
          <QueueRow
            key={keyOf(line)}
            id={keyOf(line)}
            line={line}
            today={queue.today}
            now={Date.parse(queue.asOf)}
            chosen={index === place}
            act={(key) => act(line, key)}
            edit={line.task ? () => setDialog({ what: 'edit', task: line.task as TaskRow }) : undefined}
            onFocus={() => setChosen(keyOf(line))}
          />
        ))}
      </ol>
      {queue.all > items.length && (
        <p className="quiet small">
          <Say id="tasks.more" values={{ count: queue.all - items.length }} />
        </p>
      )}
      {dialog?.what === 'log' && <LogDialog {...dialog} close={close} onDone={goOn} />}
      {dialog?.what === 'snooze' && <SnoozeDialog task={dialog.task} today={queue.today} close={close} onDone={goOn} />}
      {dialog?.what === 'edit' && <TaskForm task={dialog.task} today={queue.today} close={close} />}
      {dialog?.what === 'giveBack' && <GiveBack id={dialog.id} name={dialog.name} close={close} onDone={goOn} />}
    </section>
  )
}

function Keys({ of }: { of: string }) {
  return (
    <>
      {of.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  )
}

function keyOf({ task, handoff }: QueueLine): string {
  return task ? task.id : `handoff-${handoff?.id}`
}
