import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { QueueLine } from '#contract/task.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { Due } from './due.tsx'
import type { QueueKey } from './queue-keys.ts'
import { Reasons } from './reasons.tsx'
import { KindMark, SubjectLinks, useTaskTitle } from './subject.tsx'
import styles from './tasks.module.css'

interface QueueRowInput {
  id: string
  line: QueueLine
  today: string
  /** epoch ms */
  now: number
  chosen: boolean
  act(key: Exclude<QueueKey, 'next' | 'back'>): void
  edit?: (() => void) | undefined
  onFocus(): void
}

/** A line of the queue: what, about whom, why here, until when, and what one can do. */
export function QueueRow({ id, line, today, now, chosen, act, edit, onFocus }: QueueRowInput) {
  const { task, handoff, worth, reasons, attempts } = line
  return (
    <li
      className={styles.line}
      data-line={id}
      data-chosen={chosen || undefined}
      tabIndex={chosen ? 0 : -1}
      aria-current={chosen || undefined}
      onFocus={onFocus}
    >
      <Worth points={worth} />
      <div className={styles.what}>
        {task ? <TaskHead task={task} edit={edit} /> : handoff && <HandoffHead handoff={handoff} />}
        <Reasons reasons={reasons} />
        {task?.note && <p className={styles.note}>{task.note}</p>}
      </div>
      <div className={styles.aside}>
        {task ? (
          <Due day={task.dueDay} time={task.dueTime} today={today} overdue={task.overdue} />
        ) : (
          handoff && <Deadline dueAt={handoff.dueAt} now={now} />
        )}
        {attempts !== null && (task?.attempt ?? null) !== null && (
          <div className="quiet small">
            <Say id="tasks.attempt" values={{ attempt: task?.attempt ?? 0, of: attempts.of }} />
          </div>
        )}
        {task && task.assignee === null && (
          <div className="quiet small">
            <Say id="tasks.nobody" />
          </div>
        )}
      </div>
      <Acts line={line} act={act} />
    </li>
  )
}

function Worth({ points }: { points: number }) {
  const say = useSay()
  return (
    <span className={styles.worth} title={say('tasks.worth.title')}>
      <span className="hidden">{say('tasks.worth')} </span>
      {points}
    </span>
  )
}

function TaskHead({ task, edit }: { task: NonNullable<QueueLine['task']>; edit?: (() => void) | undefined }) {
  const titleOf = useTaskTitle()
  const say = useSay()
  return (
    <div className={styles.head}>
      <KindMark kind={task.kind} />
      {task.mayChange && edit ? (
        <button
          type="button"
          className={`bare ${styles.title}`}
          onClick={edit}
          aria-label={say('tasks.change.named', { title: titleOf(task) })}
        >
          {titleOf(task)}
        </button>
      ) : (
        <span className={styles.title}>{titleOf(task)}</span>
      )}
      <SubjectLinks person={task.person} deal={task.deal} account={task.account} />
    </div>
  )
}

function HandoffHead({ handoff }: { handoff: NonNullable<QueueLine['handoff']> }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { person, stage, reason, team } = handoff
  return (
    <div className={styles.head}>
      <KindMark kind="handoff" />
      <span className={styles.title}>
        {reason ? (
          format.text(reason)
        ) : stage ? (
          <Say id="tasks.handoff.answer" values={{ stage: format.text(stage) }} />
        ) : (
          <Say id="tasks.do.handoff" />
        )}
      </span>
      <span className={styles.subject}>
        <Link to="/people/$id" params={{ id: person.id }} className={styles.who}>
          <PersonName name={person.name} email={person.email} />
        </Link>
        {person.company !== null && person.company !== '' && <span className="quiet">{person.company}</span>}
        {!handoff.mine && team !== null && <span className="quiet">{wordFor('handTo', team)}</span>}
      </span>
    </div>
  )
}

/** Until when a hand-off is to be answered, in the quieter voice while there is time. */
export function Deadline({ dueAt, now }: { dueAt: string | null; now: number }) {
  const format = useFormat()
  if (dueAt === null) return null
  const late = Date.parse(dueAt) < now
  return (
    <span data-late={late || undefined} title={format.dateTime(dueAt)}>
      <Say
        id={late ? 'handoffs.late' : 'handoffs.by'}
        values={{ time: `${format.day(dueAt)}, ${format.time(dueAt)}` }}
      />
    </span>
  )
}

function Acts({ line: { task, handoff }, act }: Pick<QueueRowInput, 'line' | 'act'>) {
  const say = useSay()
  const titleOf = useTaskTitle()
  const mayLog = useMay('touch.write')
  const mayAnswer = useMay('handoff.answer')
  const about =
    task?.person?.name ?? task?.person?.email ?? task?.deal?.name ?? handoff?.person.name ?? handoff?.person.email
  const name = about ?? (task ? titleOf(task) : '')
  const button = (key: 'log' | 'done' | 'snooze' | 'accept' | 'giveBack', label: string) => (
    <Button
      key={key}
      variant="default"
      size="compact-sm"
      aria-label={say('tasks.act.named', { act: label, name })}
      onClick={() => act(key)}
    >
      {label}
    </Button>
  )
  return (
    <div className={styles.acts} data-no-print>
      {handoff && mayAnswer && button('accept', say('handoffs.accept'))}
      {handoff && mayAnswer && button('giveBack', say('handoffs.giveBack'))}
      {task && mayLog && (task.person || task.deal) && button('log', say('tasks.act.log'))}
      {task?.mayChange && button('done', say('tasks.act.done'))}
      {task?.mayChange && button('snooze', say('tasks.act.snooze'))}
    </div>
  )
}
