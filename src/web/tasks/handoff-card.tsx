import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HandoffRow } from '#contract/handoff.ts'
import { useFormat } from '../app/format.ts'
import { useSession } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { Evidence } from './evidence.tsx'
import { GiveBack } from './give-back.tsx'
import { useTaskDeed, useMembers } from './queries.ts'
import { Deadline } from './queue-row.tsx'
import { tasksApi } from './tasks-api.ts'
import styles from './tasks.module.css'

/** One hand-off: who, why, to whom and why to them, by when, what was known; and the answer. */
export function HandoffCard({ handoff, now, opened }: { handoff: HandoffRow; now: number; opened: boolean }) {
  const format = useFormat()
  const wordFor = useWordFor()
  const { person, stage, reason, team, at, answer } = handoff
  return (
    <li className="card" data-handoff={handoff.id}>
      <div className={styles.cardHead}>
        <div>
          <h2>
            <Link to="/people/$id" params={{ id: person.id }} className={styles.who}>
              <PersonName name={person.name} email={person.email} />
            </Link>{' '}
            <span className={styles.company}>{person.account}</span>
          </h2>
          <p className="quiet small">
            {reason ? (
              format.text(reason)
            ) : stage ? (
              <Say id="handoffs.entered" values={{ stage: format.text(stage) }} />
            ) : null}
            {' · '}
            {wordFor('handTo', team ?? 'sales')}
            {' · '}
            <span title={format.dateTime(at)}>{format.ago(at, now)}</span>
          </p>
          <p className="small">
            <AssignedTo handoff={handoff} />
          </p>
        </div>
        <div className={styles.deadline}>
          {answer === null ? <Deadline dueAt={handoff.dueAt} now={now} /> : <Answer handoff={handoff} />}
        </div>
      </div>
      {handoff.evidence && <Evidence evidence={handoff.evidence} opened={opened} />}
      {handoff.mayAnswer && <Acts handoff={handoff} />}
    </li>
  )
}

/** Whose it is, and by which rule. */
function AssignedTo({ handoff: { assigned } }: { handoff: HandoffRow }) {
  const say = useSay()
  if (assigned === null) return <Say id="handoffs.team" />
  const { name, way, rule, load = 0 } = assigned
  return (
    <>
      <Say id={`handoffs.way.${way}`} values={{ name, load }} />
      {rule && <span className="quiet"> {say('handoffs.rule', { rule: rule.name })}</span>}
    </>
  )
}

function Answer({ handoff }: { handoff: HandoffRow }) {
  const format = useFormat()
  const { answer, answeredAt, answeredBy, answerReason, answerNote } = handoff
  if (answer === null) return null
  return (
    <>
      <span className="chip">
        <Say id={`handoffs.answer.${answer}`} />
      </span>
      <div className="quiet small">
        {answeredBy} {answeredAt !== null && format.dateTime(answeredAt)}
      </div>
      {answerReason && <div className="small">{format.text(answerReason)}</div>}
      {answerNote !== null && <div className="quiet small">{answerNote}</div>}
    </>
  )
}

function Acts({ handoff }: { handoff: HandoffRow }) {
  const say = useSay()
  const format = useFormat()
  const members = useMembers()
  const me = useSession().user?.id
  const { isPending: pending, go } = useTaskDeed()
  const [giving, setGiving] = useState(false)
  const { id, person, qualifies, returnable, assigned } = handoff
  const name = person.name ?? person.email ?? ''
  const accept = (as: 'work' | 'qualify') =>
    go({
      run: () => tasksApi.accept(id, as),
      said: () =>
        as === 'qualify' && qualifies
          ? say('handoffs.qualified', { name, stage: format.text(qualifies) })
          : say('handoffs.accepted', { name }),
      undo: () => tasksApi.undoAnswer(id),
    })
  const pass = (to: string) =>
    go({
      run: () => tasksApi.pass(id, to === 'rules' ? null : to),
      said: () => {
        const member = members.find(({ userId }) => userId === to)
        return member ? say('handoffs.passed', { name, to: member.name }) : say('handoffs.passed.rules', { name })
      },
      ...(assigned ? { undo: () => tasksApi.pass(id, assigned.userId) } : {}),
    })
  return (
    <div className={styles.cardActs} data-no-print>
      <Button
        loading={pending}
        aria-label={say('tasks.act.named', { act: say('handoffs.accept'), name })}
        onClick={() => accept('work')}
      >
        <Say id="handoffs.accept" />
      </Button>
      {qualifies && (
        <Button variant="default" disabled={pending} onClick={() => accept('qualify')}>
          <Say id="handoffs.qualify" values={{ stage: format.text(qualifies) }} />
        </Button>
      )}
      {returnable && (
        <Button variant="default" disabled={pending} onClick={() => setGiving(true)}>
          <Say id="handoffs.giveBack" />
        </Button>
      )}
      {handoff.mayAssign && (
        <select
          className={`plain ${styles.pass}`}
          aria-label={say('handoffs.pass.named', { name })}
          value=""
          disabled={pending}
          onChange={(event) => pass(event.currentTarget.value)}
        >
          <option value="">{say('handoffs.pass')}</option>
          {members
            .filter(({ userId, role }) => role !== 'viewer' && userId !== (assigned?.userId ?? me))
            .map(({ userId, name: to }) => (
              <option key={userId} value={userId}>
                {to}
              </option>
            ))}
          <option value="rules">{say('handoffs.pass.rules')}</option>
        </select>
      )}
      {giving && <GiveBack id={id} name={name} close={() => setGiving(false)} />}
    </div>
  )
}
